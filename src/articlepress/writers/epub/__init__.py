"""EPUB 3.3: one article, or a collection, as a book."""

from __future__ import annotations

from articlepress.writers import Writer
from articlepress.writers.epub.book import write
from articlepress.writers.epub.options import EpubOptions

WRITER = Writer(
    name="epub",
    suffix=".epub",
    media_type="application/epub+zip",
    options=EpubOptions,
    write=write,
    collections=True,
    summary="EPUB 3.3 book",
)

__all__ = ["WRITER", "EpubOptions", "write"]
