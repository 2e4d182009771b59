"""A parsed page to its elements and text blocks, in one descent without recursion.

Takes the page's root node; gives flat lists in document order, so that everything later is a loop
over numbers and not another walk over the page. Judges nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from articlepress.page.rules import Matcher, Rule

_BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
"""Elements that begin a new line, so that text before and after them is not one block."""

_SKIPPED_TAGS = (
    "script style template svg head iframe object embed select option textarea input canvas audio "
    "video button title meta link noframes map datalist progress meter math"
)
SKIPPED_TAGS = frozenset(_SKIPPED_TAGS.split())
"""Elements whose text is no running text. `math` is kept or dropped with its block."""

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
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


@dataclass(slots=True)
class Outline:
    """The page, flat."""

    elements: list[Element]
    blocks: list[Block]


def letters(text: str) -> int:
    """Return the length of a text in Latin letters, so that CJK pages weigh the same."""
    if text.isascii():
        return len(text)
    return len(text) + (_CJK_SIZE - 1) * len(_CJK.findall(text))


class _Run:
    """The block being gathered."""

    __slots__ = ("emphasised", "floor", "leaf", "linked", "links", "nodes", "parts", "strong")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.nodes: list[LexborNode] = []
        self.leaf = self.floor = -1
        """Deepest element that holds all of the text; the same for what may still come."""
        self.linked = self.strong = self.emphasised = self.links = 0


def outline(root: LexborNode, matcher: Matcher) -> Outline:
    """Return the elements and blocks below a root, in document order."""
    walk = _Walk(matcher)
    node = root
    depth = 0
    while True:
        child = walk.enter(node)
        if child is not None:
            node = child
            depth += 1
            continue
        while depth:
            following = node.next
            if following is not None:
                node = following
                break
            parent = node.parent
            assert parent is not None
            node = parent
            depth -= 1
            walk.leave()
        else:
            break
    walk.flush()
    for element in walk.elements:
        if element.end < element.first:
            element.end = len(walk.blocks)
    return Outline(walk.elements, walk.blocks)


class _Walk:
    """State of the one descent."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.open: list[int] = []
        self.block_level: list[int] = []
        """Block-level element that holds each open element's text."""
        self.links = self.strong = self.emphasised = 0
        self.run = _Run()

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Take a node in; return its first child when it is to be descended into."""
        tag = node.tag
        if tag == "-text":
            self.take_text(node)
            return None
        if tag is None or tag[0] in "-_!" or tag in SKIPPED_TAGS:
            return None
        if tag == "br":
            self.take_break(node)
            return None
        if tag in ("img", "picture"):
            self.take_image()
            if tag == "img":
                return None
        child = node.child
        is_block = tag in BLOCK_TAGS or "-" in tag
        if is_block and self.run.parts:
            self.flush()
        if child is None:
            return None
        index = len(self.elements)
        attributes = node.attributes
        names, rule = self.matcher.read(tag, attributes) if attributes else ((), None)
        if tag == "noscript" and not _holds_prose(node):
            return None
        parent = self.open[-1] if self.open else -1
        self.elements.append(
            Element(node, tag, parent, len(self.open), names, rule, len(self.blocks), -1)
        )
        self.open.append(index)
        self.block_level.append(index if is_block or not self.block_level else self.block_level[-1])
        self.links += tag == "a"
        self.strong += tag in ("b", "strong")
        self.emphasised += tag in ("i", "em")
        return child

    def leave(self) -> None:
        """Close the innermost open element."""
        index = self.open.pop()
        if self.run.floor == index:
            self.run.floor = self.open[-1] if self.open else index
        if self.block_level.pop() == index:
            self.flush(index)
        element = self.elements[index]
        tag = element.tag
        self.links -= tag == "a"
        self.strong -= tag in ("b", "strong")
        self.emphasised -= tag in ("i", "em")
        element.end = max(element.end, len(self.blocks))
        if element.images and element.parent >= 0:
            self.elements[element.parent].images += element.images

    def take_text(self, node: LexborNode) -> None:
        text = node.text_content
        if not text:
            return
        run = self.run
        if text.isspace():
            if run.parts:
                run.parts.append(" ")
            return
        run.parts.append(text)
        run.nodes.append(node)
        size = letters(text.strip())
        if self.links:
            run.linked += size
            run.links += 1
        if self.strong:
            run.strong += size
        if self.emphasised:
            run.emphasised += size
        if run.leaf < 0:
            run.floor = self.open[-1]
        run.leaf = run.floor

    def take_break(self, node: LexborNode) -> None:
        run = self.run
        if not run.parts:
            return
        # Two breaks, white space aside, part paragraphs on pages older than CSS.
        for part in reversed(run.parts):
            if part == "\n":
                self.flush()
                return
            if not part.isspace():
                break
        run.parts.append("\n")

    def take_image(self) -> None:
        if self.open:
            self.elements[self.open[-1]].images += 1

    def flush(self, element: int | None = None) -> None:
        """End the block being gathered."""
        run = self.run
        if run.leaf >= 0:
            text = " ".join("".join(run.parts).split())
            owner = element if element is not None else self.block_level[-1]
            leaf = run.leaf if run.leaf > owner else owner
            self.blocks.append(
                Block(
                    owner, leaf, text, letters(text), run.linked, run.strong, run.emphasised,
                    run.links, tuple(run.nodes),
                )
            )  # fmt: skip
            # An inline element that holds all of the run may have closed before the run ended.
            while leaf > owner:
                self.elements[leaf].end = len(self.blocks)
                leaf = self.elements[leaf].parent
            run.clear()
        elif run.parts:
            run.clear()


PROSE_IN_NOSCRIPT = 1500
"""Characters of markup from which a `<noscript>` may hold a page's body and not a fallback."""


def _holds_prose(node: LexborNode) -> bool:
    # seen: blogs whose whole body stands in <noscript>; the usual content is one tracking picture.
    text = node.text(deep=True)
    return len(text) >= PROSE_IN_NOSCRIPT and "<" not in text[:200]
