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

from articlepress.page.marks import marks_of
from articlepress.page.parse import Page

Attributes: TypeAlias = Mapping[str, str | None]

# One selector, since each further call would visit every node of the page again.
_MARKED = (
    "meta,link[rel],script[type],time,title,h1,h2,h3,[itemprop],[class],[id],[rel=author],[datetime],"
    "[rel~=license],[rel~=tag],html"
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
    headings: list[Marked] = field(default_factory=list)
    headlines: list[Marked] = field(default_factory=list)
    """Elements with `itemprop=headline`."""
    bylines: list[tuple[Marked, str]] = field(default_factory=list)
    """Elements that a rule calls a byline, and the rule's name."""
    dates: list[tuple[Marked, str]] = field(default_factory=list)
    """`<time>` and elements that a rule calls a date."""
    related: list[Marked] = field(default_factory=list)
    """Links with `rel=license` or `rel=tag`."""
    html: Attributes = field(default_factory=dict)
    title: str = ""
    """Text of `<title>`."""
    headline: Marked | None = None
    """The element that shows the article's title, once that is known."""
    source: str = field(default="", repr=False)
    """The page's markup."""

    def speaks_of(self, name: str) -> bool:
        """Tell whether the page shows a person's picture or says what the person does."""
        if f'alt="{name}' in self.source:
            return True
        at = self.source.find(name)
        while at >= 0:
            if _DOES.match(self.source, at + len(name)):
                return True
            at = self.source.find(name, at + 1)
        return False


_DOES = re.compile(r"(?:</\w+>)?\s+(?:is|was|has|ist|est|es|è)\s")


def survey(page: Page) -> Survey:
    """Return the page's marked elements."""
    found = Survey(source=page.html)
    last = 0
    for place, node in enumerate(page.tree.css(_MARKED)):
        # lexbor gives an element once for each selector of the list that it matches.
        identity = node.mem_id
        if identity == last:
            continue
        last = identity
        attributes = node.attributes
        get = attributes.get
        names = (get("class"), get("id"), get("itemprop"), get("rel"))
        tag = node.tag or ""
        if tag not in _DATA_TAGS:
            if _is_told_of(tag, *names) or _is_clock(tag, attributes):
                _take_named(found, node, tag, attributes, place)
        elif tag == "meta":
            found.metas.append(attributes)
            # <meta itemprop> is data of the item it stands in.
            if prop := attributes.get("itemprop"):
                _take_named(found, node, tag, {"itemprop": prop, **attributes}, place)
        elif tag == "link":
            found.links.append(attributes)
        elif tag == "script":
            if "ld+json" in (attributes.get("type") or "").lower():
                found.scripts.append(node.text(deep=True))
        elif tag == "html":
            found.html = attributes
        elif not found.title:  # an <svg> has titles of its own
            found.title = " ".join(node.text(deep=True).split())
    return found


_DATA_TAGS = frozenset(("meta", "link", "script", "html", "title"))
_RELATIONS = frozenset(("license", "tag"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_UNREAD_TAGS = frozenset(("body", "input", "form", "img", "svg", "button", "select"))


@lru_cache(maxsize=32_768)
def _is_told_of(
    tag: str, classes: str | None, identity: str | None, prop: str | None, relation: str | None
) -> bool:
    """Tell whether an element with these names is a heading, a time, a byline, a date or such.

    Most are none, and pages repeat few names many times.
    """
    if tag == "a" and relation and not _RELATIONS.isdisjoint(relation.split()):
        return True
    if tag in _UNREAD_TAGS:
        return False
    if tag == "time" or tag in _HEADINGS or prop:
        return True
    marks = marks_of(classes or "", identity or "", prop or "", relation or "")
    return bool(marks.byline or marks.date)


def _is_clock(tag: str, attributes: Attributes) -> bool:
    """Tell whether an element is one that scripts define for dates: `<relative-time>`."""
    return "datetime" in attributes and "-" in tag


def _take_named(
    found: Survey, node: LexborNode, tag: str, attributes: Attributes, place: int
) -> None:
    prop = attributes.get("itemprop") or ""
    marks = marks_of(
        attributes.get("class") or "", attributes.get("id") or "", prop, attributes.get("rel") or ""
    )
    if tag == "a" and not _RELATIONS.isdisjoint((attributes.get("rel") or "").split()):
        found.related.append(Marked(node, tag, attributes, place))
    if tag in _UNREAD_TAGS:
        return
    marked = Marked(node, tag, attributes, place)
    if tag in _HEADINGS:
        found.headings.append(marked)
    if marks.byline:
        found.bylines.append((marked, marks.byline))
    if marks.date or tag == "time" or _is_clock(tag, attributes):
        found.dates.append((marked, marks.date))
    if prop in ("headline", "name headline"):
        found.headlines.append(marked)


@lru_cache(maxsize=8192)
def words_of(value: str) -> tuple[str, ...]:
    """Return the lower-case words of a class or id: `Post__bodyText` gives post, body, text."""
    return tuple(word.lower() for word in _WORD_SEAM.split(value) if len(word) > 1)
