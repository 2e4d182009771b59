"""An outline with some of its left-out elements opened: their own elements and blocks put in place.

Takes the outline that the search for the body made, and which of its chrome to look into; gives an
outline that holds these parts too, so that the rest of the page is not walked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articlepress.page.blocks import Block, Element, Outline
from articlepress.page.outline import NOTHING_STATED, outline
from articlepress.page.rules import Rule, compile_rules


def unfold(
    flat: Outline, folded: Sequence[int], stated: Mapping[int, Rule | None] = NOTHING_STATED
) -> Outline:
    """Return the outline with the elements of these indexes opened, everything in page order.

    What stands before the first of them is shared; the outline given stays as it is. A menu made of
    several opened elements stays several blocks.
    """
    parts = {
        index: part
        for index in sorted(folded)
        if (part := outline(flat.elements[index].node, compile_rules(()), stated)).elements
    }
    if not parts:
        return flat
    elements, places = _elements(flat, parts)
    blocks: list[Block] = []
    taken = 0
    for index, part in parts.items():
        upto = flat.elements[index].first
        blocks += _renumbered(flat.blocks[taken:upto], places)
        taken = max(taken, upto)
        numbers = range(places[index], places[index] + len(part.elements))
        blocks += _renumbered(part.blocks, numbers)
    blocks += _renumbered(flat.blocks[taken:], places)
    return Outline(elements, blocks)


def _elements(flat: Outline, parts: Mapping[int, Outline]) -> tuple[list[Element], list[int]]:
    """Return all elements in page order, and where each of the outline's own came to stand."""
    first = next(iter(parts))
    blocks_in, images_in = _counts(flat, parts)
    elements = flat.elements[:first]
    places = list(range(first))
    added = 0
    for index in filter(first.__gt__, blocks_in):
        elements[index] = _moved(
            elements[index], elements[index].parent, 0, blocks_in[index], images_in[index]
        )
    for index, element in enumerate(flat.elements[first:], first):
        parent = places[element.parent] if element.parent >= 0 else -1
        places.append(len(elements))
        part = parts.get(index)
        if part is not None:
            elements += _opened(part, element, parent, len(elements), element.first + added)
            added += len(part.blocks)
        else:
            ended = added + blocks_in.get(index, 0)
            elements.append(_moved(element, parent, added, ended, images_in.get(index, 0)))
    return elements, places


def _counts(flat: Outline, parts: Mapping[int, Outline]) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many blocks and pictures the parts bring to each element around them."""
    blocks: dict[int, int] = {}
    images: dict[int, int] = {}
    for index, part in parts.items():
        around = flat.elements[index].parent
        while around >= 0:
            blocks[around] = blocks.get(around, 0) + len(part.blocks)
            images[around] = images.get(around, 0) + part.elements[0].images
            around = flat.elements[around].parent
    return blocks, images


def _moved(element: Element, parent: int, first: int, end: int, images: int) -> Element:
    """Return an element below another number, its blocks and pictures moved by as many."""
    return Element(
        element.node, element.tag, parent, element.depth, element.names, element.rule,
        element.first + first, element.end + end, element.images + images,
    )  # fmt: skip


def _opened(part: Outline, folded: Element, parent: int, place: int, block: int) -> list[Element]:
    """Return the elements of a part that stands at a place and begins with a block."""
    return [
        Element(
            element.node, element.tag, place + element.parent if element.parent >= 0 else parent,
            folded.depth + element.depth, element.names, element.rule,
            block + element.first, block + element.end, element.images,
        )
        for element in part.elements
    ]  # fmt: skip


def _renumbered(blocks: Sequence[Block], numbers: Sequence[int]) -> list[Block]:
    """Return the blocks with their elements' numbers replaced; those that keep them are shared."""
    return [
        block
        if numbers[block.leaf] == block.leaf
        else Block(
            numbers[block.element], numbers[block.leaf], block.text, block.size, block.linked,
            block.strong, block.emphasised, block.links, block.nodes, block.is_unit,
        )
        for block in blocks
    ]  # fmt: skip
