"""What a real Chromium shows when a file is saved: the change, and everything else in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articlepress.preview.desk import Desk
from preview.conftest import Running, column
from preview.driving import come_in, in_chromium, listen, shown_page

pytestmark = [*in_chromium, pytest.mark.thorough]


def save_title(project: Path, title: str) -> None:
    (project / "bergen.meta.toml").write_text(f'title = "{title}"\n', "utf-8")


@pytest.mark.parametrize(("view", "frame"), [("article", "article"), ("outputs", "mail")])
def test_saved_sidecar_shows_up_by_itself(
    tab: Page, running: Running, project: Path, view: str, frame: str
) -> None:
    come_in(tab, running, f"/column/0?view={view}")
    listen(tab)

    save_title(project, "Written elsewhere")

    tab.frame_locator(f"#{frame}-frame").get_by_text("Written elsewhere").first.wait_for()


def test_saved_page_shows_up_by_itself(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=page")
    listen(tab)

    (project / "bergen.html").write_text(column("bergen").replace("boats", "barges"), "utf-8")

    shown_page(tab).get_by_text("3 barges").wait_for()


def test_saved_rule_shows_up_by_itself(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=page")
    listen(tab)
    rules = project / "rules" / "sites"
    rules.mkdir(parents=True)

    text = '[[rule]]\nkind = "drop"\nselector = "p.lead-in"\n'
    (rules / "harbour.example.toml").write_text(text, "utf-8")

    shown_page(tab).locator("[data-told*='site/drop']").wait_for()


@pytest.mark.parametrize(
    ("view", "frame", "sheet"), [("article", "article", "article"), ("outputs", "mail", "email")]
)
def test_saved_style_shows_up_by_itself(
    tab: Page, running: Running, project: Path, view: str, frame: str, sheet: str
) -> None:
    style = project / "house"
    style.mkdir()
    (style / "style.toml").write_text('inherits = "base"\n', "utf-8")
    (project / "articlepress.toml").write_text("# the style is there now\n", "utf-8")
    come_in(tab, running, f"/column/0?view={view}")
    listen(tab)

    (style / f"{sheet}.css").write_text("h1 { color: rgb(1, 2, 3) }", "utf-8")

    head = tab.frame_locator(f"#{frame}-frame").locator("h1").first
    expect(head).to_have_css("color", "rgb(1, 2, 3)")


def test_pages_of_a_pdf_follow_and_the_view_keeps_its_place(
    tab: Page, running: Running, project: Path
) -> None:
    pages = sheets_of_long_column(tab, running, project)
    assert pages.count() > 2
    tab.evaluate("scrollTo(0, 500)")
    before = pages.first.get_attribute("src")

    save_title(project, "Anew")

    expect(pages.first).not_to_have_attribute("src", before or "")
    tab.wait_for_function("() => document.querySelector('.sheets img').naturalWidth > 0")
    assert tab.evaluate("scrollY") == 500
    assert (tab.evaluate("document.querySelector('.sheets img').currentSrc") or "").count("w=") == 1


def test_pages_of_a_pdf_come_and_go_and_those_in_view_are_never_blank(
    tab: Page, running: Running, project: Path
) -> None:
    pages = sheets_of_long_column(tab, running, project)
    many = pages.count()
    tab.evaluate("""() => {
      window.blank = 0;
      new MutationObserver((changes) => {
        const added = changes.flatMap((change) => [...change.addedNodes]);
        window.blank += added.filter((one) => one.matches?.("img") && !one.complete).length;
      }).observe(document.getElementById("sheets"), { childList: true, subtree: true });
    }""")
    before = pages.first.get_attribute("src")

    (project / "bergen.html").write_text(column("bergen"), "utf-8")

    expect(pages).to_have_count(1)
    expect(pages.first).not_to_have_attribute("src", before or "")
    expect(tab.locator("#facts")).to_contain_text("1 page")
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    expect(pages).to_have_count(many)
    pages.last.scroll_into_view_if_needed()
    expect(pages.last).to_have_js_property("complete", True)
    tab.wait_for_function("() => [...document.querySelectorAll('.sheets img')].at(-1).naturalWidth")
    assert tab.evaluate("window.blank") == 0


def test_making_of_a_slow_output_is_told_while_it_lasts(
    tab: Page, running: Running, project: Path
) -> None:
    (project / "bergen.html").write_text(long_column("bergen", 200), "utf-8")
    come_in(tab, running)
    tab.goto(f"{running.base}/column/0?view=outputs&form=pdf")

    told = tab.locator("#pending-told")
    expect(told).to_contain_text(" s")

    # Nobody waits for it who wants something else.
    other = tab.context.new_page()
    other.goto(f"{running.base}/column/1?view=article")
    other.frame_locator("#article-frame").get_by_text("oslo at night").first.wait_for()
    assert tab.locator("#pending").count() == 1
    tab.locator(".sheets img").first.wait_for()


@pytest.mark.parametrize(("view", "frame"), [("article", "article"), ("outputs", "mail")])
def test_frame_stays_where_it_was_scrolled_to(
    tab: Page, running: Running, project: Path, view: str, frame: str
) -> None:
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    come_in(tab, running, f"/column/0?view={view}")
    listen(tab)
    inside = tab.frame_locator(f"#{frame}-frame")
    inside.get_by_text("bergen at night").first.wait_for()
    page = f"document.getElementById('{frame}-frame').contentWindow"
    tab.evaluate(f"{page}.scrollTo(0, 700)")

    save_title(project, "Anew")

    inside.get_by_text("Anew").first.wait_for()
    tab.wait_for_function(f"() => {page}.scrollY === 700")


def test_book_stays_open_at_its_page(tab: Page, running: Running, project: Path) -> None:
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=epub")
    listen(tab)
    tab.wait_for_selector("[data-reader][data-ready]")
    for _ in range(3):
        tab.click("[data-turn=after]")
    expect(tab.locator("[data-where]")).to_contain_text("Page 4 of")

    save_title(project, "A title that is much longer than before and takes a line more " * 3)

    tab.frame_locator("#book-frame").get_by_text("much longer").first.wait_for(state="attached")
    tab.wait_for_selector("[data-reader][data-ready='2']")
    expect(tab.locator("[data-where]")).to_contain_text("Page 4 of")


def test_words_of_the_form_are_kept_when_something_changes(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/column/0?view=article")
    listen(tab)
    tab.fill("#edit [data-name=subtitle]", "Half a thought")

    save_title(project, "Anew")

    tab.frame_locator("#article-frame").get_by_text("Anew").first.wait_for()
    expect(tab.locator("#edit [data-name=subtitle]")).to_have_value("Half a thought")


def test_other_column_is_left_alone(tab: Page, running: Running, project: Path, desk: Desk) -> None:
    come_in(tab, running, "/column/1?view=article")
    listen(tab)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))

    save_title(project, "Not mine")
    (project / "oslo.meta.toml").write_text('title = "Mine"\n', "utf-8")

    tab.frame_locator("#article-frame").get_by_text("Mine").first.wait_for()
    assert len([url for url in asked if "/view/article" in url]) == 1


def test_new_picture_of_a_column_shows_up(tab: Page, running: Running, project: Path) -> None:
    sample = Path(__file__).parents[2] / "input" / "lighthouse_files"
    shutil.copy(sample / "lamp.jpg", project / "quay.jpg")
    come_in(tab, running, "/column/0?view=article")
    listen(tab)
    picture = tab.frame_locator("#article-frame").locator("img").first
    before = picture.get_attribute("src")

    shutil.copy(sample / "hester.jpg", project / "quay.jpg")

    tab.wait_for_selector("body[data-refreshed]")
    expect(picture).not_to_have_attribute("src", before or "")


def sheets_of_long_column(tab: Page, running: Running, project: Path) -> Locator:
    """Make the first column long; return the pictures of its PDF's pages, the first one drawn."""
    (project / "bergen.html").write_text(long_column("bergen"), "utf-8")
    come_in(tab, running, "/column/0?view=outputs&form=pdf")
    listen(tab)
    sheets = tab.locator(".sheets img")
    expect(sheets.first).to_have_js_property("complete", True)
    return sheets


def long_column(name: str, times: int = 12) -> str:
    page = column(name)
    begin, end = page.index("<p>0 boats"), page.index('<div class="zz">')
    more = (page[begin:end].replace("boats", f"boats {number}") for number in range(times))
    return page[:begin] + "".join(more) + page[end:]
