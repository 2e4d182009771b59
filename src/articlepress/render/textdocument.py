"""An article as plain text: the text writer's output and the plain part of a message.

Takes an article, gives title, byline, text, notes and source. What a picture's description says
that the words beside it do not say, stands in brackets at its place.
"""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.labels import date_text, join_names, label
from articlepress.render.descriptions import without_repeated_descriptions
from articlepress.render.text import COLUMNS, joined, line_text, render_text
from articlepress.render.textwidth import width, wrap
from articlepress.walk import inline_text, query


def text_document(article: Article, columns: int = COLUMNS) -> str:
    """Return the whole article as plain text: title, byline, body, notes, source.

    Bio and disclaimer are in the body, where `transforms/credits` placed them.
    """
    metadata = article.metadata
    language = metadata.language
    title = inline_text(metadata.title)
    blocks = without_repeated_descriptions(article.blocks, title)
    rendered = render_text(blocks, columns, language)
    groups = [_title_lines(article, columns), _hero_lines(article, columns), list(rendered.body)]
    if rendered.notes:
        groups.append([label("notes", language), *rendered.notes])
    if metadata.canonical_url:
        groups.append([f"{label('source', language)}: {metadata.canonical_url}"])
    return "\n\n".join("\n".join(group) for group in groups if group) + "\n"


def _title_lines(article: Article, columns: int) -> list[str]:
    metadata = article.metadata
    title = line_text(metadata.title) or label("untitled", metadata.language)
    lines = wrap(title, columns)
    lines.append("=" * min(columns, max(map(width, lines))))
    kicker = line_text(metadata.kicker) or metadata.section
    below = (line_text(line) for line in (metadata.subtitle, metadata.standfirst) if line)
    groups = [
        wrap(kicker, columns) if kicker else [],
        lines,
        *(wrap(text, columns) for text in below),
        [*_byline(article, columns), *_dateline(article, columns)],
    ]
    return joined([group for group in groups if group])


def _byline(article: Article, columns: int) -> list[str]:
    names = [person.name for person in article.metadata.named_authors]
    if not names:
        return []
    language = article.metadata.language
    return wrap(f"{label('by', language)} {join_names(names, language)}", columns)


def _dateline(article: Article, columns: int) -> list[str]:
    metadata = article.metadata
    parts = [metadata.site.name] if metadata.site.name else []
    if metadata.published:
        parts.append(date_text(metadata.published, metadata.language))
    updated = metadata.updated
    if updated and (metadata.published is None or updated.day != metadata.published.day):
        word = label("updated", metadata.language)
        parts.append(f"{word} {date_text(updated, metadata.language)}")
    return wrap(" · ".join(parts), columns) if parts else []


def _hero_lines(article: Article, columns: int) -> list[str]:
    hero = article.metadata.hero
    if hero is None or any(image.src == hero.image.src for image in query(article.blocks, n.Image)):
        return []
    figure = n.Figure((n.Plain((hero.image,)),), hero.caption, hero.credit)
    # The first block of the text stands right below it, and may say what it shows.
    around = (figure, *article.blocks[:1])
    shown, *_ = without_repeated_descriptions(around, inline_text(article.metadata.title))
    return list(render_text((shown,), columns, article.metadata.language, links=False).body)
