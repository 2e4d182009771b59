"""The `mhtml` and `eml` readers: pages and newsletters that carry their pictures inside."""

from __future__ import annotations

from collections.abc import Iterator

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers import Reader
from articlepress.readers.html import HtmlReaderOptions
from articlepress.source import Source


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


MHTML = Reader(
    "mhtml", (".mhtml", ".mht"), HtmlReaderOptions, read_mhtml, "page saved with its pictures"
)
EML = Reader("eml", (".eml",), HtmlReaderOptions, read_eml, "newsletter, as a mail message")
