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
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

MOVES_A_NOTE = 500
"""Times a note may come, go or be put off; on real pages in columns it is twelve."""


class UnsettledNotes(Exception):
    """The engine goes on moving notes between pages."""


@contextmanager
def quick_footnotes() -> Iterator[None]:
    """Let the engine add up the heights of notes meanwhile."""
    usual = LayoutContext._update_footnote_area
    LayoutContext._update_footnote_area = _updater(usual)
    try:
        yield
    finally:
        LayoutContext._update_footnote_area = usual


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
