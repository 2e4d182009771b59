"""A parsed page to its elements and text blocks, in one descent without recursion.

Takes the page's root node; gives flat lists in document order, so that everything later is a loop
over numbers and not another walk over the page. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Block, Element, Outline, is_prose, letters
from articlepress.page.rules import Matcher, Rule
from articlepress.page.units import SMALLEST_UNIT, is_unit, may_be_unit, united

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

NOTHING_STATED: Mapping[int, Rule | None] = MappingProxyType({})


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


def outline(
    root: LexborNode, matcher: Matcher, stated: Mapping[int, Rule | None] = NOTHING_STATED
) -> Outline:
    """Return the elements and blocks below a root, in document order.

    `stated` says of nodes (by `mem_id`) which rule holds for them, whatever the matcher thinks.
    """
    walk = _Walk(matcher, root, stated)
    enter, leave, take_text = walk.enter, walk.leave, walk.take_text
    node = root
    depth = 0
    while True:
        tag = node.tag
        if tag == "-text":
            take_text(node)
        elif (child := enter(node, tag or "-")) is not None:
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
            leave()
        else:
            break
    walk.flush()
    _empty_units(walk)
    return Outline(walk.elements, walk.blocks, walk.buttons)


def _empty_units(walk: _Walk) -> None:
    """Let the elements inside a united one hold no block of their own."""
    elements = walk.elements
    past = 0
    for index in sorted(walk.units):
        if index < past:
            continue
        first, depth = elements[index].first, elements[index].depth
        past = index + 1
        while past < len(elements) and elements[past].depth > depth:
            elements[past].first = elements[past].end = first
            past += 1


_BLOCK, _SKIPPED, _BREAK, _IMAGE, _EMPHASIS = range(5)
_KINDS = {
    **dict.fromkeys(BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(SKIPPED_TAGS, _SKIPPED),
    **dict.fromkeys(("a", "b", "strong", "i", "em"), _EMPHASIS),
    "br": _BREAK, "img": _IMAGE, "picture": _IMAGE,
}  # fmt: skip

NEVER_CHROME = frozenset(("html", "body", "main", "article"))
"""Elements too large to go by a class name, which often lists what the page contains."""

BELIEVED_SHARE = 0.3
"""Share of the page's text above which a chrome rule is not believed: it holds the article."""

TEXT_BEFORE = 600
"""Letters of running text after which comments may be the most of a page."""


