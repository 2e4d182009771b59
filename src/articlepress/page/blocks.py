"""A page as flat lists: its elements and its blocks of text, in document order.

The values alone: `outline.py` makes them, and all that judges a page reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.page.rules import Rule

_CJK_SIZE = 3
"""Letters of a Latin script that say as much as one CJK character."""


@dataclass(slots=True)
class Element:
    """An element of the page and the range of text blocks it holds."""

    node: LexborNode
    tag: str
    parent: int
    """Index of the parent among the elements; -1 for the root."""
    depth: int
    names: tuple[str, ...]
    """Words of its class, id, role and itemprop, lower case."""
    rule: Rule | None
    """The chrome rule it matches itself."""
    first: int
    """First text block inside."""
    end: int = 0
    """One past the last text block inside."""
    images: int = 0
    """Pictures inside."""


@dataclass(slots=True)
class Block:
    """A run of text between two line breaks of the layout."""

    element: int
    """Index of the nearest block-level element."""
    leaf: int
    """Index of the deepest element that holds all of the run."""
    text: str
    size: int
    """Letters, a CJK character counting for three."""
    linked: int
    """Letters inside links."""
    strong: int
    emphasised: int
    links: int
    """Pieces of linked text."""
    nodes: tuple[LexborNode, ...] = field(repr=False, default=())
    """Its text nodes."""
    is_unit: bool = False
    """Whether it is a whole table, list or menu (see `units.py`)."""


@dataclass(slots=True)
class Outline:
    """The page, flat."""

    elements: list[Element]
    blocks: list[Block]
    buttons: list[LexborNode] = field(default_factory=list, repr=False)
    """Buttons outside chrome, whose words are in no block."""


PROSE_SIZE = 80
"""Letters from which a block with few links is taken for prose."""

LINKS_IN_TEXT = 0.4
"""Share of linked letters from which a paragraph is no running text."""


def is_text(block: Block) -> bool:
    """Tell whether a block is free enough of links to be text, however short."""
    return block.linked < LINKS_IN_TEXT * block.size


def is_prose(block: Block) -> bool:
    """Tell whether a block is long enough, and free enough of links, to be running text."""
    return not block.is_unit and block.size >= PROSE_SIZE and is_text(block)


Group: TypeAlias = tuple[str, ...]
"""Feature names that come together. The same group is the same object again and again, so that the
sum of its weights is made once and looked up from then on."""


def letters(text: str) -> int:
    """Return the length of a text in Latin letters, so that CJK pages weigh the same."""
    if text.isascii() or not _MAY_BE_CJK.search(text):
        return len(text)
    return len(text) + (_CJK_SIZE - 1) * sum(map(len, _cjk().findall(text)))


_MAY_BE_CJK = re.compile("[\u3040-\U0010ffff]")


@cache
def _cjk() -> re.Pattern[str]:
    # Compiled when it is asked for: a set of this size takes 3 ms.
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
