"""BeautifulSoup of the located subtrees, made from their lexbor nodes without a second parse.

Takes nodes, what to skip and which ids links point to; gives one soup whose nesting is bounded.
Wrappers that say nothing are left out: a tag costs bs4 17 µs, and a page's spans say nothing.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
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


@dataclass(slots=True)
class Fragment:
    """The soup of an article's body, and what its making met."""

    soup: BeautifulSoup
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
    """Return the soup of the roots, one after the other, without the subtrees in `skip`.

    `skip` holds `mem_id`s; `targets` the ids to keep.
    """
    builder = _LexborBuilder(list(roots), skip, targets)
    with warnings.catch_warnings():
        # bs4 warns that our dummy markup looks like no HTML.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup("x", builder=builder)
    return Fragment(soup, builder.ids, builder.internal_links, builder.flattened)


class _LexborBuilder(HTMLTreeBuilder):
    """Feeds located nodes to BeautifulSoup through the protocol its own parsers use."""

    NAME = "lexbor"
    features = ["lexbor-node"]  # noqa: RUF012 - bs4 declares it as a plain list
    is_xml = False

    def __init__(
        self, roots: list[LexborNode], skip: Container[int], targets: Container[str]
    ) -> None:
        super().__init__(multi_valued_attributes={}, store_line_numbers=False)
        self.roots = roots
        self.skip = skip
        self.targets = targets
        self.ids: dict[str, Tag] = {}
        self.internal_links: list[Tag] = []
        self.flattened = 0
        self.parted = False
        self.depth = 0

    def prepare_markup(self, markup, *args, **kwargs):  # type: ignore[no-untyped-def]
        # bs4 refuses markup that is no string, so the string is a dummy.
        yield markup, None, None, False

    def feed(self, markup: object) -> None:
        for root in self.roots:
            self._feed_root(root)

    def _feed_root(self, root: LexborNode) -> None:
        """Walk one subtree depth-first without recursion: pages nest 20,000 deep."""
        assert self.soup is not None
        data = self.soup.handle_data
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
        assert self.soup is not None
        if kind.startswith("math/"):
            self._open("math-script", {"type": kind})
            self.soup.handle_data(node.text(deep=True))
            self._end("math-script")
        elif "gist.github.com" in src:
            self._open("iframe", {"src": src.removesuffix(".js")})
            self._end("iframe")
        return None

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        assert self.soup is not None
        # `handle_starttag` takes a plain dictionary, as every parser of bs4 gives it.
        made = self.soup.handle_starttag(tag, None, None, attributes)
        self.depth += 1
        ident = attributes.get("id")
        if ident and made is not None:
            self.ids.setdefault(ident, made)
        if tag == "a" and made is not None and "#" in attributes.get("href", ""):
            self.internal_links.append(made)

    def _end(self, name: str) -> None:
        assert self.soup is not None
        if name == BREAK:
            self._break()
            return
        self.soup.handle_endtag(name)
        self.depth -= 1

    def _break(self) -> None:
        assert self.soup is not None
        if self.parted:
            return
        self.parted = True
        self.soup.handle_starttag(BREAK, None, None, {})
        self.soup.handle_endtag(BREAK)

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
