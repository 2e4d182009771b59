"""Author bios of a page: the best for each author among boxes, labelled and speaking paragraphs.

Takes what the page shows; gives the bios in its order, each tied to an author.
"""

from __future__ import annotations

from collections.abc import Iterator

from articlepress.page.credits_boxes import BioBox, marked_boxes
from articlepress.page.credits_context import Context
from articlepress.page.credits_speech import begins_with_name, points
from articlepress.page.credits_unboxed import labelled_boxes, spoken_boxes
from articlepress.page.names import folded_name


def find_boxes(context: Context, stated: frozenset[int] = frozenset()) -> list[BioBox]:
    """Return the bios, one for each author, in the page's order; no bio holds a block `stated`."""
    found = [
        *marked_boxes(context, stated),
        *labelled_boxes(context, stated),
        *spoken_boxes(context, stated),
    ]
    found.sort(key=lambda box: (-_quality(context, box), -len(box.text)))
    kept: list[BioBox] = []
    taken: set[int] = set()
    for box in found:
        if not taken.isdisjoint(box.prose):
            continue
        taken |= set(box.prose)
        kept.append(box)
    return sorted(_one_each(context, kept), key=lambda box: box.prose)


def _quality(context: Context, box: BioBox) -> int:
    """Return how sure a bio is: its box's name, how it speaks, whether it begins with the name."""
    begins = any(begins_with_name(box.text, name) for name in context.names)
    return 2 * box.strength + min(points(box.text, context.names), 3) + 2 * begins


def _one_each(context: Context, boxes: list[BioBox]) -> Iterator[BioBox]:
    """Yield the best bio of each author; boxes about others go where the authors have some."""
    by_name: dict[str, BioBox] = {}
    for box in boxes:
        by_name.setdefault(folded_name(box.name), box)
    authors = set(context.names)
    if authors & set(by_name):
        yield from (box for name, box in by_name.items() if name in authors)
    elif len(by_name) <= max(1, len(authors)):
        yield from by_name.values()
