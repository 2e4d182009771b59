"""Which formats this installation reads and writes, and which one a name or some bytes speak of.

Takes the registries of readers and writers; a format whose module or library is missing is listed
with the reason and never stops the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from articlepress import readers, writers
from articlepress.errors import ConfigError, SourceError, UnknownWriter
from articlepress.pandoc.table import PREFIX, by_suffix
from articlepress.readers import Reader
from articlepress.registry import references
from articlepress.source import Source
from articlepress.writers import Writer

Direction = Literal["read", "write"]

_SNIFF_BYTES = 4096
# The first bytes of what people name by mistake: a printed page, a picture, a packed folder.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a sound"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"bplist00", "a Safari web archive"),
    (b"SQLite format 3", "a database"),
)
_MAGIC_ZIP = b"PK\x03\x04"
_ZIPPED = (
    # What stands in the first 4 kB of such a ZIP -> the reader's name.
    (b"mimetypeapplication/epub+zip", "epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Tags that begin real pages, also behind server warnings; `<` alone stands in plain text too.
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b", re.I)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b[^<>]*+>")
# Each part takes what it takes once and for all: 40 lines that may end in two ways are 2^40 ways.
_MIME = re.compile(rb"(?:[A-Z][\w-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,40}?MIME-Version:", re.I)
_WORDPRESS = b"wordpress.org/export/"
_NATIVE = re.compile(rb'^\s*\{[^{}]*"articlepress')


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name, with what `articlepress formats` says of it."""

    name: str
    direction: Direction
    suffixes: tuple[str, ...] = ()
    summary: str = ""
    problem: str = ""
    """Why it cannot be used here; empty when it can."""
    family: str = ""
    """`pandoc` where pandoc does the work."""


@cache
def available_writers() -> tuple[Writer, ...]:
    """Return the writers that can be loaded, built-in ones first."""
    names = references(writers.BUILTIN, writers.GROUP)
    return tuple(w for name in _ordered(names, writers.BUILTIN) if (w := _load_writer(name)))


@cache
def available_readers() -> tuple[Reader, ...]:
    """Return the readers that can be loaded, built-in ones first."""
    names = references(readers.BUILTIN, readers.GROUP)
    return tuple(r for name in _ordered(names, readers.BUILTIN) if (r := _load_reader(name)))


def all_formats() -> tuple[Format, ...]:
    """Return every format of both directions, the unusable ones with their reason.

    Pandoc's stand last in each direction, without those that have a name of ours.
    """
    return (*_own_formats(), *_pandoc_formats())


def _pandoc_formats() -> Iterator[Format]:
    from articlepress.pandoc.program import INSTALL, pandoc_path
    from articlepress.pandoc.table import pandoc_formats

    problem = "" if pandoc_path() else f"needs pandoc: {INSTALL}"
    for way, own in (("read", readers.BUILTIN), ("write", writers.BUILTIN)):
        for item in pandoc_formats().values():
            if way in item.ways and item.name not in own:
                direction: Direction = "read" if way == "read" else "write"
                suffixes = item.suffixes if way == "read" else item.suffixes[:1]
                yield Format(
                    item.name, direction, suffixes, f"{item.summary} (pandoc)", problem, "pandoc"
                )


def _own_formats() -> tuple[Format, ...]:
    out: list[Format] = []
    for name in _ordered(references(readers.BUILTIN, readers.GROUP), readers.BUILTIN):
        reader = _load_reader(name)
        if reader is not None:
            out.append(Format(name, "read", reader.suffixes, reader.summary))
        else:
            out.append(Format(name, "read", problem=_problem(readers.BUILTIN.get(name, ""))))
    for name in _ordered(references(writers.BUILTIN, writers.GROUP), writers.BUILTIN):
        writer = _load_writer(name)
        if writer is not None:
            out.append(Format(name, "write", (writer.suffix,), writer.summary))
        else:
            out.append(Format(name, "write", problem=_problem(writers.BUILTIN.get(name, ""))))
    return tuple(out)


