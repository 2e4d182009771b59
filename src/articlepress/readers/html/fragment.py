"""BeautifulSoup tags of the located subtrees, made from their lexbor nodes without a second parse.

Takes nodes, what to skip and which ids links point to; gives one tag whose nesting is bounded.
The tags are linked here: bs4's own way, through the calls of a parser, costs ten times as much.
Wrappers that say nothing are left out, and so is white space at the edges of blocks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from bs4.element import CData, NavigableString, RubyParenthesisString, RubyTextString, Tag
from selectolax.lexbor import LexborNode

from articlepress.page.stand_ins import FILLED, filled
from articlepress.readers.html.kept import (
    BLOCKS,
    CONTROLS,
    KEPT_ATTRIBUTES,
    NEVER,
    TRANSPARENT,
    is_formula,
    says_something,
)

MAX_DEPTH = 60
"""Deepest nesting kept: real articles stay under 40; the writers recurse over what is left."""
TABLE_LEVELS = 5
"""Levels a table needs for itself: group, row, cell, paragraph and a span."""
_LOADED = frozenset(("img", "amp-img", "source", "iframe", "video", "audio", "picture"))
"""Elements whose address a script may keep in any `data-` attribute."""
_SENTENCE_ENDS = frozenset('.!?…”")')
CAPTION_LEVELS = 3
"""Elements kept between a caption and its words."""
BREAK = "paragraph-break"
"""Name of the tag that stands for the boundary of a block too deep to be kept."""


_LINKS = ("name", "attrs", "contents", "parent", "previous_element", "previous_sibling")
"""What differs from tag to tag when it is made; the links forward are set by what comes after."""


class FragmentTag(Tag):
    """A tag of a fragment. What bs4 gives each tag alike stands once, in the class: making one so
    costs a fifth of `Tag(...)`."""


class FragmentString(NavigableString):
    """A string of a fragment."""

    name = None  # type: ignore[override]  # bs4 computes it, and it is asked of every node


class Reading(RubyTextString):
    """A ruby's reading, which `get_text` leaves out of the text around it."""


class ReadingMark(RubyParenthesisString):
    """The brackets around a ruby's reading."""


def _share(kind: type[Any], made: Tag | NavigableString) -> None:
    # Any: bs4 declares these attributes for instances only.
    for name, value in vars(made).items():
        if name not in _LINKS:
            setattr(kind, name, value)


_share(FragmentTag, Tag(name="p"))
for _kind in (FragmentString, Reading, ReadingMark):
    _share(_kind, NavigableString(""))
_WORDS = {NavigableString, CData, FragmentString}
FragmentTag.interesting_string_types = _WORDS
_STRINGS: dict[str, type[NavigableString]] = {"rt": Reading, "rp": ReadingMark}
"""Elements whose strings `get_text` leaves out of the text around them."""
_SPACE = " \n\t\f\r"
"""What HTML calls white space; no-break spaces are text."""
_INTERESTING = {name: {strings} for name, strings in _STRINGS.items()}


@dataclass(slots=True)
class Fragment:
    """The tags of an article's body, and what their making met."""

    soup: Tag
    """Holds the roots; no element of the page."""
    ids: dict[str, Tag] = field(default_factory=dict)
    """Elements of the fragment that a link of the page points to."""
    internal_links: list[Tag] = field(default_factory=list)
    """Links with a fragment, in document order."""
    flattened: int = 0
    """Elements left out because they stood too deep."""
    fallbacks: bool = False
    """Whether a `<noscript>` stands in it, as lazy loaders write them."""


def make_fragment(
    roots: Iterable[LexborNode],
    skip: Container[int] = frozenset(),
    targets: Container[str] = frozenset(),
) -> Fragment:
    """Return the tags of the roots, one after the other, without the subtrees in `skip`.

    `skip` holds `mem_id`s; `targets` the ids to keep.
    """
    making = _Making(skip, targets)
    for root in roots:
        making.take(root)
    if making.text:
        making.end_text()
    return making.fragment


