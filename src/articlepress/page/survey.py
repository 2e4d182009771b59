"""The page's marked elements, gathered once for facts and credits alike.

Takes a page and its outline; gives metas, links, data scripts, times, headings and the elements
whose class, id or schema.org property names a byline or a date, in document order. Judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Element, Outline
from articlepress.page.marks import UNMARKED, marks_of, telling_words
from articlepress.page.parse import Page

Attributes: TypeAlias = Mapping[str, str | None]

_READ = (
    "meta,link[rel],script[type],title,html,"
    "[itemprop],[rel=author],[rel~=license],[rel~=tag],[datetime]"
)
"""What is read of the page's data, and elements that describe the article, wherever they stand."""
_DATA_TAGS = frozenset(("meta", "link", "script", "title", "html"))
_DESCRIBING = frozenset(("itemprop", "rel", "datetime"))
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
        source = self.source
        at = source.find(name)
        while at >= 0:
            if source[max(0, at - len(_ALT)) : at] == _ALT or _DOES.match(source, at + len(name)):
                return True
            at = source.find(name, at + 1)
        return False

    def signs(self, name: str) -> bool:
        """Tell whether the page says elsewhere that a person wrote something.

        "By NAME" in text, title or data, or a link to an author's page with that text.
        """
        source = self.source
        at = source.find(name)
        for _ in range(MAX_MENTIONS):
            if at < 0:
                break
            before = source[max(0, at - SIGNED_SPAN) : at]
            if _BY_END.search(before) or _AUTHOR_LINK_END.search(before):
                return True
            at = source.find(name, at + 1)
        return False


MAX_MENTIONS = 300
"""Places looked at; a page that tells of its author does so in the first dozen."""
SIGNED_SPAN = 240
"""Characters of markup before a name in which a link to its bearer's page begins."""
_BY_END = re.compile(r"(?<![^\W_])(?:by|von|par|por|di|door|av|af)\s\Z", re.IGNORECASE)
_AUTHOR_LINK_END = re.compile(
    r"<a\s(?=[^<>]*(?:\brel=[\"']?author\b|/(?:author|autor|auteur|autore)e?s?/))[^<>]*>\s*\Z"
)
_ALT = 'alt="'
_DOES = re.compile(r"(?:</\w+>)?\s+(?:is|was|has|ist|est|es|è)\s")


def survey(page: Page, flat: Outline) -> Survey:
    """Return the page's marked elements; `flat` is the outline that the body was found in."""
    found = Survey(source=page.html)
    described: list[LexborNode] = []
    last = 0
    for node in page.tree.css(_READ):
        # An element comes as often as selectors match it.
        if last == (last := node.mem_id):
            continue
        tag = node.tag or ""
        if tag in _DATA_TAGS:
            attributes = node.attributes
            _take_data(found, node, tag, attributes)
            if tag != "meta" or _DESCRIBING.isdisjoint(attributes):
                continue
        described.append(node)
    seen: set[int] = set()
    for place, node in _telling(flat, described):
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


def _telling(flat: Outline, described: Iterable[LexborNode]) -> list[tuple[int, LexborNode]]:
    """Return the elements that may name a byline or a date, and headings, each with its place.

    The outline knows every element's names, so that few elements are asked for their attributes;
    those `described` by an attribute of their own come with them, in the page's order.
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
    # Most of these describe pictures, products and other articles.
    if read := [node for node in described if _told(node.tag or "", node.attributes)]:
        known = {e.node.mem_id: place for place, e in zip(places, flat.elements, strict=True)}
        rows += [(_place_of(node, known), node) for node in read]
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


class _Told(NamedTuple):
    """What an element is read for."""

    byline: str
    date: str | None
    """The rule that calls it a date, empty where its tag does; None of others."""
    is_related: bool
    is_headline: bool


def _told(tag: str, attributes: Attributes) -> _Told | None:
    """Return what an element is read for, or None where it tells of nothing; most do not."""
    get = attributes.get
    prop = get("itemprop") or ""
    relation = get("rel") or ""
    marks = marks_of(get("class") or "", get("id") or "", prop, relation)
    if marks is UNMARKED and tag not in _TELLING_TAGS and _DESCRIBING.isdisjoint(attributes):
        return None
    # Scripts define elements of their own for dates: <relative-time>.
    is_date = marks.date or tag == "time" or ("datetime" in attributes and "-" in tag)
    told = _Told(
        marks.byline,
        marks.date if is_date else None,
        tag == "a" and relation != "" and not _RELATIONS.isdisjoint(relation.split()),
        prop in ("headline", "name headline"),
    )
    return None if told == _NOTHING and tag not in _HEADINGS else told


_NOTHING = _Told("", None, False, False)


def _take_named(found: Survey, node: LexborNode, place: int) -> None:
    tag = node.tag or ""
    attributes = node.attributes
    told = _told(tag, attributes)
    if told is None or tag in _UNREAD_TAGS:
        return
    marked = Marked(node, tag, attributes, place)
    if told.is_related:
        found.related.append(marked)
    if tag in _HEADINGS:
        found.headings.append(marked)
    if told.byline:
        found.bylines.append((marked, told.byline))
    if told.date is not None:
        found.dates.append((marked, told.date))
    if told.is_headline:
        found.headlines.append(marked)


@lru_cache(maxsize=8192)
def words_of(value: str) -> tuple[str, ...]:
    """Return the lower-case words of a class or id: `Post__bodyText` gives post, body, text."""
    return tuple(word.lower() for word in _WORD_SEAM.split(value) if len(word) > 1)
