"""What lies between each element of a page and a root, found once for all blocks.

Takes the outline and a root; gives the tags, the outermost box and the next wider box of every
element. A block that climbed to its root by itself would cost its depth: pages nest 1,000 deep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articlepress.page.blocks import Element, Outline

NO_TAGS: frozenset[str] = frozenset()
_TELLING_TAGS = frozenset(("aside", "header", "footer", "table", "ul", "ol", "blockquote"))


@dataclass(frozen=True, slots=True)
class Paths:
    """What lies between each element and a root, found for all elements at once."""

    tags: list[frozenset[str]]
    """Of `_TELLING_TAGS`, those of the element and its ancestors below the root."""
    top: list[int]
    """The outermost ancestor below the root, or the element itself."""
    wider: list[int]
    """The nearest ancestor below the root with other blocks than the element's, -1 for none."""


def paths_to(page: Outline, root: int) -> Paths:
    """Return the paths of all elements to a root, in one pass: parents come first."""
    elements = page.elements
    paths = Paths([], [], [])
    for index, element in enumerate(elements):
        parent = element.parent
        inside = parent >= 0 and parent != root
        tags = paths.tags[parent] if inside else NO_TAGS
        if element.tag in _TELLING_TAGS and element.tag not in tags:
            tags |= {element.tag}
        paths.tags.append(tags)
        paths.top.append(paths.top[parent] if inside else index)
        if not inside:
            paths.wider.append(-1)
            continue
        outer = elements[parent]
        same = outer.first == element.first and outer.end == element.end
        paths.wider.append(paths.wider[parent] if same else parent)
    return paths


def in_figure(elements: Sequence[Element], root: int, at: int) -> bool:
    """Tell whether one of the nearest elements below the root is a figure or its caption."""
    for _ in range(FIGURE_LEVELS):
        if at == root or at < 0:
            return False
        if elements[at].tag in ("figure", "figcaption"):
            return True
        at = elements[at].parent
    return False


FIGURE_LEVELS = 5
"""Levels between a caption's words and its figure."""
