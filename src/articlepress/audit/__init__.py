"""Nothing lost: each word of the page in one place, each word of the article in each output once.

Takes a source as it was read and finished outputs, gives verdicts. What an output must say is read
off the article's tree, what it says off the file; no writer has a part in either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articlepress.article import Article, Collection
from articlepress.audit.book import compare_book
from articlepress.audit.compare import compare
from articlepress.audit.differences import Comparison, Difference
from articlepress.audit.digest import compare_digest
from articlepress.audit.page import Account, SourceAccount, account_of
from articlepress.audit.reading import Reading, can_read, read_content, read_output
from articlepress.audit.scribe import script_of

__all__ = [
    "Account", "Comparison", "Difference", "SourceAccount", "Verdict", "account_of", "as_json",
    "audit_bytes", "audit_file", "can_read", "compare",
]  # fmt: skip


SEVERAL = (
    "a bio or disclaimer stands under its article, on a page that gathers them, or both",
    "cover, title page, contents and indexes are the book's own",
)
"""What a book declares besides its format."""
TEASED = (
    "of each column the title, the byline and the first sentences stand in an issue",
    "an author's bio and a shared disclaimer stand once; back matter is left out",
)


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
    chapters: int = 1
    """Articles it holds."""
    own: int = 0
    """Words around the articles: the sender's, the book's own pages."""

    @property
    def is_whole(self) -> bool:
        return not self.differences


def audit_file(content: Article | Collection, path: Path) -> tuple[Verdict, ...]:
    """Return the verdict on each part of a finished file, made of an article or of several.

    Raises:
        SourceError: the file is missing or damaged.
        UsageError: no audit reads its format.
    """
    return _verdicts(content, str(path), read_output(path))


def audit_bytes(content: Article | Collection, name: str, output: bytes) -> tuple[Verdict, ...]:
    """Return the verdict on each part of an output's bytes; the name's suffix says the format."""
    return _verdicts(content, name, read_content(name, output))


def _verdicts(
    content: Article | Collection, path: str, readings: Sequence[Reading]
) -> tuple[Verdict, ...]:
    return tuple(_verdict(content, path, reading) for reading in readings)


def _verdict(content: Article | Collection, path: str, reading: Reading) -> Verdict:
    chapters, declared = 1, reading.manner.declared
    if isinstance(content, Article):
        found = compare(script_of(content, reading.manner), reading)
    elif reading.manner.teases:
        chapters, declared = _chapters(content) - len(content.back), TEASED
        found = compare_digest(content, reading)
    else:
        chapters, declared = _chapters(content), (*declared, *SEVERAL)
        found = compare_book(content, reading)
    return Verdict(
        path, reading.part, reading.manner.name, found.wanted, tuple(found.differences),
        found.cut, declared, chapters, found.framed,
    )  # fmt: skip


def _chapters(book: Collection) -> int:
    return len(book.front) + sum(len(part.articles) for part in book.parts) + len(book.back)


def as_json(accounts: Sequence[SourceAccount], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return an audit as plain values. Any: nested as JSON is."""
    sources = [{"source": known.source, "page": _as_page(known.account)} for known in accounts]
    outputs = [asdict(verdict) | {"is_whole": verdict.is_whole} for verdict in verdicts]
    first = sources[0] if len(sources) == 1 else {}
    return {**first, "sources": sources, "outputs": outputs}


def _as_page(account: Account | None) -> dict[str, Any] | None:
    return None if account is None else asdict(account) | {"is_even": account.is_even}
