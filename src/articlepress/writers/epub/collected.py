"""A collection as a book: title page, contents, parts, chapters, credits and indexes.

The articles are gone through twice: once for what links, credits and indexes must know beforehand
(metadata only is kept), once to write them. A lazy sequence of articles is never held whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import EpubError
from articlepress.labels import label
from articlepress.metadata import Date, Metadata, Person
from articlepress.render.dialect import text
from articlepress.render.styles import Style
from articlepress.resources import build_date
from articlepress.urls import address_key
from articlepress.writers.epub import catalogue
from articlepress.writers.epub.backmatter import (
    AUTHOR_INDEX,
    DATE_INDEX,
    Listed,
    author_index,
    authors_article,
    date_index,
    disclaimers_article,
)
from articlepress.writers.epub.binder import Binder, open_binder, toc_lines
from articlepress.writers.epub.chapters import Place, sound_date, sound_language
from articlepress.writers.epub.cover import collection_cover, names
from articlepress.writers.epub.options import EpubOptions
from articlepress.writers.epub.package import Entry, TocEntry, xml_text
from articlepress.writers.epub.shared import AUTHORS_PAGE, DISCLAIMERS_PAGE, Credits


@dataclass(slots=True)
class Survey:
    """What the first pass learned."""

    chapters: list[Listed] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """Chapter of each article, by the key of its address."""
    credits: Credits = field(default_factory=Credits)
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    rights: dict[str, Entry] = field(default_factory=dict)
    dates: list[Date] = field(default_factory=list)
    directions: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


def survey(collection: Collection) -> Survey:
    """Return what the book must know of its articles before the first is written."""
    found = Survey()
    for number, article in enumerate(collection.articles, 1):
        metadata = article.metadata
        name = chapter_name(number)
        key = address_key(metadata.canonical_url)
        if key:
            found.places.setdefault(key, name)
        _note_people(found, metadata)
        published = sound_date(metadata.published, Notes())
        authors = tuple(replace(person, bio=(), portrait=None) for person in metadata.named_authors)
        title = xml_text(catalogue.words(metadata.title))
        title = title or label("untitled", metadata.language)
        found.chapters.append(Listed(name, title, authors, published))
        found.dates += [date for date in (published, metadata.updated) if date]
        found.directions[metadata.direction] += 1
        found.languages[sound_language(metadata.language)] += 1
        found.credits.gather(article)
        if len(found.rights) < catalogue.MAX_RIGHTS:
            found.rights.update({e.value: e for e in catalogue.rights_entries([metadata])})
    return found


def _note_people(found: Survey, metadata: Metadata) -> None:
    for person in metadata.authors:
        key = (person.name, person.role)
        if key not in found.people or (person.sort_name and not found.people[key].sort_name):
            found.people[key] = replace(person, bio=(), portrait=None)


def chapter_name(number: int) -> str:
    """Return the member of the nth chapter; the width keeps file lists in order."""
    return f"chapter-{number:04}.xhtml"


def write_collection(
    collection: Collection, options: EpubOptions, style: Style, notes: Notes, out: BinaryIO
) -> None:
    """Write the articles of a collection as the chapters of one book.

    Raises:
        EpubError: the collection holds no article.
        AssetError: the cover that was asked for cannot be used.
    """
    found = survey(collection)
    if not found.chapters:
        raise EpubError("the collection holds no article")
    language = sound_language(collection.language) or found.languages.most_common(1)[0][0]
    direction = found.directions.most_common(1)[0][0]
    moment = catalogue.modified(found.dates, build_date())
    with open_binder(out, notes, moment, language, direction) as binder:
        binder.kobo_spans = options.kepub
        binder.style(style)
        binder.cover(
            collection_cover(
                replace(collection, language=language),
                tuple(person for person in found.people.values() if person.role == "author"),
                options.cover,
                style,
                notes,
            )
        )
        _title_page(binder, collection)
        binder.contents_at = len(binder.spine)
        toc = [
            *_matter(binder, collection.front, "preface"),
            *_chapters(binder, collection, found, options),
            *_matter(binder, collection.back, "afterword"),
            *_back_matter(binder, found, options),
        ]
        indexed = options.author_index or options.date_index
        entries = (
            *catalogue.collection_entries(
                collection, tuple(found.people.values()), max(found.dates, default=None)
            ),
            *found.rights.values(),
        )
        binder.close(_identifier(collection), collection.title, entries, toc, indexed=indexed)


def _identifier(collection: Collection) -> str:
    if collection.identifier.strip():
        return collection.identifier.strip()
    editors = [person.name for person in collection.editors]
    number = collection.series.number if collection.series else None
    # Not the articles: a book issued again with one more column is the same book.
    return catalogue.identifier(
        [collection.title, collection.subtitle, *editors, str(number or "")]
    )


def _title_page(binder: Binder, collection: Collection) -> None:
    tag = binder.tag
    lines = [f'<h1 id="title">{text(collection.title)}</h1>\n']
    if collection.subtitle:
        lines.append(f'<p class="subtitle" role="doc-subtitle">{text(collection.subtitle)}</p>\n')
    edited = names(collection.editors, tag)
    if edited:
        lines.append(f'<p class="editors">{text(edited)}</p>\n')
    if collection.publisher:
        lines.append(f'<p class="publisher">{text(collection.publisher)}</p>\n')
    body = f'<section epub:type="titlepage" class="title-page">\n{"".join(lines)}</section>\n'
    binder.add_page("title.xhtml", label("title_page", tag), body, type="titlepage",
                    guide="title-page")  # fmt: skip


def _matter(binder: Binder, articles: tuple[Article, ...], kind: str) -> Iterator[TocEntry]:
    for number, article in enumerate(articles, 1):
        name = f"{kind}-{number}.xhtml"
        chapter = binder.chapter(article, name, Place(lambda _: "", binder.language, kind))
        yield TocEntry(chapter.title, name)


def _chapters(
    binder: Binder, collection: Collection, found: Survey, options: EpubOptions
) -> Iterator[TocEntry]:
    number = 0
    for part_number, part in enumerate(collection.parts, 1):
        lines: list[TocEntry] = []
        part_name = f"part-{part_number}.xhtml"
        if part.title:
            _part_page(binder, part_name, part.title)
        for article in part.articles:
            number += 1
            lines.append(_chapter(binder, article, number, found, options))
        if part.title:
            yield TocEntry(part.title, part_name, tuple(lines))
        else:
            yield from lines


def _chapter(
    binder: Binder, article: Article, number: int, found: Survey, options: EpubOptions
) -> TocEntry:
    name = chapter_name(number)
    links = found.credits.links(article) if options.credits == "shared" else ()
    place = Place(
        lambda url: found.places.get(address_key(url), ""), binder.language, credit_links=links
    )
    chapter = binder.chapter(article, name, place)
    lines = toc_lines(chapter.headlines, name, options.toc_depth)
    language = sound_language(article.metadata.language)
    other = "" if language == binder.language else language
    return TocEntry(chapter.title, name, lines, other)


def _part_page(binder: Binder, name: str, title: str) -> None:
    body = (
        '<section epub:type="part" role="doc-part" class="part-page" aria-labelledby="title">\n'
        f'<h1 id="title">{text(title)}</h1>\n</section>\n'
    )
    binder.add_page(name, title, body, document_type="bodymatter")


def _back_matter(binder: Binder, found: Survey, options: EpubOptions) -> Iterator[TocEntry]:
    tag, credits = binder.tag, found.credits
    if options.credits != "each":
        if credits.bios:
            yield _own_chapter(binder, authors_article(credits, tag), AUTHORS_PAGE)
        if credits.disclaimers:
            yield _own_chapter(binder, disclaimers_article(credits, tag), DISCLAIMERS_PAGE)
    if options.author_index and any(chapter.authors for chapter in found.chapters):
        title, body = label("author_index", tag), author_index(found.chapters, tag)
        binder.add_page(AUTHOR_INDEX, title, body, document_type="backmatter")
        yield TocEntry(title, AUTHOR_INDEX)
    if options.date_index and any(chapter.date for chapter in found.chapters):
        title, body = label("date_index", tag), date_index(found.chapters, tag)
        binder.add_page(DATE_INDEX, title, body, document_type="backmatter")
        yield TocEntry(title, DATE_INDEX)


def _own_chapter(binder: Binder, article: Article, name: str) -> TocEntry:
    chapter = binder.chapter(article, name, Place(lambda _: "", binder.language, "backmatter"))
    return TocEntry(chapter.title, name)