class _Making:
    """Tags in the making: what a parser would tell BeautifulSoup goes straight to its tags."""

    __slots__ = (
        "above", "depth", "edge", "fragment", "last", "parent", "parted", "preserves", "skip",
        "strings", "targets", "text",
    )  # fmt: skip

    def __init__(self, skip: Container[int], targets: Container[str]) -> None:
        self.skip = skip
        self.targets = targets
        self.parent: Tag = FragmentTag(name="[document]", interesting_string_types=_WORDS)
        """The open tag, the class of its strings, whether it keeps white space."""
        self.strings: type[NavigableString] = FragmentString
        self.preserves = False
        self.above: list[tuple[Tag, type[NavigableString], bool]] = []
        """The same of the tags around it."""
        self.last: Tag | NavigableString = self.parent
        """The element made last, which the next one follows."""
        self.text: list[str] = []
        """Text since the last tag."""
        self.fragment = Fragment(self.parent)
        self.edge = True
        """Whether a block has just begun or ended: white space says nothing here."""
        self.parted = False
        self.depth = 0

    def take(self, root: LexborNode) -> None:
        """Walk one subtree depth-first without recursion: pages nest 20,000 deep."""
        data = self.text.append
        skip = self.skip
        node: LexborNode | None = root
        above: list[tuple[LexborNode, str]] = []
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                if node.mem_id not in skip:
                    data(node.text_content or "")
                    self.parted = False
            elif tag in CONTROLS:
                if node.attributes.get("type") != "hidden":
                    data(" ")
            elif tag not in NEVER and tag[:1] not in "-_!" and node.mem_id not in skip:
                name = self._start(node, tag)
                child = node.child if name is not None else None
                if child is not None:
                    above.append((node, name or ""))
                    node = child
                    continue
                if name:
                    self._end(name)
            elif tag in BLOCKS and node.mem_id in skip:
                data(" ")  # what stood between two words parts them still
            while True:
                if not above:
                    return
                following = node.next
                if following is not None:
                    node = following
                    break
                node, name = above.pop()
                if name:
                    self._end(name)

    def _start(self, node: LexborNode, tag: str) -> str | None:
        """Open the node's tag; return its name, "" where it is left out, None to skip it all."""
        if tag == "script":
            return self._script(node)
        given = node.attributes
        attributes = self._attributes(tag, given) if given else {}
        if given and node.child is None and tag in FILLED and (shown := filled(node)):
            tag, attributes = "img", shown
        if tag in TRANSPARENT and not (attributes and says_something(attributes)):
            if self.text and self.text[-1][-1:] in _SENTENCE_ENDS and self._in_caption():
                self.text.append(" ")
            return ""
        # A table cut off below its rows would hold words that stand in no cell.
        if self.depth >= (MAX_DEPTH - TABLE_LEVELS if tag in ("table", "dl") else MAX_DEPTH):
            self.fragment.flattened += 1
            if tag not in BLOCKS:
                return ""
            self._break()
            return BREAK
        self._open(tag, attributes)
        return tag

    def _in_caption(self) -> bool:
        """Tell whether a caption is open; style sheets part its words and the photographer's."""
        return any(above.name == "figcaption" for above, _, _ in self.above[-CAPTION_LEVELS:]) or (
            self.parent.name == "figcaption"
        )

    def _script(self, node: LexborNode) -> str | None:
        """Keep the scripts that hold content: formulas, and posts embedded by their address."""
        kind = (node.attributes.get("type") or "").lower()
        src = node.attributes.get("src") or ""
        if kind.startswith("math/"):
            self._open("math-script", {"type": kind})
            self.text.append(node.text(deep=True))
            self._end("math-script")
        elif "gist.github.com" in src:
            self._open("iframe", {"src": src.removesuffix(".js")})
            self._end("iframe")
        return None

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        block = name in BLOCKS and not is_formula(attributes.get("class", ""))
        if self.text:
            self.end_text(at_block=block)
        self.edge = block
        parent, last = self.parent, self.last
        tag = FragmentTag.__new__(FragmentTag)
        tag.name = name
        # bs4 would look at every value for a list of classes; ours are strings.
        tag.attrs = attributes  # type: ignore[assignment]
        tag.contents = []
        tag.parent = parent
        tag.previous_element = last
        last.next_element = tag
        siblings = parent.contents
        if siblings:
            tag.previous_sibling = before = siblings[-1]
            before.next_sibling = tag
        else:
            tag.previous_sibling = None
        siblings.append(tag)
        self.above.append((parent, self.strings, self.preserves))
        self.last = self.parent = tag
        self.depth += 1
        if name in _MARKED:
            self._mark(name, tag)
        ident = attributes.get("id")
        if ident:
            self.fragment.ids.setdefault(ident, tag)

    def _mark(self, name: str, tag: Tag) -> None:
        """Remember what is asked for later, and what changes the text inside."""
        if name == "a":
            if "#" in tag.attrs.get("href", ""):
                self.fragment.internal_links.append(tag)
        elif name == "noscript":
            self.fragment.fallbacks = True
        elif name == "pre":
            self.preserves = True
        else:
            self.strings = _STRINGS[name]
            tag.interesting_string_types = _INTERESTING[name]

    def end_text(self, *, at_block: bool = True) -> None:
        """Make one string of the text since the last tag; none of white space at a block's edge."""
        text = self.text[0] if len(self.text) == 1 else "".join(self.text)
        self.text.clear()
        if not self.preserves and not text.strip(_SPACE):
            if at_block or self.edge:
                return
            text = " "
        self.edge = False
        parent, last = self.parent, self.last
        made = str.__new__(self.strings, text)
        made.parent = parent
        made.previous_element = last
        last.next_element = made
        siblings = parent.contents
        if siblings:
            made.previous_sibling = before = siblings[-1]
            before.next_sibling = made
        else:
            made.previous_sibling = None
        siblings.append(made)
        self.last = made

    def _end(self, name: str) -> None:
        if name == BREAK:
            self._break()
            return
        block = name in BLOCKS
        if self.text:
            self.end_text(at_block=block)
        self.edge = block
        self.parent, self.strings, self.preserves = self.above.pop()
        self.depth -= 1

    def _break(self) -> None:
        if self.parted:
            return
        self.parted = True
        self._open(BREAK, {})
        self._end("")

    def _attributes(self, tag: str, given: dict[str, str | None]) -> dict[str, str]:
        kept = {name: value or "" for name, value in given.items() if name in KEPT_ATTRIBUTES}
        if tag in _LOADED and len(kept) < len(given):
            # in the page's order, which says what attribute comes first
            kept = {
                name: value or ""
                for name, value in given.items()
                if name in KEPT_ATTRIBUTES or name[:5] == "data-"
            }
        ident = kept.get("id")
        if ident is not None and ident not in self.targets:
            del kept["id"]
        anchor = kept.get("name")
        if anchor and anchor in self.targets:
            kept.setdefault("id", anchor)
        return kept


_MARKED = frozenset(("a", "noscript", "pre", *_STRINGS))
