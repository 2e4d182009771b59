"""Laws of books: any tree makes one that breaks no law, and says what the tree says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.check.epub.laws import broken_laws
from articlepress.diagnostics import Notes
from articlepress.metadata import Metadata
from articlepress.render.styles import load_style
from articlepress.transforms import apply_transforms
from articlepress.writers.epub import EpubOptions, write
from laws.strategies import WORDS, articles
from laws.words import missing, runs
from trees import column, p, t

STYLE = load_style("base")
JUNK = [
    '<p @click="x()">', "<o:p>", "a\ufffeb\uffff", "x:href", "--", "]]>", "<![CDATA[", "&nbsp;",
    "\x00\x08\x1f", "\ud800", "a\r\nb", "<form><form>", "\u2028", "\x7f\x85", "<?php ?>", "'\"",
]  # fmt: skip
GRAVE = ("error", "warning")


def bound(document: Article | Collection) -> bytes:
    out = io.BytesIO()
    write(document, EpubOptions(cover="none"), STYLE, Notes(), out)
    return out.getvalue()


def spine_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("EPUB/article.xhtml"))
    for mark in root.xpath("//*[@class='note-mark']"):
        mark.clear(keep_tail=True)
    return "".join(root.itertext())


def faults(content: bytes) -> list[str]:
    found = broken_laws(content, Path("b.epub"))
    return [f"{f.code} {f.place} {f.message}" for f in found if f.severity in GRAVE]


@given(article=articles())
@settings(max_examples=60)
def test_any_tree_makes_a_book_that_breaks_no_law(article: Article) -> None:
    assert [f for f in faults(bound(article)) if "EP206" not in f and "EP301" not in f] == []


@given(article=articles(WORDS))
@settings(max_examples=40)
def test_every_word_of_the_tree_is_in_the_book_in_order(article: Article) -> None:
    prepared = apply_transforms(article)

    assert missing(runs(prepared), spine_text(bound(prepared))) == []


@given(article=articles())
@settings(max_examples=15)
def test_any_collection_breaks_no_law_and_is_the_same_twice(article: Article) -> None:
    book = Collection("B", (Part((article, column()), "One"),), language="en")

    content = bound(book)

    assert [f for f in faults(content) if "EP206" not in f and "EP301" not in f] == []
    assert bound(book) == content


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_any_field_leaves_a_whole_book(junk: str) -> None:
    blocks = (
        n.Heading(1, t(junk), junk),
        p(junk, n.Code(junk), n.Math(junk, f"<math>{junk}</math>")),
        p(n.Styled(t("x"), junk, "", (junk,), junk), n.Link(t("x"), f"#{junk}", junk)),
        p(n.Link(t("y"), f"https://e.org/{junk}?{junk}#{junk}"), n.Image(junk, junk, junk)),
        n.CodeBlock(junk, junk),
        n.Quote((p("x"),), t(junk), junk),
        n.Embed(junk, junk, junk, junk),
        n.Section("sidebar", (p("x"),), t(junk), junk, junk),
    )
    metadata = Metadata(
        title=t(junk), kicker=t(junk), language=junk, canonical_url=junk, section=junk,
        tags=(junk,), licence=junk, description=junk,
    )  # fmt: skip

    content = bound(Article(metadata, blocks))

    assert [f for f in faults(content) if "EP206" not in f] == []
