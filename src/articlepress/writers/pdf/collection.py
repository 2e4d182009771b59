"""A collection as one document: cover, contents with page numbers, parts, articles, indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.labels import join_names, label
from articlepress.metadata import Person
from articlepress.render.dialect import Dialect, attribute, text
from articlepress.render.frontmatter import document_language
from articlepress.render.html import render, render_inlines
from articlepress.walk import plain_text
from articlepress.writers.pdf.document import article_markup, title_text

DialectOf = Callable[[Article, str, int], Dialect]
"""Gives the dialect of one article: its id prefix and its headings' offset."""


@dataclass(slots=True)
class _Entry:
    ids: str
    article: Article


@dataclass(slots=True)
class _Book:
    entries: list[_Entry] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def collection_markup(book: Collection, language: str, dialect_of: DialectOf) -> str:
    """Return the body of a document that holds the whole collection."""
    made = _Book()
    titled = any(part.title for part in book.parts)
    for article in book.front:
        _add_article(made, article, dialect_of, titled=False)
    for number, part in enumerate(book.parts, 1):
        if part.title:
            ident = f"part-{number}"
            made.body.append(
                f'<section class="part"{attribute("id", ident)}>'
                f'<h1 class="part-title">{text(part.title)}</h1></section>\n'
            )
            made.contents.append(_entry(ident, text(part.title), "", "contents part-entry"))
        for article in part.articles:
            _add_article(made, article, dialect_of, titled=titled)
    for article in book.back:
        _add_article(made, article, dialect_of, titled=False)
    return "".join(
        (
            _cover(book, made, language),
            _contents(made, language),
            *made.body,
            _about_authors(made, language, dialect_of),
            _author_index(made, language),
        )
    )


def _add_article(made: _Book, article: Article, dialect_of: DialectOf, *, titled: bool) -> None:
    ids = f"a{len(made.entries) + 1}-"
    dialect = dialect_of(article, ids, 2 if titled else 1)
    made.entries.append(_Entry(ids, article))
    made.body.append(article_markup(article, dialect, heading="h2" if titled else "h1"))
    metadata = article.metadata
    title = render_inlines(_without_links(metadata.title), Dialect(xhtml=True)) or text(
        title_text(metadata)
    )
    names = text(", ".join(person.name for person in metadata.named_authors))
    # Fonts and hyphens go by the language, in the contents as in the chapter.
    speech = document_language(metadata, dialect)
    made.contents.append(_entry(f"{ids}title", title, names, "contents", speech))


def _without_links(title: n.Inlines) -> n.Inlines:
    from articlepress.walk import transform

    return transform(title, {n.Link: lambda link: link.content})


def _entry(target: str, title: str, names: str, css: str, speech: str = "") -> str:
    by = f'<span class="entry-author"{speech}>{names}</span>' if names else ""
    link = f"<a{attribute('href', '#' + target)}><span{speech}>{title}</span></a>"
    return f"<li{attribute('class', css)}>{link}{by}</li>\n"


def _cover(book: Collection, made: _Book, language: str) -> str:
    lines = [f'<p class="cover-title">{text(book.title)}</p>\n']
    if book.subtitle:
        lines.append(f'<p class="cover-subtitle">{text(book.subtitle)}</p>\n')
    people = [text(person.name) for person in book.editors] or _all_authors(made)
    if people and len(people) <= _COVER_NAMES:
        lines.append(f'<p class="cover-names">{join_names(people, language)}</p>\n')
    if book.publisher:
        lines.append(f'<p class="cover-publisher">{text(book.publisher)}</p>\n')
    running = attribute("data-title", book.title)
    return f'<section class="cover"{running}>\n{"".join(lines)}</section>\n'


_COVER_NAMES = 6
"""Most authors a cover names; more are named in the contents."""


def _all_authors(made: _Book) -> list[str]:
    names = {text(p.name): None for e in made.entries for p in e.article.metadata.named_authors}
    return list(names)


def _contents(made: _Book, language: str) -> str:
    title = text(label("contents", language))
    return (
        f'<nav class="contents-page"><h1 class="list-title">{title}</h1>\n'
        f'<ol class="contents plain">\n{"".join(made.contents)}</ol></nav>\n'
    )


def _with_bios(made: _Book) -> Iterator[tuple[Person, _Entry]]:
    """Yield each person once, with the first article their bio stands under."""
    seen: set[str] = set()
    for entry in made.entries:
        for person in entry.article.metadata.authors:
            if person.bio and person.name.casefold() not in seen:
                seen.add(person.name.casefold())
                yield person, entry


def _about_authors(made: _Book, language: str, dialect_of: DialectOf) -> str:
    people = sorted(_with_bios(made), key=lambda found: _sort_key(found[0]))
    if not people:
        return ""
    parts = []
    for person, entry in people:
        # Ids of the bio stand under the article already; here they would stand twice.
        dialect = replace(dialect_of(entry.article, f"{entry.ids}about-", 1), note_place="foot")
        own = plain_text(person.bio[:1]).casefold().startswith(person.name.casefold())
        name = "" if own else f'<p class="about-name"><strong>{text(person.name)}</strong></p>'
        speech = document_language(entry.article.metadata, dialect)
        bio = render(person.bio, dialect).body
        parts.append(f'<div class="about"{speech}>{name}{bio}</div>\n')
    title = text(label("about_authors" if len(people) > 1 else "about_author", language))
    head = f'<h1 class="list-title">{title}</h1>\n'
    return f'<section class="back about-authors">{head}{"".join(parts)}</section>\n'


def _author_index(made: _Book, language: str) -> str:
    pages: dict[str, tuple[Person, list[str]]] = {}
    for entry in made.entries:
        for person in entry.article.metadata.named_authors:
            _, targets = pages.setdefault(person.name.casefold(), (person, []))
            targets.append(f"{entry.ids}title")
    if not pages:
        return ""
    lines = []
    for person, targets in sorted(pages.values(), key=lambda found: _sort_key(found[0])):
        links = ", ".join(
            f'<a class="page-of"{attribute("href", "#" + target)}></a>' for target in targets
        )
        name = text(person.sort_name or person.name)
        lines.append(f"<li>{name} <span>{links}</span></li>\n")
    title = text(label("author_index", language))
    return (
        f'<section class="back index"><h1 class="list-title">{title}</h1>\n'
        f'<ul class="index-list plain">\n{"".join(lines)}</ul></section>\n'
    )


def _sort_key(person: Person) -> str:
    if person.sort_name:
        return person.sort_name.casefold()
    words = person.name.split()
    return " ".join((*words[-1:], *words[:-1])).casefold()
