"""Rules as data: `rules/*.toml` loaded into values, matched against whole class and id tokens."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from articlepress.resources import rules_folder


@dataclass(frozen=True, slots=True)
class Rule:
    """One markup convention and why it is treated as it is."""

    name: str
    """`chrome/share-buttons`: file and entry, as the ledger prints it."""
    selector: str
    reason: str


@cache
def load_rules(file: str) -> tuple[Rule, ...]:
    """Return the rules of `rules/FILE.toml`, in the order of the file."""
    table = tomllib.loads((rules_folder() / f"{file}.toml").read_text("utf-8"))
    return tuple(
        Rule(f"{file}/{name}", entry["selector"], entry["reason"]) for name, entry in table.items()
    )
