"""Readers: bytes of one format to articles. Names map to lazy references."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import UnknownReader
from articlepress.registry import find
from articlepress.source import Source

GROUP = "articlepress.readers"

BUILTIN = {
    "html": "articlepress.readers.html:READER",
    "text": "articlepress.readers.text:READER",
    "pandoc-json": "articlepress.readers.pandoc:JSON_READER",  # before `json`: .pandoc.json
    "json": "articlepress.readers.native:READER",
    "native": "articlepress.readers.native:NATIVE",
    "epub": "articlepress.readers.epub:READER",
    "markdown": "articlepress.readers.markdown:READER",
    "mhtml": "articlepress.readers.mime:MHTML",
    "eml": "articlepress.readers.mime:EML",
    "wxr": "articlepress.readers.feeds:WXR",
    "feed": "articlepress.readers.feeds:FEED",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A named way from a source to articles; most sources hold one."""

    name: str
    suffixes: tuple[str, ...]
    options: type
    """A frozen dataclass whose fields are declared with `options.option`."""
    read: Callable[[Source, Any, Notes], Iterable[Article]]
    """Any: each reader takes its own options class."""
    summary: str = ""
    family: str = ""
    """Formats that share their options have one name for them: `pandoc's formats`."""


def find_reader(name: str) -> Reader:
    """Return the reader of that name.

    Raises:
        UnknownReader: no such name; the hint suggests the nearest.
    """
    reader: Reader = find(name, BUILTIN, GROUP, _unknown, "articlepress.readers.pandoc:reader_for")
    return reader


def _unknown(name: str, suggestion: str) -> UnknownReader:
    return UnknownReader(
        f"cannot read {name!r}: no such format",
        hint="; ".join(filter(None, (suggestion, "`articlepress formats` lists them"))),
    )
