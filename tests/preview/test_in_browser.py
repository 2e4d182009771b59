"""The preview in a real Chromium: clicks that correct, news of changes, attacks, accessibility."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

import articlepress
from articlepress import nodes as n
from articlepress.article import Article
from articlepress.cli.app import run
from articlepress.preview.desk import Desk, open_desk
from articlepress.walk import query
from preview.conftest import Running, plan_of
from trust.vectors import page as hostile_page
from trust.vectors import vectors

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
VIEWS = (
    "page", "article", "diagnostics", "outputs", "outputs&form=pdf", "outputs&form=epub",
    "outputs&form=text",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
    # Playwright's own loop leaves its last sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    yield page
    context.close()


def come_in(tab: Page, running: Running, where: str) -> None:
    tab.goto(running.address)
    tab.wait_for_url(f"{running.base}/")
    tab.goto(f"{running.base}{where}")


def test_click_on_the_page_corrects_it_and_convert_honours_it(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/column/0?view=page")
    tab.frame_locator("#page-frame").get_by_text("weekly letter").click()
    expect(tab.locator("#selector")).to_have_value("p.lead-in")

    tab.click("[data-kind=drop]")

    dropped = tab.frame_locator("#page-frame").locator("[data-told*='site/drop']")
    dropped.wait_for(timeout=10_000)
    out = project / "oslo.txt"
    assert run(["convert", str(project / "oslo.html"), "-o", str(out), "--quiet"]) == 0
    assert "weekly letter" not in out.read_text("utf-8")
    tab.click("#state summary")
    tab.click("[data-undo]")
    dropped.wait_for(state="detached", timeout=10_000)
    assert not (project / "rules/sites/harbour.example.toml").exists()


@pytest.mark.parametrize(
    ("kind", "words"), [("bio", "kept the lamp"), ("caption", "The quay in the rain")]
)
def test_one_click_puts_an_unknown_theme_right(
    tab: Page, running: Running, project: Path, kind: str, words: str
) -> None:
    come_in(tab, running, "/column/0?view=page")
    tab.frame_locator("#page-frame").get_by_text(words).click()
    expect(tab.locator("#selector")).not_to_have_value("")

    tab.click(f"[data-kind={kind}]")

    tab.locator("#correct-told").get_by_text("Written to").wait_for()
    out = project / "out.json"
    assert run(["convert", str(project / "oslo.html"), "-o", str(out), "--quiet"]) == 0
    assert not has(articlepress.read(project / "oslo.html"), kind)  # read without the project
    assert has(articlepress.read(out), kind)


def has(article: Article, kind: str) -> bool:
    """Tell whether an article has a bio, or a figure with a caption."""
    if kind == "bio":
        return any(person.bio for person in article.metadata.authors)
    return any(figure.caption for figure in query(article.blocks, n.Figure))


def test_bio_is_said_by_keyboard_alone(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=page")
    frame = tab.frame_locator("#page-frame")
    frame.locator(".r", has_text="Ann Lee").last.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#selector")).not_to_have_value("")

    tab.focus("[data-kind=bio]")
    tab.keyboard.press("Enter")

    frame.locator(".r.bio").first.wait_for(timeout=10_000)


def test_saved_sidecar_shows_up_by_itself(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=article")
    tab.wait_for_selector("body[data-listening]")

    (project / "bergen.meta.toml").write_text('title = "Written elsewhere"\n', "utf-8")

    tab.frame_locator("#article-frame").get_by_text("Written elsewhere").wait_for(timeout=10_000)
    tab.locator("#metadata").get_by_text("Written elsewhere").wait_for(timeout=10_000)


def test_second_window_is_refused_with_both_texts(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/column/0?view=article")
    tab.wait_for_selector("body[data-listening]")
    tab.fill("#edit [data-name=title]", "From this window")
    (project / "bergen.meta.toml").write_text('title = "From another"\n', "utf-8")
    tab.wait_for_selector("body[data-refreshed]")

    tab.click("#edit button[type=submit]")

    told = tab.locator("#edit-told")
    told.get_by_text("nothing was written").wait_for()
    assert "From another" in told.inner_text()
    assert "From this window" in told.inner_text()


def test_columns_are_put_in_order_by_keyboard(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/order")

    tab.locator("#order li").nth(1).locator("[data-move=up]").focus()
    tab.keyboard.press("Alt+ArrowUp")
    tab.click("#order button[type=submit]")

    tab.locator("#order-told").get_by_text("Written to").wait_for()
    text = (project / "collection.toml").read_text("utf-8")
    assert 'inputs = ["oslo.html", "bergen.html"]' in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(browser: Browser, running: Running, scheme: str) -> None:
    # mypy: playwright wants a literal
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    found = []
    come_in(tab, running, "/")
    for where in ("/", "/order", *(f"/column/0?view={view}" for view in VIEWS)):
        tab.goto(f"{running.base}{where}")
        tab.locator("#pending").wait_for(state="detached")
        result = Axe().run(tab)
        found += [
            (where, item["id"], item["nodes"][0]["html"][:120])
            for item in result.response["violations"]
        ]
    context.close()

    assert not found


@pytest.fixture
def hostile(tmp_path: Path) -> Desk:
    folder = tmp_path / "hostile"
    folder.mkdir()
    markup = "\n".join(f"<div>{vector.markup}</div>" for vector in vectors())
    (folder / "bergen.html").write_bytes(hostile_page(markup))
    return open_desk((str(folder / "bergen.html"),), lambda: plan_of(folder))


@pytest.fixture
def desk(request: pytest.FixtureRequest, project: Path) -> Desk:
    if "attacked" in request.fixturenames:
        found: Desk = request.getfixturevalue("hostile")
        return found
    names = tuple(str(project / f"{name}.html") for name in ("bergen", "oslo"))
    return open_desk(names, lambda: plan_of(project))


@pytest.fixture
def attacked() -> None:
    """Ask for the hostile page on the desk."""


@pytest.mark.usefixtures("attacked")
def test_hostile_page_runs_nothing_and_asks_for_nothing(tab: Page, running: Running) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    come_in(tab, running, "/")

    for view in VIEWS:
        tab.goto(f"{running.base}/column/0?view={view}")
        tab.locator("#pending").wait_for(state="detached")
        tab.wait_for_timeout(200)
        assert "PWNED" not in tab.title()
        for frame in tab.frames:
            assert frame.locator("script").count() == 0 or frame is tab.main_frame
            assert "PWNED" not in frame.title()

    assert [url for url in asked if not url.startswith((running.base, "data:"))] == []


def test_static_report_of_a_hostile_page_asks_for_nothing(tab: Page, tmp_path: Path) -> None:
    markup = "\n".join(f"<div>{vector.markup}</div>" for vector in vectors())
    source, report = tmp_path / "hostile.html", tmp_path / "report.html"
    source.write_bytes(hostile_page(markup))
    assert run(["inspect", str(source), "--html", str(report)]) == 0
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))

    tab.goto(report.as_uri())
    tab.wait_for_timeout(300)

    assert "PWNED" not in tab.title()
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []


def test_list_of_hundreds_filters_as_one_types(
    browser: Browser, tab: Page, running: Running
) -> None:
    come_in(tab, running, "/")

    tab.fill("#filter", "osl nig")

    assert tab.locator("#columns li:visible").count() == 1
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/column/1")


def test_updates_arrive_soon(tab: Page, running: Running, project: Path) -> None:
    """The figure is benchmarks/preview.py's; here is told what nobody should have to wait."""
    come_in(tab, running, "/column/0?view=article")
    tab.wait_for_selector("body[data-listening]")
    waits = []
    for number in range(5):
        began = time.monotonic()
        (project / "bergen.meta.toml").write_text(f'title = "Number {number}"\n', "utf-8")
        tab.frame_locator("#article-frame").get_by_text(f"Number {number}").first.wait_for()
        waits.append(time.monotonic() - began)

    assert statistics.median(waits) < 5
