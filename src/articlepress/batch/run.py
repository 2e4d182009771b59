"""A run: many jobs, in this process or on workers, those left out that have been done before.

Takes jobs in order, gives what became of each in the same order; files are written by whoever runs
the job, the history and the quarantine by this process alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from articlepress.atomic import remove_leftovers, write_atomic
from articlepress.batch.cluster import Cluster
from articlepress.batch.history import History, content_digest, plan_of
from articlepress.batch.jobs import Job, Result, Wanted, run_job
from articlepress.batch.limits import DEFAULT, Limits
from articlepress.batch.supervisor import Finished, Outcome, Supervisor, in_order
from articlepress.errors import ArticlepressError, DiskFull
from articlepress.outputs import safe_stem
from articlepress.places import is_remote
from articlepress.records import Record, refuse_foreign, remove_strange
from articlepress.sidecar import sidecar_digest
from articlepress.source import read_source

QUARANTINE = "quarantine"
"""Folder beside the outputs where documents go that cost a worker its life."""

Keys = dict[Path, bytes]
"""Output -> digest of everything that decides it."""
Status = Literal["made", "unchanged", "failed", "quarantined"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is run."""

    processes: int = 0
    """Worker processes; 0 works in this one."""
    cluster: bool = False
    """Work on a Dask cluster."""
    scheduler: str = ""
    """Its address; empty: one of `processes` workers is started here."""
    limits: Limits = DEFAULT
    force: bool = False
    """Make everything, and over files from elsewhere."""
    resume: bool = False
    """Leave what an earlier run failed at."""
    quarantine: Path | None = None
    raise_bugs: bool = False
    decided_by: tuple[object, ...] = ()
    """What decides every output beside its job: versions, the style's files."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one job."""

    number: int
    """The job's place in the run, from 0."""
    job: Job
    status: Status
    result: Result
    unchanged: tuple[Path, ...] = ()
    """Outputs that stand as an earlier run left them."""
    seconds: float = 0.0


