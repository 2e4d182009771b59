"""Author bios, disclaimers and bylines of a page, as nodes inside or outside the article's body.

Takes the page, where its body stands and what its data says; gives the finds. The reader turns
their nodes into blocks, keeps them out of the body and writes the boxes' remains into its ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.diagnostics import Notes
from articlepress.metadata import DisclaimerKind, DisclaimerScope
from articlepress.page.facts import Facts
from articlepress.page.locate import Located
from articlepress.page.parse import Page
from articlepress.page.rules import Rule

NodeRun: TypeAlias = tuple[LexborNode, ...]
"""Nodes in document order, elements or text; neighbours that are inline are one paragraph."""


@dataclass(frozen=True, slots=True)
class BioFind:
    """One author's bio."""

    text: str
    """The prose as plain text, paragraphs apart by a blank line."""
    name: str
    """The author it belongs to, as in `Facts.people`; empty where nobody says."""
    rule: Rule
    box: LexborNode | None = None
    """The whole box: name, portrait, links and prose. None for a bio from JSON-LD alone. Leaves the
    body; all of it but the prose is chrome (ledger rule `bio/box`)."""
    prose: NodeRun = ()
    """The bio itself, inside the box or the box itself; empty for a bio from JSON-LD alone."""
    portrait_src: str = ""
    portrait_alt: str = ""
    url: str = ""
    """The author's page on the site."""
    email: str = ""
    links: tuple[str, ...] = ()
    """Profiles elsewhere, as written on the page."""


@dataclass(frozen=True, slots=True)
class DisclaimerFind:
    """One statement about whose views these are, who paid, or what the text is no advice on."""

    nodes: NodeRun
    """Leave the body and become the disclaimer's blocks."""
    text: str
    kind: DisclaimerKind
    scope: DisclaimerScope
    rule: Rule


@dataclass(frozen=True, slots=True)
class BylineFind:
    """A byline or date line: leaves the body, its facts are in `Facts`."""

    node: LexborNode
    text: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Credits:
    """The finds, each list in document order."""

    bios: tuple[BioFind, ...] = ()
    disclaimers: tuple[DisclaimerFind, ...] = ()
    bylines: tuple[BylineFind, ...] = ()


def find_credits(page: Page, located: Located, facts: Facts, notes: Notes) -> Credits:
    """Return the bios, disclaimers and bylines of the article, wherever on the page they stand."""
    return Credits()
