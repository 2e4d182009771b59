"""Facts from the page's visible text: headline, byline and dates as newsrooms mark them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from articlepress.page.blocks import Outline
from articlepress.page.bylines import people_hidden, people_shown
from articlepress.page.datelines import dates_begun_with, dates_hidden, dates_shown, day_alone
from articlepress.page.facts import Fact, Facts
from articlepress.page.headline import Place, find_place
from articlepress.page.headline_text import part_headline
from articlepress.page.nearby import lines_after, lines_before
from articlepress.page.survey import Survey

LINES_BELOW = 14
"""Lines below the headline in which byline and date stand on the measured pages."""
LINES_ABOVE = 5


def text_facts(found: Survey, flat: Outline, known: Sequence[Fact], named: bool = False) -> Facts:
    """Return what the page's visible text says.

    `known` holds the titles of the page's data and the language its text tells; `named` says
    whether that data names an author.
    """
    titles = [fact.value for fact in known if fact.field in ("headline", "title")]
    told = (fact.value for fact in known if fact.field == "language" and fact.source == "text")
    language = next(told, found.html.get("lang") or "")
    address = next((fact.value for fact in known if fact.field == "address"), "")
    place = find_place(found, titles, flat, language, address)
    below: list[str] = []
    above: list[str] = []
    if place.headline:
        node = place.headline.node
        below = list(lines_after(node, LINES_BELOW))
        above = list(lines_before(node, LINES_ABOVE))
    facts = [*_headlines(found, place), *dates_shown(found, place, below, above)]
    facts += _related(found, place, {fact.field for fact in known})
    if not any(fact.field in ("published", "updated") for fact in (*known, *facts)):
        hidden = tuple(dates_hidden(found.source, place.language))
        first = below or [block.text for block in flat.blocks[:LINES_BELOW]]
        facts += hidden or tuple(dates_begun_with(found, titles, first)) or day_alone(flat, place)
    if place.headline and "<th" in found.source:
        below = list(lines_after(place.headline.node, LINES_BELOW, records=False))
    people = tuple(people_shown(found, place, below, above))
    if not (people or named):
        people = tuple(people_hidden(found.source))
    return Facts(tuple(facts), people)


def _headlines(found: Survey, place: Place) -> Iterator[Fact]:
    if place.headline:
        node = place.headline.node
        for separator in ("", " "):
            text, kicker = part_headline(node, separator)
            yield Fact("shown_title", text, "text", place.headline.selector)
            if kicker and not separator:
                yield Fact("kicker", kicker, "text", place.headline.selector)
    for marked in found.headlines:
        yield Fact("headline", marked.value, "microdata", marked.selector)


def _related(found: Survey, place: Place, known: Set[str]) -> Iterator[Fact]:
    """Yield what links say they lead to: the licence, and the tags and section of WordPress."""
    for marked in found.related:
        relations = (marked.attributes.get("rel") or "").split()
        selector = f"a[rel='{' '.join(relations)}']"
        if "license" in relations:
            if "licence" not in known:
                yield Fact("licence", marked.attributes.get("href") or "", "link", selector)
            continue
        field = "section" if "category" in relations else "tag"
        text = " ".join(marked.node.text(deep=True).split())
        if field not in known and 0 < len(text) <= MAX_TAG and place.scope.holds(marked.node):
            yield Fact(field, text, "text", selector)


MAX_TAG = 60
"""Characters of the longest tag; longer link texts are headlines."""
