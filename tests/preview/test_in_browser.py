"""The click-to-correct story in a real Chromium, end to end: seen, said, shown, kept, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import articlepress
from articlepress import nodes as n
from articlepress.article import Article
from articlepress.cli.app import run
from articlepress.preview.desk import Desk, open_desk
from articlepress.walk import inline_text, plain_text, query
from preview.conftest import Running, plan_of
from preview.driving import come_in, in_chromium, shown_page
from preview.unseen import THEMES, Theme

pytestmark = in_chromium


@pytest.fixture(params=THEMES, ids=[theme.kind for theme in THEMES])
def theme(request: pytest.FixtureRequest) -> Theme:
    found: Theme = request.param
    return found


@pytest.fixture
def unseen(theme: Theme, tmp_path: Path) -> Path:
    """A project with two pages of a theme."""
    (tmp_path / "articlepress.toml").write_text("", "utf-8")
    for name in ("bergen", "oslo"):
        (tmp_path / f"{name}.html").write_text(theme.page(name.title()), "utf-8")
    return tmp_path


@pytest.fixture
def desk(request: pytest.FixtureRequest, project: Path) -> Iterator[Desk]:
    folder = project
    if "unseen" in request.fixturenames:
        folder = request.getfixturevalue("unseen")
    names = tuple(str(folder / f"{name}.html") for name in ("bergen", "oslo"))
    opened = open_desk(names, lambda: plan_of(folder))
    yield opened
    opened.workshop.close()


def is_right(article: Article, theme: Theme) -> bool:
    """Tell whether the words in question are where they belong."""
    metadata, text = article.metadata, plain_text(article.blocks)
    match theme.kind:
        case "bio":
            return any(theme.problem in plain_text(person.bio) for person in metadata.authors)
        case "caption":
            captions = [inline_text(figure.caption) for figure in query(article.blocks, n.Figure)]
            return any(theme.problem in caption for caption in captions)
        case _:
            return theme.problem not in text


def test_one_click_puts_an_unseen_theme_right_and_convert_honours_it(
    tab: Page, running: Running, unseen: Path, theme: Theme
) -> None:
    assert not is_right(articlepress.read(unseen / "bergen.html"), theme)
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).get_by_text(theme.problem).click()
    expect(tab.locator("#selector")).not_to_have_value("")

    tab.click(f"[data-kind={theme.kind}]")

    tab.locator("#correct-told").get_by_text(f"{theme.host}.toml").wait_for()
    shown_page(tab).locator(f"[data-told*='site/{theme.kind}']").first.wait_for()
    for name in ("bergen", "oslo"):  # the next column of the site too
        out = unseen / f"{name}.json"
        assert run(["convert", str(unseen / f"{name}.html"), "-o", str(out), "--quiet"]) == 0
        assert is_right(articlepress.read(out), theme)


def test_click_is_shown_as_text_and_undone(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).get_by_text("weekly letter").click()
    expect(tab.locator("#selector")).to_have_value("p.lead-in")
    tab.click("[data-kind=drop]")
    dropped = shown_page(tab).locator("[data-told*='site/drop']")
    dropped.wait_for()
    expect(tab.locator("#correct-told pre")).to_contain_text('selector = "p.lead-in"')
    rules = project / "rules/sites/harbour.example.toml"
    assert rules.is_file()

    tab.click("#correct-told [data-undo]")

    dropped.wait_for(state="detached")
    assert not rules.exists()
    expect(tab.locator("#correct-told")).to_contain_text("is as it was")


def test_correction_of_this_column_alone_goes_into_its_sidecar(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).get_by_text("weekly letter").click()
    tab.locator("input[name=scope][value=column]").check()
    tab.click("[data-kind=standfirst]")

    shown_page(tab).locator("[data-told*='sidecar/standfirst']").first.wait_for()

    article = articlepress.read(project / "bergen.html")
    assert not article.metadata.standfirst
    out = project / "bergen.json"
    assert run(["convert", str(project / "bergen.html"), "-o", str(out), "--quiet"]) == 0
    assert "weekly letter" in inline_text(articlepress.read(out).metadata.standfirst)
    assert not (project / "rules").exists()


def test_bio_is_said_by_keyboard_alone(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).locator(".r", has_text="Ann Lee").last.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#selector")).not_to_have_value("")

    tab.focus("[data-kind=bio]")
    tab.keyboard.press("Enter")

    shown_page(tab).locator(".r.bio").first.wait_for()


def test_regions_tell_rule_selector_and_score_under_the_pointer(
    tab: Page, running: Running
) -> None:
    come_in(tab, running, "/column/0?view=page")
    region = shown_page(tab).locator(".r.kept").first
    region.hover(position={"x": 5, "y": 40})

    told = region.evaluate("e => getComputedStyle(e, '::after').content")

    assert "page/body" in told
    assert "score" in told


def test_colour_leads_to_the_regions_of_its_kind(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=page")

    tab.click("[data-jump=removed]")
    first = shown_page(tab).locator(":focus").get_attribute("data-n")
    tab.click("[data-jump=removed]")

    assert shown_page(tab).locator(":focus").get_attribute("data-n") != first
    tab.click("[data-jump=disclaimer]")
    expect(tab.locator("#news")).to_contain_text("Nothing on this page is disclaimer")


def test_removed_region_is_found_from_the_list(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=page")

    tab.locator("#removed [data-region]").first.click()

    expect(tab.locator("#correct-form")).to_be_visible()
    expect(tab.locator("#now")).to_contain_text("removed")
    expect(shown_page(tab).locator(".hit")).to_be_in_viewport()


def test_wider_and_narrower_move_to_other_elements(tab: Page, running: Running) -> None:
    come_in(tab, running, "/column/0?view=page")
    shown_page(tab).get_by_text("The quay in the rain").click()
    expect(tab.locator("#selector")).to_have_value("div.under")

    tab.click("[data-step=wider]")

    expect(tab.locator("#selector")).to_have_value("div.zz")
    tab.click("[data-step=narrower]")
    expect(tab.locator("#selector")).not_to_have_value("div.zz")


def test_form_writes_what_was_changed(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/column/0?view=article")
    tab.fill("#edit [data-name=title]", "Bergen by day")
    tab.fill("#edit [data-name=published]", "2020-02-02")
    tab.click("#add-author > summary")
    tab.locator("#add-author [data-name=name]").fill("Ann Lee")
    tab.locator("#add-author [data-name=bio]").fill("Keeps the *lamp*.")
    tab.locator("[data-group=series] [data-name=name]").fill("Harbours")

    tab.click("#edit button[type=submit]")

    tab.frame_locator("#article-frame").get_by_text("Bergen by day").first.wait_for()
    text = (project / "bergen.meta.toml").read_text("utf-8")
    assert 'title = "Bergen by day"' in text
    assert 'bio = "Keeps the *lamp*."' in text
    assert 'name = "Harbours"' in text
    assert "language" not in text
