"""What inside the roots is dropped: the largest subtrees without a kept block, and why each goes.

Takes the outline and the choice of blocks; gives `mem_id` -> rule, so that each removal can be
accounted for. Pictures and their captions stay with the body they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from articlepress.page.blocks import Block, Outline
from articlepress.page.captions import MOSTLY, is_caption
from articlepress.page.features import DATE_LIKE
from articlepress.page.rules import Rule
from articlepress.page.scoring import Choice

LINKS = Rule("block/links", "(mostly links)", "a block that is nearly all links")
DATE = Rule("block/date-line", "(a date)", "date, byline or reading time, kept as metadata")
HEADING = Rule("block/heading", "h1..h6", "headline repeated, or heading of a box that is no text")
ASIDE = Rule("block/aside", "(no body text)", "words around the article: prompts, labels, notices")

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def drops(page: Outline, choice: Choice) -> dict[int, Rule]:
    """Return the dropped subtrees below the roots, each under its `mem_id`."""
    kept_before = [0, *accumulate(choice.kept)]
    roots = set(choice.roots)
    found: dict[int, Rule] = {}
    for root in choice.roots:
        start, end = page.elements[root].first, page.elements[root].end
        found.update(_chrome_below(page, root))
        index = start
        while index < end:
            if choice.kept[index] or is_caption(page, index):
                index += 1
                continue
            top = _highest(page, index, kept_before, roots)
            block = page.blocks[index]
            if top < 0:
                rule = _reason(page, block, -1)
                found.update((node.mem_id, rule) for node in block.nodes)
                index += 1
            else:
                element = page.elements[top]
                found[element.node.mem_id] = _reason(page, block, top)
                index = max(index + 1, element.end)
    return found


def _chrome_below(page: Outline, root: int) -> Iterator[tuple[int, Rule]]:
    """Yield the chrome elements inside a root, which were never descended into."""
    depth = page.elements[root].depth
    for element in page.elements[root + 1 :]:
        if element.depth <= depth:
            return
        if element.rule is not None:
            yield element.node.mem_id, element.rule


def _highest(page: Outline, index: int, kept_before: Sequence[int], roots: set[int]) -> int:
    """Return the highest element around a block that holds nothing kept, -1 when there is none."""
    top = -1
    candidate = page.blocks[index].leaf
    while candidate >= 0 and candidate not in roots:
        element = page.elements[candidate]
        if kept_before[element.end] != kept_before[element.first]:
            break
        if element.first < index and element.tag == "figure":
            break
        top = candidate
        candidate = element.parent
    return top


def _reason(page: Outline, block: Block, top: int) -> Rule:
    """Return the chrome rule that names the subtree, or what its first block looks like."""
    index = block.leaf
    while index >= 0 and index >= top >= 0:
        rule = page.elements[index].rule
        if rule is not None:
            return rule
        index = page.elements[index].parent
    if block.linked > MOSTLY * block.size:
        return LINKS
    if page.elements[block.element].tag in _HEADINGS:
        return HEADING
    if block.size < SHORT_LINE and DATE_LIKE.search(block.text):
        return DATE
    return ASIDE


SHORT_LINE = 120
"""Letters up to which a line with a date in it is a date line."""
