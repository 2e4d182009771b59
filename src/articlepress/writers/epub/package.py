"""The zip file of a book: finished members in, OPF and NCX at the end.

ebooklib stands behind this module and nowhere else. It writes container, OPF and NCX; it never
sees a chapter's markup, which it would parse and write anew (losing `<head>`, `epub:type`,
camel-case SVG and white space). Members go to the zip as they come, so that memory does not grow
with the book.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

FOLDER = "EPUB"
"""Folder of every member but `mimetype` and `META-INF`; ebooklib's own name for it."""

_STORED_TYPES = frozenset({"image/jpeg", "image/png", "image/gif"})
# Deflating what is compressed already costs CPU and gains under one per cent.
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "DC"
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Refinement:
    """A property of one metadata entry: `role`, `file-as`, `group-position`."""

    property: str
    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the package's metadata, with what refines it."""

    name: str
    """`dc:creator` and its like, or the property of a `<meta>`: `schema:accessMode`."""
    value: str
    id: str = ""
    refinements: tuple[Refinement, ...] = ()


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents with the lines below it."""

    title: str
    href: str
    children: tuple[TocEntry, ...] = ()
    language: str = ""
    """Language of the line and those below it, where it is not the book's."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place a reading system can jump to: cover, contents, start of the text."""

    type: str
    """`epub:type` of the landmark: `cover`, `toc`, `bodymatter`."""
    guide_type: str
    """The word EPUB 2 has for it: `cover`, `toc`, `text`."""
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the package document says of the whole book."""

    identifier: str
    title: str
    language: str
    direction: str = ""
    entries: tuple[Entry, ...] = ()
    """Everything besides identifier and language, `dc:title` included."""
    toc: tuple[TocEntry, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(slots=True)
class Package:
    """A book being written. `add` members in any order, then `finish` once."""

    out: BinaryIO
    modified: datetime.datetime
    """UTC; stands in the OPF and on every member."""
    _zip: _Members = field(init=False)
    _items: list[_Item] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._zip = _Members(self.out, self.modified)
        self._zip.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def add(
        self,
        name: str,
        content: bytes,
        media_type: str,
        *,
        properties: Iterable[str] = (),
        id: str = "",
    ) -> None:
        """Write a member at once and note it for the manifest; a name is used once only.

        Raises:
            ValueError: the name is in use.
        """
        if name in self._names:
            raise ValueError(f"two members are named {name!r}")
        self._names.add(name)
        self._items.append(_Item(name, id or _item_id(name), media_type, tuple(properties)))
        stored = media_type in _STORED_TYPES
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self._zip.writestr(f"{FOLDER}/{name}", content, method)

    def finish(self, facts: PackageFacts, spine: Sequence[str]) -> None:
        """Write container, OPF and NCX, and end the zip. `spine` names members in reading order."""
        _write_package(self._zip, facts, self._items, spine, self.modified)
        self._zip.close()

    def abandon(self) -> None:
        """Leave the zip as it is: whoever opened the file throws it away."""
        self._zip.abandon()


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    id: str
    media_type: str
    properties: tuple[str, ...]


def _item_id(name: str) -> str:
    stem = name.rpartition("/")[2]
    safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem)
    return safe if safe[:1].isalpha() else f"i-{safe}"


class _Members:
    """A zip whose members all bear one date and no trace of the machine."""

    def __init__(self, out: BinaryIO, modified: datetime.datetime) -> None:
        self._zip = zipfile.ZipFile(out, "w")
        # A zip's calendar begins in 1980 and ends in 2107.
        year = min(max(modified.year, 1980), 2107)
        stamp = (modified.month, modified.day, modified.hour, modified.minute)
        self._date = (year, *stamp, modified.second)

    def writestr(
        self, name: str, content: str | bytes, compress_type: int = zipfile.ZIP_DEFLATED
    ) -> None:
        info = zipfile.ZipInfo(name, self._date)
        info.compress_type = compress_type
        info.external_attr = 0o644 << 16
        info.create_system = 3  # Unix everywhere; zipfile would say which system wrote it
        self._zip.writestr(info, content)

    def close(self) -> None:
        self._zip.close()

    def abandon(self) -> None:
        # An open ZipFile writes its end when it is collected, to a file that may be closed by then.
        self._zip.fp = None


def _write_package(
    members: _Members,
    facts: PackageFacts,
    items: Sequence[_Item],
    spine: Sequence[str],
    modified: datetime.datetime,
) -> None:
    from ebooklib import epub  # imported here: 48 ms of CPU, paid by books only

    book = epub.EpubBook()
    book.metadata.clear()  # a random identifier, and ebooklib's own name as the generator
    book.set_identifier(facts.identifier)
    book.set_language(facts.language)
    book.title = xml_text(facts.title)
    book.direction = facts.direction or None
    _add_entries(book, facts.entries)
    by_name = {}
    for item in items:
        member = epub.EpubItem(item.id, item.name, item.media_type)
        member.properties = list(item.properties)
        by_name[item.name] = member
        book.add_item(member)
    ncx = epub.EpubNcx()
    book.add_item(ncx)
    # Objects, not ids: ebooklib looks an id up by walking all items.
    book.spine = [by_name[name] for name in spine]
    book.toc = [_toc_line(epub, entry, f"toc-{n}") for n, entry in enumerate(facts.toc, 1)]
    book.guide = [
        {"type": r.guide_type, "title": xml_text(r.title), "href": r.href}
        for r in facts.references
        if r.guide_type
    ]
    writer = _writer_class(epub)(None, book, {"mtime": modified, "epub3_pages": False})
    writer.write_package(members, facts, ncx.file_name)


def xml_text(value: str) -> str:
    """Return a value on one line, without the characters XML refuses.

    ebooklib would write an empty element for it.
    """
    return " ".join(_NOT_XML.sub(" ", value).split())


def _add_entries(book: Any, entries: Iterable[Entry]) -> None:
    # Any: ebooklib has no types.
    for entry in entries:
        attributes = {"id": entry.id} if entry.id else {}
        namespace, _, name = entry.name.partition(":")
        value = xml_text(entry.value)
        if not value:
            continue  # an empty element is an error, an absent one is not
        if namespace == "dc":
            book.add_metadata(_DC, name, value, attributes)
        elif namespace == "name":  # EPUB 2's <meta name="cover" content="…"/>
            book.add_metadata(None, "meta", "", {"name": name, "content": value})
        else:
            attributes["property"] = entry.name
            book.add_metadata(None, "meta", value, attributes)
        for refinement in entry.refinements:
            refines = {"refines": f"#{entry.id}", "property": refinement.property}
            if refinement.scheme:
                refines["scheme"] = refinement.scheme
            book.add_metadata(None, "meta", xml_text(refinement.value), refines)


def _toc_line(epub: Any, entry: TocEntry, ident: str) -> Any:
    # Any: ebooklib's own classes. A Link with children is written as a pair.
    link = epub.Link(entry.href, xml_text(entry.title), ident)
    if not entry.children:
        return link
    below = [_toc_line(epub, child, f"{ident}-{n}") for n, child in enumerate(entry.children, 1)]
    return (link, below)


def _writer_class(epub: Any) -> Any:
    """Return ebooklib's writer with its package document and NCX put right."""

    class PackageWriter(epub.EpubWriter):  # type: ignore[misc]
        """Writes container, OPF and NCX only; the members are in the zip already."""

        def write_package(self, members: _Members, facts: PackageFacts, ncx_name: str) -> None:
            self.out = members
            self.facts = facts
            self._write_container()
            self._write_opf()
            self.out.writestr(f"{FOLDER}/{ncx_name}", self._own_ncx())

        def _write_opf_file(self, root: Any) -> None:
            # Ace (epub-lang) and the specification want the language of the metadata's own words.
            root.set(_XML_LANG, self.facts.language)
            if self.facts.direction:
                root.set("dir", self.facts.direction)
            super()._write_opf_file(root)

        def _own_ncx(self) -> bytes:
            """Return ebooklib's NCX with its language, true depth and ids that are unique."""
            from lxml import etree

            root = etree.fromstring(self._get_ncx())
            root.set(_XML_LANG, self.facts.language)
            space = "{http://www.daisy.org/z3986/2005/ncx/}"
            for meta in root.iter(f"{space}meta"):
                if meta.get("name") == "dtb:depth":
                    meta.set("content", str(toc_depth(self.facts.toc)))
            for number, point in enumerate(root.iter(f"{space}navPoint"), 1):
                # Pairs get ids by nesting depth from ebooklib, the same for two neighbours.
                point.set("id", f"nav-{number}")
            packed: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
            return packed

    return PackageWriter


def toc_depth(entries: Sequence[TocEntry]) -> int:
    """Return how many levels the table of contents has; 0 for an empty one."""
    return max((1 + toc_depth(entry.children) for entry in entries), default=0)