def writer_for_file(name: str) -> Writer:
    """Return the writer a file's name asks for; the longest suffix decides.

    Raises:
        UnknownWriter: no writer has that suffix.
    """
    lower = name.lower()
    fitting = [w for w in available_writers() if lower.endswith(w.suffix)]
    foreign = by_suffix(name, "write")
    if foreign:
        own = foreign in writers.BUILTIN
        fitting.append(writers.find_writer(f"{PREFIX}{foreign}" if own else foreign))
    if not fitting:
        known = ", ".join(sorted({w.suffix for w in available_writers()}))
        raise UnknownWriter(
            f"cannot tell the format of {name!r}",
            hint=f"name it with --to; suffixes known: {known}",
        )
    return max(fitting, key=lambda writer: len(writer.suffix))


def infer_reader(source: Source) -> Reader:
    """Return the reader for a source, by its suffix and its first bytes.

    Raises:
        SourceError: the bytes are those of a picture, a program, or another thing that is no page.
    """
    named = _reader_by_suffix(source.name)
    if named is not None and named.name not in ("html", "text"):
        return named
    head = source.content[:_SNIFF_BYTES]
    if packed := _packed(head):
        return readers.find_reader(packed)
    refuse_binary(source)
    if _FEED.search(head) and not re.search(rb"<(?:!doctype\s+)?html\b", head, re.I):
        return readers.find_reader("wxr" if _WORDPRESS in head else "feed")
    if _MIME.match(head):
        return readers.find_reader("mhtml" if b"-Location:" in head else "eml")
    if _HTML.search(head) and not (named and named.name == "text" and not _opens(head)):
        return readers.find_reader("html")
    if _NATIVE.match(head):
        return readers.find_reader("json")
    return named or readers.find_reader("text")


def _packed(head: bytes) -> str:
    """Return the format of a ZIP that its first member gives away, or ''."""
    if not head.startswith(_MAGIC_ZIP):
        return ""
    return next((name for mark, name in _ZIPPED if mark in head), "")


def refuse_binary(source: Source) -> None:
    """Raise when the bytes are no text.

    Raises:
        SourceError: says what they are, where that can be told.
    """
    head = source.content[:_SNIFF_BYTES]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise SourceError(
                f"is {kind}, not a page", where=source.name, hint="save the page as HTML"
            )
    if (
        b"\0" in head
        and not head.startswith(_BYTE_ORDER_MARKS)
        and head.count(b"\0") * 3 < len(head)
    ):
        # UTF-16 text without a mark has a zero in every second byte; a binary has fewer.
        raise SourceError("is binary, not a page", where=source.name, hint="save the page as HTML")


def _opens(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _reader_by_suffix(name: str) -> Reader | None:
    lower = name.lower()
    for candidate in _reader_names():
        reader = _load_reader(candidate)
        if reader is not None and lower.endswith(reader.suffixes):
            return reader
    foreign = by_suffix(name, "read")
    return readers.find_reader(foreign) if foreign else None


def _reader_names() -> Iterator[str]:
    # Built-in ones first, and only then a look at what other packages add: most runs end at `html`.
    yield from readers.BUILTIN
    yield from _ordered(references(readers.BUILTIN, readers.GROUP), readers.BUILTIN)


def _ordered(names: dict[str, str], builtin: dict[str, str]) -> list[str]:
    return [*builtin, *sorted(set(names) - set(builtin))]


def _load_writer(name: str) -> Writer | None:
    try:
        return writers.find_writer(name)
    except ConfigError:
        return None


def _load_reader(name: str) -> Reader | None:
    try:
        return readers.find_reader(name)
    except ConfigError:
        return None


def _problem(reference: str) -> str:
    module = reference.partition(":")[0]
    try:
        import_module(module or "articlepress")
    except ImportError as error:
        return f"not available: {error}"
    return "not available"
