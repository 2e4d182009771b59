"""Messages on the terminal: diagnostics with place, excerpt and hint, in colour or as JSON lines.

Everything a page can have a say in passes `safe` on its way out: a page's escape sequences must
not reach the terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import click

from articlepress.diagnostics import Diagnostic, Removal, Severity, counted
from articlepress.errors import ArticlepressError

LogFormat = Literal["text", "json"]

MAX_OF_A_CODE = 5
"""Diagnostics of one code that are printed for one source; more are counted, `-v` prints all."""
SEARCHED_BYTES = 8_000_000
"""How far into a source the line of a message is looked for. The largest of 1,368 saved pages has
3,200,000."""
_EXCERPT_WORDS = (12, 6, 3)
_BETWEEN = r"(?:<[^<>]*>|&#?\w+;|[^\w<])+"
"""What may stand between two words in a page's source: tags, character references, spaces."""
_COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}
# Control characters of both sets and the marks that reorder a line.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Console:
    """How much is said, and in which form."""

    level: Literal["quiet", "normal", "verbose"] = "normal"
    log_format: LogFormat = "text"

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Print the diagnostics of one source that the level lets through."""
        shown: Counter[str] = Counter()
        # Several formats may say the same of one page.
        for diagnostic in dict.fromkeys(found):
            if not self.speaks(diagnostic.severity):
                continue
            shown[diagnostic.code] += 1
            if self.level == "verbose" or shown[diagnostic.code] <= MAX_OF_A_CODE:
                self.diagnostic(diagnostic)
        if self.log_format == "text":
            for code, number in shown.items():
                if self.level != "verbose" and number > MAX_OF_A_CODE:
                    say(f"  … and {number - MAX_OF_A_CODE} more of {code} (-v shows all)")

    def diagnostic(self, found: Diagnostic) -> None:
        """Print one diagnostic."""
        line = find_line(found.origin.path, found.origin.excerpt)
        if self.log_format == "json":
            _say_json(
                level=found.severity,
                code=found.code,
                message=found.message,
                path=found.origin.path,
                line=line,
                selector=found.origin.selector,
                excerpt=found.origin.excerpt,
                hint=found.hint,
            )
            return
        place = f"{found.origin.path}:{line}" if line else found.origin.path
        label = paint(f"{found.severity} {found.code}", found.severity)
        say(f"{one_line(place)}: {label}: {indented(found.message + _quoted(found))}")
        if found.hint:
            say(f"  hint: {indented(found.hint)}")

    def removals(self, path: str, removed: Iterable[Removal]) -> None:
        """Print what was removed from a source, a line a region, when verbose."""
        if self.level != "verbose":
            return
        for item in removed:
            if self.log_format == "json":
                _say_json(
                    level="info",
                    rule=item.rule,
                    path=path,
                    selector=item.selector,
                    words=item.words,
                    excerpt=item.excerpt,
                )
            else:
                words = counted(item.words, "word")
                say(one_line(f'{path}: removed {words} by {item.rule}: "{item.excerpt}"'))

    def error(self, error: ArticlepressError) -> None:
        """Print an error, at every level."""
        if self.log_format == "json":
            _say_json(
                level="error",
                exit_code=error.exit_code,
                message=error.message,
                path=error.where,
                hint=error.hint,
            )
            return
        show_error(error)

    def note(self, text: str) -> None:
        """Print a line about the run itself, unless quiet."""
        if self.level == "quiet":
            return
        if self.log_format == "json":
            _say_json(level="info", message=text)
        else:
            say(indented(text))

    def progress(self, done: int, total: int, failed: int) -> None:
        """Print how far a run is, for a program that reads it."""
        message = f"{done} of {total}"
        _say_json(level="progress", message=message, done=done, total=total, failed=failed)

    def counts(self, counted: Mapping[str, int], lines: Iterable[str]) -> None:
        """Print what a run came to: as lines, or as one object."""
        if self.log_format == "json" and self.level != "quiet":
            _say_json(level="info", message="done", **counted)
            return
        for line in lines:
            self.note(line)

    def speaks(self, severity: Severity) -> bool:
        match self.level:
            case "quiet":
                return severity == "error"
            case "normal":
                return severity != "info"
            case "verbose":
                return True


def _quoted(found: Diagnostic) -> str:
    """Return the excerpt in quotation marks, unless the message quotes it already."""
    excerpt = found.origin.excerpt
    return f': "{excerpt}"' if excerpt and excerpt.rstrip("…") not in found.message else ""


def safe(text: str) -> str:
    """Return text whose control characters are shown instead of obeyed."""
    return _UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def one_line(text: str) -> str:
    """Return text on one line: a file's name may hold a line break, and forge a message with it."""
    return safe(text).replace("\r", "\\r").replace("\n", "\\n")


def indented(text: str) -> str:
    """Return text whose further lines are set in, so that none looks like a message of its own."""
    return "\n  ".join(safe(text).splitlines())


def show_error(error: ArticlepressError) -> None:
    """Print an error as one line, its hint as a second."""
    place = f"{one_line(error.where)}: " if error.where else ""
    say(f"{place}{paint('error', 'error')}: {indented(error.message)}")
    if error.hint:
        say(f"  hint: {indented(error.hint)}")


def say(text: str) -> None:
    """Print one line to standard error."""
    click.echo(text, err=True, color=wants_color(sys.stderr.isatty()))


def wants_color(terminal: bool) -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR says no; FORCE_COLOR says always."""
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or bool(os.environ.get("FORCE_COLOR"))


def paint(text: str, severity: str) -> str:
    """Return text in the colour of a severity; `say` takes the colour off where none is wanted."""
    return click.style(text, fg=_COLORS[severity], bold=True)


def find_line(path: str, excerpt: str) -> int | None:
    """Return the line of a source on which an excerpt begins, or None where it cannot be told."""
    words = re.findall(r"\w+", excerpt)
    if not words or not path:
        return None
    page = _text(path)
    for number in _EXCERPT_WORDS:
        if number > len(words) and number != _EXCERPT_WORDS[0]:
            continue
        found = re.search(_BETWEEN.join(map(re.escape, words[:number])), page)
        if found:
            return page.count("\n", 0, found.start()) + 1
    return None


# One, because messages come a source at a time: a run of 100,000 pages would keep them all.
@lru_cache(maxsize=1)
def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(SEARCHED_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _say_json(**values: object) -> None:
    # **: the names of the call are the keys of the line.
    line = {key: value for key, value in values.items() if value not in ("", None)}
    click.echo(json.dumps(line, ensure_ascii=True), err=True)
