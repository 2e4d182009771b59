"""What a page says about its article besides the text: candidate facts, each with its evidence.

Takes a parsed page; gives every value on offer. Judges nothing: `readers/html/metadata.py` chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from articlepress.languages import contradicts, language_of
from articlepress.page.blocks import Outline
from articlepress.page.outline import outline
from articlepress.page.parse import Page
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.survey import Survey, survey

STATED_SOURCES = ("sidecar-rule", "option-rule", "site-rule")
"""Sources of what people stated of a page; nothing it says of itself comes before them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value on offer for one field, and where it stands."""

    field: str
    """`title`, `headline`, `published`, `updated`, `site`, `language`, `direction`, `address`,
    `section`, `tag`, `licence`, `hero`, `series`, `description`, `subtitle`…"""
    value: str
    source: str
    """`json-ld`, `opengraph`, `meta`, `microdata`, `time`, `byline`, `text`, `link`, `url`."""
    selector: str = ""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One name on offer as author, cleaned, with what stands beside it."""

    name: str
    source: str
    selector: str = ""
    role: str = "author"
    description: str = ""
    """Bio as the page's data gives it (JSON-LD `Person.description`)."""
    url: str = ""
    image: str = ""
    email: str = ""
    profiles: tuple[str, ...] = ()
    """Addresses of profiles elsewhere (`sameAs`)."""
    organization: bool = False
    """The page says that this is no person."""
    place: int = 0
    """Of a name shown: which marked element shows it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every candidate found on a page; within a field those of one source in the page's order."""

    facts: tuple[Fact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    accessible: bool = True
    """False where the page itself says that it holds only a part (`isAccessibleForFree`)."""
    body_text: str = ""
    """JSON-LD `articleBody`, a witness for the body's place."""
    survey: Survey = field(default_factory=Survey, repr=False, compare=False)
    """The marked elements, gathered once for the credits too."""

    def of(self, field: str) -> tuple[Fact, ...]:
        """Return the candidates of a field."""
        return tuple([fact for fact in self.facts if fact.field == field])

    def stated(self, field: str) -> Fact | None:
        """Return what somebody stated for a field, or None."""
        return next((fact for fact in self.of(field) if fact.source in STATED_SOURCES), None)

    def first(self, field: str) -> str:
        """Return the first value of a field, or an empty string."""
        for fact in self.facts:
            if fact.field == field:
                return fact.value
        return ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field's value, the fact it was read from, and the facts that said something else."""

    value: str = ""
    fact: Fact | None = None
    rejected: tuple[Fact, ...] = ()


def gather_facts(page: Page, flat: Outline | None = None, opening: str = "") -> Facts:
    """Return every candidate fact the page offers.

    `flat` is the outline in which the body was found (`Located.outline`); without it one is made.
    `opening` is the body's first text (`Located.opening`), which tells its language.
    """
    # imported here: these modules build on the values above
    from articlepress.page.facts_data import data_facts
    from articlepress.page.facts_meta import meta_facts
    from articlepress.page.facts_owner import people_owning
    from articlepress.page.facts_site import site_shown
    from articlepress.page.facts_text import text_facts

    if flat is None or not flat.elements:
        flat = outline(page.root, compile_rules(load_rules("chrome")))
    found = survey(page, flat)
    metas = meta_facts(page, found)
    data = data_facts(found, _address(metas.facts))
    named = bool(data.people or metas.people)
    known = (*data.facts, *metas.facts)
    spoken = tuple(_spoken(opening, known))
    text = text_facts(found, flat, (*spoken, *known), named)
    site = Facts()
    if not (data.of("site") or metas.of("site")):
        titles = (fact.value for fact in metas.facts if fact.field in ("title", "headline"))
        site = Facts(tuple(site_shown(page, titles)))
    facts = _joined((Facts(spoken), data, metas, text, site), found)
    people = (*facts.people, *_signing(facts, flat))
    return replace(facts, people=people or tuple(islice(people_owning(facts), 1)))


def _signing(facts: Facts, flat: Outline) -> Iterator[PersonFact]:
    """Yield who signs the text of a page that names no person elsewhere.

    Whoever is shown by the headline signs, be it the newsroom; data may name the owner alone.
    """
    # imported here: these modules build on the values above
    from articlepress.page.byline_lines import people_signing
    from articlepress.page.choose import site_names
    from articlepress.page.choose_dates import DATA_SOURCES
    from articlepress.page.choose_people import is_person
    from articlepress.page.scope import SIGNED_TAGS, Scope

    sites = site_names(facts)
    if any(p.source not in DATA_SOURCES or is_person(p, sites) for p in facts.people):
        return
    headline = facts.survey.headline
    yield from people_signing(flat, Scope(headline.node if headline else None, SIGNED_TAGS))


def _spoken(opening: str, known: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the language of the body's text where the page states none, or surely a wrong one."""
    stated = next((fact.value for fact in known if fact.field == "language"), "")
    if told := contradicts(opening, stated) if stated else language_of(opening):
        yield Fact("language", told, "text")


def _address(facts: Iterable[Fact]) -> str:
    return next((fact.value for fact in facts if fact.field == "address"), "")


def _joined(parts: tuple[Facts, ...], found: Survey) -> Facts:
    return Facts(
        facts=tuple(fact for part in parts for fact in part.facts),
        people=tuple(person for part in parts for person in part.people),
        accessible=all(part.accessible for part in parts),
        body_text=next((part.body_text for part in parts if part.body_text), ""),
        survey=found,
    )
