"""What goes wrong, in a real Chromium: taken ports, lost files, slips, two at once, attacks."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from articlepress.cli.app import run
from articlepress.preview.desk import Desk, open_desk
from articlepress.preview.run import free_socket
from preview.conftest import Running, column, plan_of
from preview.driving import PATIENCE_MS, VIEWS, come_in, in_chromium, listen
from trust.vectors import page as hostile_page
from trust.vectors import vectors

pytestmark = [*in_chromium, pytest.mark.thorough]


@pytest.fixture
def desk(request: pytest.FixtureRequest, project: Path) -> Iterator[Desk]:
    names = tuple(str(project / f"{name}.html") for name in ("bergen", "oslo"))
    if "attacked" in request.fixturenames:
        markup = "\n".join(f"<div>{vector.markup}</div>" for vector in vectors())
        for name in names:
            Path(name).write_bytes(hostile_page(markup))
    opened = open_desk(names, lambda: plan_of(project))
    yield opened
    opened.workshop.close()


@pytest.fixture
def attacked() -> None:
    """Ask for hostile pages on the desk."""


def test_taken_port_gives_way_to_the_next_and_says_so(tab: Page, project: Path) -> None:
    taken = free_socket(0)
    port = taken.getsockname()[1]
    command = [sys.executable, "-m", "articlepress", "preview", str(project), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        tab.set_default_timeout(PATIENCE_MS)
        tab.goto(address)
        expect(tab.locator("#columns li")).to_have_count(2)
        assert int(re.findall(r":(\d+)/", address)[0]) > port
    finally:
        process.terminate()
        told = process.communicate(timeout=30)[1]
        taken.close()
    assert f"port {port} is taken; using" in told


def test_input_removed_while_open_is_told_over_the_last_state(
    tab: Page, running: Running, project: Path
) -> None:
    come_in(tab, running, "/column/0?view=article")
    listen(tab)

    (project / "bergen.html").unlink()

    alert = tab.locator("#state [role=alert]")
    expect(alert).to_contain_text("no such file")
    expect(alert).to_contain_text("last state that could be read")
    tab.frame_locator("#article-frame").get_by_text("bergen at night").first.wait_for()
    (project / "bergen.html").write_text(column("bergen"), "utf-8")
    expect(alert).to_have_count(0)


def test_slip_in_a_sidecar_is_shown_at_its_line_over_the_last_good_state(
    tab: Page, running: Running, project: Path
) -> None:
    sidecar = project / "bergen.meta.toml"
    sidecar.write_text('title = "Good"\n', "utf-8")
    come_in(tab, running, "/column/0?view=article")
    listen(tab)

    sidecar.write_text('title = "Good"\ntags = [broken\n', "utf-8")

    alert = tab.locator("#state [role=alert]")
    expect(alert).to_contain_text("bergen.meta.toml:2")
    expect(alert.locator("pre")).to_have_text("2: tags = [broken")
    tab.frame_locator("#article-frame").get_by_text("Good").first.wait_for()
    sidecar.write_text('title = "Better"\n', "utf-8")
    tab.frame_locator("#article-frame").get_by_text("Better").first.wait_for()
    expect(alert).to_have_count(0)


def test_later_write_of_two_browsers_is_refused_with_both_texts(
    browser: Browser, running: Running, project: Path
) -> None:
    tabs = [browser.new_context().new_page() for _ in range(2)]
    for tab, title in zip(tabs, ("From the first", "From the second"), strict=True):
        come_in(tab, running, "/column/0?view=article")
        listen(tab)
        tab.fill("#edit [data-name=title]", title)
    tabs[0].click("#edit button[type=submit]")
    tabs[0].locator("#edit-told").get_by_text("Written to").wait_for()
    tabs[1].frame_locator("#article-frame").get_by_text("From the first").first.wait_for()

    tabs[1].click("#edit button[type=submit]")

    told = tabs[1].locator("#edit-told")
    told.get_by_text("nothing was written").wait_for()
    assert "From the first" in told.inner_text()
    assert "From the second" in told.inner_text()
    assert "From the second" not in (project / "bergen.meta.toml").read_text("utf-8")
    for tab in tabs:
        tab.context.close()


def test_slip_in_a_style_is_told_where_its_output_would_stand(
    tab: Page, running: Running, project: Path
) -> None:
    style = project / "house"
    style.mkdir()
    (style / "style.toml").write_text("inherits = [\n", "utf-8")
    (project / "articlepress.toml").write_text("# a style now\n", "utf-8")

    come_in(tab, running, "/column/0?view=outputs")

    expect(tab.locator("[role=alert]").first).to_contain_text("style.toml")


@pytest.mark.usefixtures("attacked")
def test_hostile_page_runs_nothing_and_asks_for_nothing(tab: Page, running: Running) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))

    for where in ("/", "/collection", *(f"/column/0?view={view}" for view in VIEWS)):
        come_in(tab, running, where)
        tab.wait_for_timeout(150)
        assert "PWNED" not in tab.title()
        for frame in tab.frames:
            assert frame.locator("script").count() == 0 or frame is tab.main_frame
            assert "PWNED" not in frame.title()
    tab.goto(f"{running.base}/collection")
    for form in ("epub", "newsletter"):
        tab.click(f"[data-build={form}]")
        tab.wait_for_selector("#built iframe")
        tab.wait_for_timeout(150)
        assert not any("PWNED" in frame.title() for frame in tab.frames)

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
