"""Which of the candidate facts is taken, by stated precedence, and which others stood against it.

Takes `Facts`; gives for each field a choice with its rejected rivals. Pure; no page is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articlepress.page.dates import read_date
from articlepress.page.facts import Fact, Facts, PersonFact
from articlepress.page.names import folded_name
from articlepress.urls import host

DATE_SOURCES = (
    "json-ld", "opengraph", "microdata", "meta", "time", "text", "line", "url", "far-microdata",
    "far-time", "far-text", "label", "script",
)  # fmt: skip
"""Sources of dates, most trusted first."""
PEOPLE_SOURCES = (
    "json-ld", "meta", "byline", "microdata", "by-line", "opengraph", "byline-part", "link",
    "name-line", "text", "aside",
)  # fmt: skip
"""Sources of authors, most trusted first."""

_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›‹:/~*✩]+\s+|\s*[|｜»«]\s*|:\s+")
MIN_TITLE_LIKENESS = 0.4
"""Share of words the shown headline has in common with the data's title, at least."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field's value, the fact it was read from, and the facts that said something else."""

    value: str = ""
    fact: Fact | None = None
    rejected: tuple[Fact, ...] = ()


def choose_title(facts: Facts) -> Choice:
    """Return the title without the site's name: as shown, as the data says, or as `<title>`.

    A headline that is the data's title with a kicker before it gives way to that.
    """
    sites = site_names(facts)
    order = [
        Fact(fact.field, value, fact.source, fact.selector)
        for field in ("shown_title", "headline", "title")
        for fact in facts.of(field)
        if (value := _plain(fact.value))
    ]
    others = [fact.value for fact in order]
    cleaned = [
        Fact(fact.field, value, fact.source, fact.selector)
        for fact in order
        if (value := strip_site(fact.value, sites, others))
    ]
    if not cleaned:
        return Choice()
    best = _best_title(cleaned, sites)
    if best.field != "shown_title":
        best = Fact(best.field, _without_tail(best.value), best.source, best.selector)
    rejected = {folded_name(f.value): f for f in reversed(cleaned)}
    rejected.pop(folded_name(best.value), None)
    return Choice(best.value, best, tuple(reversed(rejected.values())))


def kicker_of(facts: Facts, title: str) -> str:
    """Return the line the headline shows before the title, or an empty string."""
    for fact in facts.of("shown_title"):
        shown = _plain(fact.value)
        before = shown[: -len(title)].strip(" :–—-|/") if shown.endswith(title) else ""
        if title and before and len(before) <= MAX_KICKER and not read_date(before):
            return before
    return ""


MAX_KICKER = 60
"""Characters of the longest kicker measured."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def _plain(title: str) -> str:
    return " ".join(html.unescape(_INVISIBLE.sub("", title)).split())


def _best_title(titles: list[Fact], sites: frozenset[str]) -> Fact:
    shown = [fact for fact in titles if fact.field == "shown_title"]
    data = [fact for fact in titles if fact.field != "shown_title"]
    if not shown or not data:
        return titles[0]
    alike = max(_likeness(shown[0].value, fact.value) for fact in data)
    if alike < MIN_TITLE_LIKENESS or folded_name(shown[0].value) in sites:
        return data[0]
    wholes = {folded_name(fact.value) for fact in shown}
    for fact in data:
        folded = folded_name(fact.value)
        if folded in wholes or fact.field != "headline" or len(folded) < MIN_INNER_TITLE:
            continue
        if any(whole.endswith(folded) for whole in wholes):
            return fact
    stated = {folded_name(fact.value) for fact in data}
    return next((fact for fact in shown if folded_name(fact.value) in stated), shown[0])


MIN_INNER_TITLE = 12
"""Letters from which a title inside a longer headline is believed."""
_BAR = re.compile(r"\s+[|｜]\s+")


def _without_tail(title: str) -> str:
    """Return a title that no headline confirms without the short pieces behind its bars."""
    first, *rest = _BAR.split(title)
    if rest and len(first.split()) >= 2 and all(len(p.split()) <= 6 for p in rest):
        return first
    return title


def site_names(facts: Facts) -> frozenset[str]:
    """Return the names the site goes by, folded: as stated and as its address spells it."""
    names = {folded_name(fact.value) for fact in facts.of("site")}
    for fact in facts.of("address"):
        if name := host(fact.value):
            names |= {folded_name(name), name.split(".")[0], folded_name(name).replace(" ", "")}
    return frozenset(filter(None, names))


