"""Pictures' descriptions that say nothing the words beside the picture do not say.

Where a description is printed, as in plain text, it would say a caption, a title or a paragraph a
second time. Takes blocks, gives them with those descriptions left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articlepress import nodes as n
from articlepress.walk import block_texts, inline_text, query, transform, walk

TELLING = 4
"""Words in a row that a paragraph does not share with a description by chance."""

_WORD = re.compile(r"[^\W_]+")
_Beside = n.Plain | n.Paragraph | n.Heading | n.LineBlock | n.Quote | n.Figure
"""Blocks whose words stand beside a picture as a whole."""


def without_repeated_descriptions(blocks: n.Blocks, title: str = "") -> n.Blocks:
    """Return blocks with no description of a picture that its caption, the title, the block before
    or the block behind says too.

    A picture that is a link keeps its own: it says where the link leads.
    """
    repeated = {
        id(image)
        for run in _runs(blocks)
        for number, block in enumerate(run)
        if isinstance(block, n.Figure)
        for image in _own_images(block)
        if _repeats(image, block, run[max(0, number - 1) : number], run[number + 1 :][:1], title)
    }
    if not repeated:
        return blocks
    return transform(
        blocks,
        {n.Image: lambda image: replace(image, alt="") if id(image) in repeated else image},
    )


def _runs(blocks: n.Blocks) -> Iterator[n.Blocks]:
    """Yield all blocks that stand side by side, outside and inside of others."""
    yield blocks
    for node in walk(blocks):
        match node:
            case n.Section(_, content) | n.Quote(content) | n.Cell(content):
                yield content
            case n.BulletList(items) | n.OrderedList(items):
                yield from items
            case n.Definition():
                yield from node.descriptions


def _own_images(figure: n.Figure) -> Iterator[n.Image]:
    for block in figure.content:
        if isinstance(block, n.Plain | n.Paragraph):
            yield from (node for node in block.content if isinstance(node, n.Image))


def _repeats(
    image: n.Image, figure: n.Figure, before: n.Blocks, behind: n.Blocks, title: str
) -> bool:
    words = _words(image.alt)
    if not words.strip():
        return False
    if any(words in _words(inline_text(line)) for line in (figure.caption, figure.credit)):
        return True
    texts = [title, *_texts(before), *_texts(behind)]
    if before and isinstance(before[0], n.Figure):
        texts += (other.alt for other in query(before[0].content, n.Image))
    is_telling = words.count(" ") > TELLING
    return any(words in said if is_telling else words == said for said in map(_words, texts))


def _texts(blocks: n.Blocks) -> Iterator[str]:
    return block_texts(block for block in blocks if isinstance(block, _Beside))


def _words(text: str) -> str:
    """Return a text's words such that a run of them is one that stands in it."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
