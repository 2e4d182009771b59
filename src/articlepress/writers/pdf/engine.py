"""WeasyPrint behind one small surface: markup and a style in, a laid-out document out.

What many documents share is made once: the parsed style sheet and the font configuration. The XML
goes to the engine as a tree, without its HTML parser (a twentieth of a page's CPU).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from articlepress.diagnostics import Notes
from articlepress.writers.pdf.fetch import ClosedFetcher, engine_log
from articlepress.writers.pdf.finish import Laid
from articlepress.writers.pdf.pictures import PictureStore


@dataclass(frozen=True, slots=True)
class Press:
    """A parsed style sheet and the fonts it loaded, good for any number of documents."""

    sheet: weasyprint.CSS
    fonts: FontConfiguration


@lru_cache(maxsize=4)
def press(css: str) -> Press:
    """Return the press for a style sheet; the last few are kept for the documents to come."""
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=css, font_config=fonts, url_fetcher=ClosedFetcher())
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
    page = _Page(ElementTree.fromstring(markup), ClosedFetcher(store, notes))
    # Presentational hints are how the engine learns of `<ol start>` and `<ol type>`.
    document = page.render(
        font_config=shared.fonts, stylesheets=[shared.sheet], presentational_hints=True
    )
    return Laid(document, page.etree_element, markup)


def print_out(
    markup: str, css: str, store: PictureStore, notes: Notes, finish: Callable[[Laid], bytes]
) -> bytes:
    """Return a document's bytes: laid out, then finished, what the engine says noted."""
    with engine_log(notes), _no_collector():
        return finish(lay_out(markup, css, store, notes))


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
