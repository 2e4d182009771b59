"""Books as a browser can show them: their documents one by one, cut into pages of a screen.

Takes a finished EPUB; gives XHTML for a sandboxed frame, which needs nothing from elsewhere.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

PAGINATED = """
html { margin: 0; overflow: hidden; color-scheme: light; background: #fff; color: #111; }
body {
  box-sizing: border-box; width: auto; max-width: none; height: 100vh; margin: 0;
  padding: 2rem 2.5rem; column-width: calc(100vw - 5rem); column-gap: 5rem;
  column-fill: auto; overflow-wrap: break-word;
}
img, svg, video { max-width: 100%; max-height: calc(100vh - 5rem); object-fit: contain; }
img, figure, tr, h1, h2, h3 { break-inside: avoid; }
pre { white-space: pre-wrap; }
@media (max-width: 25rem) {
  body { padding: 1.25rem; column-width: calc(100vw - 2.5rem); column-gap: 2.5rem; }
}
"""
"""Documents of a book in columns as wide as the frame: one is a page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document of a book, in reading order."""

    number: int
    path: str
    title: str


@lru_cache(maxsize=4)
def book_chapters(content: bytes) -> tuple[Chapter, ...]:
    """Return the documents of an EPUB in reading order, titled as its contents name them."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = etree.fromstring(book.read(_package_path(book)))
        folder = posixpath.dirname(_package_path(book))
        items = {item.get("id"): item for item in package.iter("{*}item")}
        nav = next(
            (i for i in items.values() if "nav" in (i.get("properties") or "").split()), None
        )
        titles: dict[str, str] = {}
        if nav is not None:
            where = posixpath.join(folder, unquote(nav.get("href") or ""))
            for link in etree.fromstring(book.read(where)).iter("{*}a"):
                target = (link.get("href") or "").partition("#")[0]
                path = posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(target)))
                titles.setdefault(path, " ".join("".join(link.itertext()).split()))
        paths = [
            posixpath.normpath(posixpath.join(folder, unquote(items[ref.get("idref")].get("href"))))
            for ref in package.iter("{*}itemref")
        ]
    return tuple(
        Chapter(number, path, titles.get(path) or posixpath.basename(path).partition(".")[0])
        for number, path in enumerate(paths)
    )


def book_page(content: bytes, number: int) -> str:
    """Return one document of an EPUB with its style and pictures inside it."""
    from base64 import b64encode

    from lxml import etree

    path = book_chapters(content)[number].path
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = etree.fromstring(book.read(path))
        names = set(book.namelist())

        def inside(href: str) -> str:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
            return target if target in names else ""

        for link in list(root.iter("{*}link")):
            if name := inside(link.get("href") or ""):
                style = etree.Element("{http://www.w3.org/1999/xhtml}style")
                style.text = _page_css(book.read(name).decode("utf-8"))
                link.getparent().replace(link, style)
        for image in root.iter("{*}img"):
            if name := inside(image.get("src") or ""):
                data = b64encode(book.read(name)).decode()
                image.set("src", f"data:{_picture_type(name)};base64,{data}")
        html: str = etree.tostring(root, encoding="unicode", method="xml")
    return html


def _page_css(css: str) -> str:
    return f"{css}\n{PAGINATED}\n"


def _picture_type(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return {"jpg": "image/jpeg", "svg": "image/svg+xml"}.get(suffix, f"image/{suffix}")


def _package_path(book: zipfile.ZipFile) -> str:
    from lxml import etree

    root = etree.fromstring(book.read("META-INF/container.xml"))
    return str(next(root.iter("{*}rootfile")).get("full-path"))
