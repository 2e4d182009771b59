"""What the fuzzing of each door starts from: files of our own samples and tests, small ones first.

libFuzzer learns more from small inputs than from large ones, and gets through more of them.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from themes.pages import variants
from trust.vectors import page, vectors

INPUTS = Path(__file__).parents[2] / "input"
EXPORT = Path(__file__).parents[1] / "readers" / "feeds" / "export.xml"
BOOK_PAGE = "EPUB/article.xhtml"
BOOK_MEMBERS = ("META-INF/container.xml", "EPUB/content.opf", BOOK_PAGE, "EPUB/nav.xhtml")


@cache
def pages() -> list[bytes]:
    """Return a column in every theme, attacks, and the beginnings of the samples."""
    themes = [variant.page() for variant in list(variants())[::12]]
    attacks = [page(vector.markup) for vector in list(vectors())[::32]]
    samples = [path.read_bytes()[:12_000] for path in sorted(INPUTS.glob("*.html"))]
    return [*themes, *attacks, *samples]


@cache
def output(name: str) -> bytes:
    """Return the column of the tests in a format."""
    from articlepress.pipeline import write
    from trees import column

    return write(column(), name)


@cache
def book() -> bytes:
    """Return the column as a book without its pictures."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(output("epub"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.endswith((".jpg", ".png")):
                new.writestr(name, old.read(name))
    return out.getvalue()


def book_members() -> list[bytes]:
    """Return members of the book, each after the number of its place in `BOOK_MEMBERS`."""
    with zipfile.ZipFile(io.BytesIO(book())) as opened:
        return [bytes([k]) + opened.read(name) for k, name in enumerate(BOOK_MEMBERS, 1)]


def book_with(name: str, content: bytes) -> bytes:
    """Return the book with one member's content changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def outputs() -> list[bytes]:
    """Return an output of each format the audit reads, after the number of its suffix."""
    names = ("html", "newsletter", "eml", "epub", "pdf", "markdown", "text")
    return [bytes([k]) + output(name)[:20_000] for k, name in enumerate(names)]


def pictures() -> list[bytes]:
    """Return a small picture of every kind."""
    from PIL import Image

    made = [b"data:image/png;base64,iVBORw0KGgo=", b'<svg xmlns="x" width="9" viewBox="0 0 1 2"/>']
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        out = io.BytesIO()
        Image.new("RGB", (16, 9), "#7a8c99").save(out, kind)
        made.append(out.getvalue())
    return made


def archives() -> list[bytes]:
    """Return a page saved as MHTML, and messages; the first byte says which they are."""
    html = page("<img src=/lamp.jpg alt=lamp>")
    edge = b"--edge\r\nContent-Type: %s\r\nContent-Location: %s\r\n\r\n%s\r\n"
    saved = (
        b"From: <Saved by Blink>\r\nSubject: Minutes\r\nMIME-Version: 1.0\r\n"
        b"Snapshot-Content-Location: https://paper.example/quay/\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        + edge % (b'text/html; charset="utf-8"', b"https://paper.example/quay/", html)
        + edge % (b"image/svg+xml", b"https://paper.example/lamp.jpg", pictures()[1])
        + b"--edge--\r\n"
    )
    return [b"A" + saved, b"M" + output("eml")]


def feeds() -> list[bytes]:
    """Return an export of WordPress, and a feed of either kind."""
    body = "&lt;p&gt;The ferry waits for the tide, and nobody on the quay is in a hurry.&lt;/p&gt;"
    rss = (
        '<rss version="2.0"><channel><title>Quay</title><language>en</language><item><title>Ferry'
        "</title><link>https://paper.example/ferry</link><pubDate>Mon, 02 Mar 2020 10:00:00 +0100"
        f"</pubDate><author>a@b.example (Ann Lee)</author><description>{body * 3}</description>"
        "</item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><title>Ferry</title>'
        "<updated>2020-03-02T10:00:00Z</updated><author><name>Ann Lee</name></author>"
        f'<link href="https://paper.example/ferry"/><content type="html">{body * 3}</content>'
        "</entry></feed>"
    )
    return [EXPORT.read_bytes(), rss.encode(), atom.encode()]


URLS = [
    b"https://example.org/a?utm_source=x&b=1#c", b"javascript:alert(1)\n\nhttps://example.org/",
    b"//[::1]:80/\n\nhttp://a", b"http://[", b"mailto:a@b.c", b"data:text/html,x", b"../a b\n\nhttp://x/y/",
    b"HTTP://EXAMPLE.org:99999/%zz", b"java\tscript:x", b"\xef\xbc\x9ahttp://x", b"http://a@b:c@d/",
]  # fmt: skip
SETTINGS = [
    b"metadata.title=A title\n\nauthors=Ann; Bo\n\nseries=Letters #3\n\npublished=2021-02-14",
    b'page_size = "A5"\ncolumns = 2\nimages = "cid"\ncover = "none"\n',
]
SIDECARS = [
    b'title = "The harbour at night"\npublished = 2016-06-20\ntags = ["harbours", "weather"]\n'
    b'[[authors]]\nname = "Ann Lee"\nbio = "Ann Lee writes from *Bergen*."\n'
    b'links = ["https://example.org/@ann"]\n[[disclaimers]]\ntext = "Her own views."\n'
    b'kind = "opinion"\n[[rule]]\nkind = "drop"\nselector = "div.promo"\n',
    b'[[rule]]\nkind = "bio"\nselector = "div.about > p:first-child"\nnote = "no heading"\n',
]
SHEETS = [
    b"p { color: red !important; margin: 0 auto } @media (width < 40em) { a:hover { x: y } }",
    b":root { --ink: #123 } h1::before { content: 'a\\'b'; color: var(--ink, rgb(1 2 3 / 4%)) }"
    b"\x00<p style='color: var(--ink)'><b class=x>words</b></p>",
]
