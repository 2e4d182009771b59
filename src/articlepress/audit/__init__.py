"""Nothing lost: each word of the page in one place, each word of the article in each output once.

Takes a source as it was read and finished outputs, gives verdicts. What an output must say is read
off the article's tree, what it says off the file; no writer has a part in either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articlepress.article import Article
from articlepress.audit.compare import compare
from articlepress.audit.differences import Comparison, Difference
from articlepress.audit.page import Account, account_of
from articlepress.audit.reading import Reading, can_read, read_content, read_output
from articlepress.audit.script import script_of

__all__ = [
    "Account", "Comparison", "Difference", "Verdict", "account_of", "as_json", "audit_bytes",
    "audit_file", "can_read", "compare",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one part of an output says, beside what it must say."""

    path: str
    part: str
    format: str
    wanted: int
    """Words it must say."""
    differences: tuple[Difference, ...]
    cut: int
    """Words behind the link to the rest, where the format cuts."""
    declared: tuple[str, ...]
    """What the format leaves out by its own declaration."""

    @property
    def is_whole(self) -> bool:
        return not self.differences


def audit_file(article: Article, path: Path) -> tuple[Verdict, ...]:
    """Return the verdict on each part of a finished file.

    Raises:
        SourceError: the file is missing or damaged.
        UsageError: no audit reads its format.
    """
    return _verdicts(article, str(path), read_output(path))


def audit_bytes(article: Article, name: str, content: bytes) -> tuple[Verdict, ...]:
    """Return the verdict on each part of an output's bytes; the name's suffix says the format."""
    return _verdicts(article, name, read_content(name, content))


def _verdicts(article: Article, path: str, readings: Sequence[Reading]) -> tuple[Verdict, ...]:
    return tuple(_verdict(article, path, reading) for reading in readings)


def _verdict(article: Article, path: str, reading: Reading) -> Verdict:
    found = compare(script_of(article, reading.manner), reading)
    return Verdict(
        path,
        reading.part,
        reading.manner.name,
        found.wanted,
        tuple(found.differences),
        found.cut,
        reading.manner.declared,
    )


def as_json(source: str, account: Account | None, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return an audit as plain values. Any: nested as JSON is."""
    return {
        "source": source,
        "page": None if account is None else asdict(account) | {"is_even": account.is_even},
        "outputs": [asdict(verdict) | {"is_whole": verdict.is_whole} for verdict in verdicts],
    }
