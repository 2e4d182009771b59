"""A page saved as MHTML to its article, its pictures and the pages it goes on to with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType

from articlepress.article import Article
from articlepress.diagnostics import Ledger, Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.marks import name_apart, note_contents
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
    saved = open_saved(source)
    (article,) = read_html(saved.page, options, notes)
    return saved.article(article, options, notes)


@dataclass(frozen=True, slots=True)
class Saved:
    """An MHTML file, opened."""

    page: Source
    more: tuple[Source, ...] = ()
    """Further pages of the article."""

    def article(self, read: Article, options: HtmlReaderOptions, notes: Notes) -> Article:
        """Return the article of the first page with the further pages of it."""
        for page in self.more:
            before = notes.ledger
            try:
                (further,) = read_html(page, options, notes)
            except NoArticle:  # the last page of some holds comments alone
                notes.ledger = before
                continue
            notes.ledger = _summed(before, notes.ledger)
            read = _joined(read, further)
        if self.more:
            _settle_unmatched(notes, pages=1 + len(self.more))
        return read


def open_saved(source: Source) -> Saved:
    """Return an MHTML file's pages.

    Raises:
        SourceError: the file holds none.
    """
    parts = read_parts(source)
    if not parts.html:
        raise SourceError("holds no page", where=source.name, hint="save the page again")
    # What browsers write beside the part's own address.
    said = str(parts.message["snapshot-content-location"] or "").strip()
    address = next((a for a in (said, parts.location) if a.startswith("http")), source.url)
    first = replace(source, content=parts.html, url=address, parts=parts.files)
    more = tuple(replace(first, content=content, url=url) for content, url in parts.more)
    return Saved(first, more)


def _settle_unmatched(notes: Notes, pages: int) -> None:
    """Leave of the rules that name nothing on a page those that name nothing on any, told once."""
    idle = Counter(found for found in notes.diagnostics if found.code == "AP211")
    notes.diagnostics = [
        *(found for found in notes.diagnostics if found not in idle),
        *(found for found, times in idle.items() if times == pages),
    ]


def _summed(first: Ledger | None, further: Ledger | None) -> Ledger | None:
    """Return the words of two pages together."""
    if first is None or further is None:
        return first or further
    kept = Counter(dict(first.kept))
    kept.update(dict(further.kept))
    return Ledger(tuple(kept.items()), first.visible_words + further.visible_words)


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
        blocks=article.blocks + name_apart(further.blocks, note_contents(article.blocks)),
        assets=MappingProxyType({**further.assets, **article.assets}),
    )


def _with_bio(person: Person, further: Metadata) -> Person:
    found = next((p for p in further.authors if p.name == person.name and p.bio), None)
    return replace(person, bio=found.bio) if found and not person.bio else person
