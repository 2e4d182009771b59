"""One source as the views show it: the article, where everything in it came from, and its page.

Takes a source's name and how it is read; gives plain values. What is missing is shown, not refused.
Reading a page and stating things of it are two steps, so that who states something else need not
read the page again.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from articlepress.article import Article
from articlepress.corrections import NO_CORRECTIONS
from articlepress.diagnostics import Notes
from articlepress.formats import infer_reader
from articlepress.inspection import Inspection, inspect_article
from articlepress.page.parse import Page
from articlepress.pipeline import prepare
from articlepress.preview.markup import Painted, paint
from articlepress.readers.html.address import page_address
from articlepress.reading import (
    PageRead,
    Reading,
    page_options,
    read_page,
    read_source_stated,
    state_article,
)
from articlepress.render.styles import Style
from articlepress.source import Source, read_source
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that has been read, and nothing stated of it yet."""

    reader: str
    read: PageRead
    notes: Notes
    """What was said and removed meanwhile; it is only copied."""
    painted: Painted
    host: str
    heard: Hashable
    """Options and rules it was read with, for `heard_by`."""


def look_at(name: str, reading: Reading, notes: Notes, *, numbered: bool = False) -> Look:
    """Return what there is to see of a source; `numbered` as for `paint`.

    Raises:
        ArticlepressError: as the reader does.
    """
    notes.path = notes.path or name
    source = read_source(name)
    opened = open_page(source, name, reading, path=notes.path, numbered=numbered)
    if opened is None:
        return look_at_plain(source, name, reading, notes)
    return look_at_page(opened, name, reading, notes, numbered=numbered)


def open_page(
    source: Source, name: str, reading: Reading, *, path: str = "", numbered: bool = False
) -> Opened | None:
    """Return the page of a source, read; None where no page has to be searched.

    `path` is what messages call it, where that is not its name.

    Raises:
        ArticlepressError: as the reader does.
    """
    reader = reading.reader or infer_reader(source).name
    known = replace(reading, reader=reader)
    notes = Notes(path=path or name, audit=True)
    read = read_page(source, name, known, notes)
    if read is None:
        return None
    page = read.conversion.page
    address = host(page_address(page)).removeprefix("www.")
    painted = paint(read.conversion, numbered=numbered)
    return Opened(reader, read, notes, painted, address, heard_by(name, known, address))


def heard_by(name: str, reading: Reading, address: str) -> Hashable:
    """Return what of everything stated a page of that host is read with.

    Raises:
        ConfigError: its sidecar is wrong.
    """
    options = page_options(name, reading)
    return replace(options, corrections=NO_CORRECTIONS), options.stated(address)


def look_at_page(
    opened: Opened, name: str, reading: Reading, notes: Notes, *, numbered: bool = False
) -> Look:
    """Return what there is to see of a page that has been read, with all that is stated of it.

    Raises:
        ConfigError: its sidecar is wrong.
    """
    notes.diagnostics += opened.notes.diagnostics
    notes.removals += opened.notes.removals
    notes.ledger = opened.notes.ledger
    article = state_article(opened.read.article, name, _incomplete(reading), notes)
    found = inspect_article(article, opened.reader, notes)
    parsed = opened.read.conversion.page if numbered else None
    return Look(article, found, opened.painted, opened.host, parsed)


def look_at_plain(source: Source, name: str, reading: Reading, notes: Notes) -> Look:
    """Return what there is to see of a source without a page to search.

    Raises:
        ArticlepressError: as the reader does.
    """
    reader = reading.reader or infer_reader(source).name
    known = replace(_incomplete(reading), reader=reader)
    notes.audit = True
    article = read_source_stated(source, name, known, notes)[0]
    return Look(article, inspect_article(article, reader, notes), None)


def _incomplete(reading: Reading) -> Reading:
    """Return the reading without what is required: here it is shown to be missing."""
    return replace(reading, project=replace(reading.project, required=()))


def article_page(article: Article, style: Style) -> str:
    """Return the article as one web page, as the html writer makes it."""
    return html_page(prepare(article), HtmlOptions(), style, Notes())
