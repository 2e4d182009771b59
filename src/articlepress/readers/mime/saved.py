"""A page saved as MHTML to its article, its pictures and the pages it goes on to with it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.metadata import Metadata, Person
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html import read as read_html
from articlepress.readers.mime.parts import read_parts
from articlepress.source import Source


def read_saved(source: Source, options: HtmlReaderOptions, notes: Notes) -> Article:
    """Return the article of an MHTML file.

    Raises:
        SourceError: the file holds no page.
        NoArticle: its first page holds no text.
    """
    parts = read_parts(source)
    if not parts.html:
        raise SourceError("holds no page", where=source.name, hint="save the page again")
    # What browsers write beside the part's own address.
    said = str(parts.message["snapshot-content-location"] or "").strip()
    address = next((a for a in (said, parts.location) if a.startswith("http")), source.url)
    first = replace(source, content=parts.html, url=address, parts=parts.files)
    (article,) = read_html(first, options, notes)
    for content, url in parts.more:
        page = replace(first, content=content, url=url)
        try:
            (further,) = read_html(page, options, notes)
        except NoArticle:  # the last page of some holds comments alone
            continue
        article = _joined(article, further)
    return article


def _joined(article: Article, further: Article) -> Article:
    """Return the article with a further page of it: text, pictures, and the credits it lacked."""
    metadata = article.metadata
    return replace(
        article,
        metadata=replace(
            metadata,
            authors=tuple(_with_bio(person, further.metadata) for person in metadata.authors),
            disclaimers=metadata.disclaimers or further.metadata.disclaimers,
        ),
        blocks=article.blocks + further.blocks,
        assets=MappingProxyType({**further.assets, **article.assets}),
    )


def _with_bio(person: Person, further: Metadata) -> Person:
    found = next((p for p in further.authors if p.name == person.name and p.bio), None)
    return replace(person, bio=found.bio) if found and not person.bio else person