class _Walk:
    """State of the one descent."""

    __slots__ = (
        "articles", "block_level", "blocks", "buttons", "elements", "emphasised", "limit", "links",
        "listings", "matcher", "mixed", "open", "places", "root", "run", "stated", "strong",
        "units",
    )  # fmt: skip

    def __init__(
        self, matcher: Matcher, root: LexborNode, stated: Mapping[int, Rule | None]
    ) -> None:
        self.matcher = matcher
        self.stated = stated
        self.root = root
        self.limit = -1.0
        """Characters of text a chrome element may hold; -1 before it is known."""
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.buttons: list[LexborNode] = []
        self.open: list[int] = []
        self.block_level: list[int] = []
        """Block-level element that holds each open element's text."""
        self.links = self.strong = self.emphasised = self.articles = self.listings = 0
        self.run = _Run()
        self.mixed = 0
        """Blocks before this number are no part of a unit to come: they are of several kinds."""
        self.units: list[int] = []
        self.places: set[int] = set()
        """Elements `<a name>` that lead nowhere: left open, they hold the rest of the page."""

    def enter(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Take an element in; return its first child when it is to be descended into."""
        kind = _KINDS.get(tag)
        if kind is None:
            if tag[0] in "-_!":
                return None
            is_block = "-" in tag
        elif kind == _SKIPPED:
            if tag == "button":
                self.buttons.append(node)
            return None
        elif kind == _BREAK:
            self.take_break()
            return None
        else:
            is_block = kind == _BLOCK
            if kind == _IMAGE:
                self.count_image()
                if tag == "img":
                    return None
        child = node.child
        if is_block and self.run.parts:
            self.flush()
        if child is None or (tag == "noscript" and not _holds_prose(node)):
            return None
        attributes = node.attributes
        names, rule = self.matcher.read(tag, attributes) if attributes else _by_tag(self, tag)
        if self.stated and (ident := node.mem_id) in self.stated:
            rule = self.stated[ident]
        elif rule is not None and not self.believed(rule, node, tag):
            rule = None
        index = len(self.elements)
        first = len(self.blocks)
        opened = self.open
        parent = opened[-1] if opened else -1
        self.elements.append(
            Element(node, tag, parent, len(opened), names, rule, first, first if rule else -1)
        )
        if rule is not None:
            return None
        opened.append(index)
        self.block_level.append(index if is_block or parent < 0 else self.block_level[-1])
        if kind == _EMPHASIS:
            if tag == "a" and "href" not in attributes and is_place(attributes):
                self.places.add(index)
            else:
                self.mark(tag, 1)
        elif tag == "article":
            self.articles += 1
        elif tag == "pre":
            self.listings += 1
        return child

    def count_image(self) -> None:
        if self.open:
            self.elements[self.open[-1]].images += 1

    def believed(self, rule: Rule, node: LexborNode, tag: str) -> bool:
        """Tell whether a rule's match is chrome: not the article, nor a part too large for it."""
        if tag in NEVER_CHROME or (self.articles and tag == "footer"):
            return False
        if rule.name == FOOTER and any(
            self.elements[index].tag == "figure" for index in self.open[-FIGURE_LEVELS:]
        ):
            return False  # the copyright of a picture; seen: `image-and-copyright-container`
        if self.limit < 0:
            body = self.root.css_first("body") or self.root
            # Scripts are text to lexbor, often ten times the page's words.
            silent = sum(len(n.text(deep=True)) for n in body.css("script, style, template"))
            self.limit = BELIEVED_SHARE * (len(body.text(deep=True, skip_empty=True)) - silent)
        if len(node.text(deep=True, skip_empty=True)) <= self.limit:
            return True
        # Asked last: few matches are that large, and all blocks so far are looked at.
        return rule.follows and sum(b.size for b in self.blocks if is_prose(b)) >= TEXT_BEFORE

    def mark(self, tag: str, step: int) -> None:
        if tag == "a":
            self.links += step
        elif tag in ("b", "strong"):
            self.strong += step
        else:
            self.emphasised += step

    def leave(self) -> None:
        """Close the innermost open element."""
        opened, run = self.open, self.run
        index = opened.pop()
        if run.floor == index:
            run.floor = opened[-1] if opened else index
        if self.block_level.pop() == index and run.parts:
            self.flush(index)
        element = self.elements[index]
        tag = element.tag
        if tag == "article":
            self.articles -= 1
        elif tag == "pre":
            self.listings -= 1
        elif _KINDS.get(tag) == _EMPHASIS and index not in self.places:
            self.mark(tag, -1)
        if len(self.blocks) - element.first >= SMALLEST_UNIT and may_be_unit(tag):
            self.unite(index)
        if element.end < len(self.blocks):
            element.end = len(self.blocks)
        if element.images and element.parent >= 0:
            self.elements[element.parent].images += element.images

    def unite(self, index: int) -> None:
        """Make one block of those of an element that stay or go together."""
        element = self.elements[index]
        if element.first < self.mixed:
            return
        pieces = self.blocks[element.first :]
        if element.tag in NEVER_CHROME or not is_unit(element.tag, pieces):
            self.mixed = len(self.blocks)
            return
        self.blocks[element.first :] = [united(index, pieces)]
        self.units.append(index)

    def take_text(self, node: LexborNode) -> None:
        """Add a text node to the block being gathered."""
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
        if self.links or self.strong or self.emphasised:
            size = letters(text.strip())
            if self.links:
                run.linked += size
                run.links += 1
            if self.strong:
                run.strong += size
            if self.emphasised:
                run.emphasised += size
        if run.leaf < 0:
            run.floor = self.open[-1] if self.open else 0
        run.leaf = run.floor

    def take_break(self) -> None:
        """Turn a line break into white space, two of them into the end of a block."""
        run = self.run
        if not run.parts:
            return
        # Two breaks, white space aside, part paragraphs on pages older than CSS; in a listing they
        # are an empty line.
        for part in () if self.listings else reversed(run.parts):
            if part == "\n":
                self.flush()
                return
            if not part.isspace():
                break
        run.parts.append("\n")

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


FOOTER = "chrome/page-footer"
FIGURE_LEVELS = 4
"""Elements between a figure and the line that says whose the picture is."""


def is_place(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an `<a>` without an address is a place that links lead to."""
    return "name" in attributes or "id" in attributes


def _by_tag(walk: _Walk, tag: str) -> tuple[tuple[str, ...], Rule | None]:
    return (), walk.matcher.tags.get(tag)


PROSE_IN_NOSCRIPT = 1500
"""Characters of markup from which a `<noscript>` may hold a page's body and not a fallback."""


def _holds_prose(node: LexborNode) -> bool:
    # seen: blogs whose whole body stands in <noscript>; the usual content is one tracking picture.
    text = node.text(deep=True)
    return len(text) >= PROSE_IN_NOSCRIPT and "<" not in text[:200]
