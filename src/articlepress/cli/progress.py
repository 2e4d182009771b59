"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from articlepress.cli.console import Console, safe

if TYPE_CHECKING:  # rich costs 60 ms; only a run of several documents on a terminal pays it
    from rich.progress import Progress, TaskID

LINE_EVERY_S = 10.0
"""Seconds between two lines where there is no terminal."""
JSON_LINE_EVERY_S = 0.5
"""The same where a program reads the lines, to show them in its own way."""


class Meter:
    """Shows a run's progress; `shown` makes room for other messages."""

    def __init__(self, total: int, console: Console, unit: str = "documents") -> None:
        self._total = total
        self._console = console
        self._unit = unit
        self._begun = self._said = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._lines = total > 1 and console.level != "quiet"
        self._is_json = console.log_format == "json"
        if self._lines and not self._is_json and sys.stderr.isatty():
            self._bar, self._task = _bar(total)
            self._bar.start()

    def advance(self, done: int, failed: int, current: str, warnings: int = 0) -> None:
        """Show how many are done, how many of them failed, and which was the last."""
        if self._bar is not None and self._task is not None:
            told = f"{failed} failed " if failed else ""
            told += f"{warnings} warnings " if warnings else ""
            self._bar.update(self._task, completed=done, told=told, name=safe(current))
        elif self._lines and self._is_json:
            if time.monotonic() - self._said > JSON_LINE_EVERY_S or done == self._total:
                self._said = time.monotonic()
                self._console.progress(done, self._total, failed)
        elif self._lines and time.monotonic() - self._said > LINE_EVERY_S:
            self._said = time.monotonic()
            rate = done / (self._said - self._begun)
            self._console.note(
                f"{done:,} of {self._total:,} {self._unit}, {failed:,} failed, {rate:.1f} a second"
            )

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Keep the bar out of the way while something else is printed."""
        if self._bar is None:
            yield
            return
        # The bar's own redirection would colour and wrap what we print.
        self._bar.stop()
        sys.stderr.write("\x1b[1A\x1b[2K")
        try:
            yield
        finally:
            sys.stdout.flush()
            self._bar.start()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar(total: int) -> tuple[Progress, TaskID]:
    from rich.console import Console as RichConsole
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[told]}", style="yellow", markup=False),
        TextColumn("{task.fields[name]}", markup=False),
        console=RichConsole(stderr=True),
        redirect_stdout=False,
        redirect_stderr=False,
        transient=False,
    )
    return bar, bar.add_task("", total=total, told="", name="")
