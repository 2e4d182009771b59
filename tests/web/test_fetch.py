"""`--fetch`, against a server of our own: pages kept whole, and everything that must be refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.cli.app import run
from articlepress.diagnostics import Notes
from articlepress.errors import LimitExceeded, SourceError
from articlepress.pipeline import read_articles
from articlepress.source import Source
from articlepress.walk import plain_text, walk
from articlepress.web.request import Web, WebLimits
from articlepress.web.snapshot import next_page, snapshot
from serving import serve

pytest.importorskip("httpx", reason="needs articlepress[fetch]")

INPUT = Path(__file__).parents[2] / "input"
PICTURE = (INPUT / "bread_files" / "loaves.png").read_bytes()


def page(number: int, following: str = "") -> bytes:
    prose = "".join(
        f"<p>Page {number}, paragraph {k}: the ferry waits until it is full, as ferries there do, "
        "and nobody who waits with it minds for very long.</p>"
        for k in range(5)
    )
    link = f"<link rel=next href='{following}'>" if following else ""
    last = (
        "<p><em>Ann Moor writes about boats. She lives by the quay.</em></p>" if number == 2 else ""
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>The café</title>{link}"
        f"</head><body><article><h1>The café</h1><p class=byline>By Ann Moor</p>{prose}"
        f"<img src=/p.png width=600 alt='Loaves'>{last}</article></body></html>"
    ).encode()


RENDITIONS = (
    b"<img src=/p.png srcset='/p.png 600w, /wide.png 1200w' width=600 alt='A quay'>"
    b"<img src=/blank.gif data-lazyload=/lazy.png width=600 alt='A boat'>"
    b"<img src=/p.png"
)
MENU = b"<body><nav class=menu><a href=/><img src=/logo.png alt=Home></a></nav>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        routes = {
            "/story": (200, "text/html", page(1, "/story/2/")),
            "/story/2/": (200, "text/html; charset=utf-8", page(2)),
            "/renditions": (
                200,
                "text/html",
                page(1).replace(b"<img src=/p.png", RENDITIONS).replace(b"<body>", MENU),
            ),
            "/p.png": (200, "image/png", PICTURE),
            "/wide.png": (200, "image/png", PICTURE),
            "/lazy.png": (200, "image/png", PICTURE),
            "/logo.png": (200, "image/png", PICTURE),
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
            "/private/x": (200, "text/html", page(1)),
            "/pdf": (200, "application/pdf", b"%PDF-"),
            "/big": (200, "text/html", b"x" * 3_000_000),
            "/gone": (404, "text/html", b"gone"),
        }
        if self.path == "/slow":
            time.sleep(3)
        if self.path.startswith("/loop"):
            self.send_response(302)
            self.send_header("Location", "/loop2")
            self.end_headers()
            return
        status, kind, content = routes.get(self.path, (404, "text/html", b""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve(Handler) as address:
        yield address


LOCAL = WebLimits(private=True, page_bytes=1_000_000, seconds=1.0)


def test_an_article_of_two_pages_is_kept_with_its_pictures(site: str) -> None:
    with Web(LOCAL) as web:
        content = snapshot(f"{site}/story", web)

    (article,) = read_articles(Source(content, "story.mhtml"), Notes())
    text = plain_text(article.blocks)
    images = {node.src for node in walk(article.blocks) if isinstance(node, n.Image)}
    assert text.index("Page 1, paragraph 4") < text.index("Page 2, paragraph 0")
    assert article.metadata.canonical_url == f"{site}/story"
    assert images == {f"{site}/p.png"}
    assert article.assets[f"{site}/p.png"].content == PICTURE
    assert "writes about boats" in plain_text(article.metadata.authors[0].bio)


def test_the_pictures_that_the_reader_will_ask_for_are_kept_first(site: str) -> None:
    with Web(replace(LOCAL, pictures=2)) as web:
        content = snapshot(f"{site}/renditions", web)

    (article,) = read_articles(Source(content, "renditions.mhtml"), Notes())
    images = {node.src for node in walk(article.blocks) if isinstance(node, n.Image)}
    assert images == {f"{site}/p.png", f"{site}/lazy.png"}
    assert images <= set(article.assets)


def test_the_same_pages_give_the_same_file(site: str) -> None:
    with Web(LOCAL) as web:
        assert snapshot(f"{site}/story", web) == snapshot(f"{site}/story", web)


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("/private/x", SourceError, "robots.txt"),
        ("/pdf", SourceError, "is application/pdf, not a page"),
        ("/gone", SourceError, "the server said 404"),
        ("/big", LimitExceeded, "over the limit of 1,000,000 bytes"),
        ("/slow", LimitExceeded, "gave no answer in 1 s"),
        ("/loop", LimitExceeded, "redirects more than 5 times"),
    ],
)
def test_what_cannot_be_had_is_told(
    site: str, path: str, error: type[Exception], message: str
) -> None:
    with Web(LOCAL) as web, pytest.raises(error, match=message):
        web.page(f"{site}{path}")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/",
     "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://2130706433/"],
)  # fmt: skip
def test_private_addresses_are_never_asked(url: str) -> None:
    with Web() as web, pytest.raises(SourceError, match=r"private network|no such host"):
        web.page(url)


def test_nothing_is_fetched_unasked(site: str, capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["convert", f"{site}/story", "--to", "text", "-o", "-"])

    assert code == 2
    assert "is on the web" in capfd.readouterr().err


def test_fetch_refuses_this_machine_from_the_command_line(
    site: str, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    code = run(["convert", f"{site}/story", "--fetch", "--to", "text", "-o", "-"])

    assert code == 10
    assert "is an address of a private network (127.0.0.1)" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("url", "link", "following"),
    [
        ("https://a.example/story", "/story/2", True),
        ("https://a.example/story/2/", "/story/3/", True),
        ("https://a.example/story.html", "/story-2.html", True),
        ("https://a.example/story?id=7", "/story?id=7&page=2", True),
        ("https://a.example/2020/05/one-post/", "/2020/06/another-post/", False),
        ("https://a.example/story", "https://b.example/story/2", False),
        ("https://a.example/story", "/story-of-another-kind", False),
    ],
)
def test_only_an_articles_own_pages_follow_it(url: str, link: str, following: bool) -> None:
    found = next_page(f"<link rel=next href='{link}'>", url)

    assert bool(found) == following
