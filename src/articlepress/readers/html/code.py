"""Listings: `<pre>` and the tables, gutters and spans that highlighters make of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.flow import Flow, Handler, attribute
from articlepress.readers.html.inlines import resolve_link
from articlepress.readers.html.tags import every, first

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?|brush|highlight-source|source|hljs)[-:\s]+([\w+#.-]+)"
)
_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|line-?_?num(?:ber)?s?|lineno[s]?|rouge-gutter|blob-num|ln|linenodiv"
    r"|hljs-ln-numbers|react-syntax-highlighter-line-number|crayon-nums?)(?:$|[\s_-])",
    re.I,
)
_NO_LANGUAGE = frozenset(
    ("none", "plain", "plaintext", "text", "txt", "nohighlight", "no-highlight", "default")
)
_INLINE_NAMES = """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var wbr td th
"""
_INLINE = frozenset(_INLINE_NAMES.split())
"""Elements that end no line of a listing; cells of one row stand on one line."""


def listing(flow: Flow, tag: Tag) -> None:
    """Read `<pre>`: its characters as they stand, without line numbers, and its links."""
    flow.flush()
    flow.anchor(tag)
    waiting, flow.anchors = flow.anchors, []
    block = code_block(flow, tag, language(tag), waiting)
    for child in every(tag, ("img",)):
        flow.context.handlers["img"](flow, child)
    flow.flush()
    if block.text.strip():
        flow.block(block)
    else:
        flow.anchors += waiting


def code_block(flow: Flow, tag: Tag, lang: str = "", idents: Iterable[str] = ()) -> n.CodeBlock:
    """Return a listing: breaks and blocks end its lines, gutters are left out, links kept.

    `idents` are of anchors at its start; those inside that links point to follow.
    """
    raw = _Raw(anchors=[(0, ident) for ident in idents])
    raw.collect(tag)
    trim = _Trim("".join(raw.parts))
    links: list[n.CodeLink] = []
    for start, end, href in sorted(raw.links, key=lambda link: link[0]):
        start, end = trim.place(start), trim.place(end)
        words = trim.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        # A link inside another, which only broken markup has, is the outer one's.
        if start == end or (links and start < links[-1].end):
            continue
        url = resolve_link(flow, href)
        if url:
            links.append(n.CodeLink(start, end, url))
    spent = flow.context.footnotes.spent
    anchors = (n.CodeAnchor(trim.place(at), i) for at, i in raw.anchors if i not in spent)
    return n.CodeBlock(trim.text, lang, tuple(links), tuple(anchors))


@dataclass(slots=True)
class _Raw:
    """A listing's characters as they stand in the page."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    """Characters of all parts."""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Where a link begins and ends among the characters, and its `href`."""
    anchors: list[tuple[int, str]] = field(default_factory=list)
    """Where an element with an id begins, and the id."""

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def end_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.add("\n")

    def collect(self, tag: Tag) -> None:
        for child in tag.contents:
            name: str | None = child.name  # type: ignore[attr-defined]
            if name is None:
                text = str(child).replace("\r\n", "\n").replace("\r", "\n")
                self.add(text.replace("\xa0", " "))
            elif name == "br":
                self.add("\n")
            elif name == "paragraph-break":
                self.end_line()
            elif not _is_gutter(attribute(child, "class")):  # type: ignore[arg-type]
                self._collect_element(child, name)  # type: ignore[arg-type]

    def _collect_element(self, tag: Tag, name: str) -> None:
        if name not in _INLINE:
            self.end_line()
        start = self.length
        if attribute(tag, "id"):
            self.anchors.append((start, attribute(tag, "id")))
        self.collect(tag)
        if name == "a" and attribute(tag, "href"):
            self.links.append((start, self.length, attribute(tag, "href")))
        if name not in _INLINE:
            self.add("\n")


class _Trim:
    """Text without white space at the ends of lines and without empty lines at its own ends."""

    def __init__(self, raw: str) -> None:
        lines = raw.split("\n")
        kept = [line.rstrip() for line in lines]
        self._lengths = [len(line) for line in kept]
        self._raw_starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._starts = list(accumulate((len(line) + 1 for line in kept), initial=0))
        first, end = 0, len(kept)
        while first < end and not kept[first]:
            first += 1
        while end > first and not kept[end - 1]:
            end -= 1
        self._cut = self._starts[first]
        self.text = "\n".join(kept[first:end])

    def place(self, raw_place: int) -> int:
        """Return where a place of the raw text is in the text; what was cut is its nearest end."""
        line = bisect_right(self._raw_starts, raw_place, hi=len(self._lengths)) - 1
        within = min(raw_place - self._raw_starts[line], self._lengths[line])
        return min(max(self._starts[line] + within - self._cut, 0), len(self.text))


@lru_cache(maxsize=1024)
def _is_gutter(css: str) -> bool:
    """Tell whether a class is that of line numbers; a highlighter writes few of them often."""
    return bool(css) and _GUTTER.search(css) is not None


def language(tag: Tag) -> str:
    """Return the language a listing's classes or attributes name, or an empty string."""
    code = first(tag, ("code",))
    places = [tag, code] if code is not None else [tag]
    parent = tag.parent
    if parent is not None and len(parent.contents) <= 3:
        places.append(parent)
    for place in places:
        for name in ("data-language", "data-lang", "lang-name"):
            if attribute(place, name):
                return _known(attribute(place, name))
        found = _LANGUAGE.search(attribute(place, "class"))
        if found:
            return _known(found[1])
    return ""


def _known(name: str) -> str:
    name = name.lower().strip(";")
    return "" if name in _NO_LANGUAGE else name


HANDLERS: dict[str, Handler] = {"pre": listing, "listing": listing, "xmp": listing}
"""Handlers by tag."""
