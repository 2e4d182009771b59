"""The whole page cut into regions: which words are body, bio, disclaimer, metadata, or removed.

Takes the page and what was found on it; gives regions in document order that cover every visible
word once. Whether the article really holds what a region says is the ledger's question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from selectolax.lexbor import LexborNode

from articlepress.page.credits import Credits
from articlepress.page.locate import Located
from articlepress.page.parse import Page
from articlepress.page.rules import Matcher, Rule, compile_rules, load_rules

Field = Literal["body", "bio", "disclaimer", "metadata", ""]
"""Where a region's words go; empty: nowhere, they are removed."""

OUTSIDE = Rule("page/outside-article", "(outside the article)", "stands outside the article")
BOX = Rule("bio/box", "(box of a bio)", "what stands in an author's box besides the bio")
LABEL = Rule("credits/label", "(line above)", "says that a bio or a disclaimer follows")
BODY = Rule("page/body", "(the article)", "the article's text")
TITLE = Rule("page/title", "h1", "the article's title or its repetition, kept as metadata")

CONTROL = Rule("page/control", "select, textarea", "a control's choices, no text of the article")

_UNSEEN_NAMES = """
    script style template noscript head title svg iframe object video audio canvas math-script
    datalist
"""
UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""Elements whose characters a browser does not show among the page's words."""
_INLINE_NAMES = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo
    mrow msub msup nobr q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(_INLINE_NAMES.split())
"""Elements that do not part words; every other one does."""

_ONE_EACH = "぀-ヿ㐀-䶿一-鿿가-힯"
"""Characters that are a word each."""
MAX_TITLE_CHARACTERS = 400
"""Longest heading compared with the title."""


_SHAPELESS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Soft hyphens and their like: places where a line may break, in the middle of a word."""


def words_in(text: str) -> list[str]:
    """Return the words of a text; a Chinese, Japanese or Korean character is one.

    Accents are one with their letters, as in the article.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SHAPELESS.sub("", text))
    return _word().findall(text)


@cache
def _word() -> re.Pattern[str]:
    # Compiled when it is asked for: sets of this size take 3 ms, and few runs keep a ledger.
    return re.compile(f"[{_ONE_EACH}]|[^\\W{_ONE_EACH}]+")


@dataclass(slots=True)
class Region:
    """A run of the page with one destination."""

    destination: Field
    rule: Rule
    selector: str
    parts: list[str] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    """`mem_id` of the element the region begins at, or of each of its loose runs of text."""

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found on the page, by `mem_id`."""

    found: Mapping[int, tuple[Field, Rule]]
    open: frozenset[int]
    """Elements around the article: they are no region themselves."""
    titles: frozenset[str]


def cut_regions(
    page: Page,
    located: Located,
    credits: Credits,
    titles: Iterable[str] = (),
    kept: Mapping[int, Rule] = MappingProxyType({}),
) -> tuple[list[Region], str]:
    """Return the regions in document order, and the page's visible text as a whole.

    `titles` are texts that are kept as metadata wherever a heading says them; `kept` are elements
    of the body, by `mem_id`, that are regions of their own by a rule.
    """
    marks = _marks(located, credits, titles, kept)
    regions: list[Region] = []
    whole: list[str] = []
    body = page.tree.body
    if body is not None:
        _walk(body, marks, _chrome(), regions, whole)
    return [region for region in regions if words_in(region.text)], "".join(whole)


@cache
def _chrome() -> Matcher:
    return compile_rules(load_rules("chrome"))


def _marks(
    located: Located, credits: Credits, titles: Iterable[str], kept: Mapping[int, Rule]
) -> Marks:
    found: dict[int, tuple[Field, Rule]] = {}
    around: set[int] = set()
    for root in located.roots:
        found[root.mem_id] = ("body", BODY)
        node = root.parent
        while node is not None:
            around.add(node.mem_id)
            node = node.parent
    found |= {ident: ("body", rule) for ident, rule in kept.items()}
    found |= {ident: ("", rule) for ident, rule in located.dropped.items()}
    for byline in credits.bylines:
        found[byline.node.mem_id] = ("metadata", byline.rule)
    if credits.standfirst is not None:
        rule = credits.standfirst.rule
        found |= {node.mem_id: ("metadata", rule) for node in credits.standfirst.nodes}
    for bio in credits.bios:
        if bio.box is not None:
            found[bio.box.mem_id] = ("", BOX)
        found |= {node.mem_id: ("bio", bio.rule) for node in bio.prose}
        found |= {node.mem_id: ("", LABEL) for node in bio.label}
    for disclaimer in credits.disclaimers:
        found |= {node.mem_id: ("disclaimer", disclaimer.rule) for node in disclaimer.nodes}
        found |= {node.mem_id: ("", LABEL) for node in disclaimer.label}
    return Marks(found, frozenset(around), frozenset(filter(None, map(fold, titles))))


def fold(text: str) -> str:
    """Return a text's words alone, for comparing headings with titles."""
    return " ".join(words_in(text.casefold()))


