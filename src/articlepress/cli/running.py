"""A run over many documents as the terminal sees it."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from articlepress.atomic import remove_stale_leftovers, write_atomic
from articlepress.batch.history import History, folder_digest
from articlepress.batch.jobs import Job
from articlepress.batch.report import Report, Tally
from articlepress.batch.run import QUARANTINE, Done, Plan, Run
from articlepress.cli.console import Console
from articlepress.cli.page_flags import exit_code
from articlepress.cli.progress import Meter
from articlepress.cli.run_flags import RunFlags
from articlepress.diagnostics import CODES, Diagnostic
from articlepress.errors import DiskFull, MissingTool, SomeFailed, UsageError
from articlepress.render.styles import Style

MOST_OF_A_KIND = 20
"""Messages of one code that a run prints; more are counted."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""
_LIBRARIES = ("weasyprint", "ebooklib", "css-inline", "pillow", "pikepdf", "pypandoc_binary")
"""What outputs are made with; another version may make other bytes."""


@dataclass(slots=True)
class Sparing:
    """Lets the first messages of each kind through, where thousands of documents say the same."""

    console: Console
    _said: Counter[str] = field(default_factory=Counter)

    def diagnostics(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return those to print; the rest is counted."""
        if self.console.level == "verbose" or self.console.log_format == "json":
            return tuple(found)
        kept = []
        for diagnostic in dict.fromkeys(found):
            if not self.console.speaks(diagnostic.severity):
                continue
            self._said[diagnostic.code] += 1
            if self._said[diagnostic.code] <= MOST_OF_A_KIND:
                kept.append(diagnostic)
        return tuple(kept)

    def tell_rest(self) -> None:
        """Say what was kept back."""
        for code, number in sorted(self._said.items()):
            if number > MOST_OF_A_KIND:
                more = f"{number - MOST_OF_A_KIND:,} more"
                self.console.note(f"{code}: {CODES[code]}: {more} (-v shows all)")


@dataclass(slots=True)
class Task:
    """A run as a command asks for it."""

    flags: RunFlags
    console: Console
    folder: Path | None
    """Where outputs go; None where that is one file or standard output."""
    force: bool = False
    style: Style | None = None

    def plan(self, documents: int) -> Plan:
        """Return how it is to be run."""
        return Plan(
            processes=self.flags.processes(documents),
            cluster=self.flags.on_cluster,
            scheduler=self.flags.scheduler,
            limits=self.flags.limits,
            force=self.force,
            resume=self.flags.resume,
            quarantine=self.folder / QUARANTINE if self.folder else None,
            raise_bugs=bool(os.environ.get("ARTICLEPRESS_TRACEBACK")),
            decided_by=decided_by(self.style),
        )


def carry_out(
    task: Task, jobs: Iterable[Job], documents: int, show: Callable[[Done], list[int]]
) -> tuple[Tally, list[int]]:
    """Run the jobs and return the count of what became of them, and the exit codes of failures.

    `show` prints what became of one and returns its exit codes.
    """
    tally, codes = Tally(), []
    with ExitStack() as opened:
        history = _history(task, documents)
        if history is not None:
            opened.enter_context(history)
        report = Report(Path(task.flags.report)) if task.flags.report else None
        if report is not None:
            opened.enter_context(report)
        if task.flags.profile:
            opened.enter_context(profiled(Path(task.flags.profile)))
        run = Run(task.plan(documents), history)
        meter = Meter(documents, task.console)
        opened.callback(meter.end)
        opened.enter_context(stopping(run, task.console, meter))
        for done in run.results(jobs):
            tally.add(done)
            if report is not None:
                report.add(done)
            if done.status != "unchanged":
                with meter.shown():
                    codes += show(done)
            meter.advance(tally.documents, tally.failed, done.job.source, tally.warnings)
        if DiskFull.exit_code in codes:
            task.console.note("stopped: the disk is full; --resume continues when there is room")
        elif run.stopped:
            codes.append(INTERRUPTED)
        elif history is not None:
            history.finish()
    return tally, codes


def _history(task: Task, documents: int) -> History | None:
    if documents < 2 or task.folder is None:
        if task.flags.resume:
            raise UsageError("--resume continues a run of several documents into a folder")
        return None
    remove_stale_leftovers(task.folder)
    history = History(task.folder, task.flags.shard.replace("/", "of"))
    if task.flags.resume and not history.was_interrupted:
        task.console.note("no run was interrupted here: what has changed is made")
    history.begin()
    return history


@contextmanager
def stopping(run: Run, console: Console, meter: Meter) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end a run in good order, and a second Ctrl-C at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        run.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with meter.shown():
            console.note("finishing what is begun; Ctrl-C again stops at once")

    if not run.plan.processes and not run.plan.cluster:
        yield
        return
    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def profiled(path: Path) -> Iterator[None]:
    """Sample what this process does and write it as a page with a flame graph.

    Raises:
        MissingTool: pyinstrument is not installed.
    """
    try:
        from pyinstrument import Profiler  # imported here: only --profile needs it
    except ImportError as error:
        raise MissingTool(
            "--profile needs pyinstrument", hint="pip install 'articlepress[profile]'"
        ) from error
    profiler = Profiler(interval=0.001)
    with profiler:
        yield
    write_atomic(path, profiler.output_html().encode())


def decided_by(style: Style | None) -> tuple[object, ...]:
    """Return what decides a run's outputs beside its jobs: versions and the style's files."""
    from importlib.metadata import PackageNotFoundError, version  # a single document needs none

    def told(library: str) -> str:
        try:
            return version(library)
        except PackageNotFoundError:
            return ""

    files = folder_digest(style.folders) if style is not None else ""
    libraries = [told(name) for name in ("articlepress", *_LIBRARIES)]
    return (sys.version_info[:2], libraries, files, os.environ.get("SOURCE_DATE_EPOCH", ""))


def say_tally(tally: Tally, console: Console) -> None:
    """Print what a run over several documents came to."""
    if tally.documents > 1:
        console.counts(tally.counted, tally.lines())


def run_code(tally: Tally, codes: list[int]) -> int:
    """Return a run's exit code: 0, that of the one kind of failure, 1, or `SomeFailed`'s."""
    for code in (INTERRUPTED, DiskFull.exit_code):
        if code in codes:
            return code
    if codes and tally.documents > tally.failed:
        return SomeFailed.exit_code
    return exit_code(codes)
