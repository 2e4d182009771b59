"""Whoever uses the preview: axe, narrow screens, keyboards, large enough targets, right to left."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from preview.conftest import Running, column
from preview.driving import VIEWS, come_in, in_chromium, shown_page

pytestmark = in_chromium

PAGES = ("/", "/collection", *(f"/column/0?view={view}" for view in VIEWS))
MIN_TARGET_PX = 24
"""WCAG 2.2, 2.5.8."""


def violations(tab: Page) -> list[tuple[str, str, str]]:
    """Return what axe finds on the page and in its frames, best practices among it."""
    found = Axe().run(tab).response["violations"]
    where = tab.url.partition("?")[2] or tab.url
    return [(where, item["id"], item["nodes"][0]["html"][:160]) for item in found]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_axe_finds_nothing_wrong_on_any_view(
    browser: Browser, running: Running, scheme: str
) -> None:
    # mypy: playwright wants a literal
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    found = []
    for where in PAGES:
        come_in(tab, running, where)
        found += violations(tab)
    context.close()

    assert not found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_inside_the_page_with_its_regions(
    browser: Browser, running: Running, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    come_in(tab, running)
    document = tab.request.get(f"{running.base}/column/0/frame/page").text()

    # In its frame, where no script runs, axe cannot run either.
    tab.goto("about:blank")
    tab.set_content(document)
    found = violations(tab)
    context.close()

    assert found == []


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_while_one_works(
    browser: Browser, running: Running, project: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).get_by_text("weekly letter").click()
    tab.click("[data-kind=drop]")
    tab.locator("#correct-told [data-undo]").wait_for()
    found = violations(tab)
    (project / "bergen.meta.toml").write_text("tags = [broken\n", "utf-8")
    come_in(tab, running, "/column/0?view=article")
    found += violations(tab)
    come_in(tab, running, "/collection")
    tab.click("#add-part")
    tab.keyboard.type("A part")
    tab.click("[data-build=newsletter]")
    tab.wait_for_selector("#built .panel")
    found += violations(tab)
    tab.fill("#book-title", "x")
    (project / "collection.toml").write_text("title = [broken\n", "utf-8")
    come_in(tab, running, "/collection")
    found += violations(tab)
    context.close()

    assert not found


def test_narrow_screen_scrolls_in_one_direction(browser: Browser, running: Running) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    tab = context.new_page()
    widths = {}
    for where in PAGES:
        come_in(tab, running, where)
        if "epub" in where:
            tab.wait_for_selector("[data-reader][data-ready]")
        widths[where] = tab.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert {where: width for where, width in widths.items() if width > 320} == {}


def test_targets_are_large_enough(tab: Page, running: Running) -> None:
    small = []
    for where in PAGES:
        come_in(tab, running, where)
        if "view=page" in where:
            shown_page(tab).get_by_text("weekly letter").click()
            expect(tab.locator("#correct-form")).to_be_visible()
        small += [(where, told) for told in tab.evaluate(SMALL, MIN_TARGET_PX)]

    assert small == []


SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, summary')]
  .filter(e => e.checkVisibility({ visibilityProperty: true }))
  .map(e => [e, (e.matches('[type=checkbox]') ? e.closest('label') : e).getBoundingClientRect()])
  .filter(([e, box]) => box.width && (box.height < least || box.width < least))
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""


@pytest.mark.parametrize("where", ["/", "/collection", "/column/0?view=article"])
def test_focus_is_always_seen(tab: Page, running: Running, where: str) -> None:
    come_in(tab, running, where)
    unseen = []
    for _ in range(25):
        tab.keyboard.press("Tab")
        told = tab.evaluate(FOCUS)
        if told and not told["seen"]:
            unseen.append(told["html"])

    assert unseen == []


FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e.localName === 'iframe') return null;
  const ring = e.matches('.choice input') ? e.nextElementSibling : e;
  const style = getComputedStyle(ring), box = e.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight;
  return { html: e.outerHTML.slice(0, 100),
    seen: inside && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
}"""


def test_column_is_opened_from_the_list_without_a_mouse(tab: Page, running: Running) -> None:
    come_in(tab, running)
    expect(tab.locator("#filter")).to_be_focused()

    tab.keyboard.type("osl nig")
    assert tab.locator("#columns li:visible").count() == 1
    tab.keyboard.press("Enter")

    tab.wait_for_url("**/column/1")


def test_filter_without_a_match_says_what_to_do(tab: Page, running: Running) -> None:
    come_in(tab, running)

    tab.fill("#filter", "nothing of the kind")

    expect(tab.locator("#nothing")).to_contain_text("Clear the filter")
    tab.keyboard.press("Escape")
    expect(tab.locator("#nothing")).to_be_hidden()


def test_column_from_right_to_left_stands_that_way(
    tab: Page, running: Running, project: Path
) -> None:
    page = column("bergen").replace("<html lang=en>", "<html lang=ar dir=rtl>")
    (project / "bergen.html").write_text(page.replace("boats", "قوارب الميناء القديم"), "utf-8")

    come_in(tab, running, "/column/0?view=page")

    body = shown_page(tab).locator("body")
    assert body.evaluate("e => getComputedStyle(e).direction") == "rtl"
    come_in(tab, running, "/column/0?view=article")
    bio = tab.frame_locator("#article-frame").locator("p").first
    assert bio.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert tab.evaluate("getComputedStyle(document.body).direction") == "ltr"
