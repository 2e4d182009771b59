"""Chapters of a book to articles: what our own books mark, and what any book has.

A chapter of ours names its title, authors, dates, source, bios and disclaimers by class, so a book
comes back as it went in. Of any other book the title is the page's first heading, and the package
gives authors and dates.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.directions import stated_direction
from articlepress.errors import NoArticle, SourceError
from articlepress.metadata import Metadata, Person, Provenance, Series, Site, series_number
from articlepress.page.parse import Page, parse
from articlepress.readers.epub.archive import Archive, Item, Package, resolve
from articlepress.readers.html.build import Builder
from articlepress.readers.html.marks import date_of, from_marks
from articlepress.readers.html.pictures import Pictures
from articlepress.source import Source
from articlepress.urls import clean, is_absolute
from articlepress.walk import plain_text, walk

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ROLES = {
    "aut": "author", "edt": "editor", "trl": "translator", "pht": "photographer",
    "ill": "illustrator",
}  # fmt: skip
_NO_TEXT = frozenset(
    "cover titlepage toc landmarks part index copyright-page colophon halftitlepage".split()  # noqa: SIM905
)
"""`epub:type` of pages that hold no article."""
_COVER_PAGE = re.compile(
    rb"""epub:type=["'](?:cover|titlepage|toc|copyright-page|halftitlepage)["']"""
)
_OWN_PAGES = frozenset(("about-authors.xhtml", "disclaimers.xhtml", "authors.xhtml", "dates.xhtml"))
"""Back matter of our collections: each chapter has it already, or links to it."""


@dataclass(slots=True)
class Shelf:
    """The open book while its chapters are read."""

    archive: Archive
    package: Package
    notes: Notes
    source: Source
    own: bool = False
    """Whether articlepress made the book."""
    back: dict[str, n.Blocks] = field(default_factory=dict)


def read_chapters(source: Source, notes: Notes) -> Iterator[Article]:
    """Yield an article for each page of the spine that holds text.

    Raises:
        SourceError: the file is no EPUB.
        NoArticle: no page holds text.
    """
    archive = Archive(source.content, source.name)
    package = archive.package()
    own = any(value.text == "articlepress" for value in package.all("generator"))
    own = own or b'content="articlepress"' in archive.read(package.name)
    shelf = Shelf(archive, package, notes, source, own)
    several = _holds_several(shelf)
    count = 0
    for item in package.spine:
        if not _may_hold_text(item, shelf):
            continue
        article = _article(item, shelf, several)
        if article is not None:
            count += 1
            yield article
    if not count:
        raise NoArticle("holds no text", where=source.name)


def _holds_several(shelf: Shelf) -> bool:
    """Tell whether the package speaks of more than one article."""
    found = 0
    for item in shelf.package.spine:
        if _may_hold_text(item, shelf) and item.name in shelf.archive.names:
            head = shelf.archive.read(item.name)[:2000]
            found += not _COVER_PAGE.search(head)
        if found > 1:
            return True
    return False


def _may_hold_text(item: Item, shelf: Shelf) -> bool:
    if item.media_type != "application/xhtml+xml" or "nav" in item.properties:
        return False
    return not (shelf.own and posixpath.basename(item.name) in _OWN_PAGES)


def _article(item: Item, shelf: Shelf, several: bool) -> Article | None:
    try:
        html = _as_html(shelf.archive.read(item.name), item)
    except SourceError as error:
        shelf.notes.warn("AP702", f"page {item.name}: {error.message}; it is left out")
        return None
    if html is None:
        return None
    page = parse(Source(html.encode(), item.name), shelf.notes)
    body = page.tree.body
    if body is None:
        return None
    builder = Builder(notes=shelf.notes, pictures=Pictures(), targets=frozenset(_ids(page)))
    metadata, taken = _metadata(page, builder, shelf, several)
    blocks = builder.blocks((body,), {node.mem_id for node in taken})
    if not metadata.title:
        metadata, blocks = _title_from(blocks, metadata)
    if not plain_text(blocks).strip():
        return None
    article = Article(metadata, blocks)
    return _with_pictures(article, builder, item, shelf)


