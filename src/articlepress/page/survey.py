"""The page's marked elements, gathered in one pass of the parser for facts and credits alike.

Takes a page; gives metas, links, data scripts, times, headings and every element with a class, an
id or a schema.org property, in document order. Judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.page.parse import Page

Attributes: TypeAlias = Mapping[str, str | None]

# One selector, since each further call would visit every node of the page again.
_MARKED = (
    "meta,link[rel],script[type],time,title,h1,h2,h3,[itemprop],[class],[id],[rel=author],html"
)
_WORD_SEAM = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Marked:
    """An element with its attributes and its place among the marked elements of the page."""

    node: LexborNode
    tag: str
    attributes: Attributes
    place: int

    @property
    def selector(self) -> str:
        """The element as a CSS selector: tag, id, first classes."""
        identity = self.attributes.get("id")
        classes = (self.attributes.get("class") or "").split()[:2]
        return self.tag + (f"#{identity}" if identity else "") + "".join(f".{c}" for c in classes)

    @property
    def value(self) -> str:
        """What the element says: its machine-readable attribute, else its text."""
        for attribute in ("content", "datetime"):
            if value := self.attributes.get(attribute):
                return value.strip()
        return " ".join(self.node.text(deep=True, separator=" ").split())


@dataclass(slots=True)
class Survey:
    """Marked elements by kind."""

    metas: list[Attributes] = field(default_factory=list)
    links: list[Attributes] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """Texts of the JSON-LD scripts."""
    times: list[Marked] = field(default_factory=list)
    headings: list[Marked] = field(default_factory=list)
    properties: list[Marked] = field(default_factory=list)
    """Elements with `itemprop`."""
    named: list[Marked] = field(default_factory=list)
    """Elements with a class, an id, `itemprop` or `rel`."""
    html: Attributes = field(default_factory=dict)
    title: str = ""
    """Text of `<title>`."""


def survey(page: Page) -> Survey:
    """Return the page's marked elements."""
    found = Survey()
    for place, node in enumerate(page.tree.css(_MARKED)):
        tag = node.tag or ""
        attributes = node.attributes
        match tag:
            case "meta":
                # <meta itemprop> is data of the item it stands in, so it is kept twice.
                found.metas.append(attributes)
                if "itemprop" in attributes:
                    found.properties.append(Marked(node, tag, attributes, place))
            case "link":
                found.links.append(attributes)
            case "script":
                if "ld+json" in (attributes.get("type") or "").lower():
                    found.scripts.append(node.text(deep=True))
            case "title":
                # An <svg> has titles of its own.
                if not found.title:
                    found.title = " ".join(node.text(deep=True).split())
            case "html":
                found.html = attributes
            case _:
                marked = Marked(node, tag, attributes, place)
                if tag == "time":
                    found.times.append(marked)
                elif tag in ("h1", "h2", "h3"):
                    found.headings.append(marked)
                if "itemprop" in attributes:
                    found.properties.append(marked)
                if len(attributes):
                    found.named.append(marked)
    return found


@lru_cache(maxsize=8192)
def words_of(value: str) -> tuple[str, ...]:
    """Return the lower-case words of a class or id: `Post__bodyText` gives post, body, text."""
    return tuple(word.lower() for word in _WORD_SEAM.split(value) if len(word) > 1)
