"""A book arranged, saved, built and read in a real Chromium."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articlepress.preview.order import MANIFEST
from preview.conftest import Running
from preview.driving import come_in, in_chromium, listen

pytestmark = [*in_chromium, pytest.mark.thorough]


def inputs(project: Path) -> str:
    return (project / MANIFEST).read_text("utf-8")


def test_columns_are_put_in_order_by_keyboard(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/collection")

    tab.locator("[data-rows=loose] li").nth(1).locator("[data-move=up]").focus()
    tab.keyboard.press("Alt+ArrowUp")
    expect(tab.locator("#moved")).to_contain_text("place 1 of 2")
    tab.click("#collection button[type=submit]")

    tab.locator("#saved").get_by_text("Written to").wait_for()
    assert 'inputs = ["oslo.html", "bergen.html"]' in inputs(project)


def test_columns_are_dragged_into_order(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/collection")
    rows = tab.locator("[data-rows=loose] li")

    rows.nth(1).drag_to(rows.nth(0), target_position={"x": 40, "y": 4})
    tab.click("#collection button[type=submit]")

    tab.locator("#saved").get_by_text("Written to").wait_for()
    assert 'inputs = ["oslo.html", "bergen.html"]' in inputs(project)


def test_book_with_a_part_is_built_and_read(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/")
    tab.click("text=Make a book or digest")
    tab.fill("#book-title", "Two harbours")
    tab.select_option("#book-cover", "none")
    tab.click("#add-part")
    tab.keyboard.type("The north")
    tab.locator("[data-rows=loose] li").nth(0).locator("[data-move=up]").click()
    expect(tab.locator("[data-rows=part] li")).to_have_count(1)

    tab.click("[data-build=epub]")

    tab.wait_for_selector("#built [data-reader][data-ready]")
    expect(tab.locator("#built h2").first).to_contain_text("book.epub: built in")
    assert 'title = "The north"' in inputs(project)
    assert 'cover = "none"' in inputs(project)
    tab.locator("#built [data-chapter]", has_text="oslo at night").click()
    expect(tab.frame_locator("#book-frame").get_by_text("3 boats came in to oslo")).to_be_visible()
    with tab.expect_download() as saved:
        tab.click("#built a[download]")
    assert saved.value.suggested_filename == "book.epub"
    assert zipfile.is_zipfile(saved.value.path())


def test_digest_is_built_and_shown_as_mail_shows_it(tab: Page, running: Running) -> None:
    come_in(tab, running, "/collection")

    tab.click("[data-build=newsletter]")

    mail = tab.frame_locator("#built #mail-frame")
    mail.get_by_text("3 boats came in to oslo").first.wait_for()
    tab.locator("#built input[name=width][value='320']").check()
    expect(tab.locator("#mail-frame")).to_have_css("width", "320px")


def test_column_left_out_is_not_in_the_book(tab: Page, running: Running, project: Path) -> None:
    come_in(tab, running, "/collection")

    tab.locator("[data-rows=loose] li").nth(0).locator("[data-put]").click()
    expect(tab.locator("[data-rows=out] [data-put]")).to_contain_text("Put in")
    tab.click("#collection button[type=submit]")

    tab.locator("#saved").get_by_text("Written to").wait_for()
    assert 'inputs = ["oslo.html"]' in inputs(project)
    tab.reload()
    expect(tab.locator("[data-rows=out] li")).to_have_count(1)
    tab.click("#saved [data-undo]")
    tab.wait_for_function("() => !document.querySelector('#saved [data-undo]')")
    assert not (project / MANIFEST).exists()


def test_order_saved_elsewhere_shows_up_or_is_told(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/collection")
    listen(tab)

    (project / MANIFEST).write_text('inputs = ["oslo.html"]\n', "utf-8")

    expect(tab.locator("[data-rows=out] li")).to_have_count(1)
    tab.fill("#book-title", "Mine")
    (project / MANIFEST).write_text('title = "Theirs"\ninputs = ["oslo.html"]\n', "utf-8")
    tab.wait_for_selector("#elsewhere")
    tab.click("#collection button[type=submit]")
    told = tab.locator("#saved")
    told.get_by_text("nothing was written").wait_for()
    assert "Theirs" in told.inner_text()
    assert "Mine" in told.inner_text()
    assert "Mine" not in inputs(project)
