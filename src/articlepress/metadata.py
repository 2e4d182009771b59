"""Typed metadata of an article: who wrote what, when, where, and from which evidence it was
read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from articlepress.nodes import Blocks, Direction, Image, Inlines

DisclaimerKind = Literal["opinion", "advice", "affiliate", "sponsored", "other"]
DisclaimerScope = Literal["article", "site"]

_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A date as precise as its source: `2016`, `2016-06`, `2016-06-20` or with time and zone.

    Source: https://www.w3.org/TR/NOTE-datetime
    """

    iso: str

    def __post_init__(self) -> None:
        if not _DATE.fullmatch(self.iso):
            raise ValueError(f"{self.iso!r} is no ISO 8601 date")

    @property
    def day(self) -> str:
        """`YYYY-MM-DD`, or the shorter form where no day is known."""
        return self.iso[:10]

    @property
    def year(self) -> int:
        return int(self.iso[:4])


@dataclass(frozen=True, slots=True)
class Person:
    """An author, editor, translator or photographer, with the bio that belongs to them."""

    name: str
    role: str = "author"
    """`author`, `editor`, `translator`, `photographer`, `illustrator`."""
    bio: Blocks = ()
    portrait: Image | None = None
    url: str = ""
    email: str = ""
    handles: tuple[str, ...] = ()
    """Addresses of profiles elsewhere."""
    sort_name: str = ""
    """`Smith, Craig`; empty where nobody said."""

    def filled(self, known: Person) -> Person:
        """Return the person with what else is known of them where nothing is said here."""
        return Person(
            self.name,
            self.role,
            self.bio or known.bio,
            self.portrait or known.portrait,
            self.url or known.url,
            self.email or known.email,
            self.handles or known.handles,
            self.sort_name or known.sort_name,
        )


@dataclass(frozen=True, slots=True)
class Site:
    """The publication."""

    name: str = ""
    url: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Hero:
    """The lead picture."""

    image: Image
    caption: Inlines = ()
    credit: Inlines = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A run of columns this one belongs to."""

    name: str
    number: int | None = None
    url: str = ""


MOST_DIGITS = 5
"""Digits of a column's number in its series: three centuries of a daily one have six."""


def series_number(text: str) -> int | None:
    """Return a column's number in its series as a file writes it, or None where that is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """A statement about whose views these are, who paid, or what the text is no advice on."""

    content: Blocks
    kind: DisclaimerKind = "opinion"
    scope: DisclaimerScope = "article"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A value another source gave and that was not taken."""

    value: str
    source: str
    selector: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field's value was read, and what else was on offer."""

    field: str
    """Field of `Metadata`, or `bio:NAME` for an author's bio."""
    source: str
    """`json-ld`, `opengraph`, `meta`, `microdata`, `byline`, `text`, `url`, `config`,
    `author-registry`…"""
    selector: str = ""
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which bytes the article was read from, by what."""

    sha256: str = ""
    name: str = ""
    """File name of the source, without its folder."""
    url: str = ""
    reader: str = ""
    facts: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything known of an article besides its text."""

    title: Inlines = ()
    subtitle: Inlines = ()
    kicker: Inlines = ()
    """The short line above the title."""
    standfirst: Inlines = ()
    """The summary between title and text."""
    authors: tuple[Person, ...] = ()
    published: Date | None = None
    updated: Date | None = None
    canonical_url: str = ""
    site: Site = Site()
    language: str = ""
    """BCP 47 tag; empty where unknown."""
    direction: Direction = ""
    hero: Hero | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    series: Series | None = None
    disclaimers: tuple[Disclaimer, ...] = ()
    licence: str = ""
    description: str = ""
    """A sentence for catalogues and previews, as the page's head gives it."""
    provenance: Provenance = Provenance()

    @property
    def named_authors(self) -> tuple[Person, ...]:
        """Whom a byline names: translators, editors and authors without a name aside."""
        return tuple(p for p in self.authors if p.role == "author" and p.name)
