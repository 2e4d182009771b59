"""An email's HTML as a flat run of tags and texts with their lines, whatever the HTML.

A tokenizer of its own rather than a parser: a parser repairs what a linter must see, and knows no
lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

MAX_CHARACTERS = 4_000_000
"""Longest document looked at; mail above it is refused by most servers."""

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<![^<>]*>|<(/?)([a-zA-Z][^\s/<>]*+)((?:\"[^\"]*\"|'[^']*'|[^'\"<>])*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s=\"'<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.DOTALL
)
_RAW_TEXT = frozenset({"style", "script", "title", "textarea", "noembed", "xmp"})
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, with the text directly after it for `style`, `script` and `title`."""

    name: str
    attributes: dict[str, str]
    start: int
    """Character of the document where it begins."""
    number: int
    """Position in the run of tokens."""
    raw: str = ""

    def get(self, name: str) -> str:
        """Return an attribute's value, empty where it is missing."""
        return self.attributes.get(name, "")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text that is not blank, entities decoded."""

    text: str
    start: int
    number: int


@dataclass(frozen=True, slots=True)
class EndTag:
    """An end tag."""

    name: str
    number: int


@dataclass(eq=False)
class Document:
    """A tokenized document. `by_name` holds its start tags in order."""

    html: str
    tokens: list[Tag | Words | EndTag] = field(default_factory=list)
    by_name: dict[str, list[Tag]] = field(default_factory=dict)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.html))]

    def line(self, position: int) -> int:
        """Return the line (from 1) of a character."""
        return bisect_right(self._line_starts, position)

    def all(self, *names: str) -> list[Tag]:
        """Return the start tags of these names, in the document's order for one name."""
        return [tag for name in names for tag in self.by_name.get(name, ())]

    def first(self, name: str) -> Tag | None:
        return next(iter(self.by_name.get(name, ())), None)

    @cached_property
    def tags(self) -> list[Tag]:
        return [token for token in self.tokens if isinstance(token, Tag)]

    def inside(self, tag: Tag) -> list[Tag | Words | EndTag]:
        """Return the tokens between a start tag and its end tag, at most 5,000 of them."""
        if tag.name in VOID:
            return []
        depth = 1
        for number in range(tag.number + 1, min(len(self.tokens), tag.number + 5_000)):
            token = self.tokens[number]
            if isinstance(token, Tag) and token.name == tag.name:
                depth += 1
            elif isinstance(token, EndTag) and token.name == tag.name:
                depth -= 1
                if depth == 0:
                    return self.tokens[tag.number + 1 : number]
        return self.tokens[tag.number + 1 : tag.number + 5_000]

    def text_of(self, tag: Tag) -> str:
        """Return the words inside a tag, on one line."""
        if tag.raw:
            return " ".join(unescape(tag.raw).split())
        found = [token.text for token in self.inside(tag) if isinstance(token, Words)]
        return " ".join(" ".join(found).split())


def tokenize(html: str) -> Document:
    """Return the document's tags and texts; what stands in comments is left out."""
    html = html[:MAX_CHARACTERS]
    document = Document(html)
    position = 0
    # Without a `>` ahead no tag can end; looking on would cost the square of the length.
    last = html.rfind(">")
    while position <= last:
        found = _TOKEN.search(html, position)
        if found is None:
            break
        _add_words(document, html[position : found.start()], position)
        position = found.end()
        if found[2] is not None:
            position = _add_tag(document, found, position)
    _add_words(document, html[position:], position)
    return document


def _add_words(document: Document, text: str, start: int) -> None:
    if text and not text.isspace():
        words = unescape(text) if "&" in text else text
        document.tokens.append(Words(words, start, len(document.tokens)))


def _add_tag(document: Document, found: re.Match[str], position: int) -> int:
    """Add a tag and return where reading goes on: after the raw text of `style` and its like."""
    name = found[2].lower()
    number = len(document.tokens)
    if found[1]:
        document.tokens.append(EndTag(name, number))
        return position
    raw = ""
    if name in _RAW_TEXT:
        end = re.compile(rf"</{name}", re.IGNORECASE).search(document.html, position)
        stop = end.start() if end else len(document.html)
        raw = document.html[position:stop]
        position = stop
    tag = Tag(name, _attributes(found[3]), found.start(), number, raw)
    document.tokens.append(tag)
    document.by_name.setdefault(name, []).append(tag)
    return position


def _attributes(text: str) -> dict[str, str]:
    if not text or text.isspace():
        return {}
    out: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        out.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return out
