"""One column on twelve themes, credits in every place: nothing lost, no chrome kept."""

from __future__ import annotations

from functools import cache

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers import find_reader
from articlepress.source import Source
from articlepress.walk import block_texts, inline_text, plain_text, query
from themes import column as c
from themes.pages import Variant, variants

VARIANTS = list(variants())
each_variant = pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)


@cache
def read(variant: Variant) -> Article:
    reader = find_reader("html")
    source = Source(variant.page(), "column.html")
    (article,) = reader.read(source, reader.options(), Notes())
    return article


@each_variant
def test_every_paragraph_and_heading_once_and_in_order(variant: Variant) -> None:
    texts = list(block_texts(read(variant).blocks))

    kept = [text for text in texts if text in (*c.PARAGRAPHS, *c.HEADINGS)]

    assert kept == [
        *c.PARAGRAPHS[:2], c.HEADINGS[0], c.PARAGRAPHS[2], c.HEADINGS[1], *c.PARAGRAPHS[3:]
    ]  # fmt: skip
    headings = [inline_text(h.content) for h in query(read(variant).blocks, n.Heading)]
    assert headings == list(c.HEADINGS)


@each_variant
def test_title_author_site_and_date(variant: Variant) -> None:
    metadata = read(variant).metadata

    assert inline_text(metadata.title) == c.TITLE
    assert [person.name for person in metadata.authors] == [c.AUTHOR]
    assert metadata.published is not None
    assert metadata.published.day == c.DATE
    assert metadata.site.name == c.SITE


@each_variant
def test_the_bio_is_its_authors(variant: Variant) -> None:
    (author,) = read(variant).metadata.authors

    assert plain_text(author.bio) == c.BIO


@each_variant
def test_the_disclaimer_is_a_field(variant: Variant) -> None:
    disclaimers = read(variant).metadata.disclaimers

    assert [plain_text(d.content) for d in disclaimers] == [c.DISCLAIMER]
    assert disclaimers[0].kind == "opinion"


@each_variant
def test_body_holds_neither_credits_nor_chrome(variant: Variant) -> None:
    text = plain_text(read(variant).blocks)

    for noise in (*c.NOISE, c.BIO, c.DISCLAIMER, c.TITLE, c.SITE, c.AUTHOR):
        assert noise not in text


@each_variant
def test_the_picture_is_a_figure_before_its_heading(variant: Variant) -> None:
    blocks = read(variant).blocks

    (figure,) = [block for block in blocks if isinstance(block, n.Figure)]
    (image,) = query(figure, n.Image)

    assert image.alt == c.ALT
    assert image.src.endswith("images/bridge.jpg")
    after = blocks[blocks.index(figure) + 1]
    assert isinstance(after, n.Heading)
    assert inline_text(after.content) == c.HEADINGS[1]
    caption = inline_text(figure.caption)
    assert caption == (c.CAPTION if c.CAPTION in variant.page().decode() else "")
