"""A web page that articlepress made, back to its article: nothing on it has to be guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.metadata import Hero, Metadata, Provenance
from articlepress.page.parse import Page, parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert, make_builder
from articlepress.readers.html.marks import from_marks
from articlepress.source import Source
from articlepress.walk import plain_text


def read_own(source: Source, options: HtmlReaderOptions, notes: Notes) -> Article:
    """Return the article of a page of ours; a page that only says it is one is read as any other.

    Raises:
        NoArticle: the page holds no text.
    """
    page = parse(source, notes)
    root = page.tree.css_first("main > article")
    if root is None or root.css_first("header.title-block") is None:
        return convert(source, options, notes).article
    builder = make_builder(page, options, notes)
    metadata, taken = from_marks(_of_head(page, source), page, builder)
    hero, figure = _hero(root, builder.blocks)
    if figure is not None:
        taken.append(figure)
    blocks = builder.blocks((root,), {node.mem_id for node in taken})
    if not plain_text(blocks).strip() and not metadata.title:
        raise NoArticle("holds no text", where=source.name)
    return Article(replace(metadata, hero=hero), blocks, dict(builder.pictures.assets))


def _of_head(page: Page, source: Source) -> Metadata:
    def meta(name: str) -> str:
        node = page.tree.css_first(f"meta[name='{name}']")
        return (node.attributes.get("content") or "") if node is not None else ""

    root = page.root.attributes
    direction: n.Direction = "rtl" if root.get("dir") == "rtl" else ""
    return Metadata(
        language=root.get("lang") or "",
        direction="ltr" if root.get("dir") == "ltr" else direction,
        tags=tuple(tag for tag in meta("keywords").split(", ") if tag),
        description=meta("description"),
        provenance=Provenance(source.sha256, source.name, "", "html"),
    )


def _hero(root: Any, blocks: Any) -> tuple[Hero | None, Any]:
    # Any: lexbor's nodes and a bound method that takes them.
    figure = root.css_first("figure.hero")
    made = blocks((figure,)) if figure is not None else ()
    match made:
        case (n.Figure((n.Plain((n.Image() as image,)),), caption, credit),):
            return Hero(image, caption, credit), figure
    return None, None
