"""Readers' comments told by the lines that sign them: "Posted by: Ann, 4 May 2011 | 15:22".

Takes where the article stands; gives the same finding without the boxes that such lines stand in.
Comments are judged line by line as the article is, and a long one looks like it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articlepress.page.blocks import Outline, is_prose
from articlepress.page.kept_blocks import kept_blocks
from articlepress.page.locate import Located
from articlepress.page.outline import TEXT_BEFORE
from articlepress.page.rules import Rule

COMMENTS = Rule(
    "comments/signed", "(boxes of signed lines)", "readers' comments, each with its signature"
)
LONGEST_SIGNATURE = 120
"""Letters of the longest line that signs: a name, a place and a date."""
FEWEST_COMMENTS = 3
"""Boxes alike from which they are comments: the article may be signed in the same words."""
_SIGNS = re.compile(
    r"(?:posted|commented|comment|submitted|written) by\b"
    r"|(?:geschrieben|kommentiert|verfasst) von\b"
    r"|(?:écrit|posté|publié|rédigé) par\b|(?:comentado|enviado|escrito|publicado) por\b"
    r"|(?:inviato|pubblicato|scritto) da\b|(?:geplaatst|geschreven) door\b|(?:postat|skrivet) av\b"
    r"|(?:dodane|napisane|napisał\(a\)) przez\b|(?:автор|написал)\s?:",
    re.I,
)


def without_signed_comments(located: Located) -> Located:
    """Return the finding without the comments that follow the article, each signed in a line.

    Where all text stands in such boxes they are a list of posts and stay.
    """
    flat = located.outline
    signed = [
        index
        for index, block in enumerate(flat.blocks)
        if block.size <= LONGEST_SIGNATURE
        and _SIGNS.match(block.text)
        and any(map(str.isdigit, block.text))
    ]
    if len(signed) < FEWEST_COMMENTS:
        return located
    boxes = _alike(flat, list(_boxes(flat, signed)), {root.mem_id for root in located.roots})
    if not boxes:
        return located
    first = flat.elements[boxes[0]].first
    before = (flat.blocks[index] for index in kept_blocks(located) if index < first)
    if sum(block.size for block in before if is_prose(block)) < TEXT_BEFORE:
        return located
    gone = {flat.elements[box].node.mem_id: COMMENTS for box in boxes}
    return replace(located, dropped={**located.dropped, **gone})


def _boxes(flat: Outline, signed: Sequence[int]) -> Iterator[int]:
    """Yield for each signing line the largest element around it that holds no other."""
    for place, index in enumerate(signed):
        after = signed[place + 1] if place + 1 < len(signed) else len(flat.blocks)
        before = signed[place - 1] if place else -1
        at = flat.blocks[index].leaf
        while (above := flat.elements[at].parent) >= 0:
            if flat.elements[above].first <= before or flat.elements[above].end > after:
                break
            at = above
        yield at


def _alike(flat: Outline, boxes: Sequence[int], roots: set[int]) -> list[int]:
    """Return the boxes of the article that are most alike, side by side; none where few are."""
    kinds = defaultdict[tuple[int, str, tuple[str, ...]], list[int]](list)
    for box in boxes:
        element = flat.elements[box]
        if element.node.mem_id not in roots and element.end - element.first > 1:
            kinds[element.parent, element.tag, element.names].append(box)
    most = max(kinds.values(), key=len, default=[])
    is_inside = bool(most) and _is_inside(flat, most[0], roots)
    return most if len(most) >= FEWEST_COMMENTS and is_inside else []


def _is_inside(flat: Outline, at: int, roots: set[int]) -> bool:
    while at >= 0 and flat.elements[at].node.mem_id not in roots:
        at = flat.elements[at].parent
    return at >= 0
