"""Pandoc's formats as our writers make them: head, credits, pictures, styles, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import NO_ASSETS, Article, AssetRef, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import UnknownWriter, UsageError, WriteError
from articlepress.metadata import Disclaimer, Metadata
from articlepress.pandoc.program import pandoc_path
from articlepress.pandoc.table import pandoc_formats
from articlepress.pipeline import prepare, read, write
from articlepress.render.styles import load_style
from articlepress.walk import plain_text, query
from articlepress.writers import find_writer
from articlepress.writers.pandoc.reference import reference_document
from trees import column, p, picture

pytestmark = pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")


def text_of(form: str, **options: object) -> str:
    return write(prepare(column()), form, options).decode()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "form", sorted(name for name, item in pandoc_formats().items() if "write" in item.ways)
)
def test_every_format_takes_a_column_with_one_of_everything(form: str) -> None:
    name = f"pandoc:{form}"

    assert len(write(prepare(column()), name)) > 0 or form in ("biblatex", "bibtex")


@pytest.mark.parametrize("form", ["docx", "odt", "pandoc:epub", "latex", "ipynb"])
def test_the_same_article_gives_the_same_bytes(form: str) -> None:
    assert write(prepare(column()), form) == write(prepare(column()), form)


@pytest.mark.parametrize("form", ["latex", "rst", "mediawiki", "typst", "gfm", "textile", "man"])
def test_title_authors_and_credits_arrive_in_every_format(form: str) -> None:
    words = " ".join(text_of(form, record=False).replace("*", "").replace("_", "").split())

    for said in ("harbour that", "Marta Quist", "Jon Abel is a hydrologist", "Opinion",
                 "Forty winters of ice charts", "The views expressed here"):  # fmt: skip
        assert said in words


def test_word_names_the_styles_of_credits_and_their_kinds() -> None:
    article = column()
    paid = Disclaimer((p("We earn when you buy."),), "affiliate")
    article = replace(article, metadata=replace(article.metadata, disclaimers=(paid,)))

    document = members(write(prepare(article), "docx"))["word/document.xml"].decode()

    styles = set(re.findall(r'w:pStyle w:val="(\w+)"', document))
    assert {"AuthorBio", "DisclaimerAffiliate", "Kicker", "Standfirst", "Title"} <= styles


def test_words_styles_are_those_of_the_style() -> None:
    styles = members(write(prepare(column()), "docx"))["word/styles.xml"].decode()
    newspaper = members(reference_document("docx", load_style("newspaper")))["word/styles.xml"]

    assert 'w:ascii="Source Serif 4"' in styles
    assert 'w:styleId="AuthorBio"' in styles
    assert newspaper.decode() != styles


def test_pictures_stand_inside_and_those_that_lack_are_told() -> None:
    notes = Notes()
    inside = [name for name in members(write(prepare(column()), "docx")) if "media/" in name]

    write(replace(prepare(column()), assets=NO_ASSETS), "docx", notes=notes)

    assert len(inside) == 3
    assert {d.code for d in notes.diagnostics} == {"AP401"}


def test_words_of_a_missing_picture_stand_above_its_caption_and_are_said_once() -> None:
    def shown(alt: str, caption: str) -> list[str]:
        image = n.Plain((n.Image("gone.png", alt),))
        figure = n.Figure((image,), (n.Text(caption),))
        article = Article(Metadata(title=(n.Text("T"),)), (figure, p("After it.")))
        document = members(write(prepare(article), "docx"))["word/document.xml"].decode()
        lines = [re.sub("<[^>]*>", "", line).strip() for line in document.split("</w:p>")]
        return list(filter(None, lines))[1:-1]

    assert shown("A boat", "The harbour at dawn") == ["[A boat]", "The harbour at dawn"]
    assert shown("The harbour", "The harbour at dawn") == ["The harbour at dawn"]
    assert shown("", "The harbour at dawn") == ["The harbour at dawn"]


def test_a_picture_in_the_caption_of_a_missing_one_stands_inside() -> None:
    image = n.Plain((n.Image("gone.png", "A boat"),))
    figure = n.Figure((image,), (n.Image("sign.png", "A sign"), n.Text(" The harbour")))
    assets = {"sign.png": AssetRef(content=picture())}
    article = Article(Metadata(title=(n.Text("T"),)), (figure, p("After it.")), assets)

    parts = members(write(prepare(article), "docx"))

    assert [name for name in parts if "media/" in name] != []
    assert b"[A sign]" not in parts["word/document.xml"]


def test_a_format_that_names_its_pictures_says_so() -> None:
    notes = Notes()

    write(prepare(column()), "rst", notes=notes)

    assert [d.code for d in notes.diagnostics] == ["AP905"]


def test_headings_stand_below_a_title_that_is_one() -> None:
    assert "\n= The harbour that" in "\n" + text_of("mediawiki")
    assert "\n== What the charts say" in text_of("mediawiki")
    assert r"\section{What the charts say}" in text_of("latex")


def test_options_reach_pandoc() -> None:
    assert r"\tableofcontents" in text_of("latex", pandoc_writer_option=("toc",))


def test_the_record_can_be_left_out() -> None:
    assert "articlepress-record" in text_of("latex")
    assert "articlepress-record" not in text_of("latex", record=False)


def test_extensions_are_passed_on_and_unknown_ones_refused() -> None:
    assert "Nobody does" in text_of("gfm-smart")
    with pytest.raises(UnknownWriter, match="did you mean 'smart'"):
        text_of("gfm+smartt")


def test_what_pandoc_does_not_know_is_an_error_of_ours() -> None:
    with pytest.raises(UnknownWriter):
        text_of("pandoc:nosuchformat")
    with pytest.raises(UsageError, match="toc-depth"):
        text_of("latex", pandoc_writer_option=("toc-depth=99",))
    with pytest.raises(WriteError, match="nosuch"):
        text_of("latex", pandoc_writer_option=("template=nosuch.tex",))


def test_a_collection_is_refused() -> None:
    writer = find_writer("docx")

    with pytest.raises(UsageError, match="one article"):
        writer.write(Collection("A", ()), writer.options(), load_style(), Notes(), io.BytesIO())


def test_hostile_text_stays_text() -> None:
    words = r"</w:t> \input{/etc/passwd} ]]> {% x %} --> <!-- ${x} #raw #include(1) `=html`"
    article = replace(column(), blocks=(p(words), p(n.Code(words))))

    for form in ("latex", "docx", "typst", "rst", "jats", "org", "asciidoc"):
        assert write(prepare(article), form)
    assert r"\input{/etc" not in write(prepare(article), "latex").decode()


AGAIN = Article(
    Metadata(title=(n.Text("Notes"),), standfirst=(n.Text("First"), n.Note((p("Zero."),)))),
    (
        p("Text", n.Note((p("Other."),)), " of ice", n.Note((p("Since 1981."),), "ice")),
        p("or $41", n.Note((), "ice"), "."),
    ),
)


@pytest.mark.parametrize("form", ["docx", "odt", "rst", "jats", "org", "pandoc:markdown"])
def test_a_second_mark_of_a_note_is_the_same_note_when_it_comes_back(form: str) -> None:
    content = write(AGAIN, form)

    *_, first, again = query(read(content, reader=form).blocks, n.Note)

    assert plain_text(first.content) == "Since 1981."
    assert again == n.Note((), first.name)


def test_a_second_mark_is_raised_or_in_brackets_as_the_first_is() -> None:
    assert "41[3]" in write(AGAIN, "plain").decode()
    document = members(write(AGAIN, "docx"))["word/document.xml"].decode()
    assert 'w:name="note-mark-3"' in document
    assert 'w:anchor="note-mark-3"' in document
    assert "superscript" in document.partition('w:anchor="note-mark-3"')[2][:200]


def test_a_note_stands_at_its_next_mark_where_a_repeated_pull_quote_goes() -> None:
    said = n.PullQuote((p("The ice never lies", n.Note((p("Ever."),), "ice")),))
    text = p("They say the ice never lies", n.Note((), "ice"), ".")

    plain = write(Article(Metadata(), (said, text)), "plain").decode()

    assert "lies[1]." in plain
    assert "[1] Ever." in plain