@dataclass(slots=True)
class Run:
    """A run under way; `stop` ends it early, in good order."""

    plan: Plan
    history: History | None = None
    _records: dict[Path, Record] = field(default_factory=dict)
    _keys: dict[int, Keys] = field(default_factory=dict)
    _left: dict[int, tuple[Path, ...]] = field(default_factory=dict)
    _workers_at_hand: Supervisor | Cluster | None = None
    _stopped: bool = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """Begin no more jobs; those at hand are finished."""
        self._stopped = True
        if self._workers_at_hand is not None:
            self._workers_at_hand.drain()

    def results(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Yield what became of each job, in order."""
        # What is done is noted at once, whatever it has to wait for before it is shown.
        yield from in_order(self._done(jobs))

    def _done(self, jobs: Iterable[Job]) -> Iterator[Done]:
        for outcome in self._outcomes(self._tasks(jobs)):
            if isinstance(outcome.result, Done):
                yield outcome.result
            else:
                yield self._note(outcome)

    def _tasks(self, jobs: Iterable[Job]) -> Iterator[Job | Finished]:
        for number, job in enumerate(jobs):
            if self._stopped:
                return
            reduced = self._reduced(number, job)
            yield Finished(reduced) if isinstance(reduced, Done) else reduced

    def _reduced(self, number: int, job: Job) -> Job | Done:
        """Return the job with the outputs that must be made, or what became of it already."""
        keys = self._key_all(job)
        paths = () if self.plan.force else self._unchanged(keys)
        wanted = [item for item in job.outputs if item.path not in paths]
        if not wanted:
            return Done(number, job, "unchanged", Result(job.source), paths)
        try:
            self._refuse(wanted, keys)
        except ArticlepressError as error:
            return Done(number, job, "failed", Result(job.source, error=error), paths)
        self._left[number] = paths
        self._keys[number] = {path: key for path, key in keys.items() if path not in paths}
        return replace(job, outputs=tuple(wanted))

    def _key_all(self, job: Job) -> Keys:
        if self.history is None:
            return {}
        try:
            content = content_digest(job.source), sidecar_digest(job.source)
        except (OSError, ArticlepressError):  # reading it says so
            return {}
        common = (
            job.style, job.tokens, job.reader, job.reader_values, job.settings, job.strict,
            job.split, job.project.digest,
            *([job.steps] if job.steps else []),
        )  # fmt: skip
        return {
            item.path: plan_of(content, item.writer, item.options, common, *self.plan.decided_by)
            for item in job.outputs
            if item.path is not None
        }

    def _unchanged(self, keys: Keys) -> tuple[Path, ...]:
        if self.history is None:
            return ()
        return tuple(p for p, key in keys.items() if self.history.is_unchanged(p, key))

    def _refuse(self, wanted: Iterable[Wanted], keys: Keys) -> None:
        if self.plan.force:
            return
        if self.plan.resume and self.history is not None:
            for path, key in keys.items():
                failure = self.history.failure(path, key)
                if failure is not None:
                    raise failure
        paths = [item.path for item in wanted if item.path is not None]
        if self.history is not None:
            paths = [p for p in paths if not (is_remote(p) and self.history.knows(p))]
        refuse_foreign(paths, self._records)

    def _outcomes(self, tasks: Iterable[Job | Finished]) -> Iterator[Outcome]:
        if self.plan.processes == 0 and not self.plan.cluster:
            for number, task in enumerate(tasks):
                yield Outcome(number, task, self._here(task))
            return
        with self._workers() as workers:
            self._workers_at_hand = workers
            yield from workers.outcomes(tasks)

    def _workers(self) -> Supervisor | Cluster:
        function, plan = "articlepress.batch.jobs:run_job", self.plan
        if plan.cluster:
            return Cluster(function, plan.processes, plan.limits, clear_leftovers, plan.scheduler)
        return Supervisor(function, plan.processes, plan.limits, clear_leftovers)

    def _here(self, task: Job | Finished) -> object:
        if isinstance(task, Finished):
            return task.result
        return run_job(task, raise_bugs=self.plan.raise_bugs)

    def _note(self, outcome: Outcome) -> Done:
        number, job = outcome.number, outcome.task
        keys, left = self._keys.pop(number, {}), self._left.pop(number, ())
        result = outcome.result
        status: Status = "made"
        if outcome.lost is not None:
            outcome.lost.where = outcome.lost.where or job.source
            result, status = Result(job.source, error=outcome.lost), "quarantined"
            if self.plan.quarantine is not None:
                set_apart(self.plan.quarantine, job.source, outcome)
        elif result.error is not None:
            status = "failed"
        if isinstance(result.error, DiskFull):
            # What follows would meet it too, and the document is not to blame.
            self.stop()
        elif self.history is not None:
            self._remember(self.history, keys, result)
        return Done(number, job, status, result, left, outcome.seconds)

    def _remember(self, history: History, keys: Keys, result: Result) -> None:
        for path, key in keys.items():
            if result.error is None:
                history.note_made(path, key, result.files)
            else:
                history.note_failed(path, key, result.error)


def set_apart(folder: Path, source: str, outcome: Outcome) -> None:
    """Put a copy of a source into the quarantine, with the reason beside it."""
    name = safe_stem(source).lstrip("-")
    for path in (folder, folder / name, folder / f"{name}.reason.txt"):
        if path.is_symlink():  # nothing of ours: it would be written elsewhere
            remove_strange(path)
    reason = f"{outcome.lost}\n\n{outcome.last_words}\n".rstrip() + "\n"
    write_atomic(folder / f"{name}.reason.txt", reason.encode("utf-8", "replace"))
    # The reason stands also where the source itself cannot be read.
    with suppress(ArticlepressError):
        write_atomic(folder / name, read_source(source).content)


def clear_leftovers(process_number: int, jobs: list[Any]) -> None:
    """Remove the half-written files of a worker that died; Any: as the supervisor has its tasks."""
    for folder in {i.path.parent for job in jobs for i in job.outputs if i.path is not None}:
        remove_leftovers(folder, process_number)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
