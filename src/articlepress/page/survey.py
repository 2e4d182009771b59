"""The page's marked elements, gathered once for facts and credits alike.

Takes a page and its outline; gives metas, links, data scripts, times, headings and the elements
whose class, id or schema.org property names a byline or a date, in document order. Judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Element, Outline
from articlepress.page.marks import marks_of, telling_words
from articlepress.page.parse import Page

Attributes: TypeAlias = Mapping[str, str | None]

_DATA = "meta,link[rel],script[type],title,html"
_PROPERTIES = "[itemprop],[rel=author],[rel~=license],[rel~=tag],[datetime]"
_READ_CHROME = frozenset(
    ("chrome/byline", "chrome/page-footer", "chrome/tags", "chrome/advertisement")
)
"""Chrome in which a byline or a date of the article may stand; its headline may in any."""
_TELLING_TAGS = frozenset(("h1", "h2", "h3", "time"))
_WORD_SEAM = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Marked:
    """An element with its attributes and its place among the named elements of the page."""

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


def survey(page: Page, flat: Outline) -> Survey:
    """Return the page's marked elements; `flat` is the outline that the body was found in."""
    found = Survey(source=page.html)
    for node in page.tree.css(_DATA):
        _take_data(found, node, node.tag or "", node.attributes)
    seen: set[int] = set()
    for place, node in _telling(page, flat):
        identity = node.mem_id
        if identity not in seen:
            seen.add(identity)
            _take_named(found, node, place)
    return found


def _take_data(found: Survey, node: LexborNode, tag: str, attributes: Attributes) -> None:
    if tag == "meta":
        found.metas.append(attributes)
    elif tag == "link":
        found.links.append(attributes)
    elif tag == "script":
        if "ld+json" in (attributes.get("type") or "").lower():
            found.scripts.append(node.text(deep=True))
    elif tag == "html":
        found.html = attributes
    elif not found.title:  # an <svg> has titles of its own
        found.title = " ".join(node.text(deep=True).split())


def _telling(page: Page, flat: Outline) -> list[tuple[int, LexborNode]]:
    """Return the elements that may name a byline or a date, and headings, each with its place.

    The outline knows every element's names, so that few elements are asked for their attributes.
    """
    telling = telling_words()
    places: list[int] = []
    rows: list[tuple[int, LexborNode]] = []
    place = 0
    for element in flat.elements:
        if element.names:
            place += 1
        places.append(place)
        if element.rule is not None and element.first == element.end:
            inside = element.node.css(_inside(element))
            rows += [(place + number, node) for number, node in enumerate((element.node, *inside))]
            place += len(inside)
        elif element.tag in _TELLING_TAGS or not telling.isdisjoint(element.names):
            rows.append((place, element.node))
    if described := page.tree.css(_PROPERTIES):
        known = {e.node.mem_id: place for place, e in zip(places, flat.elements, strict=True)}
        rows += [(_place_of(node, known), node) for node in described]
        rows.sort(key=lambda row: row[0])
    return rows


def _inside(chrome: Element) -> str:
    """Return a selector for what may tell of the article in an element the outline left out."""
    if chrome.rule is None or chrome.rule.name not in _READ_CHROME:
        return "h1,h2,h3"
    # The foot of the page names the author at most, by a link.
    return "a[class],h1,h2,h3" if chrome.tag == "footer" else "[class],[id],time,h1,h2,h3"


def _place_of(node: LexborNode, known: Mapping[int, int]) -> int:
    """Return the place of the nearest element around a node that the outline holds."""
    current: LexborNode | None = node
    for _ in range(MAX_CLIMB):
        if current is None:
            break
        place = known.get(current.mem_id)
        if place is not None:
            return place
        current = current.parent
    return 0


MAX_CLIMB = 60
"""Ancestors looked at; deeper nesting is no layout."""
_RELATIONS = frozenset(("license", "tag"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_UNREAD_TAGS = frozenset(
    ("body", "input", "form", "img", "svg", "button", "select", "link", "script", "html", "title")
)


def _take_named(found: Survey, node: LexborNode, place: int) -> None:
    tag = node.tag or ""
    if tag in _UNREAD_TAGS:
        return
    attributes = node.attributes
    get = attributes.get
    prop = get("itemprop") or ""
    relation = get("rel") or ""
    marks = marks_of(get("class") or "", get("id") or "", prop, relation)
    marked = Marked(node, tag, attributes, place)
    if tag == "a" and relation and not _RELATIONS.isdisjoint(relation.split()):
        found.related.append(marked)
    if tag in _HEADINGS:
        found.headings.append(marked)
    if marks.byline:
        found.bylines.append((marked, marks.byline))
    # Scripts define elements of their own for dates: <relative-time>.
    if marks.date or tag == "time" or ("datetime" in attributes and "-" in tag):
        found.dates.append((marked, marks.date))
    if prop in ("headline", "name headline"):
        found.headlines.append(marked)


@lru_cache(maxsize=8192)
def words_of(value: str) -> tuple[str, ...]:
    """Return the lower-case words of a class or id: `Post__bodyText` gives post, body, text."""
    return tuple(word.lower() for word in _WORD_SEAM.split(value) if len(word) > 1)
