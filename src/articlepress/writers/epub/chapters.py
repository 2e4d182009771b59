"""One article as one chapter: XHTML bytes, its headings, and what its content asks of readers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes, Origin
from articlepress.labels import label
from articlepress.metadata import Date, Hero, Metadata, Person
from articlepress.render.dialect import Dialect, attribute, text
from articlepress.render.frontmatter import hero_figure, source_line, title_block
from articlepress.render.html import render_parts
from articlepress.transforms.credits import place_credits, split_credits
from articlepress.urls import address_key
from articlepress.walk import inline_text, walk
from articlepress.writers.epub.accessibility import Content, content_of
from articlepress.writers.epub.addresses import book_url
from articlepress.writers.epub.package import xml_text
from articlepress.writers.epub.page import page
from articlepress.writers.epub.pictures import ArticlePictures, PictureStore, place_all
from articlepress.writers.epub.tidy import Headline, Tidy, tidied, tidied_inlines

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DOCUMENT_TYPES = {
    "preface": "frontmatter",
    "afterword": "backmatter",
    "backmatter": "backmatter",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A finished chapter."""

    content: bytes
    title: str
    properties: tuple[str, ...]
    headlines: tuple[Headline, ...]
    facts: Content


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chapter stands in its book."""

    inside: Callable[[str], str]
    """Gives the member of the book (`chapter-3.xhtml`) that holds the article of a URL, or ''."""
    language: str = ""
    """The book's language, for an article that names none."""
    type: str = "chapter"
    """`epub:type`: `chapter`, `preface`, `afterword`; `backmatter` for pages of the book's own."""
    credit_links: tuple[tuple[str, str], ...] = ()
    """Words and address of each credit in the back matter, when it stands there only."""


def make_chapter(article: Article, place: Place, store: PictureStore, notes: Notes) -> Chapter:
    """Return the article as a chapter; its pictures go to the store."""
    article = without_credits(article) if place.credit_links else place_credits(article)
    nodes = list(walk(article.blocks))
    pictures = place_all(article, nodes, store)
    tidy = Tidy(notes, _inside(article, place), lambda image: pictures(image) is not None)
    # The title is made fit after the blocks, because its links may lead to their ids.
    blocks = tidied(article.blocks, nodes, tidy)
    metadata = _sound(article.metadata, tidy, place.language)
    article = replace(article, metadata=metadata, blocks=blocks)
    markup = _markup(article, place, pictures)
    title = _title(metadata)
    document = page(
        title,
        markup,
        lang=metadata.language,
        direction=metadata.direction,
        body_type=_DOCUMENT_TYPES.get(place.type, "bodymatter"),
    )
    properties = ("mathml",) if "<math" in markup else ()
    facts = content_of(article, nodes, pictures, markup.count("<math"))
    if facts.undescribed:
        notes.info(
            "AP203",
            f"{facts.undescribed} of {facts.pictures} pictures have no alternative text; "
            "the book makes no claim to be accessible",
            hint="describe them in the page's `alt` attributes",
        )
    return Chapter(
        document,
        title,
        properties,
        tuple(tidy.headlines),
        facts,
    )


def without_credits(article: Article) -> Article:
    """Return the article without the sections of the bios and disclaimers its metadata holds."""
    metadata = article.metadata
    gone = {"bio"} if any(person.bio for person in metadata.authors) else set()
    gone |= {"disclaimer"} if metadata.disclaimers else set()
    body, credits = split_credits(article.blocks)
    kept = tuple(s for s in credits if not (isinstance(s, n.Section) and s.role in gone))
    return replace(article, blocks=(*body, *kept))


def _markup(article: Article, place: Place, pictures: ArticlePictures) -> str:
    metadata = article.metadata
    tag = metadata.language or "en"
    dialect = Dialect(
        xhtml=True,
        aria=True,
        epub_types=True,
        note_back_label=label("back_to_text", tag),
        picture=pictures,
    )
    body, credits = split_credits(article.blocks)
    # Notes of a bio are numbered with those of the text, and stand with them.
    (main, closing), notes = render_parts((body, credits), dialect)
    closing += _credit_links(place.credit_links)
    kinds = ""
    if place.type != "backmatter":
        kinds = f' epub:type="{place.type}" role="doc-{place.type}"'
    return (
        f'<section id="article"{kinds} aria-labelledby="title">\n'
        f"{title_block(article, dialect)}{source_line(metadata)}{hero_figure(article, dialect)}"
        f'<div class="text">\n{main}</div>\n{notes}{closing}</section>\n'
    )


def _credit_links(links: tuple[tuple[str, str], ...]) -> str:
    lines = (f"<a{attribute('href', target)}>{text(words)}</a>" for words, target in links)
    joined = "<br/>\n".join(lines)
    return f'<p class="credit-links">{joined}</p>\n' if joined else ""


def _title(metadata: Metadata) -> str:
    return xml_text(inline_text(metadata.title)) or label("untitled", metadata.language or "en")


def _inside(article: Article, place: Place) -> Callable[[str], str]:
    own = address_key(article.metadata.canonical_url)

    def inside(url: str) -> str:
        key = address_key(url)
        if not key:
            return ""
        if key == own:
            fragment = url.partition("#")[2]
            return f"#{fragment}" if fragment else "#article"
        return place.inside(url)

    return inside


def _sound(metadata: Metadata, tidy: Tidy, book_language: str) -> Metadata:
    """Return the metadata with titles, addresses and dates that XHTML takes."""
    site = metadata.site
    tag = sound_language(metadata.language) or book_language
    return replace(
        metadata,
        title=tidied_inlines(metadata.title, tidy),
        subtitle=tidied_inlines(metadata.subtitle, tidy),
        kicker=tidied_inlines(metadata.kicker, tidy),
        standfirst=tidied_inlines(metadata.standfirst, tidy),
        authors=tuple(_sound_person(person) for person in metadata.authors),
        published=sound_date(metadata.published, tidy.notes),
        updated=sound_date(metadata.updated, tidy.notes),
        canonical_url=book_url(metadata.canonical_url),
        site=replace(site, url=book_url(site.url)),
        language=tag,
        direction=metadata.direction,
        hero=_sound_hero(metadata.hero, tidy),
    )


def _sound_person(person: Person) -> Person:
    url = book_url(person.url) if person.url else ""
    return person if url == person.url else replace(person, url=url)


def _sound_hero(hero: Hero | None, tidy: Tidy) -> Hero | None:
    if hero is None:
        return None
    caption, credit = tidied_inlines(hero.caption, tidy), tidied_inlines(hero.credit, tidy)
    return replace(hero, caption=caption, credit=credit)


def sound_language(tag: str) -> str:
    """Return a language tag as BCP 47 writes it, or '' for what is none."""
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def sound_date(date: Date | None, notes: Notes) -> Date | None:
    """Return the date, or None where the calendar has no such day."""
    if date is None:
        return None
    numbers = [int(part) for part in date.day.split("-")]
    try:
        datetime.date(*(*numbers, 1, 1)[:3])
    except ValueError:
        notes.warn("AP306", f"date {date.iso!r} is no day of the calendar", Origin())
        return None
    return date
