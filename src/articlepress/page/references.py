"""Lists of the works an article refers to stay whole: they are addresses, and look like menus.

Takes where the article stands; gives the same finding with such lists, and what heads them, kept.
The words are data (`rules/references.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from articlepress.page.blocks import Outline
from articlepress.page.groups import BY_LOOKS
from articlepress.page.kept_blocks import article_blocks
from articlepress.page.locate import Located
from articlepress.page.rules import Rule
from articlepress.page.runs import block_nodes
from articlepress.resources import rules_folder

LONGEST_HEADING = 40
"""Characters of the longest words listed, with a number before them."""
_NUMBER = re.compile(r"[\[(]?\d{1,3}(?:[\]).:]|\s|$)")
"""How a line of a list begins that is no list to the page."""
_BEFORE = re.compile(r"[\dIVX.\s]{0,6}")
_LISTS = frozenset(("ul", "ol", "dl"))


@cache
def _headings() -> frozenset[str]:
    table = tomllib.loads((rules_folder() / "references.toml").read_text("utf-8"))
    return frozenset(line for entry in table.values() for line in entry["lines"].split("|"))


def heads_references(text: str) -> bool:
    """Tell whether a line says that the works referred to follow."""
    words = _BEFORE.sub("", text.casefold(), count=1) if len(text) <= LONGEST_HEADING else ""
    return words.strip(" :：.") in _headings()


def with_references(located: Located) -> Located:
    """Return the finding with lists of works kept, as far as their looks dropped them."""
    flat = located.outline
    heads = [index for index, block in enumerate(flat.blocks) if heads_references(block.text)]
    if not heads:
        return located
    dropped: dict[int, Rule] = dict(located.dropped)
    inside = frozenset(article_blocks(located))
    for index in heads:
        listed = list(_listed_below(flat, index)) if index in inside else []
        if listed:
            _restore(flat, (index, *listed), dropped)
    return located if dropped == located.dropped else replace(located, dropped=dropped)


def _listed_below(flat: Outline, index: int) -> Iterator[int]:
    """Yield the blocks of the list right below a heading, or the numbered lines there."""
    after = index + 1
    if after >= len(flat.blocks):
        return
    around = _list_of(flat, after)
    if around >= 0 and flat.elements[around].first == after:
        yield from range(after, flat.elements[around].end)
        return
    while after < len(flat.blocks) and _is_numbered(flat, after):
        yield after
        after += 1


def _list_of(flat: Outline, index: int) -> int:
    """Return the outermost list near a block, -1 where it stands in none."""
    at, found = flat.blocks[index].leaf, -1
    for _ in range(LIST_LEVELS):
        if at < 0:
            break
        if flat.elements[at].tag in _LISTS:
            found = at
        at = flat.elements[at].parent
    return found


LIST_LEVELS = 6
"""Elements between a line and the list it stands in."""


def _is_numbered(flat: Outline, index: int) -> bool:
    """Tell whether a line begins with a number, or the cell before it in its row is one."""
    if _NUMBER.match(flat.blocks[index].text):
        return True
    own, before = (flat.elements[flat.blocks[at].element] for at in (index, index - 1))
    in_row = own.tag == before.tag == "td" and own.parent == before.parent
    return in_row and _NUMBER.fullmatch(flat.blocks[index - 1].text.strip()) is not None


def _restore(flat: Outline, blocks: Sequence[int], dropped: dict[int, Rule]) -> None:
    """Let blocks stay that were dropped by their looks; what was dropped with them stays away."""
    wanted = frozenset(blocks)
    for index in blocks:
        box = _outermost(flat, index, dropped)
        if box < 0:
            nodes = [node for node in flat.blocks[index].nodes if node.mem_id in dropped]
            for node in nodes:
                if dropped[node.mem_id].name.startswith(BY_LOOKS):
                    del dropped[node.mem_id]
            continue
        element = flat.elements[box]
        rule = dropped[element.node.mem_id]
        # A box with pictures would bring them back too.
        if not rule.name.startswith(BY_LOOKS) or element.images:
            continue
        del dropped[element.node.mem_id]
        for other in range(element.first, element.end):
            if other not in wanted:
                dropped.update((node.mem_id, rule) for node in block_nodes(flat, other))


def _outermost(flat: Outline, index: int, dropped: Mapping[int, Rule]) -> int:
    """Return the outermost dropped element around a block, -1 where none was."""
    at, found = flat.blocks[index].leaf, -1
    while at >= 0:
        if flat.elements[at].node.mem_id in dropped:
            found = at
        at = flat.elements[at].parent
    return found
