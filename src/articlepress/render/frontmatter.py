"""The words around the body: title block, lead picture, source line; shared by every HTML output.

Takes an article and a `Dialect`, gives fragments. Bio and disclaimer are blocks of the body, placed
there by `transforms/credits`; nothing here repeats them.
"""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import date_text, join_names, label
from articlepress.metadata import Date, Metadata, Person
from articlepress.render.dialect import Dialect, attribute, language, text
from articlepress.render.html import render, render_inlines
from articlepress.walk import query


def title_block(article: Article, dialect: Dialect, *, heading: str = "h1") -> str:
    """Return kicker, title, subtitle, standfirst, byline and dateline as one `<header>`.

    The title has the id `title` (with the dialect's prefix); `heading` is its element's name. A
    part the article lacks is left out; an article without a title gets the label `untitled`.
    """
    metadata = article.metadata
    title = metadata.title or (n.Text(label("untitled", metadata.language)),)
    parts = [
        _line("p", "kicker", metadata.kicker or _section(metadata), dialect),
        _line(heading, "title", title, dialect, attribute("id", dialect.ids + "title")),
        _line("p", "subtitle", metadata.subtitle, dialect),
        _line("p", "standfirst", metadata.standfirst, dialect),
        byline(metadata, dialect),
        dateline(metadata, dialect),
    ]
    tag = "div" if dialect.email else "header"
    return f'<{tag} class="title-block">\n{"".join(parts)}</{tag}>\n'


def byline(metadata: Metadata, dialect: Dialect) -> str:
    """Return "By A, B and C" as a paragraph, or nothing without authors."""
    authors = metadata.named_authors
    if not authors:
        return ""
    names = [_author(person, dialect) for person in authors]
    joined = join_names(names, metadata.language)
    by = text(label("by", metadata.language))
    return f'<p class="byline"><span class="by">{by}</span> {joined}</p>\n'


def dateline(metadata: Metadata, dialect: Dialect) -> str:
    """Return site, date of publication and date of update as a paragraph, or nothing."""
    parts = []
    if metadata.site.name:
        site = text(metadata.site.name)
        if metadata.site.url:
            site = f"<a{attribute('href', metadata.site.url)}>{site}</a>"
        parts.append(f'<span class="site">{site}</span>')
    if metadata.published:
        parts.append(_time(metadata.published, metadata, "published", dialect))
    if metadata.updated and _differs(metadata.updated, metadata.published):
        updated = text(label("updated", metadata.language))
        time = _time(metadata.updated, metadata, "updated", dialect)
        parts.append(f'<span class="update">{updated} {time}</span>')
    if not parts:
        return ""
    dot = ' <span class="dot">·</span> '
    return f'<p class="dateline">{dot.join(parts)}</p>\n'


def source_line(metadata: Metadata) -> str:
    """Return "Source: URL" as a paragraph, or nothing where no address is known."""
    url = metadata.canonical_url
    if not url:
        return ""
    source = text(label("source", metadata.language))
    shown = text(url.partition("://")[2].rstrip("/") or url)
    return f'<p class="source">{source}: <a{attribute("href", url)}>{shown}</a></p>\n'


def hero_figure(article: Article, dialect: Dialect) -> str:
    """Return the lead picture with caption and credit; its words stay where it has no file.

    Nothing comes back where there are neither picture nor words, or where the body shows the same
    picture.
    """
    hero = article.metadata.hero
    if hero is None:
        return ""
    if dialect.picture(hero.image) is None and not (hero.caption or hero.credit):
        return ""
    if any(image.src == hero.image.src for image in query(article.blocks, n.Image)):
        return ""
    figure = n.Figure((n.Plain((hero.image,)),), hero.caption, hero.credit)
    body = render((figure,), dialect).body
    return body.replace("<figure", '<figure class="hero"', 1)


def document_language(metadata: Metadata, dialect: Dialect) -> str:
    """Return the attributes that carry the article's language and direction."""
    return language(metadata.language, metadata.direction, dialect)


def _line(tag: str, css: str, content: n.Inlines, dialect: Dialect, extra: str = "") -> str:
    if not content:
        return ""
    return f'<{tag} class="{css}"{extra}>{render_inlines(content, dialect)}</{tag}>\n'


def _section(metadata: Metadata) -> n.Inlines:
    return (n.Text(metadata.section),) if metadata.section else ()


def _author(person: Person, dialect: Dialect) -> str:
    name = text(person.name)
    if person.url and not dialect.email:
        name = f"<a{attribute('href', person.url)}>{name}</a>"
    return f'<span class="author">{name}</span>'


def _time(date: Date, metadata: Metadata, css: str, dialect: Dialect) -> str:
    shown = text(date_text(date, metadata.language))
    if dialect.email:
        return f'<span class="{css}">{shown}</span>'
    return f'<time class="{css}"{attribute("datetime", date.iso)}>{shown}</time>'


def _differs(updated: Date, published: Date | None) -> bool:
    # An update on the day of publication is a correction of typing, not news.
    return published is None or updated.day != published.day
