"""A headline that became no title: it heads the text, and no field says its words.

Takes where the article stands and what the fields say; gives the same finding with such a headline
kept. Blocks are judged before the title is chosen, and a headline looks like a repeated one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from articlepress.page.choose import MIN_TITLE_LIKENESS
from articlepress.page.drops import HEADING
from articlepress.page.groups import neighbour, stays
from articlepress.page.locate import Located
from articlepress.page.names import folded_name
from articlepress.page.regions import UNSEEN
from articlepress.page.rules import Rule

MOST_HEADLINES = 3
"""Headings of the first rank at the top of an article that are looked at."""


def keep_second_headline(located: Located, said: str) -> Located:
    """Return the finding with an `h1` that begins the article kept, where no field says it.

    `said` are the words of all fields that stand above the text, and the site's name.
    """
    words = set(folded_name(said).split())
    for root in located.roots[:1]:
        for heading in root.css("h1")[:MOST_HEADLINES]:
            rule = located.dropped.get(heading.mem_id)
            if rule is None or rule.name != HEADING.name:
                continue
            own = set(folded_name(heading.text(deep=True)).split())
            is_said = len(own & words) >= MIN_TITLE_LIKENESS * len(own)
            if not is_said and _begins(heading, root, located.dropped):
                dropped = {i: r for i, r in located.dropped.items() if i != heading.mem_id}
                return replace(located, dropped=dropped)
    return located


def _begins(heading: LexborNode, root: LexborNode, dropped: Mapping[int, Rule]) -> bool:
    """Tell whether kept text follows a heading and none stands before it in the root."""
    if not stays(neighbour(heading, "next"), dropped):
        return False
    node: LexborNode | None = heading
    while node is not None and node.mem_id != root.mem_id:
        before = node.prev
        while before is not None:
            seen = before.tag not in UNSEEN and before.mem_id not in dropped
            if seen and before.text(deep=True).strip():
                return False
            before = before.prev
        node = node.parent
    return True
