"""Articles and collections to PDF bytes: the stages of this writer in order."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.errors import PdfError
from articlepress.labels import label
from articlepress.metadata import Metadata
from articlepress.render.dialect import Dialect, NotePlace, Picture
from articlepress.render.styles import Style
from articlepress.scripts import remedy, told
from articlepress.transforms.credits import place_credits
from articlepress.writers.pdf.attachments import Attachment, attachments
from articlepress.writers.pdf.attempts import Attempt, attempts
from articlepress.writers.pdf.collection import collection_markup
from articlepress.writers.pdf.deferred import deferred_font_tools
from articlepress.writers.pdf.document import article_document, document
from articlepress.writers.pdf.layout import has_drop_cap, sheet, text_width_pt
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.pictures import PictureStore, limits_for
from articlepress.writers.pdf.prepare import SUBSTITUTE, printable_text, ready, with_drop_cap


def write(
    content: Article | Collection,
    options: PdfOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write an article or a collection as PDF, in a simpler layout where the engine gives up.

    Raises:
        PdfError: the layout engine cannot make pages of this, however plain.
        UsageError: options contradict each other.
        MissingTool: a library of the layout engine is not installed on the machine.
    """
    attached = attachments(content, options, notes)
    first, *simpler = attempts(options, style)
    try:
        data = _print(content, first, attached, notes)
    except PdfError as error:
        data = _print_simpler(content, simpler, attached, notes, error)
    out.write(data)


def _print_simpler(
    content: Article | Collection,
    simpler: Sequence[Attempt],
    attached: tuple[Attachment, ...],
    notes: Notes,
    error: PdfError,
) -> bytes:
    for attempt in simpler:
        try:
            data = _print(content, attempt, attached, notes)
        except PdfError as again:
            error = again
            continue
        message = f"{error.message}; laid out again {attempt.how}"
        notes.warn("AP605", message, hint="try another --style, or --columns 1")
        return data
    raise error


def _print(
    content: Article | Collection,
    attempt: Attempt,
    attached: tuple[Attachment, ...],
    notes: Notes,
) -> bytes:
    """Return the file's bytes, every character in them shown by a sign at least."""
    engine = _engine()
    options, style = attempt.options, attempt.style
    css = sheet(style, options)
    store = PictureStore(limits_for(text_width_pt(style, options), options.picture_dpi), notes)
    markup = printable_text(_markup(content, attempt, store))
    data, missing = engine(markup, css, store, notes, content, options, attached)
    if missing:
        # No font has these; a sign says so on the page, and the file keeps its standards.
        characters = {chr(code) for code in missing}
        places = sum(markup.count(character) for character in characters)
        shown = f"each is shown as {SUBSTITUTE}, in {places:,} place{'s' if places > 1 else ''}"
        message = f"no font on this machine has {told(characters)}: {shown}"
        notes.warn("AP601", message, hint=remedy(characters))
        marked = printable_text(markup, missing)
        data, _ = engine(marked, css, store, notes, content, options, attached)
    return data


def _engine() -> Callable[..., tuple[bytes, frozenset[int]]]:
    """Return the layout engine's entry, or raise `MissingTool` where its libraries are missing."""
    try:
        with deferred_font_tools(), warnings.catch_warnings():
            # A machine without fonts: the packaged ones do, and AP601 names what they lack.
            warnings.filterwarnings("ignore", ".*Expect ugly output", UserWarning)
            from articlepress.writers.pdf.engine import print_out  # imported here: 0.3 s of CPU
    except OSError as error:  # the libraries are opened by name: libpango, libharfbuzz
        from articlepress.errors import MissingTool

        raise MissingTool(
            f"the PDF engine lacks a library: {error}",
            hint="apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error
    return print_out


def _markup(content: Article | Collection, attempt: Attempt, store: PictureStore) -> str:
    options, style, place = attempt.options, attempt.style, attempt.note_place
    css = f"style-{style.name}"
    if isinstance(content, Article):
        article = _ready(content, options, style)
        dialect = _dialect(store, place, article, "", 1)
        return article_document(article, dialect, css, style=style)
    first = next(content.articles, None)
    if first is None:
        raise PdfError("an empty collection makes no book", hint="add articles to it")
    language = content.language or first.metadata.language or "en"
    prepared = _prepared(content, options, style)
    body = collection_markup(prepared, language, partial(_dialect, store, place))
    metadata = Metadata(language=language, direction=first.metadata.direction)
    return document(content.title, metadata, Dialect(xhtml=True), body, f"{css} collection")


def _ready(article: Article, options: PdfOptions, style: Style) -> Article:
    article = ready(place_credits(article), options.links)
    return with_drop_cap(article) if has_drop_cap(style, options) else article


def _prepared(book: Collection, options: PdfOptions, style: Style) -> Collection:
    def each(articles: Iterable[Article]) -> tuple[Article, ...]:
        return tuple(_ready(article, options, style) for article in articles)

    parts = tuple(replace(part, articles=each(part.articles)) for part in book.parts)
    return replace(book, parts=parts, front=each(book.front), back=each(book.back))


def _dialect(
    store: PictureStore, place: NotePlace, article: Article, ids: str, offset: int
) -> Dialect:
    def show(image: n.Image) -> Picture | None:
        return store.show(image, article.assets)

    return Dialect(
        xhtml=True,
        note_place=place,
        link_leaves=True,
        heading_offset=offset,
        ids=ids,
        note_back_label=label("back_to_text", article.metadata.language or "en"),
        picture=show,
    )
