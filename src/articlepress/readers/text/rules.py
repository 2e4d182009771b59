"""The rules of `rules/text.toml`: what a dump of a web page holds besides its article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from articlepress.diagnostics import Removal, excerpt
from articlepress.resources import rules_folder

_EDGES = " \t\N{NO-BREAK SPACE}:：.…*!?»›→"


@dataclass(frozen=True, slots=True)
class TextRule:
    """One kind of line and why it is treated as it is."""

    name: str
    """`text/comments`, as the ledger prints it."""
    reason: str
    lines: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    tail: bool = False
    """Everything after the line goes too."""
    list: bool = False
    """Short lines after the line go too."""

    def matches(self, line: str) -> bool:
        """Tell whether a line is one of the rule's lines or holds one of its patterns."""
        return _folded(line) in self.lines or any(p.search(line) for p in self.patterns)


def _folded(line: str) -> str:
    return " ".join(line.split()).strip(_EDGES).casefold()


@cache
def _rules() -> dict[str, TextRule]:
    table = tomllib.loads((rules_folder() / "text.toml").read_text("utf-8"))
    return {
        name: TextRule(
            f"text/{name}",
            entry["reason"],
            frozenset(_folded(line) for line in entry.get("lines", ())),
            tuple(re.compile(pattern) for pattern in entry.get("patterns", ())),
            entry.get("tail", False),
            entry.get("list", False),
        )
        for name, entry in table.items()
    }


def rule(name: str) -> TextRule:
    """Return the rule of that name."""
    return _rules()[name]


def removal(rule_name: str, reason: str, text: str) -> Removal:
    """Return the ledger's entry for text that was taken out."""
    return Removal(
        rule=rule_name,
        reason=reason,
        selector="",
        words=len(text.split()),
        characters=len(text),
        excerpt=excerpt(text),
        text=text,
    )
