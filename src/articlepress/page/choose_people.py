"""Who of the people a page names wrote the article, by stated precedence.

Takes `Facts`; gives the authors, each with what all sources say about that name. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile

from articlepress.page.choose import is_site, site_names
from articlepress.page.facts import STATED_SOURCES, Facts, PersonFact
from articlepress.page.name_words import is_desk, is_institution
from articlepress.page.names import folded_name

PEOPLE_SOURCES = (
    "json-ld", "meta", "byline", "microdata", "by-line", "opengraph", "byline-part", "link",
    "name-line", "late-by-line", "text", "aside", "label", "signature",
)  # fmt: skip
"""Sources of authors, most trusted first."""
NEAR_WEAK_SOURCES = ("link", "name-line")
WEAK_SOURCES = (*NEAR_WEAK_SOURCES, "late-by-line", "text", "aside", "label", "signature")
"""Sources that name somebody who may be another than the author."""


def choose_people(facts: Facts) -> tuple[PersonFact, ...]:
    """Return the authors, each with what all sources say about that name.

    Persons come before organisations and the site itself, full names before accounts, then sources
    by trust. A byline that names more than the chosen source, these included, is the fuller one.
    """
    if stated := [person for person in facts.people if person.source in STATED_SOURCES]:
        return tuple(_merged(person, facts.people) for person in _unique(stated))
    sites = site_names(facts)
    named_by: dict[str, list[PersonFact]] = {source: [] for source in PEOPLE_SOURCES}
    for person in facts.people:
        named_by.setdefault(person.source, []).append(person)
    groups = {source: _unique(named_by[source]) for source in PEOPLE_SOURCES}
    real = {
        source: [person for person in group if is_person(person, sites)]
        for source, group in groups.items()
    }
    sure = [real[source] for source in PEOPLE_SOURCES if source not in WEAK_SOURCES]
    rest = [real[source] for source in _weak_sources(groups) if len(real[source]) <= MAX_ELSEWHERE]
    for group in (*filter(_are_full, sure), *sure, *filter(_are_full, rest), *rest):
        if group:
            chosen = _fuller(facts, _agreed(group, sure), sites)
            named = _unique(_in_full(person, facts.people) for person in chosen)
            return tuple(_merged(person, facts.people) for person in _without_parts(named))
    offered = [g for source, g in groups.items() if g and source not in WEAK_SOURCES]
    # "By Associated Press" says more than that the page is the site's.
    others = (g for g in offered if not is_site(g[0].name, sites))
    signed = next(others, offered[0] if offered else [])
    return tuple(_merged(person, facts.people) for person in signed[:1])


MAX_ELSEWHERE = 3
"""People named far from the headline, at most; more of them are a listing."""


def _weak_sources(groups: Mapping[str, list[PersonFact]]) -> tuple[str, ...]:
    """Return the weak sources to be asked: none far from the headline where a byline stands by it,
    though it be the site's own."""
    signed = any(groups[source] for source in ONE_LINE_SOURCES)
    return NEAR_WEAK_SOURCES if signed else WEAK_SOURCES


def _in_full(person: PersonFact, everyone: Iterable[PersonFact]) -> PersonFact:
    """Return a person of whom only the first name is given with the whole name, where the page
    knows it: by another source, or by how the data's description of that person begins."""
    first = person.name
    if not first.isalpha() or first.isupper() or not first[0].isupper():
        return person
    others = tuple(everyone)
    longer = (p.name for p in others if p.name.startswith(f"{first} "))
    whole = next((name for name in longer if name.split().count(first) == 1), "")
    for other in others:
        if not whole and other.name == first and other.description.startswith(f"{first} "):
            begun = list(takewhile(_is_surname, other.description.split()[1:4]))
            whole = " ".join((first, *begun)) if first not in begun else ""
    return replace(person, name=whole) if " " in whole else person


def _without_parts(people: list[PersonFact]) -> list[PersonFact]:
    """Return the people without the surname of one of them alone, as of a name in two links."""
    surnames = {person.name.rpartition(" ")[2] for person in people if " " in person.name}
    return [person for person in people if person.name not in surnames]


def _is_surname(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and not word.isupper()


def _agreed(group: list[PersonFact], groups: list[list[PersonFact]]) -> list[PersonFact]:
    """Return the people whom most sources name, where one source alone names a group."""
    named = [frozenset(folded_name(person.name) for person in people) for people in groups]
    chosen = frozenset(folded_name(person.name) for person in group)
    if sum(not chosen.isdisjoint(other) for other in named) > 1:
        return group
    most = (people for people, other in zip(groups, named, strict=True) if named.count(other) > 2)
    return next(filter(None, most), group)


def is_person(person: PersonFact, sites: frozenset[str]) -> bool:
    """Tell whether a name on offer is a person's: no company's, newsroom's or site's."""
    name = person.name
    return not (
        person.organization or is_desk(name) or is_institution(name) or is_site(name, sites)
    )


def _are_full(group: list[PersonFact]) -> bool:
    return any(" " in person.name or not person.name.isascii() for person in group)


def _fuller(facts: Facts, group: list[PersonFact], sites: frozenset[str]) -> list[PersonFact]:
    """Return the people of one byline that names all of a group and more, else the group."""
    names = {folded_name(person.name) for person in group}
    lines: dict[str, list[PersonFact]] = {}
    for person in facts.people:
        if person.source in LISTING_SOURCES and is_person(person, sites):
            key = f"{person.source} {person.place} {person.selector}"
            lines.setdefault(key, []).append(person)
    for line in lines.values():
        people = _unique(line)
        if not len(group) < len(people) <= MAX_AUTHORS_IN_LINE:
            continue
        named = {folded_name(person.name) for person in people}
        if names <= named and all(" " in name or not name.isascii() for name in named - names):
            return people
    return group


MAX_AUTHORS_IN_LINE = 8
ONE_LINE_SOURCES = ("byline", "by-line")
"""Sources whose names stood in one line or element by the headline with little else."""
LISTING_SOURCES = (*ONE_LINE_SOURCES, "link", "meta")
"""Sources that name the authors of one article together."""


def _unique(people: Iterable[PersonFact]) -> list[PersonFact]:
    by_name: dict[str, PersonFact] = {}
    for person in people:
        key = folded_name(person.name).replace(" ", "")
        # An account (`annsmith`) and the name it stands for are one person.
        if key not in by_name or (" " in person.name and " " not in by_name[key].name):
            by_name[key] = person
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
