"""Which blocks of a page stand in the article, and which of them were not dropped since.

Takes where the article stands; gives numbers of blocks of its outline.
"""

from __future__ import annotations

from articlepress.page.locate import Located


def kept_blocks(located: Located) -> list[int]:
    """Return the blocks inside the roots of which nothing was dropped, in document order."""
    inside, gone = _parts(located)
    return [index for index in inside if index not in gone and not _is_holed(located, index)]


def dropped_blocks(located: Located) -> list[int]:
    """Return the blocks inside the roots of which something was dropped, in document order."""
    inside, gone = _parts(located)
    return [index for index in inside if index in gone or _is_holed(located, index)]


def _is_holed(located: Located, index: int) -> bool:
    """Tell whether one of a block's texts was dropped alone."""
    nodes = located.outline.blocks[index].nodes
    return any(node.mem_id in located.dropped for node in nodes)


def article_blocks(located: Located) -> list[int]:
    """Return the blocks inside the roots, in document order."""
    return _parts(located)[0]


def _parts(located: Located) -> tuple[list[int], set[int]]:
    """Return the blocks inside the roots, and those of them inside dropped elements."""
    roots = {root.mem_id for root in located.roots}
    dropped = located.dropped
    inside: list[int] = []
    gone: set[int] = set()
    ahead = len(roots)
    within = away = -1
    """Depths of the root and of the dropped element that are open; -1 where none is."""
    for element in located.outline.elements:
        depth = element.depth
        if 0 <= away < depth:
            continue
        away = -1
        if depth <= within:
            within = -1
            if not ahead:
                break
        ident = element.node.mem_id
        if within < 0:
            if ident not in roots:
                continue
            within = depth
            ahead -= 1
            inside.extend(range(element.first, element.end))
        if ident in dropped:
            away = depth
            gone.update(range(element.first, element.end))
    return inside, gone
