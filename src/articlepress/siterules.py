"""Rules a project keeps for sites: `rules/sites/HOST.toml`, and `[[rule]]` in a sidecar.

    [[rule]]
    kind = "bio"
    selector = "div.about-the-writer"
    note = "the box below the text has no heading"

Takes the folder; gives corrections by host for the reader. Every selector is tried before the first
page is read, so that a slip is told with its line.
"""

from __future__ import annotations

import re
from pathlib import Path

from articlepress.corrections import KINDS, Correction
from articlepress.errors import ConfigError, did_you_mean
from articlepress.tables import Table, read_table, shown_path

FOLDER = "rules/sites"
"""Where a project keeps its rules, below the folder of its `articlepress.toml`."""
RULE_KEYS = ("kind", "selector", "note")

_HOST = re.compile(r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)*")


def read_site_rules(folder: Path) -> dict[str, tuple[Correction, ...]]:
    """Return the rules of every site by host; none where the folder is missing.

    Raises:
        ConfigError: a file is broken, is named after no host, or holds a wrong rule.
    """
    if not folder.is_dir():
        return {}
    return {path.stem: read_host_rules(path) for path in sorted(folder.glob("*.toml"))}


def read_host_rules(path: Path) -> tuple[Correction, ...]:
    """Return the rules of one site's file.

    Raises:
        ConfigError: as `read_site_rules`.
    """
    if not _HOST.fullmatch(path.stem):
        better = path.stem.lower().removeprefix("www.")
        hint = f"name it {better}.toml" if _HOST.fullmatch(better) else "example.org.toml"
        raise ConfigError(f"{path.stem!r} is no host", where=shown_path(path), hint=hint)
    return check_host_rules(read_table(path))


def check_host_rules(table: Table) -> tuple[Correction, ...]:
    """Return the rules of a site's table.

    Raises:
        ConfigError: as `read_site_rules`.
    """
    table.refuse_unknown(("rule",))
    return read_rules(table, "site")


def read_rules(table: Table, source: str) -> tuple[Correction, ...]:
    """Return the `[[rule]]` tables of a file.

    Raises:
        ConfigError: an unknown key or kind, or a selector that cannot be parsed.
    """
    return tuple(_rule(entry, source) for entry in table.tables("rule"))


def _rule(entry: Table, source: str) -> Correction:
    # imported here: lexbor is not loaded for projects without rules
    from articlepress.page.corrected import selector_problem

    entry.refuse_unknown(RULE_KEYS, "key of a rule")
    kind, selector = entry.text("kind"), entry.text("selector")
    if kind not in KINDS:
        problem = f"no region is called {kind!r}" if kind else "the rule has no kind"
        raise entry.error(
            "kind", problem, did_you_mean(kind, KINDS) or f"one of {', '.join(KINDS)}"
        )
    if problem := selector_problem(selector):
        raise entry.error("selector", problem)
    return Correction(kind, selector, entry.text("note"), source, entry.place("selector"))
