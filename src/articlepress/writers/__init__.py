"""Writers: articles and collections to bytes of one format. Names map to lazy references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import UnknownWriter
from articlepress.registry import find
from articlepress.render.styles import Style

GROUP = "articlepress.writers"

BUILTIN = {
    "pdf": "articlepress.writers.pdf:WRITER",
    "epub": "articlepress.writers.epub:WRITER",
    "newsletter": "articlepress.writers.email:NEWSLETTER",
    "eml": "articlepress.writers.email:EML",
    "html": "articlepress.writers.html:WRITER",
    "markdown": "articlepress.writers.markdown:WRITER",
    "text": "articlepress.writers.text:WRITER",
    "json": "articlepress.writers.native:WRITER",
    "pandoc-json": "articlepress.writers.pandoc:WRITER",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """A named way from the tree to bytes."""

    name: str
    suffix: str
    """What `convert` appends to the stem: `.newsletter.html`."""
    media_type: str
    options: type
    """A frozen dataclass whose fields are declared with `options.option`."""
    write: Callable[[Article | Collection, Any, Style, Notes, BinaryIO], None]
    """Any: each writer takes its own options class. Bytes are written to a file opened by the
    caller."""
    collections: bool = False
    """Whether a `Collection` is accepted."""
    summary: str = ""
    family: str = ""
    """Formats that share their options have one name for them: `pandoc's formats`."""


def find_writer(name: str) -> Writer:
    """Return the writer of that name.

    Raises:
        UnknownWriter: no such name; the hint suggests the nearest.
    """
    writer: Writer = find(name, BUILTIN, GROUP, _unknown, "articlepress.writers.pandoc:writer_for")
    return writer


def _unknown(name: str, suggestion: str) -> UnknownWriter:
    return UnknownWriter(
        f"cannot write {name!r}: no such format",
        hint="; ".join(filter(None, (suggestion, "`articlepress formats` lists them"))),
    )
