"""The zip of a book and its package document: members, manifest, spine, metadata.

Every member is checked before it is unpacked: its name, its size, and that it is not encrypted. XML
is parsed without entities, document types or the network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from articlepress.errors import SourceError

MAX_MEMBERS = 50_000
MAX_MEMBER_BYTES = 64_000_000
"""Largest member unpacked; the largest chapter of a real book has under 2 MB."""
MAX_TOTAL_BYTES = 1_000_000_000
CONTAINER = "META-INF/container.xml"
MEDIA_TYPE = b"application/epub+zip"

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError)
"""What zipfile raises on a damaged member."""
_CONTAINER_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest."""

    id: str
    name: str
    """Path inside the zip."""
    media_type: str
    properties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """A Dublin Core entry with its refinements."""

    name: str
    text: str
    refinements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says."""

    name: str
    items: Mapping[str, Item]
    """By id."""
    spine: tuple[Item, ...]
    values: tuple[Value, ...] = ()
    direction: str = ""

    def first(self, name: str) -> str:
        """Return the text of the first entry of a name, or ''."""
        return next((value.text for value in self.values if value.name == name), "")

    def all(self, name: str) -> Iterator[Value]:
        """Yield the entries of a name."""
        return (value for value in self.values if value.name == name)


class Archive:
    """The members of a book, read one at a time."""

    def __init__(self, content: bytes, name: str = "", kind: str = "EPUB") -> None:
        """Open the zip; `kind` is what messages call it.

        Raises:
            SourceError: it is no zip, is encrypted, or unpacks to more than the limits.
        """
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise SourceError(f"is no whole {kind}: {error}", where=name) from error
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise SourceError(f"has {len(infos):,} members; limit {MAX_MEMBERS:,}", where=name)
        if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
            raise SourceError(f"unpacks to over {MAX_TOTAL_BYTES:,} bytes", where=name)
        self.infos = infos
        self.names = frozenset(info.filename for info in infos)

    def read(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            SourceError: no such member, too large, damaged or encrypted.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError as error:
            raise SourceError(f"has no {name!r}", where=self.name) from error
        if info.flag_bits & 1:
            raise SourceError(f"{name!r} is encrypted", where=self.name, hint="use a copy without")
        if info.file_size > MAX_MEMBER_BYTES:
            raise SourceError(f"{name!r} is over {MAX_MEMBER_BYTES:,} bytes", where=self.name)
        try:
            with self._zip.open(info) as stream:
                # The header may lie about the size: never unpack more than the limit.
                content = stream.read(MAX_MEMBER_BYTES + 1)
        except (*_DAMAGE, NotImplementedError) as error:
            raise SourceError(f"{name!r} is damaged: {error}", where=self.name) from error
        return content

    def xml(self, name: str) -> Any:
        """Return the root of an XML member; Any: lxml without stubs.

        Raises:
            SourceError: as `read`, or it is not well-formed.
        """
        return parse_xml(self.read(name), f"{self.name}: {name}" if self.name else name)

    def package(self) -> Package:
        """Return the package document the container names.

        Raises:
            SourceError: there is none, or it cannot be read.
        """
        root = self.xml(CONTAINER)
        files = [e.get("full-path", "") for e in root.iter(f"{_CONTAINER_SPACE}rootfile")]
        name = next((file for file in files if file in self.names), "")
        if not name:
            raise SourceError("has no package document", where=self.name)
        return _package(self.xml(name), name)


def parse_xml(content: bytes, where: str) -> Any:
    """Return the root element of XML; entities stay unresolved and nothing is fetched.

    Raises:
        SourceError: it is not well-formed.
    """
    from lxml import etree  # imported here: 20 ms of CPU, for books only

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"is not well-formed: {error}", where=where) from error


def _package(root: Any, name: str) -> Package:
    folder = posixpath.dirname(name)
    items = {}
    for number, element in enumerate(root.iter(f"{_OPF}item")):
        if number >= MAX_MEMBERS:
            raise SourceError(f"names over {MAX_MEMBERS:,} members", where=name)
        item = Item(
            element.get("id", ""),
            resolve(element.get("href", ""), folder),
            element.get("media-type", ""),
            frozenset(element.get("properties", "").split()),
        )
        items[item.id] = item
    # EPUB 3.3, 5.7.3: each chapter stands in the spine once. A book of one chapter a million times
    # over would be read a million times.
    in_order = {
        items[ref.get("idref")].name: items[ref.get("idref")]
        for ref in root.iter(f"{_OPF}itemref")
        if ref.get("idref") in items and ref.get("linear") != "no"
    }
    spine = tuple(in_order.values())
    direction = next(
        (e.get("page-progression-direction", "") for e in root.iter(f"{_OPF}spine")), ""
    )
    return Package(name, items, spine, tuple(_values(root)), direction)


def _values(root: Any) -> Iterator[Value]:
    refinements: dict[str, dict[str, str]] = {}
    for meta in root.iter(f"{_OPF}meta"):
        target = meta.get("refines", "").lstrip("#")
        if target and meta.get("property"):
            refinements.setdefault(target, {})[meta.get("property")] = (meta.text or "").strip()
    for metadata in root.iter(f"{_OPF}metadata"):
        for element in metadata:
            tag = element.tag if isinstance(element.tag, str) else ""
            found = refinements.get(element.get("id", ""), {})
            text = " ".join("".join(element.itertext()).split())
            if tag.startswith(_DC):
                # EPUB 2 says role and sorting name in attributes.
                for key in ("role", "file-as"):
                    if element.get(f"{_OPF}{key}"):
                        found = {**found, key: element.get(f"{_OPF}{key}")}
                yield Value(tag.removeprefix(_DC), text, found)
            elif tag == f"{_OPF}meta" and element.get("property") and not element.get("refines"):
                yield Value(element.get("property"), text, found)


def resolve(href: str, folder: str) -> str:
    """Return the member a relative reference names, without fragment, or '' outside the book."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    if not path or "://" in href or href.startswith(("/", "data:", "mailto:")):
        return ""
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined.startswith("..") else joined