@dataclass(slots=True)
class _Cut:
    """The regions under way while the page is walked."""

    regions: list[Region]
    whole: list[str]
    writing: Region | None = None
    """The region the last text went to."""
    loose: Region | None = None
    """Text directly in an element around the article."""


def _walk(
    body: LexborNode, marks: Marks, chrome: Matcher, regions: list[Region], whole: list[str]
) -> None:
    """Give every visible text node to its region. No recursion: pages nest 20,000 deep."""
    cut = _Cut(regions, whole)
    stack: list[tuple[LexborNode, Region | None, bool]] = []
    node: LexborNode | None = body
    current: Region | None = None
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            _take_text(node, current, marks, cut)
        elif tag[:1] not in "-_!" and tag not in UNSEEN:
            entered = _enter(node, tag, current, marks, chrome)
            if entered is not current and entered is not None:
                entered.nodes.append(node.mem_id)
                regions.append(entered)
            parts = tag not in INLINE
            if parts:
                _part(cut)
            child = node.child
            if child is not None:
                stack.append((node, current, parts))
                node, current = child, entered
                continue
        while node.next is None:
            if not stack:
                return
            node, current, parts = stack.pop()
            if parts:
                _part(cut)
        if not stack:
            return
        node = node.next


def _take_text(node: LexborNode, current: Region | None, marks: Marks, cut: _Cut) -> None:
    """Write a text node into the region around it, or into one of its own where it is marked."""
    inside = current
    mark = marks.found.get(node.mem_id)
    if mark is not None:
        inside = Region(mark[0], mark[1], "(text)", nodes=[node.mem_id])
        cut.regions.append(inside)
    elif inside is None:
        if cut.loose is None or cut.loose is not cut.writing:
            cut.loose = Region("", OUTSIDE, _selector(node.parent))
            cut.regions.append(cut.loose)
        inside = cut.loose
        inside.nodes.append(node.mem_id)
    if inside is not cut.writing:
        cut.whole.append("\n")
        inside.parts.append("\n")
        cut.writing = inside
    text = node.text_content or ""
    inside.parts.append(text)
    cut.whole.append(text)


def _part(cut: _Cut) -> None:
    """Part the words on both sides of a block's edge.

    The region last written to is the one whose words could go on, wherever the edge stands: a block
    may be empty, or deep in an element of another region.
    """
    cut.whole.append("\n")
    if cut.writing is not None:
        cut.writing.parts.append("\n")


def _enter(
    node: LexborNode, tag: str, current: Region | None, marks: Marks, chrome: Matcher
) -> Region | None:
    """Return the region an element's text belongs to: its own, or the one around it."""
    mark = marks.found.get(node.mem_id)
    if tag in ("h1", "h2", "h3") and marks.titles and _is_title(node, marks.titles):
        return Region("metadata", TITLE, _selector(node))
    if mark is not None:
        return Region(mark[0], mark[1], _selector(node))
    if current is None and node.mem_id in marks.open:
        return None
    if tag in ("select", "textarea"):
        return Region("", CONTROL, _selector(node))
    if current is not None and (current.destination or current.rule is not OUTSIDE):
        return current
    rule = chrome.read(tag, node.attributes)[1]
    if rule is not None:
        return Region("", rule, _selector(node))
    return current or Region("", OUTSIDE, _selector(node))


def _is_title(node: LexborNode, titles: frozenset[str]) -> bool:
    text = node.text(deep=True)
    return len(text) <= MAX_TITLE_CHARACTERS and fold(text) in titles


def _selector(node: LexborNode | None) -> str:
    """Return an element's tag, id and classes as a CSS selector."""
    if node is None:
        return ""
    attributes = node.attributes
    identity = attributes.get("id") or ""
    classes = (attributes.get("class") or "").split()[:4]
    name = (node.tag or "") + (f"#{identity}" if identity else "")
    return name + "".join(f".{css}" for css in classes)


def removed_regions(regions: Iterable[Region]) -> Iterator[Region]:
    """Yield the regions whose words go nowhere."""
    return (region for region in regions if not region.destination)
