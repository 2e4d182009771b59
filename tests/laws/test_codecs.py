"""Laws of the codecs: what is written is read back, for every node and any text."""

from __future__ import annotations

from hypothesis import given

from articlepress.article import Article
from articlepress.codec.native import dumps, from_native, loads, to_native
from laws.strategies import articles, law


@given(article=articles())
@law(150)
def test_our_json_gives_the_article_back(article: Article) -> None:
    text = dumps(to_native(article)).encode("utf-8", "surrogatepass")

    assert from_native(loads(text)) == article
