"""`authors.toml`: the columnists of a project, for pages that say too little of them.

    [[author]]
    name = "Ann Lee"
    aliases = ["A. Lee", "Ann K. Lee"]
    bio = "Ann Lee writes from [Bergen](https://example.org)."
    portrait = "portraits/ann.jpg"
    links = ["https://example.org/@ann"]

Takes the file; fills authors of an article with what their page leaves out, bio first. What comes
from here is marked so in the provenance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.metadata import Evidence, Person, Rejected
from articlepress.statements import place_of, read_person
from articlepress.tables import Table, read_table

FILE = "authors.toml"
SOURCE = "author-registry"
"""Source of the evidence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One columnist."""

    person: Person
    place: str
    """`authors.toml:12`."""
    assets: Mapping[str, AssetRef] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Registry:
    """The columnists by each of their names, folded."""

    entries: Mapping[str, Entry] = field(default_factory=dict, hash=False)
    name: str = FILE

    def find(self, name: str) -> Entry | None:
        """Return the columnist of that name or alias."""
        return self.entries.get(folded(name)) if self.entries and name else None


def read_authors(path: Path) -> Registry:
    """Return the registry in a file.

    Raises:
        ConfigError: broken syntax, an unknown key, a person without a name, or one name twice.
    """
    table = read_table(path)
    table.refuse_unknown(("author",))
    found: dict[str, Entry] = {}
    lines: dict[str, str] = {}
    for row in table.tables("author"):
        assets: dict[str, AssetRef] = {}
        person = read_person(row, assets, ("aliases",))
        entry = Entry(person, place_of(row, "name"), assets)
        for key, name in _names(row, person):
            known = found.setdefault(folded(name), entry)
            if known is not entry:
                message = f"{name!r} is the name of two authors"
                raise row.error(key, message, f"the other stands in {lines[folded(name)]}")
            lines[folded(name)] = row.place(key)
    return Registry(found, path.name)


def _names(row: Table, person: Person) -> list[tuple[str, str]]:
    return [("name", person.name), *(("aliases", alias) for alias in row.texts("aliases"))]


def folded(name: str) -> str:
    """Return a name without case, accents and points, as names of a page are compared."""
    from articlepress.page.names import folded_name  # imported here: loads the rules for names

    return folded_name(name)


def fill_authors(article: Article, registry: Registry, notes: Notes) -> Article:
    """Return the article with its authors' gaps filled; the same object when none was.

    A name that is an alias becomes the columnist's own. Bio, portrait and links of the page stay.
    """
    found = [registry.find(person.name) for person in article.metadata.authors]
    if not any(found):
        return article
    people: list[Person] = []
    facts = list(article.metadata.provenance.facts)
    assets = dict(article.assets)
    for person, entry in zip(article.metadata.authors, found, strict=True):
        filled = _known_as(entry.person, person) if entry else person
        people.append(filled)
        if entry is None or filled == person:
            continue
        if filled.bio != person.bio:
            facts.append(Evidence(f"bio:{filled.name}", SOURCE, entry.place))
            notes.info("AP310", f"the bio of {filled.name} was taken from {entry.place}")
        elif filled.name != person.name:
            facts = [_renamed(fact, person.name, filled.name) for fact in facts]
        if filled.name != person.name:
            rejected = (Rejected(person.name, "page"),)
            facts.append(Evidence("authors", SOURCE, entry.place, rejected))
        if filled.portrait and filled.portrait != person.portrait:
            filled = _with_portrait(filled, entry, assets)
            people[-1] = filled
    if tuple(people) == article.metadata.authors:
        return article
    provenance = replace(article.metadata.provenance, facts=tuple(facts))
    metadata = replace(article.metadata, authors=tuple(people), provenance=provenance)
    return replace(article, metadata=metadata, assets=assets)


def _known_as(known: Person, person: Person) -> Person:
    """Return a page's person with what the registry knows of them, and called as they are there."""
    return replace(person.filled(known), name=known.name)


def _renamed(fact: Evidence, old: str, new: str) -> Evidence:
    return replace(fact, field=f"bio:{new}") if fact.field == f"bio:{old}" else fact


def _with_portrait(person: Person, entry: Entry, assets: dict[str, AssetRef]) -> Person:
    """Put the portrait's file among the article's, under an address no other file has."""
    assert person.portrait is not None
    src = person.portrait.src
    asset = entry.assets.get(src)
    if asset is None:
        return person
    if assets.get(src, asset) != asset:
        src = f"authors/{src}"
    assets[src] = asset
    return replace(person, portrait=replace(person.portrait, src=src))
