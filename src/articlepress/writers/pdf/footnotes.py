"""The height of a page's notes, added up instead of laid out anew for each note that comes or goes.

WeasyPrint lays out all notes of a page whenever one is added or put off: a page with thirty of them
costs a thousand layouts, and columns, which are tried at several heights, many times that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block, column
from weasyprint.layout.block import block_level_layout

MOVES_A_NOTE = 60
"""Times a note may come, go or be put off; on real pages in columns it is twelve."""


class UnsettledNotes(Exception):
    """The engine goes on moving notes between pages."""


@contextmanager
def quick_footnotes() -> Iterator[None]:
    """Let the engine add up the heights of notes meanwhile."""
    update, put_off = LayoutContext._update_footnote_area, column._report_footnotes
    lay_columns, lay_lines = block.columns_layout, block._linebox_layout
    LayoutContext._update_footnote_area = _updater(update)
    column._report_footnotes = _put_off
    block.columns_layout = _taking_notes_back(lay_columns)
    block._linebox_layout = _keeping_notes(lay_lines)
    try:
        yield
    finally:
        LayoutContext._update_footnote_area, column._report_footnotes = update, put_off
        block.columns_layout, block._linebox_layout = lay_columns, lay_lines


def _taking_notes_back(lay_columns: Callable[..., Any]) -> Callable[..., Any]:
    """Return the layout of columns, with the notes of columns that did not fit taken back.

    The engine leaves them on the page, and the columns go over to the next with no notes.
    """

    def columns_layout(context: Any, *arguments: Any) -> Any:
        before = {
            id(note) for note in (*context.current_page_footnotes, *context.reported_footnotes)
        }
        laid = lay_columns(context, *arguments)
        if laid[0] is None:
            context.in_column = True  # the page's height has not been touched, nor must be now
            for note in (*context.current_page_footnotes, *context.reported_footnotes):
                if id(note) not in before:
                    context.unlayout_footnote(note)
            context.in_column = False
        return laid

    return columns_layout


def _keeping_notes(lay_lines: Callable[..., Any]) -> Callable[..., Any]:
    """Return the layout of lines, with the notes of a page's last line put off to the next page.

    Where two lines of a block must stand together, the engine makes room for the second by putting
    other notes off, and leaves the notes that line calls without any page.
    """

    def linebox_layout(
        context: Any, box: Any, index: Any, child: Any, lines: list[Any], *arguments: Any
    ) -> Any:
        laid = lay_lines(context, box, index, child, lines, *arguments)
        is_given_up, new_notes = laid[0], laid[4]
        called = lines[-1].descendants() if lines and context.footnotes and not is_given_up else ()
        for note in [box.footnote for box in called if box.footnote in context.footnotes]:
            context.layout_footnote(note)
            context.report_footnote(note)
            new_notes.append(note)
        return laid

    return linebox_layout


def _put_off(context: Any, height: float) -> None:
    """Put notes of columns off to the next page until the rest is no higher than `height`.

    The engine goes on when none is left, because an empty area has its margin yet, and falls.
    """
    kept = context.current_page_footnotes
    put_off = 0
    while kept and context.current_footnote_area.margin_height() > height:
        context.report_footnote(kept[-1])
        put_off += 1
    if put_off > 1:  # they were taken from the last to the first
        context.reported_footnotes[-put_off:] = context.reported_footnotes[-put_off:][::-1]


def _updater(usual: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return the method, with the heights of one document's notes."""
    # Any, here and below: WeasyPrint has no type hints.
    heights: dict[tuple[int, float], float | None] = {}
    kept: list[Any] = []  # notes whose heights are known stay, so that no other gets their id
    moves = 0

    def update(context: Any) -> bool:
        nonlocal moves
        moves += 1
        if moves > MOVES_A_NOTE * (len(kept) + 1):
            raise UnsettledNotes(f"{len(kept)} notes find no place after {moves} moves")
        area = context.current_footnote_area
        notes = context.current_page_footnotes
        if not notes or area.style["max_height"].value != math.inf:
            return usual(context)
        measured = []
        for note in notes:
            key = id(note), area.page.width
            if key not in heights:
                heights[key] = _height(context, area, note)
                kept.append(note)
            height = heights[key]
            if height is None:
                return usual(context)
            measured.append(height)
        if area.height != "auto" and not context.in_column:
            context.page_bottom += area.margin_height()
        area.children = notes
        # Exact, whatever the order: columns compare these sums for equality.
        area.height = math.fsum(measured)
        if not context.in_column:
            context.page_bottom -= area.margin_height()
        return False

    return update


def _height(context: Any, area: Any, note: Any) -> float | None:
    """Return a note's own height, or None where it has margins, which might collapse."""
    alone = area.deepcopy()
    alone.children = [note]
    alone = build.create_anonymous_boxes(alone.deepcopy())
    laid = block_level_layout(context, alone, -math.inf, None, area.page)[0]
    first = laid.children[0]
    if first.margin_top or first.margin_bottom:
        return None
    height: float = laid.height
    return height
