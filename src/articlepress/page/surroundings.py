"""What stands around each block, in one number: the names and tags of its ancestors, weighed.

The features are those of `context_features`, which training counts one by one; on the run the
sums of an element are made of its parent's, because pages nest deep and hold many blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import NamedTuple

from articlepress.page.blocks import Element

Weigh = Callable[[str, int], int]
"""The weight of a name, in thousandths, or the number given for one that has none."""

NEAR_LEVELS = 3
"""Ancestors whose names count as near; what is above counts as far."""
PLAIN_TAGS = frozenset(("div", "span"))
"""Tags that say nothing of what stands in them."""

_UNKNOWN = repeat(0)


class Around(NamedTuple):
    """What an element and all around it are named, with the sums of the weights."""

    names: frozenset[str]
    far: int
    """Weights of the names, as those of distant elements."""
    tags: frozenset[str]
    inside: int
    """Weights of the tags."""


class Surroundings:
    """The surroundings of a page's elements, each weighed when it is asked for."""

    def __init__(
        self, elements: Sequence[Element], near: Weigh, far: Weigh, inside: Weigh, parent: Weigh
    ) -> None:
        self.elements = elements
        self.near, self.far, self.inside, self.parent = near, far, inside, parent
        self._known = {-1: Around(frozenset(), 0, frozenset(), 0)}
        self._weights: dict[int, int] = {-1: 0}

    def weight(self, place: int) -> int:
        """Return what the surroundings say of blocks whose element's parent is `place`."""
        found = self._weights.get(place)
        if found is None:
            found = self._weights[place] = self._weigh(place)
        return found

    def _weigh(self, place: int) -> int:
        elements = self.elements
        element = elements[place]
        close: set[str] = set()
        index = place
        for _ in range(NEAR_LEVELS):
            if index < 0:
                break
            if elements[index].names and is_inside(elements[index]):
                close.update(elements[index].names)
            index = elements[index].parent
        around = self._around(place)
        # A near name is not counted as a far one too: the sum of all names holds it once.
        near = sum(map(self.near, close, _UNKNOWN)) - sum(map(self.far, close, _UNKNOWN))
        own = self.parent(element.tag, 0) if is_inside(element) else 0
        return around.far + around.inside + near + own

    def _around(self, index: int) -> Around:
        """Return the sums of a place, climbing to the nearest one that is known."""
        path = []
        while index not in self._known:
            path.append(index)
            index = self.elements[index].parent
        at = self._known[index]
        for index in reversed(path):
            element = self.elements[index]
            if is_inside(element):
                names, far, tags, inside = at
                if new := [name for name in element.names if name not in names]:
                    fresh = set(new)
                    far += sum(map(self.far, fresh, _UNKNOWN))
                    names |= fresh
                if element.tag not in tags:
                    tags |= {element.tag}
                    inside += self.inside(element.tag, 0)
                at = Around(names, far, tags, inside)
            self._known[index] = at
        return at


def context_features(elements: list[Element], parent: int) -> list[str]:
    """Return the features of what stands around a block, for training; `Surroundings` sums them.

    Names of the nearest ancestors, from the parent of the block's element on; names of those
    above, unless one of the nearest has it too; tags.
    """
    ancestors = []
    while parent >= 0:
        ancestors.append(elements[parent])
        parent = elements[parent].parent
    inside = [element for element in ancestors if is_inside(element)]
    near = {name for element in ancestors[:NEAR_LEVELS] if is_inside(element)
            for name in element.names}  # fmt: skip
    far = {name for element in inside for name in element.names} - near
    tags = {element.tag for element in inside} - PLAIN_TAGS
    found = [f"parent:{ancestors[0].tag}"] if ancestors and is_inside(ancestors[0]) else []
    found += sorted(f"near:{name}" for name in near)
    found += sorted(f"far:{name}" for name in far)
    return found + sorted(f"in:{tag}" for tag in tags)


def is_inside(element: Element) -> bool:
    """Tell whether an element is a part of the page: the body's names list what a page holds."""
    return element.tag != "body" and element.tag != "html"
