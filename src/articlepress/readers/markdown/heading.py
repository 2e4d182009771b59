"""Which heading is the title, and on which level the others stand."""

from __future__ import annotations

from dataclasses import replace

from articlepress import nodes as n
from articlepress.metadata import Metadata
from articlepress.walk import inline_text, query, transform


def settle_title(metadata: Metadata, blocks: n.Blocks) -> tuple[Metadata, n.Blocks]:
    """Return metadata with its title, and blocks whose headings begin right below it.

    The first heading of level 1 is the title where the front matter names none, or the same. Where
    a title stands above, `##` is the first level; a text that uses `#` for its parts keeps that.
    """
    first = blocks[0] if blocks else None
    if isinstance(first, n.Heading) and first.level == 1:
        same = _words(first.content) == _words(metadata.title)
        alone = sum(heading.level == 1 for heading in query(blocks, n.Heading)) == 1
        if same or (not metadata.title and alone):
            metadata = replace(metadata, title=metadata.title or first.content)
            blocks = blocks[1:]
    if not metadata.title:
        return metadata, blocks
    if any(heading.level == 1 for heading in query(blocks, n.Heading)):
        return metadata, blocks

    def raised(node: n.Heading) -> n.Heading:
        return replace(node, level=node.level - 1)

    return metadata, transform(blocks, {n.Heading: raised})


def _words(content: n.Inlines) -> str:
    return " ".join(inline_text(content).split()).casefold()
