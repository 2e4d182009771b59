"""WeasyPrint behind one small surface: markup and a style in, a laid-out document out.

What many documents share is made once: the parsed style sheet and the font configuration. The XML
goes to the engine as a tree, without its HTML parser (a twentieth of a page's CPU).
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from articlepress.article import Article, Collection
from articlepress.deadline import deadline
from articlepress.diagnostics import Notes
from articlepress.errors import LimitExceeded, PdfError
from articlepress.writers.pdf.attachments import Attachment
from articlepress.writers.pdf.embedding import lean_fonts
from articlepress.writers.pdf.fetch import ClosedFetcher, engine_log
from articlepress.writers.pdf.finish import Laid, pdf_bytes
from articlepress.writers.pdf.footnotes import UnsettledNotes, quick_footnotes
from articlepress.writers.pdf.lines import whole_lines
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.pictures import PictureStore

ENGINE_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    UnsettledNotes, ValueError,
)  # fmt: skip
"""What the engine's own faults on rare markup and style come as; none of them is for users."""

LONG_MARKUP = 200_000
"""Characters from which a document takes seconds and tens of megabytes: tidying up pays then."""

LARGE_FONT = 20_000
"""Glyphs of a font that covers Chinese: 20 MB that stay in memory as long as the press does."""


@dataclass(frozen=True, slots=True)
class Press:
    """A parsed style sheet and the fonts it loaded, good for any number of documents."""

    sheet: weasyprint.CSS
    fonts: FontConfiguration


@lru_cache(maxsize=4)
def press(css: str) -> Press:
    """Return the press for a style sheet; the last few are kept for the documents to come."""
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=ClosedFetcher(css=css))
    return Press(sheet, fonts)


class _Page(weasyprint.HTML):  # type: ignore[misc] # WeasyPrint has no type hints
    """WeasyPrint's `HTML` made from a parsed tree instead of a string."""

    def __init__(self, root: ElementTree.Element, fetcher: ClosedFetcher) -> None:
        # `HTML.__init__` takes text only and spends 20 to 100 ms in an HTML parser.
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def lay_out(markup: str, css: str, store: PictureStore, notes: Notes) -> Laid:
    """Return a document's pages."""
    shared = press(css)
    page = _Page(ElementTree.fromstring(markup), ClosedFetcher(store, notes, css))
    # Presentational hints are how the engine learns of `<ol start>` and `<ol type>`.
    document = page.render(
        font_config=shared.fonts, stylesheets=[shared.sheet], presentational_hints=True
    )
    return Laid(document, page.etree_element, markup)


def print_out(
    markup: str,
    css: str,
    store: PictureStore,
    notes: Notes,
    content: Article | Collection,
    options: PdfOptions,
    attached: Sequence[Attachment] = (),
) -> tuple[bytes, frozenset[int]]:
    """Return a document's bytes and the characters no font has.

    Raises:
        PdfError: the engine gave up on the document.
        LimitExceeded: it took longer than `--pdf-timeout`.
    """
    press(css)  # before the clock runs: an interrupted one leaves open files
    is_long = len(markup) > LONG_MARKUP
    if is_long:
        gc.collect()  # what the reader left goes before the boxes come
        _give_memory_back()
    late = LimitExceeded(
        f"laying out took over {options.pdf_timeout:g} seconds",
        where=notes.path,
        hint="raise --pdf-timeout",
    )
    with engine_log(notes), _no_collector(), deadline(options.pdf_timeout, late):
        try:
            with quick_footnotes(), whole_lines():
                laid = lay_out(markup, css, store, notes)
            if is_long:
                gc.collect(0)  # computed styles and abandoned boxes go before the pages are drawn
            with lean_fonts():
                data = pdf_bytes(laid, content, options.pdf_variant, attached)
        except ENGINE_FAULTS as error:
            raise PdfError(
                f"the layout engine gave up: {type(error).__name__}: {error}",
                where=notes.path,
                hint="try another --style, or --columns 1",
            ) from error
        fonts = laid.document.fonts.values()
        missing = {code for font in fonts for code in font.missing}
        if is_long or any(font.glyph_count > LARGE_FONT for font in fonts):
            press.cache_clear()
        del laid, fonts  # its boxes go now, with the young generation, not some documents later
    return data, frozenset(missing)


@contextmanager
def _no_collector() -> Iterator[None]:
    # Layout makes a hundred thousand boxes and few cycles; the cycle collector walks all of them
    # again and again.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        # All that was made meanwhile is in the young generations: this takes milliseconds.
        gc.collect(1)
        _give_memory_back()


def _give_memory_back() -> None:
    """Let the C library return what the boxes of a document took: it keeps a third of it.

    Only the GNU library can be asked; elsewhere nothing happens.
    """
    trim = getattr(_c_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


@cache
def _c_library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows has no library by no name
        return None
