"""What a source may cost: every bound in one table, each with its name, its reason, and one error.

A bound is raised or lowered by the environment (`ARTICLEPRESS_LIMIT_TAGS=500000`), which worker
processes inherit; zero takes it away. `docs/limits.md` is written from this table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from articlepress.errors import ConfigError, LimitExceeded

PREFIX = "ARTICLEPRESS_LIMIT_"


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound."""

    name: str
    default: int
    unit: str
    reason: str


_TABLE = (
    Limit("source_bytes", 32_000_000, "bytes of one source",
          "the largest of 1,381 saved pages has 3.2 MB; pages with their pictures inside reach 20"),
    Limit("characters", 8_000_000, "characters of text and markup, pictures inside apart",
          "the largest of 1,381 saved pages has 3.2 million; 8 million cost four seconds"),
    Limit("tags", 150_000, "tags of a page",
          "the richest of 1,381 saved pages has 19,437; 150,000 cost four seconds and 300 MB"),
    Limit("attributes", 10_000, "attributes of one tag",
          "a browser's page has a few dozen; the parser's work grows with their square"),
    Limit("cells", 50_000, "table cells of a page",
          "the largest of 1,381 saved pages has 4,881"),
    Limit("pictures", 5_000, "pictures of a page",
          "the most of 1,381 saved pages is 796"),
    Limit("picture_bytes", 64_000_000, "bytes of one picture",
          "above any photograph a web page serves"),
    Limit("pixels", 40_000_000, "pixels of one picture",
          "a 40-megapixel camera's, 160 MB decoded; told from the header before decoding"),
    Limit("header_bytes", 20_000, "bytes of one header of a message",
          "a letter's have under 5,000; a type of 30,000 parameters takes a minute to read"),
    Limit("boundaries", 20_000, "lines that may part a message",
          "a letter has a few dozen; 60,000 parts take ten seconds to tell apart"),
)  # fmt: skip
LIMITS = {limit.name: limit for limit in _TABLE}
"""Every bound by name."""


def limit(name: str) -> int:
    """Return the bound of that name as this process keeps it; zero means none.

    Raises:
        ConfigError: the environment sets it to something that is no whole number.
    """
    said = os.environ.get(PREFIX + name.upper())
    if said is None:
        return LIMITS[name].default
    if not said.replace("_", "").isdecimal():
        raise ConfigError(
            f"{said!r} is no whole number", where=PREFIX + name.upper(), hint="zero means no limit"
        )
    return int(said.replace("_", ""))


def keep(name: str, found: int, where: str = "") -> None:
    """Raise where a bound is exceeded; `found` is in the bound's unit.

    Raises:
        LimitExceeded: says which bound, what was found, and how to raise it.
    """
    most = limit(name)
    if most and found > most:
        raise LimitExceeded(
            f"has {found:,} {LIMITS[name].unit}; the limit is {most:,}",
            where=where,
            hint=f"{PREFIX}{name.upper()}={found} lets it through, at its cost",
        )
