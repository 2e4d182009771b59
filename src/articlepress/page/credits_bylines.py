"""Byline lines among a page's text: what names the author or the day and is no part of the body."""

from __future__ import annotations

from collections.abc import Iterator

from articlepress.page.credits_context import Context
from articlepress.page.dates import read_date
from articlepress.page.name_words import starts_byline
from articlepress.page.names import folded_name
from articlepress.page.rules import Rule

FIRST_LINES = 4
"""Lines of the body among which a byline stands."""
LAST_LINES = 6
"""Lines of the body's end among which a theme's footer of the article stands."""
MAX_BYLINE = 140
"""Characters of a byline with its date."""

_BYLINE = Rule("byline/line", "", "names the author above the text")
_CLOSING = Rule("byline/footer", "", "names the author in the article's footer")
_DATELINE = Rule("byline/date", "", "gives the date above the text")


def byline_blocks(context: Context) -> Iterator[tuple[int, Rule]]:
    """Yield the lines that open the body or stand in its footer as bylines and date lines."""
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
    for index in range(max(context.first + FIRST_LINES, context.last + 1 - LAST_LINES),
                       context.last + 1):  # fmt: skip
        if _closes(context, index):
            yield index, _CLOSING


def _closes(context: Context, index: int) -> bool:
    """Tell whether a line of the article's footer names the author ("Posted on … by …")."""
    block = context.flat.blocks[index]
    if len(block.text) > MAX_BYLINE or not context.in_body[index] or context.is_heading(index):
        return False
    folded = folded_name(block.text)
    return (
        context.framed[block.element]
        and context.in_own_footer(block.element)
        and any(name and name in folded for name in context.names)
        and starts_byline(block.text, anywhere=True)
    )


MAX_DATE_WORDS = 6
"""Words of a line that is a date: "Updated on Monday, June 20, 2016"."""
