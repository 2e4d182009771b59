"""Words that a page's style sheet shows to screen readers alone: "(opens in a new tab)".

Takes the page and where its article stands; gives what is dropped. In the output, which has no such
style, they would stand among the words that everybody reads. A word that is all a table's cell
says, for the icon everybody sees, stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located
from articlepress.page.parse import Page
from articlepress.page.rules import Rule

HIDDEN = Rule("hidden/screen-readers", ".sr-only", "shown to screen readers alone")

NAMES = (
    "sr-only", "sronly", "screen-reader-only", "screenreader-only", "screenreader",
    "visually-hidden", "visuallyhidden", "is-visually-hidden", "u-visually-hidden",
    "u-hidden-visually", "hidden-visually", "element-invisible", "off-screen", "assistive-text",
    "show-for-sr", "a11y-hidden", "u-screen-reader-text", "aural",
)  # fmt: skip
"""Classes by which frameworks name it: Bootstrap, HTML5 Boilerplate, Foundation, Drupal, BBC's."""

_ANY = re.compile("|".join(map(re.escape, NAMES)))
_SELECTOR = ", ".join(f".{name}" for name in NAMES)
_CELLS = frozenset(("td", "th", "dd", "dt"))
MOST_WORDS = 25
"""Words of the longest label measured; more is a text that scripts show in time."""


def without_hidden(page: Page, located: Located) -> Located:
    """Return the finding with the words for screen readers dropped too."""
    if _ANY.search(page.html) is None:
        return located
    dropped = dict(located.dropped)
    for root in located.roots:
        for node in root.css(_SELECTOR):
            if node.mem_id != root.mem_id and _is_label(node) and not _is_all_of_a_cell(node):
                dropped.setdefault(node.mem_id, HIDDEN)
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _is_label(node: LexborNode) -> bool:
    """Tell whether a node is a few words and no part of the title, which is compared as a whole."""
    if len(node.text(deep=True).split()) > MOST_WORDS:
        return False
    around: LexborNode | None = node
    while around is not None and around.tag != "h1":
        around = around.parent
    return around is None


def _is_all_of_a_cell(node: LexborNode) -> bool:
    said = node.text(deep=True).split()
    around = node.parent
    while around is not None and around.tag not in _CELLS:
        if around.tag in ("tr", "dl", "body") or around.text(deep=True).split() != said:
            return False
        around = around.parent
    return around is not None and around.text(deep=True).split() == said
