"""Word and OpenDocument files, and other formats of pandoc's, to articles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.assets import lookup
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.formats import infer_reader
from articlepress.pandoc.program import pandoc_path, run_pandoc
from articlepress.pipeline import prepare, read, write
from articlepress.source import Source
from articlepress.walk import inline_text, plain_text, query
from trees import column

pytestmark = pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")


def made(form: str, article: Article | None = None) -> bytes:
    return write(prepare(article or column()), form)


def pandoc(text: str, form: str) -> bytes:
    """Return what pandoc itself makes of Markdown, with nothing of ours in it."""
    words = ["-f", "markdown", "-t", form, "-s", "-o", "-"]
    return run_pandoc(words, text.encode(), "write").content


def changed(archive: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a ZIP with one member changed, or added where it was not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        before = old.read(name) if name in old.namelist() else b""
        new.writestr(name, change(before), zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    "form", ["docx", "odt", "latex", "jats", "rst", "org", "docbook", "asciidoc", "typst"]
)
def test_credits_survive_the_way_through_a_format(form: str) -> None:
    before = column()

    after = read(Source(made(form), f"a.{form}"), reader=form).metadata

    assert [(p.name, plain_text(p.bio)) for p in after.authors] == [
        (p.name, plain_text(p.bio)) for p in before.metadata.authors
    ]
    assert [(d.kind, plain_text(d.content)) for d in after.disclaimers] == [
        (d.kind, plain_text(d.content)) for d in before.metadata.disclaimers
    ]
    assert after.title == before.metadata.title
    assert after.published == before.metadata.published
    assert after.standfirst == before.metadata.standfirst


def test_our_json_and_pandocs_notation_each_have_the_name_they_are_written_by() -> None:
    ours, pandocs = made("json"), made("native")

    assert pandocs.startswith(b"Pandoc")
    for source, reader in ((Source(ours, "a"), "json"), (Source(ours, "a"), "native"),
                           (Source(pandocs, "a"), "native"),
                           (Source(pandocs, "a.native"), "")):  # fmt: skip
        assert read(source, reader=reader).metadata.title == column().metadata.title


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_pictures_come_out_of_the_file(form: str) -> None:
    article = read(Source(made(form), f"a.{form}"))

    images = list(query(article.blocks, n.Image))
    assert len(images) == 1
    assert article.metadata.hero is not None
    assert article.metadata.authors[0].portrait is not None
    for image in (*images, article.metadata.hero.image, article.metadata.authors[0].portrait):
        found = lookup(article.assets, image.src)
        assert found is not None
        assert found.media_type == "image/png"


def test_a_bio_changed_in_word_is_the_new_one() -> None:
    content = changed(
        made("docx"), "word/document.xml", lambda xml: xml.replace(b"hydrologist", b"geologist")
    )

    authors = read(Source(content, "a.docx")).metadata.authors

    assert plain_text(authors[1].bio) == "Jon Abel is a geologist."


def test_a_style_in_word_makes_a_bio_and_a_disclaimer() -> None:
    content = pandoc(
        "---\ntitle: T\nauthor: Ada Lind\n---\n\nText.\n\n::: {custom-style='Author Bio'}\n"
        "Ada Lind sails.\n\nShe lives at sea.\n:::\n\n::: {custom-style='Disclaimer Affiliate'}\n"
        "Links pay us.\n:::\n",
        "docx",
    )

    article = read(Source(content, "a.docx"))

    assert plain_text(article.metadata.authors[0].bio) == "Ada Lind sails.\n\nShe lives at sea."
    assert [(d.kind, plain_text(d.content)) for d in article.metadata.disclaimers] == [
        ("affiliate", "Links pay us.")
    ]
    assert plain_text(article.blocks) == "Text."


def test_a_heading_that_says_so_makes_a_bio() -> None:
    content = pandoc(
        "---\ntitle: T\nauthor: Ada Lind\n---\n\nText.\n\n# Über die Autorin\n\nwrong\n\n"
        "# About the author\n\nAda Lind sails.\n\n# Disclaimer\n\nNo advice.\n",
        "odt",
    )

    article = read(Source(content, "a.odt"))

    assert inline_text(article.metadata.title) == "T"
    assert [(p.name, plain_text(p.bio)) for p in article.metadata.authors] == [
        ("Ada Lind", "Ada Lind sails.")
    ]
    assert plain_text(article.metadata.disclaimers[0].content) == "No advice."


def test_the_first_heading_above_the_others_is_the_title() -> None:
    text = b"* Title\n** Part\nText.\n** Other\nMore.\n"

    article = read(Source(text, "a.org"))

    assert inline_text(article.metadata.title) == "Title"
    assert [block.level for block in article.blocks if isinstance(block, n.Heading)] == [1, 1]


def test_raw_markup_and_unsafe_links_are_dropped_and_told() -> None:
    notes = Notes()

    article = read(
        Source(b"Text <script>x()</script> [a](javascript:x) b", "a.md"), reader="gfm", notes=notes
    )

    assert plain_text(article.blocks) == "Text x() a b"
    assert {d.code for d in notes.diagnostics} == {"AP208", "AP204"}


def test_nothing_beside_the_source_is_included(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    source = tmp_path / "a.rst"
    source.write_text("Text.\n\n.. include:: secret.txt\n\n.. include:: /etc/passwd\n")

    notes = Notes()
    article = read(source, notes=notes)

    assert plain_text(article.blocks) == "Text."
    assert "AP903" in {d.code for d in notes.diagnostics}


def test_pictures_beside_a_text_are_found_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.png").write_bytes(b"x")
    (tmp_path / "in" / "a.png").write_bytes(b"x")
    source = tmp_path / "in" / "a.rst"
    source.write_text("Text.\n\n.. image:: a.png\n\n.. image:: ../out.png\n")

    assert sorted(read(source).assets) == ["a.png"]


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_file_without_a_suffix_is_known_by_its_content(form: str) -> None:
    assert infer_reader(Source(made(form), "upload")).name == form


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (lambda content: content[: len(content) // 2], "is no whole Word document"),
    "empty zip": (lambda content: b"PK\x05\x06" + bytes(18), "has no '\\[Content_Types\\].xml'"),
    "no text": (
        lambda content: changed(content, "word/document.xml", lambda xml: b"<x/>"), "pandoc: ",
    ),
    "entities": (
        lambda content: changed(
            content, "word/document.xml",
            lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml,
        ),
        "declares entities",
    ),
    "entities in UTF-16": (
        lambda content: changed(
            content, "word/x.xml", lambda xml: '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16"),
        ),
        "declares entities",
    ),
    "bomb": (
        lambda content: changed(content, "word/x.xml", lambda xml: bytes(70_000_000)),
        "is over 64,000,000 bytes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_word_file_is_one_error(name: str) -> None:
    damage, message = BROKEN[name]

    with pytest.raises(SourceError, match=message):
        read(Source(damage(made("docx")), "a.docx"))


def test_an_empty_document_is_no_article() -> None:
    with pytest.raises(NoArticle):
        read(Source(pandoc("", "odt"), "a.odt"))
