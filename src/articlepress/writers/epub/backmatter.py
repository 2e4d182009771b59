"""Pages a collection ends with: about the authors, disclaimers, indexes of authors and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import date_text, label
from articlepress.metadata import Date, Metadata, Person
from articlepress.render.dialect import attribute, text
from articlepress.writers.epub.catalogue import sort_name, sorting_key
from articlepress.writers.epub.shared import Credits

AUTHOR_INDEX = "authors.xhtml"
DATE_INDEX = "dates.xhtml"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the indexes keep of a chapter."""

    name: str
    title: str
    authors: tuple[Person, ...]
    """Without their bios, which a book of thousands must not hold."""
    date: Date | None


def author_index(chapters: Sequence[Listed], tag: str) -> str:
    """Return the index of authors: each with the chapters they wrote, in the book's order."""
    people: dict[str, Person] = {}
    written: dict[str, list[Listed]] = {}
    for chapter in chapters:
        for person in chapter.authors:
            people.setdefault(person.name, person)
            written.setdefault(person.name, []).append(chapter)
    names = sorted(people, key=lambda name: (sorting_key(sort_name(people[name])), name))
    lines = []
    for name in names:
        places = "".join(_line(chapter, tag, with_author=False) for chapter in written[name])
        lines.append(f'<li><span class="term">{text(name)}</span>\n<ul>\n{places}</ul></li>\n')
    return _index(label("author_index", tag), f'<ul class="index">\n{"".join(lines)}</ul>\n')


def date_index(chapters: Sequence[Listed], tag: str) -> str:
    """Return the index by date, a heading for each year, undated chapters last."""
    dated = sorted(
        (chapter for chapter in chapters if chapter.date), key=lambda chapter: _day(chapter)
    )
    parts = []
    for year, found in groupby(dated, key=lambda chapter: _day(chapter)[:4]):
        lines = "".join(_line(chapter, tag) for chapter in found)
        parts.append(
            f'<h2>{text(year.lstrip("0") or "0")}</h2>\n<ul class="index">\n{lines}</ul>\n'
        )
    undated = "".join(_line(chapter, tag) for chapter in chapters if not chapter.date)
    if undated:
        parts.append(f'<hr/>\n<ul class="index">\n{undated}</ul>\n')
    return _index(label("date_index", tag), "".join(parts))


def _day(chapter: Listed) -> str:
    return chapter.date.day if chapter.date else ""


def _line(chapter: Listed, tag: str, *, with_author: bool = True) -> str:
    said = [", ".join(person.name for person in chapter.authors)] if with_author else []
    said.append(date_text(chapter.date, tag) if chapter.date else "")
    tail = ", ".join(text(part) for part in said if part)
    tail = f' <span class="tail">{tail}</span>' if tail else ""
    return f"<li><a{attribute('href', chapter.name)}>{text(chapter.title)}</a>{tail}</li>\n"


def _index(title: str, body: str) -> str:
    return (
        '<section epub:type="index" role="doc-index" aria-labelledby="title">\n'
        f'<h1 id="title">{text(title)}</h1>\n{body}</section>\n'
    )


def authors_article(credits: Credits, tag: str) -> Article:
    """Return "About the authors" as an article: a heading, portrait and bio for each."""
    blocks: list[n.Block] = []
    last = None
    for gathered in credits.by_name():
        person = gathered.person
        if person.name != last:
            blocks.append(n.Heading(1, (n.Text(person.name or "—"),)))
            last = person.name
        portrait = (n.Plain((person.portrait,)),) if person.portrait is not None else ()
        blocks.append(n.Section("group", (*portrait, *person.bio), id=gathered.id))
    assets = {
        src: holder.assets[src] for src, holder in credits.assets.items() if src in holder.assets
    }
    title = label("about_authors" if len(credits.bios) > 1 else "about_author", tag)
    return Article(Metadata(title=(n.Text(title),), language=tag), tuple(blocks), assets)


def disclaimers_article(credits: Credits, tag: str) -> Article:
    """Return the disclaimers as an article, each in a section links can lead to."""
    blocks = tuple(
        n.Section("group", content, id=ident) for ident, content in credits.disclaimers.values()
    )
    title = label("disclaimer", tag)
    return Article(Metadata(title=(n.Text(title),), language=tag), blocks)
