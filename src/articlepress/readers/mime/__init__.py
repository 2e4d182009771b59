"""The `mhtml` and `eml` readers: pages and newsletters that carry their pictures inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers import Reader
from articlepress.readers.html import HtmlReaderOptions
from articlepress.source import Source


class Envelope(Protocol):
    """What a page came in."""

    @property
    def page(self) -> Source | None:
        """The page inside."""

    def article(self, read: Article, options: HtmlReaderOptions, notes: Notes) -> Article:
        """Return the article of the page with what is said around it."""


def read_mhtml(source: Source, options: HtmlReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the article of a page saved as one MHTML file.

    Raises:
        SourceError: the file holds no page.
        NoArticle: the page holds no text.
    """
    # Imported here: the parser of messages costs 20 ms that `--help` must not pay.
    from articlepress.readers.mime.saved import read_saved

    yield read_saved(source, options, notes)


def read_eml(source: Source, options: HtmlReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the article of a message: a newsletter as it was sent.

    Raises:
        SourceError: the file is no message, or an empty one.
        NoArticle: the message holds no text.
    """
    from articlepress.readers.mime.letter import read_letter  # imported here: as above

    yield read_letter(source, options, notes)


def open_envelope(source: Source, reader: str) -> Envelope | None:
    """Return a file of these readers opened, for who looks at the page inside it; None where it
    holds plain text alone.

    Raises:
        SourceError: the file is no message, or holds no page.
    """
    from articlepress.readers.mime.letter import open_letter  # imported here: as above
    from articlepress.readers.mime.saved import open_saved

    if reader == MHTML.name:
        return open_saved(source)
    letter = open_letter(source)
    return letter if letter.page is not None else None


MHTML = Reader(
    "mhtml", (".mhtml", ".mht"), HtmlReaderOptions, read_mhtml, "page saved with its pictures"
)
EML = Reader("eml", (".eml",), HtmlReaderOptions, read_eml, "newsletter, as a mail message")
MIME = (MHTML.name, EML.name)
"""Formats in which a page comes."""
