"""Laws of the renderers: well-formed, and every word once, in order."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.render.dialect import Dialect
from articlepress.render.html import render
from articlepress.render.styles import load_style
from articlepress.render.text import render_text
from articlepress.render.textdocument import text_document
from articlepress.render.textwidth import width
from articlepress.transforms import apply_transforms
from articlepress.walk import transform
from articlepress.writers import find_writer
from laws.strategies import ANY_TEXT, WORDS, articles, law
from laws.words import every_text, missing, runs, squeezed


def xhtml(article: Article, **options: bool) -> str:
    rendered = render(article.blocks, Dialect(xhtml=True, **options))  # type: ignore[arg-type]
    return f"<div>{rendered.body}{rendered.notes}</div>"


@given(article=articles(ANY_TEXT, raw=False))
@law(40)
def test_xhtml_of_any_tree_is_well_formed(article: Article) -> None:
    from lxml import etree

    etree.fromstring(xhtml(article, aria=True))
    etree.fromstring(xhtml(article, email=True, link_leaves=True))


@pytest.mark.parametrize("options", [{}, {"link_leaves": True}, {"email": True}], ids=str)
@given(article=articles(WORDS, raw=False))
@law(30)
def test_html_shows_every_word_in_order(options: dict[str, bool], article: Article) -> None:
    from lxml import etree

    shown = "".join(etree.fromstring(xhtml(article, **options)).itertext())

    body = Article(type(article.metadata)(), article.blocks)
    assert missing(runs(body), shown) == []


@given(article=articles(WORDS, raw=False))
@law(40)
def test_text_shows_every_word_in_order(article: Article) -> None:
    # Cells of a drawn table stand side by side, so that their lines alternate.
    blocks = transform(article.blocks, {n.Table: lambda _: None})
    article = apply_transforms(replace(article, blocks=blocks))

    assert missing(runs(article), text_document(article)) == []


@given(article=articles(WORDS, raw=False))
@law(30)
def test_text_doubles_nothing(article: Article) -> None:
    rendered = render_text(article.blocks, 60)

    shown = squeezed("".join((*rendered.body, *rendered.notes)))
    given_text = squeezed("".join(run for run in every_text(article)))
    for text in every_text(article):
        pure = squeezed(text)
        if len(pure) > 12:
            assert shown.count(pure) <= given_text.count(pure)


@given(article=articles(ANY_TEXT))
@law(30)
@pytest.mark.parametrize("name", ["html", "text"])
def test_any_tree_is_written_and_twice_the_same(name: str, article: Article) -> None:
    writer = find_writer(name)
    outputs = []
    for _ in range(2):
        out = io.BytesIO()
        writer.write(article, writer.options(), load_style(), Notes(), out)
        outputs.append(out.getvalue())

    assert outputs[0] == outputs[1]
    outputs[0].decode("utf-8")


@given(article=articles(WORDS, raw=False))
@law(20)
def test_lines_of_prose_stay_within_the_columns(article: Article) -> None:
    long_words = max((width(w) for text in runs(article) for w in text.split()), default=0)
    if long_words < 30:
        prose = tuple(b for b in article.blocks if isinstance(b, n.Paragraph | n.Heading))
        assert all(width(line) <= 72 for line in render_text(prose, 72).body)
