"""Errors that stop one article, each class with the exit code the command line returns for it.

A problem the work can survive is a diagnostic (see `diagnostics`), not one of these. The tree:

    ArticlepressError 1
    ├── UsageError 2            ├── StrictError 3        ├── StyleError 5       ├── ConfigError 6
    ├── SourceError 10          ├── NoArticle 11         ├── AssetError 12     ├── Incomplete 13
    ├── UnknownReader 21        ├── UnknownWriter 22
    ├── WriteError 40           EpubError 41   EmailError 42   PdfError 43   DiskFull 44
    ├── MissingTool 47          ├── ClusterError 48      ├── CheckFailed 50
    ├── WordsLost 51            ├── LimitExceeded 60     ├── WorkerLost 61
    ├── SomeFailed 8
    ├── FilterError 83          └── Bug 70
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar

BUG_EXIT_CODE = 70
"""What the command line returns for an error of our own making (sysexits.h's EX_SOFTWARE)."""


class ArticlepressError(Exception):
    """An error that stops one article: what is wrong, where, and what to do.

    `str(error)` is one line, "where: message; hint", without a traceback's noise.
    """

    exit_code: ClassVar[int] = 1
    meaning: ClassVar[str] = "something stopped the article"

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.message}{remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive Exception's own pickling, which worker processes
        # rely on.
        return (_rebuild, (type(self), self.message, self.where, self.hint))


def _rebuild(
    kind: type[ArticlepressError], message: str, where: str, hint: str
) -> ArticlepressError:
    return kind(message, where=where, hint=hint)


class UsageError(ArticlepressError):
    """The command line cannot be understood or contradicts itself."""

    exit_code = 2
    meaning = "the command line contradicts itself"


class StrictError(ArticlepressError):
    """A warning was met under `--strict`."""

    exit_code = 3
    meaning = "a warning was met under --strict"


class StyleError(ArticlepressError):
    """A style folder is missing, or its CSS, tokens or templates cannot be used."""

    exit_code = 5
    meaning = "a style is missing or broken"


class ConfigError(ArticlepressError):
    """A configuration file has an unknown key, a wrong type or broken syntax."""

    exit_code = 6
    meaning = "a configuration file is wrong"


class SourceError(ArticlepressError):
    """A source is missing, unreadable, empty, binary or over a limit."""

    exit_code = 10
    meaning = "a source is missing or unreadable"


class NoArticle(ArticlepressError):
    """A page was read, but no article stands on it."""

    exit_code = 11
    meaning = "the page holds no article"


class Incomplete(ArticlepressError):
    """An article lacks something that `--require` asks for."""

    exit_code = 13
    meaning = "an article lacks what --require asks for"


class AssetError(ArticlepressError):
    """A picture is missing or broken where pictures are required."""

    exit_code = 12
    meaning = "a picture is missing or broken"


class UnknownReader(ArticlepressError):
    """No reader has that name (pandoc's code)."""

    exit_code = 21
    meaning = "unknown input format"


class UnknownWriter(ArticlepressError):
    """No writer has that name (pandoc's code)."""

    exit_code = 22
    meaning = "unknown output format"


class WriteError(ArticlepressError):
    """An output cannot be written where it should go."""

    exit_code = 40
    meaning = "an output cannot be written"


class DiskFull(WriteError):
    """There is no room for an output; a run over many documents stops here."""

    exit_code = 44
    meaning = "the disk is full"


class EpubError(WriteError):
    """The EPUB writer cannot make a book of this."""

    exit_code = 41
    meaning = "the EPUB cannot be made"


class EmailError(WriteError):
    """The email writer cannot make a message of this."""

    exit_code = 42
    meaning = "the email cannot be made"


class PdfError(WriteError):
    """The PDF writer cannot make pages of this (pandoc's code)."""

    exit_code = 43
    meaning = "the PDF cannot be made"


class MissingTool(ArticlepressError):
    """A program or library the work needs is not installed; the hint says how to get it."""

    exit_code = 47
    meaning = "a needed program or library is not installed"


class ClusterError(ArticlepressError):
    """A cluster cannot be worked with: no answer, or another version."""

    exit_code = 48
    meaning = "the cluster cannot be worked with"


class CheckFailed(ArticlepressError):
    """`articlepress check` found errors in an output."""

    exit_code = 50
    meaning = "a check found errors"


class WordsLost(ArticlepressError):
    """`articlepress audit` found a word lost, doubled or out of place."""

    exit_code = 51
    meaning = "an audit found a word lost, doubled or out of place"


class LimitExceeded(ArticlepressError):
    """A stated limit (bytes, nodes, pixels, seconds) was met."""

    exit_code = 60
    meaning = "a stated limit was met"


class WorkerLost(ArticlepressError):
    """The process that worked on a document died, more than once."""

    exit_code = 61
    meaning = "the process that worked on a document died"


class SomeFailed(ArticlepressError):
    """Some documents of several failed; the others were made."""

    exit_code = 8
    meaning = "some of several documents failed; the others were made"


class FilterError(ArticlepressError):
    """A filter failed or printed no JSON (pandoc's code)."""

    exit_code = 83
    meaning = "a filter failed"


class Bug(ArticlepressError):
    """Something in articlepress itself went wrong; the message says what to report."""

    exit_code = BUG_EXIT_CODE
    meaning = "a fault of articlepress itself"


def all_errors() -> tuple[type[ArticlepressError], ...]:
    """Return every error class, by exit code, for the table in the manual."""
    found: list[type[ArticlepressError]] = []
    queue: list[type[ArticlepressError]] = [ArticlepressError]
    while queue:
        kind = queue.pop()
        found.append(kind)
        queue.extend(kind.__subclasses__())
    return tuple(sorted(found, key=lambda kind: kind.exit_code))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'epub'?" for the nearest known name, or an empty string."""
    by_folded = {one.lower(): one for one in sorted(known, reverse=True)}
    near = difflib.get_close_matches(name.lower(), sorted(by_folded), n=1, cutoff=0.5)
    return f"did you mean {by_folded[near[0]]!r}?" if near else ""
