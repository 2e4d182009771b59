"""Which runs of short blocks are one thing: a table of figures, a list, a menu.

Takes the blocks of an element; tells whether they stay or go together, and makes them one. A list
judged item by item loses some of its items, and each costs as much as a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from articlepress.page.blocks import Block

SMALLEST_UNIT = 4
"""Pieces from which a table, list or menu is taken as one."""

CELL_SIZE, MEAN_CELL = 200, 40
"""Letters that no cell and that the mean cell of a table of figures reaches: one with more is a
layout, whose cells hold text of all kinds."""

ITEM_SIZE, MEAN_ITEM = 100, 50
"""The same for the items of a list, and for the entries of a menu that is no list."""

ALL_LINKED = 0.85
"""Share of a piece's letters in links from which it is a link."""

_LISTS = ("ul", "ol")
_MENUS = ("nav", "div", "menu", "section", "aside", "header", "footer", "p", "dl", "center")
_MAY_BE = frozenset(("table", *_LISTS, *_MENUS))


def may_be_unit(tag: str) -> bool:
    """Tell whether elements of this tag are asked about: a row or an item is a part of one."""
    return tag in _MAY_BE


def is_unit(tag: str, pieces: Sequence[Block]) -> bool:
    """Tell whether blocks that are all of an element of this tag are one thing."""
    if tag == "table":
        return _are_short(pieces, CELL_SIZE, MEAN_CELL)
    are_links = all(piece.linked >= ALL_LINKED * piece.size for piece in pieces)
    if tag in _LISTS:
        return are_links or _are_short(pieces, ITEM_SIZE, MEAN_ITEM)
    return are_links and _are_short(pieces, ITEM_SIZE, MEAN_ITEM)


def _are_short(pieces: Sequence[Block], most: int, mean: int) -> bool:
    sizes = [piece.size for piece in pieces]
    return max(sizes) <= most and sum(sizes) <= mean * len(sizes)


def united(element: int, pieces: Sequence[Block]) -> Block:
    """Return the blocks of an element as one, its text theirs with spaces between."""
    return Block(
        element,
        element,
        " ".join(piece.text for piece in pieces),
        sum(piece.size for piece in pieces),
        sum(piece.linked for piece in pieces),
        sum(piece.strong for piece in pieces),
        sum(piece.emphasised for piece in pieces),
        sum(piece.links for piece in pieces),
        tuple(node for piece in pieces for node in piece.nodes),
        is_unit=True,
    )
