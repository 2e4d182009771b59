"""Which way a text runs: by its language, or as a file says it."""

from __future__ import annotations

from articlepress.nodes import Direction

RTL_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "ps")
) | {"sd", "syr", "ug", "ur", "yi"}
"""Languages written from right to left when no script subtag says otherwise (CLDR)."""
RTL_SCRIPTS = frozenset(
    ("adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa")
)


def direction_of(language: str) -> Direction:
    """Return `rtl` or `ltr` for a BCP 47 tag, or nothing for an empty one."""
    if not language:
        return ""
    first, *rest = language.replace("_", "-").lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in RTL_SCRIPTS else "ltr"
    return "rtl" if first in RTL_LANGUAGES else "ltr"


def stated_direction(value: str) -> Direction:
    """Return the direction a value names (`rtl`, `ltr`), or nothing where it names none."""
    return "rtl" if value == "rtl" else "ltr" if value == "ltr" else ""
