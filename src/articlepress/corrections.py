"""What a person states about a page: this region stays, that one goes, here stands the bio.

Values only. Site rules of a project, sidecars and flags give them; the page layer resolves their
selectors on a page and lets them win over everything it finds itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

CorrectionKind = Literal[
    "keep", "drop", "title", "standfirst", "byline", "date", "bio", "disclaimer", "caption"
]
KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
"""What a region can be said to be."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One region named by a CSS selector, and what it is."""

    kind: CorrectionKind
    selector: str
    note: str = ""
    """Why, in the words of whoever wrote it; the ledger shows it."""
    source: str = "site"
    """`site`, `sidecar` or `option`: the first half of the rule's name, `site/drop`."""
    place: str = ""
    """File and line, for messages."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Every correction a reader may need: those of sites by host, those of this page alone."""

    sites: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict, hash=False)
    """Host without `www.` -> its rules; they hold for the hosts below it too."""
    page: tuple[Correction, ...] = ()

    def for_host(self, host: str) -> tuple[Correction, ...]:
        """Return the corrections of a page: its site's, the nearest host's last, then its own."""
        labels = host.lower().removeprefix("www.").split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels) - 1, -1, -1))
        return (*(rule for name in hosts for rule in self.sites.get(name, ())), *self.page)


NO_CORRECTIONS = Corrections()
