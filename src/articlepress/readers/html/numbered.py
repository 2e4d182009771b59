"""Numbers that stand in a box of their own before the headings they count.

Takes blocks, gives blocks. Lists of ten best things draw the number as a disc beside the heading;
taken apart it is a paragraph that says "1.".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from articlepress import nodes as n
from articlepress.walk import merge_text

_NUMBER = re.compile(r"(#?)(\d{1,3})([.):]?)")


def join_numbers(blocks: Sequence[n.Block]) -> list[n.Block]:
    """Return blocks with each number put into the heading after it, where they count up or down."""
    counts = {
        place: found
        for place, (block, after) in enumerate(pairwise(blocks))
        if isinstance(after, n.Heading) and (found := _number(block)) is not None
    }
    values = [int(found[2]) for found in counts.values()]
    steps = {after - before for before, after in pairwise(values)}
    if steps not in ({1}, {-1}):
        return list(blocks)
    out: list[n.Block] = []
    for place, block in enumerate(blocks):
        if place in counts:
            continue
        if place - 1 in counts and isinstance(block, n.Heading):
            mark, digits, stop = counts[place - 1].groups()
            number = n.Text(f"{mark}{digits}{stop or ('' if mark else '.')} ")
            block = n.Heading(block.level, merge_text((number, *block.content)), block.id)
        out.append(block)
    return out


def _number(block: n.Block) -> re.Match[str] | None:
    match block:
        case n.Paragraph((n.Text(text),)) | n.Paragraph((n.Strong((n.Text(text),)),)):
            return _NUMBER.fullmatch(text)
    return None
