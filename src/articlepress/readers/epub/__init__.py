"""The `epub` reader: the chapters of a book as articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers import Reader
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class EpubReaderOptions:
    """Nothing to choose yet."""


def read(source: Source, options: EpubReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the articles of a book, in reading order.

    Raises:
        SourceError: the file is no EPUB, or is damaged.
        NoArticle: no page of the book holds text.
    """
    from articlepress.readers.epub.chapters import read_chapters  # imported here: bs4 and lxml

    return read_chapters(source, notes)


READER = Reader("epub", (".epub",), EpubReaderOptions, read, "EPUB book, an article a chapter")
