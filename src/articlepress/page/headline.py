"""Which element shows the article's title, and how far others stand from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from articlepress.page.names import folded_name
from articlepress.page.scope import Scope
from articlepress.page.survey import Marked, Survey

MAX_HEADLINE = 300
"""Characters of the longest headline; longer headings are text."""
NEAR = 40
"""Named elements between headline and byline on the measured pages, at most."""
MIN_LIKENESS = 0.5
"""Likeness to the data's titles from which a smaller heading is believed to be the headline."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the article begins on the page."""

    headline: Marked | None
    scope: Scope
    around: Scope
    """The same, footers and menus included."""
    language: str

    def distance(self, marked: Marked) -> int:
        """Return how far an element stands from the headline; above it counts three times."""
        start = self.headline.place if self.headline else 0
        return marked.place - start if marked.place >= start else 3 * (start - marked.place)

    def is_near(self, marked: Marked) -> bool:
        return self.distance(marked) <= NEAR


def find_place(found: Survey, titles: list[str], language: str) -> Place:
    """Return where the article begins; `titles` are those of the page's data."""
    headline = find_headline(found, titles)
    found.headline = headline
    node = headline.node if headline else None
    around = Scope(node, frozenset(("form", "template")))
    return Place(headline, Scope(node), around, language)


def find_headline(found: Survey, titles: list[str]) -> Marked | None:
    """Return the element that shows the article's title: the heading most like the data's.

    Many themes set the site's name as the only `h1`, so likeness weighs more than the tag.
    """
    # Most of the data's titles are one title: likeness to each is weighed once.
    wanted = {frozenset(folded_name(title).split()) for title in titles if title}
    best: tuple[float, Marked] | None = None
    for heading in found.headings:
        text = heading.node.text(deep=True).strip()
        if not text or len(text) > MAX_HEADLINE:
            continue
        words = set(folded_name(text).split())
        score = max((_likeness(words, title) for title in wanted), default=0.0)
        score += TAG_POINTS.get(heading.tag, 0.0)
        if best is not None and score <= best[0] + 0.01:
            continue
        score -= HOME_LINK_POINTS * _links_home(heading)
        if best is None or score > best[0] + 0.01:
            best = (score, heading)
    if best and (best[0] >= MIN_LIKENESS or best[1].tag == "h1"):
        return best[1]
    return None


TAG_POINTS = {"h1": 0.3, "h2": 0.1}
HOME_LINK_POINTS = 0.5
"""A heading that links to the site's first page is the site's name."""


def _links_home(heading: Marked) -> bool:
    link = heading.node.css_first("a[href]")
    return link is not None and leads_home(link)


def leads_home(link: LexborNode) -> bool:
    """Tell whether a link leads to a site's first page."""
    address = (link.attributes.get("href") or "").strip()
    return bool(address and _HOME.fullmatch(address))


_HOME = re.compile(r"(?:https?:)?(?://[^/]+)?/?(?:index\.\w+)?|\./")


def _likeness(words: set[str], title: frozenset[str]) -> float:
    """Return how much of the heading stands in the title and how much of the title in it."""
    if not words or not title:
        return 0.0
    shared = len(words & title)
    return shared / len(words) * 0.45 + shared / len(title) * 0.55
