"""An article as one XML page for the layout engine.

Takes an article and a `Dialect` for print, gives markup: title block, hero, body, credits, source.
"""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Metadata
from articlepress.render.dialect import Dialect, attribute, text
from articlepress.render.frontmatter import (
    document_language,
    hero_figure,
    source_line,
    title_block,
)
from articlepress.render.html import render_parts
from articlepress.render.styles import Style
from articlepress.render.templates import arrange
from articlepress.transforms.credits import split_credits
from articlepress.walk import inline_text, plain_text

RUNNING_TITLE_CHARACTERS = 64
"""Longest title in a running head: about the half of an A4 page's width at eight points."""

WHOLE_CREDITS_CHARACTERS = 1200
"""Longest bios and disclaimers kept on one page: 14 lines of A4, a fifth of its height."""


def article_document(
    article: Article,
    dialect: Dialect,
    css: str = "",
    extra: str = "",
    style: Style | None = None,
) -> str:
    """Return a whole document with one article; `css` are classes of `<body>`."""
    title = title_text(article.metadata)
    body = article_markup(article, dialect, style=style)
    return document(title, article.metadata, dialect, body, css, extra)


def document(
    title: str, metadata: Metadata, dialect: Dialect, body: str, css: str = "", style: str = ""
) -> str:
    """Return the document around a body; `style` are rules for this document alone."""
    rules = f"<style>{text(style)}</style>" if style else ""
    return (
        f"<html{document_language(metadata, dialect)}><head><title>{text(title)}</title>{rules}"
        f"</head><body{attribute('class', css)}>\n{body}</body></html>"
    )


def article_markup(
    article: Article, dialect: Dialect, *, heading: str = "h1", style: Style | None = None
) -> str:
    """Return one article as an `<article>` element; `heading` is the element of its title.

    A style with a template of its own places the parts.
    """
    metadata = article.metadata
    body, credits = split_credits(article.blocks)
    running = attribute("data-title", shorten(title_text(metadata)))
    running += attribute("data-site", metadata.site.name)
    own_language = document_language(metadata, dialect) if dialect.ids else ""
    (main, closing), notes = render_parts((body, credits), dialect)
    opening = title_block(article, dialect, heading=heading)
    parts = {
        # Running heads are set here, not on the article: they would be set anew on each page.
        "title": f'<div class="opening"{running}>\n{opening}</div>\n',
        "picture": hero_figure(article, dialect),
        "body": f'<div class="body">\n{main}</div>\n',
        "notes": notes,
        "credits": closing,
        "source": source_line(metadata),
    }
    inside = arrange(style, parts, metadata, xml=True) if style is not None else None
    if inside is None:
        end = _end_matter(credits, closing, parts["source"])
        inside = "".join([*(parts[name] for name in ("title", "picture", "body", "notes")), end])
    ident = attribute("id", dialect.ids + "article")
    return f"<article{ident}{own_language}>\n{inside}</article>\n"


def _end_matter(credits: n.Blocks, closing: str, source: str) -> str:
    """Return what closes an article; nothing, and no rule above it, where it says nothing."""
    if not closing and not source:
        return ""
    is_long = len(plain_text(credits)) > WHOLE_CREDITS_CHARACTERS
    css = "end-matter long" if is_long else "end-matter"
    return f'<div class="{css}">\n{closing}{source}</div>\n'


def title_text(metadata: Metadata) -> str:
    """Return the title as one line of characters."""
    from articlepress.labels import label

    return " ".join(inline_text(metadata.title).split()) or label("untitled", metadata.language)


def shorten(title: str) -> str:
    """Return a title cut at a word for the running head."""
    if len(title) <= RUNNING_TITLE_CHARACTERS:
        return title
    cut = title[: RUNNING_TITLE_CHARACTERS - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:.–—-") + "…" if " " in cut else cut + "…"