def strip_site(title: str, sites: frozenset[str], others: Sequence[str]) -> str:
    """Return a title without the site's name before or after it.

    A piece goes when it is one of the site's names, or when the rest is exactly what another
    source gives as the title.
    """
    title = " ".join(title.split())
    folded_others = {folded_name(other) for other in others if other != title}
    while True:
        cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(title)]
        for start, end in (*reversed(cuts), *cuts):
            left, right = title[:start].strip(), title[end:].strip()
            if not left or not right:
                continue
            if _is_site(right, sites) or (
                folded_name(left) in folded_others and len(left) > len(right)
            ):
                title = left
                break
            if _is_site(left, sites):
                title = right
                break
        else:
            return title


def title_ends(title: str) -> Iterator[str]:
    """Yield the pieces that a title ends and begins with, cut where it may name its site."""
    title = " ".join(title.split())
    cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(title)]
    yield from filter(None, (title[end:].strip() for _, end in reversed(cuts)))
    yield from filter(None, (title[:start].strip() for start, _ in cuts))


def _is_site(piece: str, sites: frozenset[str]) -> bool:
    folded = folded_name(piece)
    return folded in sites or folded.replace(" ", "") in sites


def _likeness(one: str, other: str) -> float:
    first, second = set(folded_name(one).split()), set(folded_name(other).split())
    shared = len(first & second)
    return shared / max(1, min(len(first), len(second)))


def choose_people(facts: Facts) -> tuple[PersonFact, ...]:
    """Return the authors, each with what all sources say about that name.

    Persons come before organisations and the site itself, full names before accounts, then sources
    by trust. A byline that names more than the chosen source, these included, is the fuller one.
    """
    sites = site_names(facts)
    groups = [
        _unique(person for person in facts.people if person.source == source)
        for source in PEOPLE_SOURCES
    ]
    real = [
        [p for p in group if not p.organization and folded_name(p.name) not in sites]
        for group in groups
    ]
    for group in (*filter(_are_full, real), *real, *(group[:1] for group in groups)):
        if group:
            return tuple(_merged(person, facts.people) for person in _fuller(facts, group))
    return ()


def _are_full(group: list[PersonFact]) -> bool:
    return any(" " in person.name or not person.name.isascii() for person in group)


def _fuller(facts: Facts, group: list[PersonFact]) -> list[PersonFact]:
    """Return the people of one byline that names all of a group and more, else the group."""
    names = {folded_name(person.name) for person in group}
    lines: dict[str, list[PersonFact]] = {}
    for person in facts.people:
        if person.source in ONE_LINE_SOURCES:
            lines.setdefault(f"{person.source} {person.selector}", []).append(person)
    for line in lines.values():
        people = _unique(line)
        if not len(group) < len(people) <= MAX_AUTHORS_IN_LINE:
            continue
        if names <= {folded_name(person.name) for person in people}:
            return people
    return group


MAX_AUTHORS_IN_LINE = 8
ONE_LINE_SOURCES = ("byline", "by-line")
"""Sources whose names stood in one line or element with little else."""


def _unique(people: Iterable[PersonFact]) -> list[PersonFact]:
    by_name: dict[str, PersonFact] = {}
    for person in people:
        by_name.setdefault(folded_name(person.name), person)
    return list(by_name.values())


def _merged(person: PersonFact, everyone: Iterable[PersonFact]) -> PersonFact:
    """Return the person with the empty fields filled from others of the same name."""
    same = [p for p in everyone if folded_name(p.name) == folded_name(person.name)]

    def first(values: Iterable[str]) -> str:
        return next((value for value in values if value), "")

    return PersonFact(
        person.name,
        person.source,
        person.selector,
        person.role,
        description=first(p.description for p in (person, *same)),
        url=first(p.url for p in (person, *same)),
        image=first(p.image for p in (person, *same)),
        email=first(p.email for p in (person, *same)),
        profiles=person.profiles or next((p.profiles for p in same if p.profiles), ()),
        organization=person.organization,
    )


def choose_date(facts: Facts, field: str) -> Choice:
    """Return the date of a field (`published`, `updated`) in ISO form.

    A page that states only when it was changed was published then, as far as anyone can tell.
    """
    dated = _dated(facts, field)
    if not dated and field == "published":
        dated = _dated(facts, "created") or _dated(facts, "updated")
    if not dated:
        return Choice()
    best = dated[0]
    rejected = tuple(fact for fact in dated if fact.value[:10] != best.value[:10])
    return Choice(best.value, best, rejected)


def _dated(facts: Facts, field: str) -> list[Fact]:
    """Return the field's facts that hold a date, in ISO form, most trusted first."""
    language = facts.first("language")
    dated = [
        (DATE_SOURCES.index(fact.source), place, Fact(field, when, fact.source, fact.selector))
        for place, fact in enumerate(facts.of(field))
        if fact.source in DATE_SOURCES and (when := read_date(fact.value, language))
    ]
    return [row[2] for row in sorted(dated, key=lambda row: row[:2])]
