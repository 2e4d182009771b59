"""Outputs made from what was read, each once: quick ones here, slow ones by a worker of their own.

Takes orders; gives bytes with what was said while they were made. The worker is warm, has its own
memory and time, and tells how far it is; whatever else is asked for meanwhile does not wait for it.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread

from articlepress.article import Article
from articlepress.batch.limits import Limits
from articlepress.batch.supervisor import Supervisor
from articlepress.diagnostics import Diagnostic, Notes
from articlepress.errors import ArticlepressError, WorkerLost
from articlepress.pipeline import Output, make
from articlepress.preview.memory import Memory
from articlepress.render.styles import Style
from articlepress.writers import find_writer

SLOW = ("pdf",)
"""Formats the worker makes: a page of PDF takes a hundred times what a page of HTML takes."""

WORKER = "articlepress.preview.press:press"
LIMITS = Limits(seconds=600)
"""Ten minutes: somebody waits, and sees how far it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """An output to be made."""

    article: Article
    writer: str
    options: object
    style: Style
    name: str
    """Of the source, for messages."""
    key: Hashable
    """What the output depends on."""


@dataclass(frozen=True, slots=True)
class Made:
    """An output and what was said while it was made."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...]
    serial: int = 0
    """Tells one making from the next: what is shown of it can be asked for by it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is."""

    seconds: float
    said: str = ""
    """In the words of whoever makes it: `page 3`."""
    last_s: float = 0.0
    """What it took the last time; 0 where it was never made."""


@dataclass(slots=True)
class Workshop:
    """What is made for one preview."""

    _memory: Memory[Hashable, Made] = field(default_factory=Memory)
    _begun: dict[Hashable, float] = field(default_factory=dict)
    _at: Hashable = None
    """What the worker is at."""
    _took: dict[Hashable, float] = field(default_factory=dict)
    _making: Lock = field(default_factory=Lock)
    _pressing: Lock = field(default_factory=Lock)
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _worker: Supervisor | None = None
    _serial: int = 0
    _closed: bool = False

    def made(self, slot: Hashable, order: Callable[[], Order]) -> Made:
        """Return an output; who waits for one in the making gets what is ordered by then.

        Raises:
            ArticlepressError: it cannot be made.
        """
        wanted = order()
        known = self._memory.known(slot, wanted.key)
        if known is not None:
            return known
        turn = self._pressing if wanted.writer in SLOW else self._making
        self._begun.setdefault(slot, time.monotonic())
        waited = not turn.acquire(blocking=False)
        if waited:
            turn.acquire()
        try:
            wanted = order() if waited else wanted
            return self._memory.kept(slot, wanted.key, lambda: self._timed(slot, wanted))
        finally:
            self._begun.pop(slot, None)
            turn.release()

    def is_made(self, slot: Hashable, key: Hashable) -> bool:
        """Tell whether an output is remembered."""
        return self._memory.known(slot, key) is not None

    def progress(self, slot: Hashable) -> Progress | None:
        """Return how far an output is; None where it is not being made."""
        begun = self._begun.get(slot)
        if begun is None:
            return None
        said = ""
        if self._folder is not None and slot == self._at:
            said = _read(Path(self._folder.name) / "progress")
        return Progress(time.monotonic() - begun, said, self._took.get(slot, 0.0))

    def warm(self) -> None:
        """Start the worker, so that nobody waits for it when they want something."""
        if self._worker is None:
            Thread(target=self._warm, daemon=True).start()

    def close(self) -> None:
        """End the worker, whatever it is at, and drop what it left."""
        self._closed = True
        if self._worker is not None:
            self._worker.drain()
            for process in self._worker.process_numbers:
                with suppress(OSError):  # it has ended meanwhile
                    os.kill(process, signal.SIGTERM)
        with self._pressing:
            if self._worker is not None:
                self._worker.__exit__()
            if self._folder is not None:
                self._folder.cleanup()
            self._worker = self._folder = None

    def _warm(self) -> None:
        with self._pressing, suppress(ArticlepressError):  # whoever orders is told
            if self._worker is None:
                self._ask(None)

    def _timed(self, slot: Hashable, order: Order) -> Made:
        begun = time.monotonic()
        self._serial += 1
        made = self._press(slot, order) if order.writer in SLOW else make_here(order)
        self._took[slot] = time.monotonic() - begun
        return replace(made, serial=self._serial)

    def _press(self, slot: Hashable, order: Order) -> Made:
        self._at = slot
        # A mapping proxy cannot be pickled; a dictionary with the same pictures can.
        article = replace(order.article, assets=dict(order.article.assets))
        style = replace(
            order.style, tokens=dict(order.style.tokens), settings=dict(order.style.settings)
        )
        return self._ask(replace(order, article=article, style=style, key=None))

    def _ask(self, order: Order | None) -> Made:
        if self._closed:
            raise WorkerLost("the preview has ended")
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="articlepress-preview-")
        if self._worker is None:
            self._worker = Supervisor(WORKER, 1, LIMITS)
        progress = str(Path(self._folder.name) / "progress")
        outcome = next(iter(list(self._worker.outcomes([(order, progress)]))), None)
        if outcome is None:
            raise WorkerLost("the preview has ended")
        if outcome.lost is not None:
            raise outcome.lost
        if isinstance(outcome.result, ArticlepressError):
            raise outcome.result
        made: Made = outcome.result
        return made


def make_here(order: Order) -> Made:
    """Return an output, made in this process.

    Raises:
        ArticlepressError: it cannot be made.
    """
    notes = Notes(path=order.name)
    output = Output(find_writer(order.writer), order.options)
    (content,) = make(order.article, (output,), order.style, notes)
    return Made(content, tuple(notes.diagnostics))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
