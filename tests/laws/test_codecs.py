"""Laws of the codecs: what is written is read back, for every node and any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from articlepress.article import Article
from articlepress.codec.native import dumps, from_native, loads, to_native
from articlepress.codec.pandoc import from_pandoc, to_pandoc
from laws.strategies import articles, law


@given(article=articles())
@law(60)
def test_our_json_gives_the_article_back(article: Article) -> None:
    text = dumps(to_native(article)).encode("utf-8", "surrogatepass")

    assert from_native(loads(text)) == article


@given(article=articles())
@law(60)
def test_pandoc_json_gives_the_article_back(article: Article) -> None:
    text = json.dumps(to_pandoc(article))

    assert from_pandoc(json.loads(text)) == article


@given(article=articles())
@law(12)
def test_pandoc_itself_gives_the_same_json_back(article: Article) -> None:
    document = to_pandoc(article)

    back = json.loads(pandoc_identity(json.dumps(document)))
    assert (back["meta"], back["blocks"]) == (document["meta"], document["blocks"])


def pandoc_identity(text: str) -> str:
    pypandoc = pytest.importorskip("pypandoc")
    out: str = pypandoc.convert_text(text, "json", "json", extra_args=["--sandbox"])
    return out
