"""Names in bylines: marked elements, "By …" lines and author links near the headline.

Which elements are bylines is data (`rules/byline.toml`). Nearness to the headline decides between
several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.names import cut_byline, read_names, starts_byline
from articlepress.page.survey import Marked, Survey

MAX_LINE = 250
"""Characters of a byline with its date; longer text is an article."""
MAX_BY_LINE = 120
"""Characters of a line that begins with "By" and is no sentence."""

_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|by|contributors?|columnists?|writers?|people|person|"
    r"profile|staff|journalists?|redacteur|redakteur|team|experts?|bio|byline)s?/[^/?#]{2,60}/?$"
)


def people_shown(
    found: Survey, place: Place, below: Sequence[str], above: Sequence[str]
) -> Iterator[PersonFact]:
    """Yield the names the page shows as authors, those nearest below the headline first."""
    for marked, rule in sorted(found.bylines, key=lambda row: place.distance(row[0])):
        if place.scope.holds(marked.node):
            yield from _in_element(marked, rule, place)
    for text in (*below, *above):
        if len(text) <= MAX_BY_LINE and starts_byline(text):
            for name in read_names(cut_byline(text), strict=True):
                yield PersonFact(name, "by-line")
    yield from _linked(place)


def _in_element(marked: Marked, rule: str, place: Place) -> Iterator[PersonFact]:
    selector = marked.selector
    prop = marked.attributes.get("itemprop") or ""
    if "content" in marked.attributes and prop:
        for name in read_names(marked.attributes["content"] or ""):
            yield PersonFact(name, "microdata", selector)
        return
    text = marked.node.text(deep=True, separator="\n").strip()
    if not text or len(text) > MAX_LINE:
        return
    if rule == "byline/entry-meta":
        line = " ".join(text.split())
        if not starts_byline(line, anywhere=True):
            return
        text = cut_byline(line)
    else:
        text = "\n".join(cut_byline(line) for line in text.splitlines())
    names = read_names(text, strict=rule != "byline/rel-author")
    whole = len(names) == 1 and len(text) <= len(names[0]) + 12
    near = place.is_near(marked)
    source = ("byline" if whole else "byline-part") if near else "text"
    if prop and whole:
        source = "microdata"
    href = marked.attributes.get("href") or ""
    for name in names:
        yield PersonFact(name, source, selector, url=href if len(names) == 1 else "")


def _linked(place: Place) -> Iterator[PersonFact]:
    """Yield the texts of links to an author's page beside the headline."""
    if place.headline is None:
        return
    around = place.headline.node.parent
    for _ in range(3):
        if around is None or around.tag in ("body", "html"):
            return
        for link in around.css("a[href]"):
            href = link.attributes.get("href") or ""
            if _AUTHOR_ADDRESS.search(href.split("?")[0]) and place.scope.holds(link):
                for name in read_names(link.text(deep=True, separator="\n"), strict=True):
                    yield PersonFact(name, "link", "a[href]", url=href)
                    return
        around = around.parent
