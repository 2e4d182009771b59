"""A few long-lived worker processes and the one that watches them.

Takes tasks and the name of a function, gives an outcome for each: what the function returned, or
the error that says how its worker was lost. A worker that dies or hangs costs its task another
try in a fresh one, then that task alone.
"""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Protocol, Self, TypeVar

from articlepress.batch.limits import DEFAULT, Limits
from articlepress.errors import ArticlepressError, LimitExceeded, WorkerLost

if TYPE_CHECKING:  # loaded with the first worker: 25 ms of CPU that one document must not pay
    from multiprocessing.connection import Connection
    from subprocess import Popen

HELD = 2
"""Tasks a worker has at a time: the one it is at, and the next, so that it never waits for us."""
TRIES = 2
"""How often a task is given to a worker before it is given up."""
TRIES_WHEN_KILLED = 3
"""The same where the worker was killed from outside, which is seldom the task's fault."""
PASSED_AT_ONCE = 100
"""Finished tasks that come out before the workers are looked after again."""
_TICK_S = 1.0
_LAST_WORDS = 8_000
"""Characters kept of what a lost worker wrote: a trace names the last call first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task."""

    number: int
    """Its place in the order the tasks came in."""
    task: Any
    """As it was given."""
    result: Any = None
    """What the function returned; None where the worker was lost."""
    lost: ArticlepressError | None = None
    seconds: float = 0.0
    last_words: str = ""
    """What a lost worker wrote to standard error: a crash leaves its trace there."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A task that needs no worker: its result is known, and comes out as it is."""

    result: Any


@dataclass(slots=True)
class _Task:
    number: int
    content: Any
    tries: int = 0
    sent: float = 0.0


@dataclass(slots=True)
class _Worker:
    process: Popen[bytes]
    connection: Connection
    errors: IO[bytes]
    held: deque[_Task] = field(default_factory=deque)
    begun: float = 0.0
    """When the task it is at was first all it had to do."""
    retiring: bool = False
    """It gets no more tasks."""


