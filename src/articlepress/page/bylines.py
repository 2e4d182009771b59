"""Names in bylines: marked elements, "By …" lines and author links near the headline.

Which elements are bylines is data (`rules/byline.toml`). Nearness to the headline decides between
several: other articles' bylines stand far from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.names import (
    cut_byline,
    is_announcement,
    name_with_role,
    read_names,
    starts_byline,
)
from articlepress.page.survey import Marked, Survey

MAX_LINE = 250
"""Characters of a byline with its date; longer text is an article."""
MAX_SPARE = 10
"""Characters around each name ("Written by", a comma) in an element that is a byline only."""
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
    yield from _in_lines(below, found)
    yield from _in_lines(above[::-1], found)
    yield from _linked(place)
    for marked, rule in found.bylines:
        if rule == "byline/rel-author" and not place.scope.holds(marked.node):
            for name in read_names(marked.node.text(deep=True)):
                yield PersonFact(name, "aside", marked.selector)


def _in_lines(lines: Sequence[str], found: Survey) -> Iterator[PersonFact]:
    """Yield names of lines "By NAME", "NAME | Senior Writer | July 2", and below a lone "By"."""
    announced = False
    for text in lines:
        if len(text) > MAX_BY_LINE:
            announced = False
            continue
        if starts_byline(text) or announced:
            for name in read_names(cut_byline(text), strict=True):
                yield PersonFact(name, "by-line", text[:80])
        elif (name := name_with_role(text)) or (name := _named_alone(text, found)):
            yield PersonFact(name, "name-line", text[:80])
        announced = is_announcement(text)


def _named_alone(text: str, found: Survey) -> str:
    """Return the name a line consists of, where the page says elsewhere what that person does."""
    names = read_names(text, strict=True)
    if len(names) != 1 or names[0] != text or not 2 <= len(text.split()) <= 4:
        return ""
    return text if found.speaks_of(text) else ""


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
        line = " ".join(text.split())
        # One name may stand in two spans, two names in two lines.
        single = read_names(cut_byline(line), strict=True)
        if len(single) == 1 and len(single[0]) + MAX_SPARE >= len(line):
            text = single[0]
        else:
            text = "\n".join(cut_byline(line) for line in text.splitlines())
    is_link = "author" in (marked.attributes.get("rel") or "").split()
    names = read_names(text, strict=not is_link)
    whole = bool(names) and sum(len(name) + MAX_SPARE for name in names) >= len(text)
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
                names = read_names(link.text(deep=True, separator="\n"), strict=True)
                yield from (PersonFact(name, "link", "a[href]", url=href) for name in names)
                if names:
                    return
        around = around.parent
