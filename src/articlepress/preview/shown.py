"""Outputs as a browser can show them: newsletters as mail clients differ, books, pages of a PDF.

Takes finished bytes; gives HTML for a sandboxed frame, or pictures. Nothing shown needs anything
from elsewhere.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

WIDTHS = (320, 375, 600, 1200)
"""Widths a newsletter is shown at: small and usual phones, a mail pane, a wide window."""

_SCHEME = "(prefers-color-scheme: dark)"
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL | re.IGNORECASE)


def newsletter_page(html: str, *, dark: bool = False, stripped: bool = False) -> str:
    """Return a newsletter as a client shows it: in dark mode, or with its style element gone."""
    if stripped:
        return _STYLE.sub("", html)
    # The frame follows the system's scheme; the question is answered for it.
    return html.replace(_SCHEME, "(min-width: 1px)" if dark else "(max-width: 1px)")


def plain_part(message: bytes) -> str:
    """Return the plain-text part of a message; empty where it has none."""
    from email import message_from_bytes, policy

    part = message_from_bytes(message, policy=policy.default).get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


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
    return (
        css + "\nhtml { color-scheme: light; background: #fff; color: #111; padding: 1rem 6%; }\n"
    )


def _picture_type(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    return {"jpg": "image/jpeg", "svg": "image/svg+xml"}.get(suffix, f"image/{suffix}")


def _package_path(book: zipfile.ZipFile) -> str:
    from lxml import etree

    root = etree.fromstring(book.read("META-INF/container.xml"))
    return str(next(root.iter("{*}rootfile")).get("full-path"))


PAGE_PIXELS = 900
"""Width of a PDF page's picture."""


def pdf_page_count(content: bytes) -> int:
    """Return the number of a PDF's pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def pdf_page(content: bytes, number: int) -> bytes:
    """Return a page of a PDF as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        page = document[number]
        picture = page.render(scale=PAGE_PIXELS / page.get_width()).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()
