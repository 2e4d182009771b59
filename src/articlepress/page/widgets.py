"""What a page shows beside its article and never in its words: calendars, notices of players.

Takes where the article stands; gives the same finding without them. A calendar is a table of
figures to who judges blocks, a notice a sentence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache

from articlepress.page.blocks import Outline
from articlepress.page.kept_blocks import kept_blocks
from articlepress.page.locate import Located
from articlepress.page.rules import Rule
from articlepress.page.runs import block_nodes
from articlepress.resources import rules_folder

CALENDAR = Rule("widget/calendar", "table", "a month's days; of 44 such tables none is body text")
LONGEST_NOTICE = 200
"""Characters of the longest notice looked at: two sentences."""
_MONTH = re.compile(r"(?:^|\s)" + r"\s".join(f"0?{day}" for day in range(1, 29)) + r"(?:\s|$)")
_LISTED = frozenset(("li", "td", "th", "dt", "dd", "pre", "code", "figcaption", "blockquote"))


@cache
def _notices() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    table = tomllib.loads((rules_folder() / "notices.toml").read_text("utf-8"))
    return tuple(
        (
            Rule(f"notice/{name}", "(a line)", entry["reason"]),
            re.compile(rf"\A\W{{0,3}}+(?:{'|'.join(entry['patterns'])})", re.I),
        )
        for name, entry in table.items()
    )


def without_widgets(located: Located) -> Located:
    """Return the finding without calendars, and notices to readers without scripts."""
    flat = located.outline
    dropped = dict(located.dropped)
    for index in kept_blocks(located):
        if (rule := _rule_for(flat, index)) is not None:
            dropped.update((node.mem_id, rule) for node in block_nodes(flat, index))
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _rule_for(flat: Outline, index: int) -> Rule | None:
    """Return the rule by which a block is no text, or None."""
    block = flat.blocks[index]
    tag = flat.elements[block.element].tag
    if block.is_unit:
        return CALENDAR if tag == "table" and _MONTH.search(block.text) else None
    if len(block.text) > LONGEST_NOTICE or _LISTED.intersection(
        (tag, flat.elements[block.leaf].tag)
    ):
        return None
    return next((rule for rule, pattern in _notices() if pattern.match(block.text)), None)
