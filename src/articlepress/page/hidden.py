"""Words that a page's style sheet shows to screen readers alone: "(opens in a new tab)".

Takes where the article stands; gives what is dropped. In the output, which has no such
style, they would stand among the words that everybody reads. A word that is all a table's cell
says, for the icon everybody sees, stays.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import chain

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located
from articlepress.page.rules import Rule, words_of

HIDDEN = Rule("hidden/screen-readers", ".sr-only", "shown to screen readers alone")

NAMES = (
    "sr-only", "sronly", "screen-reader-only", "screenreader-only", "screenreader",
    "visually-hidden", "visuallyhidden", "is-visually-hidden", "u-visually-hidden",
    "u-hidden-visually", "hidden-visually", "element-invisible", "off-screen", "assistive-text",
    "show-for-sr", "a11y-hidden", "u-screen-reader-text", "aural",
)  # fmt: skip
"""Classes by which frameworks name it: Bootstrap, HTML5 Boilerplate, Foundation, Drupal, BBC's."""

_NAMES = frozenset(NAMES)
_WORDS = frozenset(chain.from_iterable(map(words_of, NAMES)))
"""Words of these names: the outline knows every element's, and few elements have one of them."""
_CELLS = frozenset(("td", "th", "dd", "dt"))
MOST_WORDS = 25
"""Words of the longest label measured; more is a text that scripts show in time."""


def without_hidden(located: Located) -> Located:
    """Return the finding with the words for screen readers dropped too."""
    dropped = dict(located.dropped)
    roots = {root.mem_id for root in located.roots}
    cells: dict[int, str] = {}
    depth = sys.maxsize
    for element in located.outline.elements:
        if element.depth <= depth:  # at a root, or past all that stands in the last one
            depth = element.depth if element.node.mem_id in roots else sys.maxsize
        elif not _WORDS.isdisjoint(element.names) and _is_hidden(element.node, cells):
            dropped.setdefault(element.node.mem_id, HIDDEN)
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _is_hidden(node: LexborNode, cells: dict[int, str]) -> bool:
    classes = (node.attributes.get("class") or "").lower().split()
    is_named = not _NAMES.isdisjoint(classes)
    return is_named and _is_label(node) and not _is_all_of_a_cell(node, cells)


def _is_label(node: LexborNode) -> bool:
    """Tell whether a node is a few words and no part of the title, which is compared as a whole."""
    if len(node.text(deep=True).split()) > MOST_WORDS:
        return False
    around: LexborNode | None = node
    while around is not None and around.tag != "h1":
        around = around.parent
    return around is None


def _is_all_of_a_cell(node: LexborNode, cells: dict[int, str]) -> bool:
    """Tell whether a cell says no more; `cells` remembers what each says."""
    cell = node.parent
    for _ in range(CELL_LEVELS):
        if cell is None or cell.tag in _CELLS:
            break
        cell = cell.parent
    if cell is None or cell.tag not in _CELLS:
        return False
    if cell.mem_id not in cells:
        cells[cell.mem_id] = "".join(cell.text(deep=True).split())
    return cells[cell.mem_id] == "".join(node.text(deep=True).split())


CELL_LEVELS = 6
"""Elements between a label and its cell."""
