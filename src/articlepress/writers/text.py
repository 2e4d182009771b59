"""Plain text of 72 columns, complete with byline, notes, bio, disclaimer and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.options import option
from articlepress.render.styles import Style
from articlepress.render.text import COLUMNS
from articlepress.render.textdocument import text_document
from articlepress.writers import Writer


@dataclass(frozen=True, slots=True)
class TextWriterOptions:
    """What can be chosen for plain text."""

    text_columns: int = option(COLUMNS, help="Longest line of plain text.", unit="columns")


def write_text(
    article: Article | Collection,
    options: TextWriterOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write the article, or each article of a collection, as plain text in UTF-8."""
    articles = article.every if isinstance(article, Collection) else (article,)
    for number, item in enumerate(articles):
        if number:
            out.write(b"\n\n")
        out.write(text_document(item, max(20, options.text_columns)).encode("utf-8", "replace"))


WRITER = Writer(
    "text",
    ".txt",
    "text/plain",
    TextWriterOptions,
    write_text,
    collections=True,
    summary="Plain text of 72 columns",
)
