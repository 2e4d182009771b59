"""Words that a page's style sheet shows to screen readers alone: "(opens in a new tab)", a few
within a line that their own style hides: coordinates for programs, keys to sort by, and letters
that a font of icons draws as signs.

Takes where the article stands; gives what is dropped. In the output, which has no such
style, they would stand among the words that everybody reads. A word that is all a table's cell
says, for the icon everybody sees, stays.
"""

from __future__ import annotations

import re
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
STYLED = Rule("hidden/style", "[style*=none]", "a few words within a line that their style hides")
ICON = Rule("hidden/icon", ".icon", "a letter that a font of icons draws as a sign")
_ICON_TAGS = frozenset(("span", "i", "em", "b"))
_DISPLAY = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.I)
_STYLED = ", ".join(f"{tag}[style*='none' i]" for tag in ("span", "a", "small", "sup"))
_SHOWN = frozenset(("math", "img", "svg", "video", "iframe", "script", "noscript"))
"""A formula stands hidden beside its picture, a picture where scripts load it."""
MOST_STYLED_WORDS = 10
"""Words of the longest such run; on pages of text 20 of 20 are none. More is shown by a click."""
MOST_STYLED_NODES = 60
"""Steps of the walk over such a run."""
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
        elif (
            "icon" in element.names and element.tag in _ICON_TAGS and _is_sign(element.node, cells)
        ):
            dropped.setdefault(element.node.mem_id, ICON)
    for root in located.roots:
        for node in root.css(_STYLED):
            if _is_styled_away(node, cells):
                dropped.setdefault(node.mem_id, STYLED)
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _is_styled_away(node: LexborNode, cells: dict[int, str]) -> bool:
    """Tell whether a few words are hidden; those that a link leads to may be a note's."""
    attributes = node.attributes
    if attributes.get("id") or not _DISPLAY.search(attributes.get("style") or ""):
        return False
    return _is_few_words(node) and not _is_all_of_a_cell(node, cells)


def _is_few_words(node: LexborNode) -> bool:
    """Tell whether a node holds a few words and nothing else that can be shown.

    The walk ends at the first thing too many: thousands of such nodes may stand one in another.
    """
    words = 0
    ahead = [node.child]
    for _ in range(MOST_STYLED_NODES):
        inside = ahead.pop() if ahead else None
        if inside is None:
            if not ahead:
                return words > 0
            continue
        ahead.append(inside.next)
        if inside.tag in _SHOWN:
            return False
        if inside.tag == "-text":
            words += len((inside.text_content or "").split())
            if words > MOST_STYLED_WORDS:
                return False
        else:
            ahead.append(inside.child)
    return False


def _is_sign(node: LexborNode, cells: dict[int, str]) -> bool:
    """Tell whether a node says one letter or mark; a number may be a step's, and a link's letter is
    what the link is called ("X").
    """
    if node.parent is not None and node.parent.tag == "a":
        return False
    said = node.text(deep=True).strip() if _is_few_words(node) else ""
    return len(said) == 1 and not said.isdigit() and not _is_all_of_a_cell(node, cells)


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
