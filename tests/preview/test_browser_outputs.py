"""Outputs in a real Chromium: newsletters as clients differ, the book's pages, sheets, texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from preview.conftest import Running
from preview.driving import come_in, in_chromium
from preview.test_browser_live import long_column

pytestmark = [*in_chromium, pytest.mark.thorough]


def wide(tab: Page, frame: str) -> tuple[int, int]:
    """Return the width of a frame and of what is in it."""
    found = tab.locator(f"#{frame}").evaluate(
        "e => [e.clientWidth, e.contentDocument.documentElement.scrollWidth]"
    )
    return int(found[0]), int(found[1])


@pytest.mark.parametrize("width", [320, 375, 600, 1200])
def test_newsletter_is_shown_at_the_widths_of_mail(tab: Page, running: Running, width: int) -> None:
    come_in(tab, running, "/column/0?view=outputs")

    tab.locator(f"input[name=width][value='{width}']").check()

    expect(tab.locator("#mail-frame")).to_have_css("width", f"{width}px")
    frame, inside = wide(tab, "mail-frame")
    assert inside <= frame


def test_newsletter_in_dark_mode_without_pictures_and_style(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=outputs")
    mail = tab.frame_locator("#mail-frame")
    text = mail.get_by_text("3 boats came in").first
    light = text.evaluate("e => getComputedStyle(e).color")

    tab.locator("input[name=scheme]").check()
    expect(text).not_to_have_css("color", light)
    assert mail.locator("style").count() > 0

    tab.locator("input[name=style]").check()
    expect(mail.locator("style")).to_have_count(0)

    tab.locator("input[name=pictures]").check()
    expect(mail.locator("img[src^='data:']")).to_have_count(0)


def test_meter_and_plain_text_of_a_newsletter(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=outputs")
    meter = tab.locator("#meter")
    assert meter.get_attribute("max") == "102400"
    size = int(meter.get_attribute("value") or 0)
    assert f"{size:,} bytes" in tab.locator("#facts").inner_text()

    tab.click("#plain > summary")

    expect(tab.locator("#plain pre")).to_contain_text("3 boats came in to bergen")


def test_book_is_turned_page_by_page(tab: Page, running: Running, project: Path) -> None:
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    tab.wait_for_selector("[data-reader][data-ready]")
    where = tab.locator("[data-where]")
    expect(where).to_contain_text("Page 1 of")
    pages = int(where.inner_text().split(" of ")[1].split(",")[0])
    assert pages > 3

    # No page scrolls, and none cuts a line off at its side.
    fits = "e => e.contentDocument.documentElement.scrollHeight <= e.clientHeight"
    assert tab.locator("#book-frame").evaluate(fits)
    tab.locator("#book-frame").focus()
    tab.keyboard.press("ArrowRight")
    expect(where).to_contain_text("Page 2 of")
    tab.keyboard.press("Shift+Space")
    expect(where).to_contain_text("Page 1 of")
    tab.keyboard.press("End")
    expect(where).to_contain_text(f"Page {pages} of")
    tab.click("[data-turn=before]")
    expect(where).to_contain_text(f"Page {pages - 1} of")
    last = tab.frame_locator("#book-frame").get_by_text("weekly letter")
    tab.keyboard.press("End")
    expect(last).to_be_in_viewport()


def test_contents_of_a_book_open_its_documents(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    tab.wait_for_selector("[data-reader][data-ready]")

    tab.locator("[data-chapter='0']").click()

    tab.wait_for_selector("[data-reader][data-ready='2']")
    expect(tab.locator("[data-where]")).to_contain_text("document 1 of")
    expect(tab.locator("[data-chapter='0']")).to_have_attribute("aria-current", "true")
    expect(tab.locator("[data-turn=before]")).to_be_disabled()


def test_larger_letters_and_a_smaller_screen_make_more_pages(
    tab: Page, running: Running, project: Path
) -> None:
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    tab.wait_for_selector("[data-reader][data-ready]")

    def pages() -> int:
        return int(tab.locator("[data-where]").inner_text().split(" of ")[1].split(",")[0])

    usual = pages()
    tab.locator("input[name=size][value='135']").check()
    large = pages()
    tab.locator("input[name=screen][value='360x560']").check()

    assert usual < large < pages()


def test_book_from_right_to_left_is_turned_to_the_left(
    tab: Page, running: Running, project: Path
) -> None:
    page = long_column("bergen").replace("<html lang=en>", "<html lang=ar dir=rtl>")
    words = "جاءت القوارب إلى الميناء في تلك الليلة وكتب القبطان اسم كل واحد منها"
    (project / "bergen.html").write_text(page.replace("boats", words), "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    tab.wait_for_selector("[data-reader][data-ready]")
    expect(tab.locator("[data-where]")).to_contain_text("Page 1 of")

    tab.locator("#book-frame").focus()
    tab.keyboard.press("ArrowLeft")

    expect(tab.locator("[data-where]")).to_contain_text("Page 2 of")
    left = tab.locator("#book-frame").evaluate("e => e.contentDocument.documentElement.scrollLeft")
    assert left < 0


def test_link_inside_a_book_turns_to_its_place_and_no_other_leads_away(
    tab: Page, running: Running, project: Path
) -> None:
    page = long_column("bergen").replace(
        "<p>8 boats 11",
        '<p>See <a href="https://elsewhere.example/">elsewhere</a>.</p><p>8 boats 11',
    )
    (project / "bergen.html").write_text(page, "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    tab.wait_for_selector("[data-reader][data-ready]")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))

    tab.frame_locator("#book-frame").locator("a[href*=elsewhere]").evaluate("e => e.click()")

    tab.locator("#book-frame").focus()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("[data-where]")).to_contain_text("Page 2 of")
    assert not [url for url in asked if "elsewhere" in url]


def test_pages_of_a_pdf_are_pictures_and_the_file_is_offered(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=outputs&form=pdf")

    picture = tab.locator(".sheets img").first
    tab.wait_for_function("() => document.querySelector('.sheets img').naturalWidth > 500")
    assert "&w=600" in picture.evaluate("e => e.currentSrc")  # no more than this screen needs
    with tab.expect_download() as saved:
        tab.click("#facts a[download]")
    assert saved.value.suggested_filename == "bergen.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF-")


def test_any_text_format_can_be_read(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=outputs&form=text")

    tab.locator("#other-format").select_option("rst")

    tab.wait_for_url("**form=rst")
    expect(tab.locator("#text")).to_contain_text("3 boats came in to bergen")
    tab.locator("#other-format").select_option("docx")
    tab.wait_for_url("**form=docx")
    expect(tab.locator("#text")).to_contain_text("Save the file")


def test_checks_and_what_was_said_stand_under_diagnostics(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=diagnostics")
    expect(tab.locator("#stages")).to_contain_text("AP802")

    tab.click("[data-check$=newsletter]")

    expect(tab.locator("#checked")).to_contain_text("finding")
