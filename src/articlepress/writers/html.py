"""One self-contained web page: styles in the head, pictures as `data:` URLs, no script.

Nothing outside the page is loaded; a picture without local bytes is shown by its words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.assets import Asset, absence, lookup, stand_in
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import AssetError, UsageError
from articlepress.fitting import PictureLimits, fit
from articlepress.labels import label
from articlepress.options import option
from articlepress.render.dialect import Dialect, Picture, attribute, text
from articlepress.render.frontmatter import (
    document_language,
    hero_figure,
    source_line,
    title_block,
)
from articlepress.render.html import render
from articlepress.render.styles import Style
from articlepress.render.templates import arrange
from articlepress.walk import inline_text
from articlepress.writers import Writer

PAGE_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "image/avif")


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """What can be chosen for a web page."""

    html_picture_width: int = option(
        1600, help="Scale pictures of a web page down to this width.", unit="px"
    )
    html_style: bool = option(True, help="Put the style's CSS into the page.")


def write_html(
    article: Article | Collection,
    options: HtmlOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write the article as one HTML page in UTF-8.

    Raises:
        UsageError: it is a collection.
    """
    if isinstance(article, Collection):
        raise UsageError("a web page takes one article", hint="write a collection as epub or pdf")
    out.write(html_page(article, options, style, notes).encode("utf-8"))


def html_page(article: Article, options: HtmlOptions, style: Style, notes: Notes) -> str:
    """Return the whole page."""
    metadata = article.metadata
    dialect = Dialect(
        aria=True,
        note_back_label=label("back_to_text", metadata.language),
        picture=_pictures(article, options, notes),
    )
    rendered = render(article.blocks, dialect)
    css = style.css("article", "html") if options.html_style else ""
    title = inline_text(metadata.title) or label("untitled", metadata.language)
    head = "".join(
        [
            '<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="generator" content="articlepress">\n',
            f"<title>{text(' '.join(title.split()))}</title>\n",
            *(_meta("author", person.name) for person in metadata.authors),
            _meta("description", metadata.description),
            _meta("keywords", ", ".join(metadata.tags)),
            _style_element(css),
        ]
    )
    parts = {
        "title": title_block(article, dialect),
        "picture": hero_figure(article, dialect),
        "body": f'<div class="body">\n{rendered.body}</div>\n',
        "notes": rendered.notes,
        "credits": "",  # they stand in the body
        "source": source_line(metadata),
    }
    inside = arrange(style, parts, metadata) or "".join(parts.values())
    return (
        f"<!DOCTYPE html>\n<html{document_language(metadata, dialect)}>\n<head>\n{head}</head>\n"
        f'<body>\n<main>\n<article aria-labelledby="title">\n{inside}'
        "</article>\n</main>\n</body>\n</html>\n"
    )


def _style_element(css: str) -> str:
    if not css.strip():
        return ""
    # A style element ends at the first "</"; no CSS needs these two characters together.
    safe = css.strip().replace("</", "<\\/")
    return f"<style>\n{safe}\n</style>\n"


def _meta(name: str, value: str) -> str:
    return f'<meta name="{name}"{attribute("content", value)}>\n' if value else ""


def _pictures(
    article: Article, options: HtmlOptions, notes: Notes
) -> Callable[[n.Image], Picture | None]:
    limits = PictureLimits(PAGE_TYPES, max_width_px=options.html_picture_width)
    done: dict[str, Asset | None] = {}

    def picture(image: n.Image) -> Picture | None:
        if image.src not in done:
            done[image.src] = _load(article, image, limits, notes)
        asset = done[image.src]
        if asset is None:
            return None
        width, height = _shown_size(image, asset)
        return Picture(data_url(asset), width, height)

    return picture


def _load(article: Article, image: n.Image, limits: PictureLimits, notes: Notes) -> Asset | None:
    src = image.src
    try:
        asset = lookup(article.assets, src)
        if asset is not None:
            return fit(asset, limits, src)
        code, what, hint = absence(src)
        message = f"picture {src!r} {what}; {stand_in(image.alt)}"
        notes.warn(code, message, Origin(excerpt=src), hint=hint)
        return None
    except AssetError as error:
        notes.warn(
            "AP402",
            f"picture {src!r} {error.message}; its words stand in its place",
            Origin(excerpt=src),
        )
        return None


def _shown_size(image: n.Image, asset: Asset) -> tuple[int, int]:
    """Return the size the page asks for, in the picture's own proportions."""
    if image.width_px and asset.width_px and image.width_px < asset.width_px:
        return image.width_px, max(1, round(asset.height_px * image.width_px / asset.width_px))
    return asset.width_px, asset.height_px


def data_url(asset: Asset) -> str:
    """Return a picture's bytes as a `data:` URL."""
    from base64 import b64encode

    return f"data:{asset.media_type};base64,{b64encode(asset.content).decode('ascii')}"


WRITER = Writer(
    "html",
    ".html",
    "text/html",
    HtmlOptions,
    write_html,
    summary="One self-contained web page",
)
