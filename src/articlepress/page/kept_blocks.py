"""Which blocks of a page stand in the article, now that some of it was dropped.

Takes where the article stands; gives numbers of blocks of its outline.
"""

from __future__ import annotations

from articlepress.page.locate import Located


def kept_blocks(located: Located) -> list[int]:
    """Return the blocks inside the roots of which nothing was dropped, in document order."""
    roots = {root.mem_id for root in located.roots}
    dropped, flat = located.dropped, located.outline
    stands: list[bool] = []
    gone: list[bool] = []
    for element in flat.elements:
        ident, above = element.node.mem_id, element.parent
        stands.append(ident in roots or (above >= 0 and stands[above]))
        gone.append(ident in dropped or (above >= 0 and gone[above]))
    return [
        index
        for index, block in enumerate(flat.blocks)
        if stands[block.leaf]
        and not gone[block.leaf]
        and not any(node.mem_id in dropped for node in block.nodes)
    ]
