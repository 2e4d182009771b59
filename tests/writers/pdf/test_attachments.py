"""The page an article was read from, attached to its PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from articlepress.article import Article, Collection, Part
from articlepress.diagnostics import Notes
from articlepress.errors import UsageError
from articlepress.pipeline import prepare, read_articles
from articlepress.render.styles import load_style
from articlepress.source import Source, read_source
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write
from trees import column

PAGE = b"<!doctype html><title>Ice</title><article><h1>Ice</h1>" + b"<p>Words of ice.</p>" * 30


def pressed(content: Article | Collection, notes: Notes | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    chosen = PdfOptions(attach_source=True, **options)  # type: ignore[arg-type]
    write(content, chosen, load_style("base"), notes or Notes(), out)
    return out.getvalue()


def read(source: Source) -> Article:
    return prepare(read_articles(source, Notes())[0])


def attached(data: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def claim(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        part, letter = metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance", "")
        return f"{part}{letter}"


def test_the_saved_page_is_in_the_file_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "ice.html"
    path.write_bytes(PAGE)

    assert attached(pressed(read(read_source(path)))) == {"ice.html": PAGE}


def test_a_page_from_standard_input_gets_a_name() -> None:
    assert attached(pressed(read(Source(PAGE)))) == {"page.html": PAGE}


def test_the_file_claims_a_standard_that_allows_attachments() -> None:
    article = read(Source(PAGE))

    assert claim(pressed(article)) == "3A"
    assert claim(pressed(article, pdf_variant="ua-2")) == "4F"
    with pytest.raises(UsageError, match="A-2a"):
        pressed(article, pdf_variant="a-2a")


def test_pages_of_one_name_are_attached_under_two() -> None:
    articles = read(Source(PAGE, "ice.html")), read(Source(PAGE + b" ", "ice.html"))

    book = Collection("Ice", (Part(articles),), language="en")

    assert sorted(attached(pressed(book))) == ["ice-2.html", "ice.html"]


def test_a_page_that_changed_since_is_not_attached_and_said(tmp_path: Path) -> None:
    path = tmp_path / "ice.html"
    path.write_bytes(PAGE)
    article = read(read_source(path))
    path.write_bytes(PAGE + b"more")
    notes = Notes()

    assert attached(pressed(article, notes)) == {}
    assert [item.code for item in notes.diagnostics] == ["AP606"]


def test_an_article_that_came_from_no_page_is_printed_without_one() -> None:
    notes = Notes()

    assert attached(pressed(replace(column(), source=None), notes)) == {}
    assert "AP606" in {item.code for item in notes.diagnostics}