def _as_html(content: bytes, item: Item) -> str | None:
    """Return XHTML as HTML, or None for a page that holds no article.

    HTML knows no `<span id="x"/>`: what XML closes at once would stay open to the end of the page.
    """
    from lxml import etree  # imported here: 20 ms of CPU, for books only

    from articlepress.readers.epub.archive import parse_xml

    root = parse_xml(content, item.name)
    kinds = {kind for e in root.iter() for kind in (e.get(_TYPE) or "").split()}
    tops = {kind for e in _tops(root) for kind in (e.get(_TYPE) or "").split()}
    if tops & _NO_TEXT and not kinds & {"chapter", "bodymatter-chapter"}:
        return None
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_XHTML):
            element.tag = element.tag.removeprefix(_XHTML)
            for name in [key for key in element.attrib if key.startswith("{")]:
                value = element.attrib.pop(name)
                if name.endswith("}lang") and "lang" not in element.attrib:
                    element.set("lang", value)
    etree.cleanup_namespaces(root)
    html: str = etree.tostring(root, method="html", encoding="unicode")
    return "<!DOCTYPE html>" + html


def _tops(root: Any) -> Iterator[Any]:  # Any: lxml without stubs
    """Yield the body and what stands directly in it: where a page says what it is."""
    for body in root.iter(f"{_XHTML}body"):
        yield body
        yield from body


def _ids(page: Page) -> Iterator[str]:
    for node in page.tree.css("a[href^='#']"):
        yield (node.attributes.get("href") or "#")[1:]


def _metadata(
    page: Page, builder: Builder, shelf: Shelf, several: bool
) -> tuple[Metadata, list[Any]]:
    """Return what page and package say, and the nodes it was read from."""
    package = shelf.package
    language = page.root.attributes.get("lang") or ""
    language = "" if language == "und" else language or package.first("language")
    metadata = Metadata(
        language=language,
        direction=stated_direction(page.root.attributes.get("dir") or ""),
        site=Site(package.first("publisher")),
        provenance=Provenance(shelf.source.sha256, shelf.source.name, "", "epub"),
    )
    if not several:
        metadata = _from_package(metadata, package)
    if not shelf.own:
        return metadata, []
    return from_marks(metadata, page, builder)


def _from_package(metadata: Metadata, package: Package) -> Metadata:
    people = tuple(
        Person(
            value.text,
            _ROLES.get(value.refinements.get("role", ""), "author"),
            sort_name=value.refinements.get("file-as", ""),
        )
        for kind in ("creator", "contributor")
        for value in package.all(kind)
        if value.text
    )
    series = next(iter(package.all("belongs-to-collection")), None)
    number = series.refinements.get("group-position", "") if series else ""
    return replace(
        metadata,
        authors=people,
        published=date_of(package.first("date")),
        canonical_url=clean(package.first("source")),
        tags=tuple(value.text for value in package.all("subject")),
        description=package.first("description"),
        series=Series(series.text, series_number(number)) if series else None,
    )


def _title_from(blocks: n.Blocks, metadata: Metadata) -> tuple[Metadata, n.Blocks]:
    """Return the first heading as the title, and the blocks without it."""
    for number, block in enumerate(blocks[:5]):
        if isinstance(block, n.Heading):
            return replace(metadata, title=block.content), (*blocks[:number], *blocks[number + 1 :])
    return metadata, blocks


def _with_pictures(article: Article, builder: Builder, item: Item, shelf: Shelf) -> Article:
    """Return the article with the bytes of every picture the book holds."""
    folder = posixpath.dirname(item.name)
    assets: dict[str, AssetRef] = dict(builder.pictures.assets)
    for src in _sources(article):
        name = "" if is_absolute(src) else resolve(src, folder)
        if src not in assets and name in shelf.archive.names:
            try:
                assets[src] = AssetRef(content=shelf.archive.read(name))
            except SourceError as error:
                shelf.notes.warn("AP402", f"picture {src} {error.message}")
    return replace(article, assets=assets)


def _sources(article: Article) -> Iterator[str]:
    for person in article.metadata.authors:
        if person.portrait is not None:
            yield person.portrait.src
        yield from _images(person.bio)
    yield from _images(article.blocks)


def _images(blocks: n.Blocks) -> Iterator[str]:
    for node in walk(blocks):
        if isinstance(node, n.Image) and node.src:
            yield node.src
        elif isinstance(node, n.Embed) and node.thumbnail:
            yield node.thumbnail
