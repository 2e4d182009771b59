"""A project with two columns, and the preview of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from articlepress.preview.desk import Desk, Dress, Plan, open_desk
from articlepress.preview.server import application
from articlepress.project import open_project
from articlepress.render.styles import load_style
from articlepress.settings import load_settings
from articlepress.writers import Writer

TOKEN = "the-token-of-this-run"
HOST = "http://127.0.0.1:8765"


def column(name: str) -> str:
    body = "".join(
        f"<p>{number} boats came in to {name} that night, and the master wrote down each.</p>"
        for number in range(9)
    )
    return (
        f"<html lang=en><head><title>{name} at night</title><link rel=canonical "
        f'href="https://www.harbour.example/{name}"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{name} at night</h1><div class=text>{body}"
        '<div class="zz"><img src="quay.jpg" alt="A quay"><div class="under">The quay in the rain, '
        "seen from the east.</div></div>"
        '<p class="lead-in">Read more of this in our weekly letter, which costs nothing at all '
        "and comes on Fridays to all who ask for it in writing.</p></div></article>"
        '<div class="who"><p>Ann Lee has kept the lamp for forty years.</p></div></body></html>'
    )


def plan_of(folder: Path) -> Plan:
    settings = load_settings([str(folder / "bergen.html")], ())
    project = open_project(settings)

    def dress(name: str, writer: Writer) -> Dress:
        style = folder / "house"
        return Dress(writer.options(), load_style(str(style) if style.is_dir() else "base"))

    return Plan(project, dress)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articlepress.toml").write_text("", "utf-8")
    for name in ("bergen", "oslo"):
        (tmp_path / f"{name}.html").write_text(column(name), "utf-8")
    return tmp_path


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    names = tuple(str(project / f"{name}.html") for name in ("bergen", "oslo"))
    opened = open_desk(names, lambda: plan_of(project))
    yield opened
    opened.workshop.close()


@pytest.fixture
def stranger(desk: Desk) -> Iterator[TestClient]:
    """A client that has not been let in."""
    app = application(desk, TOKEN, 8765)
    with TestClient(app, base_url=HOST, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came in by the printed address."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 200
    return stranger


@dataclass(frozen=True)
class Running:
    """A preview on a port of this machine."""

    address: str
    """With the token."""
    base: str


@contextmanager
def running_on(desk: Desk) -> Iterator[Running]:
    """Run the preview of a desk as long as the block lasts."""
    from articlepress.preview.run import free_socket, make_server

    server, address = make_server(desk, free_socket(0))
    thread = threading.Thread(target=server.run)
    thread.start()
    for _ in range(400):
        if server.is_up:
            break
        time.sleep(0.02)
    try:
        yield Running(address, address.partition("/?")[0])
    finally:
        server.stop()
        thread.join(timeout=20)


@pytest.fixture
def running(desk: Desk) -> Iterator[Running]:
    with running_on(desk) as preview:
        yield preview


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    yield page
    context.close()
