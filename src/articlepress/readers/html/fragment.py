"""BeautifulSoup tags of the located subtrees, made from their lexbor nodes without a second parse.

Takes nodes, what to skip and which ids links point to; gives one tag whose nesting is bounded.
The tags are linked here: bs4's own way, through the calls of a parser, costs four times as much.
Wrappers that say nothing are left out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from bs4.element import NavigableString, RubyParenthesisString, RubyTextString, Tag
from selectolax.lexbor import LexborNode

MAX_DEPTH = 60
"""Deepest nesting kept: real articles stay under 40; the writers recurse over what is left."""
TABLE_LEVELS = 5
"""Levels a table needs for itself: group, row, cell, paragraph and a span."""

_NEVER_NAMES = """
    style template head link meta base title object applet param embed frame frameset noframes
    svg canvas input select textarea datalist output progress meter dialog map area track
    optgroup option
"""
NEVER = frozenset(_NEVER_NAMES.split())
"""Elements whose text no browser shows among the words, or that are controls."""

_TRANSPARENT_NAMES = """
    span font big nobr acronym abbr time data label bdi bdo ins small tbody slot
"""
TRANSPARENT = frozenset(_TRANSPARENT_NAMES.split())
"""Inline wrappers that carry meaning only through an attribute."""

_BLOCKS_NAMES = """
    address article aside blockquote body button center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main
    nav ol p pre section summary table td th tr ul
"""
BLOCKS = frozenset(_BLOCKS_NAMES.split())
"""Elements that start a new line; leaving one out must not glue its words to the next."""

_KEPT_ATTRIBUTES_NAMES = """
    href src alt title width height srcset sizes class id lang xml:lang dir cite start type
    value colspan rowspan scope align role style name itemprop media encoding aria-label
    poster label display language lang-name data-lang data-language datetime videoid
    data-videoid params video-title playlabel aria-hidden hidden epub:type data-type data-fn
    data-provider reversed data-tex data-latex aria-describedby data-footnote-ref
    data-footnotes data-w-id url data-instgrm-permalink data-href cite-url border cellpadding
    rel
"""
KEPT_ATTRIBUTES = frozenset(_KEPT_ATTRIBUTES_NAMES.split())
_LOADED = frozenset(("img", "amp-img", "source", "iframe", "video", "audio", "picture"))
"""Elements whose address a script may keep in any `data-` attribute."""
MEANINGFUL_CLASS = re.compile(
    r"cap|credit|quote|note|katex|math|mjx|mwe|latex|tex|embed|tweet|twitter|instagram|emoji|smiley"
    r"|small|footer|copyright|lead|first|initial|letter|line-?n|gutter|sc\b|sidenote|MJX|citation"
    r"|reference|fn|underline|strike|bold|ital|lang|code",
    re.I,
)
BREAK = "paragraph-break"
"""Name of the tag that stands for the boundary of a block too deep to be kept."""


_STRINGS: dict[str, type[NavigableString]] = {"rt": RubyTextString, "rp": RubyParenthesisString}
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
    return Fragment(making.soup, making.ids, making.internal_links, making.flattened)


class _Making:
    """Tags in the making: what a parser would tell BeautifulSoup goes straight to its tags."""

    __slots__ = (
        "depth", "flattened", "ids", "internal_links", "last", "open", "parted", "skip", "soup",
        "targets", "text",
    )  # fmt: skip

    def __init__(self, skip: Container[int], targets: Container[str]) -> None:
        self.skip = skip
        self.targets = targets
        self.soup = Tag(name="[document]")
        self.open: list[tuple[Tag, type[NavigableString], bool]] = [
            (self.soup, NavigableString, False)
        ]
        """Each open tag, the class of its strings, whether it keeps white space."""
        self.last: Tag | NavigableString = self.soup
        """The element made last, which the next one follows."""
        self.text: list[str] = []
        """Text since the last tag."""
        self.ids: dict[str, Tag] = {}
        self.internal_links: list[Tag] = []
        self.flattened = 0
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
            elif tag[:1] not in "-_!" and node.mem_id not in skip:
                name = self._start(node, tag)
                child = node.child if name is not None else None
                if child is not None:
                    above.append((node, name or ""))
                    node = child
                    continue
                if name:
                    self._end(name)
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
        if tag in NEVER:
            return None
        if tag == "script":
            return self._script(node)
        given = node.attributes
        attributes = self._attributes(tag, given) if given else {}
        if tag in TRANSPARENT and not _says_something(attributes):
            return ""
        # A table cut off below its rows would hold words that stand in no cell.
        if self.depth >= (MAX_DEPTH - TABLE_LEVELS if tag in ("table", "dl") else MAX_DEPTH):
            self.flattened += 1
            if tag not in BLOCKS:
                return ""
            self._break()
            return BREAK
        self._open(tag, attributes)
        return tag

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
        if self.text:
            self.end_text()
        parent, strings, preserves = self.open[-1]
        tag = Tag(
            name=name,
            parent=parent,
            previous=self.last,
            interesting_string_types=_INTERESTING.get(name, Tag.MAIN_CONTENT_STRING_TYPES),
        )
        # bs4 would look at every value for a list of classes; ours are strings.
        tag.attrs = attributes  # type: ignore[assignment]
        parent.contents.append(tag)
        self.last = tag
        self.open.append((tag, _STRINGS.get(name, strings), preserves or name == "pre"))
        self.depth += 1
        ident = attributes.get("id")
        if ident:
            self.ids.setdefault(ident, tag)
        if name == "a" and "#" in attributes.get("href", ""):
            self.internal_links.append(tag)

    def end_text(self) -> None:
        """Make one string of the text since the last tag."""
        text = "".join(self.text)
        self.text.clear()
        parent, strings, preserves = self.open[-1]
        if not preserves and not text.strip(_SPACE):
            text = "\n" if "\n" in text else " "
        made = strings(text)
        made.setup(parent, self.last)
        parent.contents.append(made)
        self.last = made

    def _end(self, name: str) -> None:
        if name == BREAK:
            self._break()
            return
        if self.text:
            self.end_text()
        self.open.pop()
        self.depth -= 1

    def _break(self) -> None:
        if self.parted:
            return
        self.parted = True
        self._open(BREAK, {})
        self._end("")

    def _attributes(self, tag: str, given: dict[str, str | None]) -> dict[str, str]:
        kept = {}
        loads = tag in _LOADED
        for name, value in given.items():
            if name in KEPT_ATTRIBUTES or (loads and name[:5] == "data-"):
                kept[name] = value or ""
        ident = kept.get("id")
        if ident is not None and ident not in self.targets:
            del kept["id"]
        anchor = kept.get("name")
        if anchor and anchor in self.targets:
            kept.setdefault("id", anchor)
        return kept


def _says_something(attributes: dict[str, str]) -> bool:
    """Tell whether a wrapper's attributes change what its words mean."""
    if not attributes:
        return False
    if (
        "id" in attributes
        or "lang" in attributes
        or "dir" in attributes
        or "xml:lang" in attributes
    ):
        return True
    css = attributes.get("class")
    if css and MEANINGFUL_CLASS.search(css):
        return True
    style = attributes.get("style") or ""
    return bool(style) and bool(
        re.search(r"font-(?:weight|style|variant)|decoration|float|none", style)
    )
