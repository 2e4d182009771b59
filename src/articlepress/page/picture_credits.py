"""Lines that say whose a picture is and nothing else: "Photo: Ann Lee", "Ann Lee / Reuters".

Takes a line's words, or where the article stands; gives whether it is one, or the same finding with
such lines kept below the pictures that are. The words are data (`rules/picture-credits.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Block, Element, Outline, is_text
from articlepress.page.groups import BY_LOOKS
from articlepress.page.kept_blocks import dropped_blocks
from articlepress.page.locate import Located
from articlepress.page.rules import Rule
from articlepress.resources import rules_folder

LONGEST_CREDIT = 120
"""Characters of the longest line looked at: several names and what they are of."""
MOST_NAMES = 8
"""Words of the longest line that only its last part, an agency, says to be a credit."""
_SIGN = re.compile(r"[\[(]?\s?(?:©|\(c\)\s)\s?", re.I)
_OF = re.compile(r" ?[:：] ?| (?:by|via|von|de|di|par|av|af|door|courtesy (?:of|by)) ", re.I)
_PARTS = re.compile(r"[/|,(–—]|\svia\s|\s-\s", re.I)
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?。！？]\s")
"""Where a sentence ends that another follows; initials and "St." are shorter."""


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((rules_folder() / "picture-credits.toml").read_text("utf-8"))
    return {name: frozenset(entry["lines"].split("|")) for name, entry in table.items()}


def credits_picture(text: str, *, beside: bool = False) -> bool:
    """Tell whether a line says whose a picture is; `beside`: it stands right below one."""
    line = " ".join(text.split())
    if not 1 < len(line) <= LONGEST_CREDIT or _SENTENCE.search(line):
        return False
    if sign := _SIGN.match(line):
        return any(map(str.isalpha, line[sign.end() :]))
    line = line.strip("()[]. ")
    if (of := _OF.search(line)) is not None and line[of.end() :]:
        work = line[: of.start()].casefold()
        if work in _words()["work"] or (beside and work in _words()["work-beside"]):
            return True
    # "Contributing: Ann Lee, Reuters" says whose the words are.
    if ":" in line or len(line.split()) > MOST_NAMES:
        return False
    return _PARTS.split(line)[-1].strip("). ").casefold() in _words()["agency"]


def with_picture_credits(located: Located) -> Located:
    """Return the finding with credits kept below kept pictures, and pictures that stand with one.

    A picture goes where the words in its box go, and a credit alone looks like no text.
    """
    flat = located.outline
    dropped = dict(located.dropped)
    roots = {root.mem_id for root in located.roots}
    for index in dropped_blocks(located):
        block = flat.blocks[index]
        if len(block.text) > LONGEST_CREDIT or not credits_picture(block.text):
            continue
        box, gone = _dropped_with(flat, block, dropped, roots)
        if not gone or not all(dropped[n.mem_id].name.startswith(BY_LOOKS) for n in gone):
            continue
        is_alone = box is None or (box.first, box.end) == (index, index + 1)
        if (box is not None and _is_picture(flat, box)) or (
            is_alone and _is_below_picture(gone[0], dropped, roots)
        ):
            for node in gone:
                del dropped[node.mem_id]
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _dropped_with(
    flat: Outline, block: Block, dropped: Mapping[int, Rule], roots: set[int]
) -> tuple[Element | None, tuple[LexborNode, ...]]:
    """Return the element of the article a block was dropped with, and what of it was dropped.

    The element is none where the block's texts were dropped alone, and nothing is dropped of a
    block that stays or is not of the article.
    """
    box: Element | None = None
    at = block.leaf
    while at >= 0 and flat.elements[at].node.mem_id not in roots:
        if flat.elements[at].node.mem_id in dropped:
            box = flat.elements[at]
        at = flat.elements[at].parent
    if at < 0:
        return None, ()
    if box is not None:
        return box, (box.node,)
    return None, tuple(node for node in block.nodes if node.mem_id in dropped)


def _is_picture(flat: Outline, box: Element) -> bool:
    """Tell whether a box shows one picture, its credit and at most a caption besides."""
    if not 0 < box.images <= MOST_IMAGES or box.end - box.first > MOST_LINES:
        return False
    lines = flat.blocks[box.first : box.end]
    others = [line for line in lines if not credits_picture(line.text)]
    return len(others) < len(lines) and all(_may_be_caption(flat, line) for line in others)


def _may_be_caption(flat: Outline, line: Block) -> bool:
    is_heading = flat.elements[line.element].tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    is_data = line.text[0] in "{["
    return is_text(line) and line.size <= LONGEST_CAPTION and not is_heading and not is_data


LONGEST_CAPTION = 400
"""Letters of the longest caption looked at."""
MOST_LINES = 2
"""A caption and a credit: boxes with more lines are galleries and players."""
MOST_IMAGES = 2
"""`<picture>` and the `<img>` in it count as two."""


def _is_below_picture(node: LexborNode, dropped: Mapping[int, Rule], roots: set[int]) -> bool:
    """Tell whether a kept picture is the last thing shown before a node."""
    at: LexborNode | None = node
    for _ in range(LEVELS):
        if at is None or at.mem_id in roots:
            return False
        before = at.prev
        for _ in range(MOST_SIBLINGS):
            if before is None or not _is_nothing(before):
                break
            before = before.prev
        if before is not None:
            return before.mem_id not in dropped and _shows_picture(before)
        at = at.parent
    return False


LEVELS, MOST_SIBLINGS = 4, 8
"""Elements between a credit and what stands beside its picture; breaks and spaces between both."""


def _is_nothing(node: LexborNode) -> bool:
    """Tell whether a node shows nothing: a break, spaces, a comment, an empty element."""
    if node.tag == "-text":
        return not (node.text_content or "").strip()
    if node.tag in ("img", "picture", "amp-img", "figure", "hr", "table"):
        return False
    return node.tag in ("br", "-comment", "noscript", "script", "style") or node.child is None


def _shows_picture(node: LexborNode) -> bool:
    if node.tag in ("img", "picture", "amp-img"):
        return True
    if not node.is_element_node or node.css_first("img, amp-img") is None:
        return False
    return node.tag == "figure" or not node.text(deep=True).strip()
