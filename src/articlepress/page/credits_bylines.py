"""Byline lines among a page's text: what names the author or the day and is no part of the body."""

from __future__ import annotations

from collections.abc import Iterator

from articlepress.page.credits_context import Context
from articlepress.page.dates import read_date
from articlepress.page.names import folded_name, starts_byline
from articlepress.page.rules import Rule

FIRST_LINES = 4
"""Lines of the body among which a byline stands."""
MAX_BYLINE = 140
"""Characters of a byline with its date."""

_BYLINE = Rule("byline/line", "", "names the author above the text")
_DATELINE = Rule("byline/date", "", "gives the date above the text")


def byline_blocks(context: Context) -> Iterator[tuple[int, Rule]]:
    """Yield the body's first lines that are bylines or date lines, with the rule of each."""
    blocks = context.flat.blocks
    for index in range(context.first, min(context.first + FIRST_LINES, len(blocks))):
        text = blocks[index].text
        if len(text) > MAX_BYLINE or context.is_heading(index):
            continue
        folded = folded_name(text)
        named = [name for name in context.names if name and name in folded]
        if named and (starts_byline(text) or folded in context.names):
            yield index, _BYLINE
        elif read_date(text) and len(text.split()) <= MAX_DATE_WORDS and text[-1] not in "?!":
            yield index, _DATELINE


MAX_DATE_WORDS = 6
"""Words of a line that is a date: "Updated on Monday, June 20, 2016"."""
