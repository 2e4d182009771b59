"""The EPUB reader: our own books come back as they went in; others give what they have."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, NoArticle
from articlepress.metadata import Metadata
from articlepress.readers.epub import EpubReaderOptions, read
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.transforms import apply_transforms
from articlepress.walk import inline_text, plain_text
from articlepress.writers.epub import EpubOptions, write
from trees import column, p, t

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="O/c.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:opf="http://www.idpf.org/2007/opf"><metadata><dc:title>T</dc:title>'
    '<dc:creator opf:role="aut" opf:file-as="Bee, Ann">Ann Bee</dc:creator></metadata>'
    '<manifest><item id="a" href="text/a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/></spine></package>'
)


def bound(document: Article | Collection) -> bytes:
    out = io.BytesIO()
    write(document, EpubOptions(), load_style("base"), Notes(), out)
    return out.getvalue()


def articles(content: bytes, notes: Notes | None = None) -> list[Article]:
    return list(read(Source(content, "b.epub"), EpubReaderOptions(), notes or Notes()))


def foreign(chapter: str, **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("META-INF/container.xml", members.pop("container", CONTAINER))
        archive.writestr("O/c.opf", members.pop("opf", OPF))
        archive.writestr("O/text/a b.xhtml", chapter)
    return out.getvalue()


def xhtml(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head/><body>{body}</body></html>'


def test_a_column_comes_back_with_all_its_credits() -> None:
    before = column().metadata

    (article,) = articles(bound(column()))

    after = article.metadata
    assert inline_text(after.title) == inline_text(before.title)
    assert [(q.name, q.sort_name, plain_text(q.bio)) for q in after.authors] == [
        (q.name, q.sort_name or "Abel, Jon", plain_text(q.bio)) for q in before.authors
    ]
    assert plain_text(after.disclaimers[0].content) == plain_text(before.disclaimers[0].content)
    assert (after.published, after.updated) == (before.published, before.updated)
    assert after.canonical_url == before.canonical_url
    assert after.series == before.series


def test_the_text_comes_back_with_its_notes_and_pictures() -> None:
    (article,) = articles(bound(column()))

    text = plain_text(article.blocks)
    assert "The first thing you notice is the sound: water, in January." in text
    assert "One" not in text
    notes = [node for block in article.blocks for node in _notes(block)]
    assert [plain_text(note.content) for note in notes] == [
        "Kept since 1981 by the harbour office."
    ]
    assert len(article.assets) == 4
    assert all(ref.content for ref in article.assets.values())


def _notes(block: n.Block) -> list[n.Note]:
    from articlepress.walk import query

    return list(query(block, n.Note))


def test_a_book_read_and_written_again_reads_the_same() -> None:
    (once,) = articles(bound(apply_transforms(column())))
    (twice,) = articles(bound(apply_transforms(once)))

    assert plain_text(twice.blocks) == plain_text(once.blocks)
    assert twice.metadata.authors == once.metadata.authors


def test_every_chapter_of_a_collection_is_an_article() -> None:
    second = replace(column(), metadata=replace(column().metadata, title=t("Second")))
    book = Collection("B", (Part((column(), second), "Winter"),), language="en")

    found = articles(bound(book))

    assert [inline_text(a.metadata.title) for a in found] == [
        "The harbour that would not freeze",
        "Second",
    ]
    assert all(len(a.metadata.authors) == 2 for a in found)


def test_a_book_of_others_gives_title_author_and_text() -> None:
    content = foreign(xhtml('<h1>Told <span id="x"/>twice</h1><p>Text <a id="y"/>runs on.</p>'))

    (article,) = articles(content)

    assert inline_text(article.metadata.title) == "Told twice"
    assert article.metadata.authors[0].name == "Ann Bee"
    assert article.metadata.authors[0].sort_name == "Bee, Ann"
    assert plain_text(article.blocks) == "Text runs on."


def test_a_page_that_is_no_xml_is_left_out_and_reported() -> None:
    notes = Notes()

    with pytest.raises(NoArticle):
        articles(foreign("<html><p>open"), notes)

    assert [d.code for d in notes.diagnostics] == ["AP702"]


def test_entities_of_a_document_type_are_never_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "SECRET">]>' + xhtml("<h1>T</h1><p>x &a; y</p>")

    assert "SECRET" not in plain_text(articles(foreign(bomb))[0].blocks)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 broken",
        b"nothing",
        foreign(xhtml("<p>x</p>"), container="<container/>"),
        foreign(xhtml("<p>x</p>"), opf="<package>"),
        bound(column())[:5000],
    ],
    ids=["half a zip", "no zip", "no package", "broken package", "cut off"],
)
def test_what_is_no_book_is_a_clear_error(content: bytes) -> None:
    with pytest.raises(ArticlepressError) as raised:
        articles(content)

    assert "Traceback" not in str(raised.value)
    assert raised.value.where


def test_members_outside_the_book_are_never_read() -> None:
    opf = OPF.replace("text/a%20b.xhtml", "../../etc/passwd")

    with pytest.raises(ArticlepressError):
        articles(foreign(xhtml("<p>x</p>"), opf=opf))


def test_an_article_without_credits_gets_none() -> None:
    plain = Article(Metadata(title=t("Plain")), (p("Only text."),))

    (article,) = articles(bound(plain))

    assert article.metadata.authors == ()
    assert article.metadata.disclaimers == ()
