"""What a page says about its article besides the text: candidate facts, each with its evidence.

Takes a parsed page; gives every value on offer. Judges nothing: `readers/html/metadata.py` chooses.
"""

from __future__ import annotations

from dataclasses import dataclass

from articlepress.page.parse import Page


@dataclass(frozen=True, slots=True)
class Fact:
    """One value on offer for one field, and where it stands."""

    field: str
    """`title`, `published`, `updated`, `site`, `language`, `direction`, `canonical_url`,
    `section`, `tag`, `licence`, `hero`, `series`, `description`, `subtitle`."""
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


@dataclass(frozen=True, slots=True)
class Facts:
    """Every candidate found on a page, in order of trust within its field."""

    facts: tuple[Fact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    accessible: bool = True
    """False where the page itself says that it holds only a part (`isAccessibleForFree`)."""
    body_text: str = ""
    """JSON-LD `articleBody`, a witness for the body's place."""

    def of(self, field: str) -> tuple[Fact, ...]:
        """Return the candidates of a field, best first."""
        return tuple(fact for fact in self.facts if fact.field == field)


def gather_facts(page: Page) -> Facts:
    """Return every candidate fact the page offers."""
    return Facts()