class Supervisor:
    """Runs a function for each task on so many workers; a context that leaves none behind.

    `function` is `module:name` and takes one task. `after_death` is called with a lost worker's
    process number and the tasks it held.
    """

    def __init__(
        self,
        function: str,
        jobs: int,
        limits: Limits = DEFAULT,
        after_death: Callable[[int, list[Any]], None] | None = None,
        folder: str | None = None,
    ) -> None:
        self._function = function
        self._jobs = max(1, jobs)
        self._limits = limits
        self._after_death = after_death
        self._folder = folder
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._finished: list[Outcome] = []
        self._exhausted = False
        self._draining = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            self._close(worker)
        self._workers.clear()

    @property
    def process_numbers(self) -> list[int]:
        """The workers' process numbers."""
        return [worker.process.pid for worker in self._workers]

    def drain(self) -> None:
        """Hand out no more tasks; `outcomes` ends when those at hand are done."""
        self._draining = True

    def outcomes(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield what became of each task as it is done, in whatever order that is.

        The next task is drawn only when a worker has room for it.
        """
        from multiprocessing.connection import wait  # imported here, as said above

        waiting = (_Task(number, task) for number, task in enumerate(tasks))
        self._exhausted = False
        while True:
            self._hand_out(waiting)
            passed, self._finished = self._finished, []
            yield from passed
            busy = [worker for worker in self._workers if worker.held]
            if not busy:
                if self._draining or (self._exhausted and not self._again):
                    return
                continue
            ready = set(wait([w.connection for w in busy], timeout=0 if passed else _TICK_S))
            for worker in busy:
                if worker.connection in ready:
                    yield from self._receive(worker)
                elif self._overdue(worker):
                    yield from self._give_up_hung(worker)

    def _hand_out(self, waiting: Iterator[_Task]) -> None:
        # One each before anybody gets a second: the last tasks are shared out too.
        for depth in range(1, HELD + 1):
            for place in range(self._jobs):
                worker = self._workers[place] if place < len(self._workers) else None
                if worker is not None and (worker.retiring or len(worker.held) >= depth):
                    continue
                task = None if self._draining else self._next(waiting)
                if task is None:
                    return
                if worker is None:
                    worker = self._start()
                self._send(worker, task)

    def _next(self, waiting: Iterator[_Task]) -> _Task | None:
        """Return the next task for a worker, or None where there is none now."""
        if self._again:
            return self._again.popleft()
        for task in waiting:
            if not isinstance(task.content, Finished):
                return task
            self._finished.append(Outcome(task.number, task.content, task.content.result))
            if len(self._finished) >= PASSED_AT_ONCE:
                return None
        self._exhausted = True
        return None

    def _send(self, worker: _Worker, task: _Task) -> None:
        task.sent = time.monotonic()
        if not worker.held:
            worker.begun = task.sent
        worker.held.append(task)
        with suppress(OSError):  # it died meanwhile; reading from it tells
            worker.connection.send(task.content)

    def _receive(self, worker: _Worker) -> Iterator[Outcome]:
        try:
            result, resident_mb = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, self._why_dead(worker))
            return
        task = worker.held.popleft()
        now = time.monotonic()
        seconds, worker.begun = now - worker.begun, now
        worker.retiring = worker.retiring or resident_mb > self._limits.recycle_mb
        if worker.retiring and not worker.held:
            self._dismiss(worker)
        yield Outcome(task.number, task.content, result, seconds=seconds)

    def _overdue(self, worker: _Worker) -> bool:
        limit = self._limits.seconds
        return bool(limit) and time.monotonic() - worker.begun > limit

    def _give_up_hung(self, worker: _Worker) -> Iterator[Outcome]:
        worker.process.kill()
        worker.process.wait()
        error = LimitExceeded(
            f"took longer than {self._limits.seconds:g} s", hint="--time-limit allows more"
        )
        yield from self._bury(worker, error)

    def _bury(self, worker: _Worker, error: ArticlepressError) -> Iterator[Outcome]:
        """Give the lost worker's task another try, or say that it is lost."""
        if self._after_death is not None:
            self._after_death(worker.process.pid, [task.content for task in worker.held])
        task = worker.held.popleft()
        # The others were not begun: they go back to the front, untouched.
        self._again.extendleft(reversed(worker.held))
        worker.held.clear()
        killed = worker.process.returncode == -signal.SIGKILL
        words = _last_words(worker.errors)
        self._close(worker)
        self._workers.remove(worker)
        task.tries += 1
        hung = isinstance(error, LimitExceeded)
        if task.tries < (TRIES_WHEN_KILLED if killed and not hung else TRIES):
            self._again.append(task)
            return
        seconds = time.monotonic() - worker.begun
        yield Outcome(task.number, task.content, lost=error, seconds=seconds, last_words=words)

    def _why_dead(self, worker: _Worker) -> ArticlepressError:
        worker.process.kill()  # it closed the pipe; what is left of it must not go on
        code = worker.process.wait()
        if code == -signal.SIGKILL:
            how = "was killed, as systems do that run out of memory"
        elif code == -signal.SIGALRM:
            how = "ended itself over the time limit"
        elif code < 0:
            how = f"crashed ({signal.strsignal(-code)})"
        else:
            how = f"ended with exit code {code}"
        return WorkerLost(f"the process that worked on it {how}")

    def _dismiss(self, worker: _Worker) -> None:
        self._close(worker)
        self._workers.remove(worker)

    def _start(self) -> _Worker:
        # imported here, as said above
        import socket
        import subprocess
        import tempfile
        from multiprocessing.connection import Connection

        ours, theirs = socket.socketpair()
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the worker
        # -P: a file in the user's folder must not stand in for a library's module.
        command = [sys.executable, "-P", "-m", "articlepress.batch.worker"]
        with theirs:
            process = subprocess.Popen(
                [*command, str(theirs.fileno()), self._function],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self._folder,
            )
        worker = _Worker(process, Connection(ours.detach()), errors)
        worker.connection.send(self._limits)
        self._workers.append(worker)
        return worker

    def _close(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.errors.close()
        worker.process.wait()


class Numbered(Protocol):
    """What has a place in an order."""

    @property
    def number(self) -> int: ...


NumberedT = TypeVar("NumberedT", bound=Numbered)


def in_order(items: Iterable[NumberedT]) -> Iterator[NumberedT]:
    """Yield what comes in any order by its number, each as soon as all before it are there."""
    early: dict[int, NumberedT] = {}
    due = 0
    for item in items:
        early[item.number] = item
        while due in early:
            yield early.pop(due)
            due += 1
    # What was never begun leaves gaps.
    for number in sorted(early):
        yield early[number]


def _last_words(errors: IO[bytes]) -> str:
    errors.seek(0, 2)
    errors.seek(max(0, errors.tell() - _LAST_WORDS))
    return errors.read().decode("utf-8", "replace").strip()
