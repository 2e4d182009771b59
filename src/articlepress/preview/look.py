"""One source as the views show it: the article, where everything in it came from, and its page.

Takes a source's name and how it is read; gives plain values. What is missing is shown, not refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.formats import infer_reader
from articlepress.inspection import Inspection, inspect_article
from articlepress.page.parse import Page
from articlepress.pipeline import prepare
from articlepress.preview.markup import Painted, paint
from articlepress.readers.html.address import page_address
from articlepress.reading import Reading, read_page_stated
from articlepress.render.styles import Style
from articlepress.source import read_source
from articlepress.urls import host
from articlepress.writers.html import HtmlOptions, html_page


@dataclass(frozen=True, slots=True)
class Look:
    """A source, read."""

    article: Article
    found: Inspection
    page: Painted | None
    """None where the source is no saved page, or one of our own: nothing was searched."""
    host: str = ""
    """Of the page's address; empty where nobody says."""
    parsed: Page | None = None
    """The page itself, as long as somebody points at its elements."""


def look_at(name: str, reading: Reading, notes: Notes, *, numbered: bool = False) -> Look:
    """Return what there is to see of a source; `numbered` as for `paint`.

    Raises:
        ArticlepressError: as the reader does.
    """
    notes.path = notes.path or name
    notes.audit = True
    shown = replace(reading, project=replace(reading.project, required=()))
    source = read_source(name)
    reader = reading.reader or infer_reader(source).name
    article, found = read_page_stated(source, name, replace(shown, reader=reader), notes)
    if found is None:
        return Look(article, inspect_article(article, reader, notes), None)
    address = host(page_address(found.page)).removeprefix("www.")
    painted = paint(found, numbered=numbered)
    return Look(
        article, inspect_article(article, reader, notes), painted, address,
        found.page if numbered else None,
    )  # fmt: skip


def article_page(article: Article, style: Style) -> str:
    """Return the article as one web page, as the html writer makes it."""
    return html_page(prepare(article), HtmlOptions(), style, Notes())
