"""Law of the Markdown writer: pandoc and CommonMark programs read the same words, in order."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.pandoc import from_pandoc
from articlepress.metadata import Metadata
from articlepress.pipeline import read
from articlepress.transforms import apply_transforms
from articlepress.walk import transform, walk
from articlepress.writers.markdown import markdown_document
from laws.strategies import ANY_TEXT, WORDS, articles, law
from laws.words import missing, runs
from trees import column

# `smart` sets the quotes and dashes of the reader's choice: other characters, not other words.
DIALECTS = ("markdown-smart",)


def read_back(markdown: str, dialect: str) -> Article:
    pypandoc = pytest.importorskip("pypandoc")
    text = pypandoc.convert_text(markdown, "json", dialect, extra_args=["--sandbox"])
    return from_pandoc(json.loads(text))


def shown(article: Article) -> str:
    """Return the words a reader of the article sees, those between HTML tags included."""
    raw = (n.RawBlock, n.RawInline)
    parts = []
    for node in walk((*article.metadata.title, *article.blocks)):
        if isinstance(node, raw):
            parts.append(unescape(re.sub(r"<[^>]*>", "", node.text)))
        elif isinstance(node, n.Text | n.Code | n.CodeBlock):
            parts.append(node.text)
    return "".join(parts)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(article=articles(WORDS, raw=False))
@law(5)
def test_pandoc_reads_every_word_in_order(dialect: str, article: Article) -> None:
    # The front matter is the column's: a title of formulas and pictures is nobody's. Prose between
    # the signs of a formula is no TeX, and pandoc reads on to the next sign; definition lists are
    # no CommonMark, and pandoc takes a note or table below one for part of it.
    blocks = transform(article.blocks, {n.Math: lambda _: None, n.DefinitionList: lambda _: None})
    article = apply_transforms(replace(article, blocks=blocks, metadata=column().metadata))

    back = read_back(markdown_document(article), dialect)

    assert missing(runs(article), shown(back)) == []


@given(article=articles(WORDS, raw=False))
@law(10)
def test_our_own_reader_reads_every_word_in_order(article: Article) -> None:
    # Code in a reading above a line, inside a table, is what the reader of pages has no place for.
    dropped = {n.Math: lambda _: None, n.Ruby: lambda node: node.base}
    blocks = transform(article.blocks, dropped)
    article = apply_transforms(replace(article, blocks=blocks, metadata=column().metadata))

    back = apply_transforms(read(markdown_document(article).encode(), reader="markdown"))

    assert missing(runs(article), shown(back)) == []


@pytest.mark.parametrize(
    ("tree", "written"),
    [
        (n.Emph((n.Text("` a"), n.Code("b"), n.LineBreak())), r"<em>\` a`b`</em>"),
        (n.Strong((n.LineBreak(), n.Text("*a"))), r"**\*a**"),
    ],
)  # fmt: skip
def test_a_break_at_the_end_of_emphasis_takes_no_backslash_with_it(
    tree: n.Inline, written: str
) -> None:
    text = markdown_document(Article(Metadata(), (n.Paragraph((tree, n.Text(" c"))),)))

    assert written in text


@given(article=articles(ANY_TEXT))
@law(5)
def test_markdown_of_any_tree_is_written(article: Article) -> None:
    markdown_document(article).encode("utf-8")
