"""The article as pandoc's JSON, for `pandoc -f json` and for filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.codec.pandoc import dumps, to_pandoc
from articlepress.diagnostics import Notes
from articlepress.errors import UsageError
from articlepress.render.styles import Style
from articlepress.writers import Writer


@dataclass(frozen=True, slots=True)
class PandocJsonOptions:
    """Pandoc's JSON has one form; there is nothing to choose."""


def write_pandoc_json(
    article: Article | Collection,
    options: PandocJsonOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write the article as pandoc's JSON in UTF-8.

    Raises:
        UsageError: it is a collection.
    """
    if isinstance(article, Collection):
        raise UsageError("pandoc's JSON holds one article", hint="write one file for each article")
    out.write(dumps(to_pandoc(article)).encode("utf-8", "surrogatepass"))


WRITER = Writer(
    "pandoc-json",
    ".pandoc.json",
    "application/json",
    PandocJsonOptions,
    write_pandoc_json,
    summary="Pandoc's JSON (api 1.23)",
)
