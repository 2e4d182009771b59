"""A newsletter's message to an article: the page inside it, and what its headers say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.metadata import Date, Metadata, Person, Site
from articlepress.nodes import Text
from articlepress.page.dates import read_mail_date
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html import read as read_html
from articlepress.readers.mime.parts import Parts, read_parts
from articlepress.readers.text import READER as TEXT
from articlepress.source import Source

_PASSED_ON = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc)\s*:\s*)+", re.I)
"""What mail programs put before a subject that is answered or passed on."""


def read_letter(source: Source, options: HtmlReaderOptions, notes: Notes) -> Article:
    """Return the article of a message.

    Raises:
        SourceError: the bytes are no message, or an empty one.
        NoArticle: the message holds no text.
    """
    letter = open_letter(source)
    if letter.page is not None:
        (article,) = read_html(letter.page, options, notes)
    elif letter.parts.text.strip():
        note = replace(source, content=letter.parts.text.encode("utf-8", "replace"))
        (article,) = TEXT.read(note, TEXT.options(), notes)
    else:
        raise SourceError("is a message without text", where=source.name)
    return letter.article(article, options, notes)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, opened."""

    parts: Parts
    page: Source | None
    """The page inside it; None where it has plain text alone."""

    def article(self, read: Article, options: HtmlReaderOptions, notes: Notes) -> Article:
        """Return the article of the page with what the headers say."""
        return replace(read, metadata=_with_headers(read.metadata, self.parts))


def open_letter(source: Source) -> Letter:
    """Return a message with the page inside it.

    Raises:
        SourceError: the bytes are no message.
    """
    parts = read_parts(source)
    page = replace(source, content=parts.html, parts=parts.files) if parts.html else None
    return Letter(parts, page)


def _with_headers(metadata: Metadata, parts: Parts) -> Metadata:
    """Return the metadata with what the headers say, where the page itself says nothing better."""
    subject = _PASSED_ON.sub("", " ".join(str(parts.message["subject"] or "").split()))
    sender = _sender(parts)
    authors = metadata.authors or ((Person(sender),) if sender else ())
    return replace(
        metadata,
        title=(Text(subject),) if subject else metadata.title,
        authors=authors,
        published=metadata.published or _sent(parts),
        site=metadata.site if metadata.site.name else Site(_list_name(parts) or sender),
        provenance=replace(metadata.provenance, reader="eml"),
    )


def _sender(parts: Parts) -> str:
    header = parts.message["from"]
    addresses = getattr(header, "addresses", ())
    return addresses[0].display_name.strip() if addresses else ""


def _list_name(parts: Parts) -> str:
    """Return the name before the identifier in `List-Id: The Weekly <weekly.example.org>`."""
    return str(parts.message["list-id"] or "").partition("<")[0].strip().strip('"')


def _sent(parts: Parts) -> Date | None:
    iso = read_mail_date(str(parts.message["date"]))
    return Date(iso) if iso else None
