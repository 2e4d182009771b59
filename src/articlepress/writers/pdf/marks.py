"""What was painted where: each page's marked content, caught while the page is drawn.

WeasyPrint's own tag tree follows boxes: a paragraph over two pages is two, running heads are text,
every line is a span. `TracedPage` hands its marks on and gives it nothing to tag, so that
`structure` can build the tree from the article's markup instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from articlepress.writers.pdf.embedding import settle_signs
from articlepress.writers.pdf.streams import compress

HYPHEN = "\u2010"
"""What the style sheet hyphenates with: no page's own text is written with it."""


def _no_boxes() -> Any:  # Any, here and below: WeasyPrint's boxes have no types
    """Return a box the engine's tagging passes over: an empty page margin."""
    box = object.__new__(boxes.MarginBox)
    box.element, box.element_tag, box.children = None, None, []
    return box


@dataclass(slots=True)
class Mark:
    """One run of marked content on a page."""

    page: int
    mcid: int
    box: Any
    element: Element | None
    """The markup it comes from; None for running heads and folios."""
    tag: str
    """The element's name with its pseudo-element: `li::marker`."""


@dataclass(slots=True)
class TracedPage:
    """A page that remembers its marks. It stands in for WeasyPrint's `Page` while painting."""

    page: weasyprint.Page
    number: int
    stream: Any = None
    marks: dict[Any, int] = field(default_factory=dict)
    """Box -> marked-content identifier."""
    painted: Callable[[TracedPage], None] = lambda page: None
    """Called when the page is drawn, its marks taken, its boxes still there."""
    _page_box: Any = field(default_factory=_no_boxes)
    """What WeasyPrint's tagging is shown: a page without boxes."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw the page, take the marks off the stream, and let go of what drew it.

        A page's boxes take a megabyte or two: of a long book only the unpainted pages keep theirs.
        """
        self.page.paint(stream, scale)
        self.stream = stream
        settle_hyphens(stream._fonts)
        settle_signs(stream._fonts)
        if stream._tags is not None:
            self.marks = {box: kept["mcid"] for box, kept in stream._tags.items()}
            stream._tags.clear()
        self.painted(self)
        compress(stream)
        self.marks = {}
        # The area of the notes knows its page, so that no count of references ever gets to zero.
        self.page._page_box.children = ()
        self.page._page_box = self._page_box

    def in_order(self) -> Iterator[Mark]:
        """Yield the page's marks as its text reads."""
        stack: list[tuple[Any, bool]] = [(self.page._page_box, False)]
        while stack:
            box, in_margin = stack.pop()
            if isinstance(box, AbsolutePlaceholder):
                box = box._box
            if box in self.marks:
                element = None if in_margin else box.element
                yield Mark(self.number, self.marks[box], box, element, str(box.element_tag))
            if isinstance(box, boxes.ParentBox):
                in_margin = in_margin or isinstance(box, boxes.MarginBox)
                stack.extend((child, in_margin) for child in reversed(box.children))


def trace(document: weasyprint.Document, painted: Callable[[TracedPage], None]) -> list[TracedPage]:
    """Put traced pages into a document; each is handed to `painted` when it has been drawn."""
    pages = [
        TracedPage(page, number, painted=painted) for number, page in enumerate(document.pages)
    ]
    document.pages[:] = pages
    return pages


def mark_places(page: TracedPage) -> dict[int, int]:
    """Return where in the page's stream each mark's property list stands."""
    return {
        int(item["MCID"]): place
        for place, item in enumerate(page.stream.stream)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item
    }


def make_artifact(page: TracedPage, place: int, kind: str) -> None:
    """Turn the marked content at a place of the stream into an artifact (ISO 32000-1, 14.8.2.2)."""
    page.stream.stream[place - 1] = "/Artifact"
    page.stream.stream[place] = pydyf.Dictionary({"Type": kind})


def is_hyphenated(mark: Mark) -> bool:
    """Tell whether the line was broken inside a word by us."""
    layout = getattr(mark.box, "pango_layout", None)
    return layout is not None and str(layout.text).endswith(HYPHEN)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


def runs_right_to_left(mark: Mark) -> bool:
    """Tell whether the line holds letters of a script written from right to left."""
    layout = getattr(mark.box, "pango_layout", None)
    return layout is not None and bool(_RIGHT_TO_LEFT.search(str(layout.text)))


def spell_out(page: TracedPage, place: int, mark: Mark) -> None:
    """Give a line's text as it is read: its glyphs stand as they are seen."""
    text = str(mark.box.pango_layout.text)
    if text.endswith(HYPHEN):
        text = text[:-1] + "\u00ad"
    page.stream.stream[place]["ActualText"] = pydyf.String(text)


def soften_hyphen(page: TracedPage, place: int) -> None:
    """Make the last glyph of a line a soft hyphen for readers of the text.

    The glyph is that of a real hyphen; its own marked content says that it is none
    (ISO 32000-1, 14.8.2.2.3).
    """
    items = page.stream.stream
    end = next((i for i in range(place, len(items)) if items[i] == b"EMC"), place)
    for number in range(end - 1, place, -1):
        item = items[number]
        if isinstance(item, bytes) and item.endswith(b"] TJ"):
            found = item.rfind(b">")
            if found < 5 or item[found - 4 : found].strip(b"0123456789abcdef"):
                return
            glyph = item[found - 4 : found]
            tail = b"/Span <</ActualText <feff00ad>>> BDC\n<" + glyph + b"> Tj\nEMC"
            items[number] = item[: found - 4] + b">] TJ\n" + tail
            return


def settle_hyphens(fonts: dict[Any, Any]) -> None:
    """Let a glyph that real and added hyphens share stand for the real one."""
    for font in fonts.values():
        for glyph, text in font.to_unicode.items():
            if text == HYPHEN:
                font.to_unicode[glyph] = "-"
