"""Every judge of a book in turn: our laws first, they take no time; then the validators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from articlepress.check import Finding
from articlepress.check.epub.laws import broken_laws
from articlepress.check.epub.validators import ace, epubcheck
from articlepress.errors import SourceError


def judge(paths: Sequence[Path]) -> Iterator[Finding]:
    """Yield what is wrong with the books, by our own laws and by the validators there are.

    Raises:
        SourceError: a book's file cannot be read.
    """
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
        yield from broken_laws(content, path)
    yield from epubcheck(paths)
    yield from ace(paths)
