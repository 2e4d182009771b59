"""The flags of a run over many documents, and what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import click

from articlepress.batch.jobs import Job
from articlepress.batch.limits import DEFAULT, Limits
from articlepress.batch.run import processors
from articlepress.errors import UsageError

CommandT = TypeVar("CommandT", bound=Callable[..., Any])  # Any: commands differ in their flags

FEW = 8
"""Documents that are done sooner in this process than others can be started."""
MOST_JOBS = 512
"""Workers that one run may start: above the processors of any one machine."""


@dataclass(frozen=True, slots=True)
class RunFlags:
    """The values of a run's flags."""

    jobs: str = "auto"
    time_limit: float = DEFAULT.seconds
    memory_limit: int = DEFAULT.memory_mb
    report: str = ""
    resume: bool = False
    shard: str = ""
    profile: str = ""
    executor: str = "local"
    scheduler: str = ""

    @property
    def on_cluster(self) -> bool:
        return self.executor == "dask"

    def processes(self, documents: int) -> int:
        """Return how many workers a run of so many documents has; 0 is this process alone.

        Raises:
            UsageError: `--jobs` is neither a number nor `auto`.
        """
        if self.profile:
            return 0  # what is measured must happen where it is measured
        if self.jobs == "auto":
            few = documents < FEW and not self.on_cluster
            return 0 if few else min(processors(), documents)
        # Only a short text is counted: Python refuses numbers of 4,300 digits.
        few = self.jobs.isdecimal() and len(self.jobs) <= len(str(MOST_JOBS))
        if not few or not 1 <= int(self.jobs) <= MOST_JOBS:
            hint = f"a number from 1 to {MOST_JOBS}, or auto"
            raise UsageError(f"--jobs cannot be {self.jobs!r}", hint=hint)
        return min(int(self.jobs), documents) if documents > 1 else 0

    @property
    def limits(self) -> Limits:
        """What each document may cost."""
        return Limits(
            self.time_limit, self.memory_limit, min(DEFAULT.recycle_mb, self.memory_limit)
        )


def worker_flags(command: CommandT) -> CommandT:
    """Add the flags of worker processes."""
    for decorate in (
        click.option(
            "--memory-limit",
            type=click.IntRange(100),
            default=DEFAULT.memory_mb,
            metavar="MB",
            help=f"Memory a worker may take. [{DEFAULT.memory_mb}]",
        ),
        click.option(
            "--time-limit",
            type=click.FloatRange(0.1),
            default=DEFAULT.seconds,
            metavar="SECONDS",
            help=f"Time a document may take on a worker. [{DEFAULT.seconds:g}]",
        ),
        click.option(
            "-j",
            "--jobs",
            default="auto",
            metavar="N|auto",
            help="Worker processes. [auto: one a processor, none for a few documents]",
        ),
    ):
        command = decorate(command)
    return command


def run_flags(command: CommandT) -> CommandT:
    """Add the flags of a run; `run_flags_of` makes `RunFlags` of them."""
    for decorate in (
        click.option(
            "--scheduler",
            default="",
            metavar="tcp://HOST:PORT",
            help="Scheduler of a running Dask cluster. [a cluster of its own on this machine]",
        ),
        click.option(
            "--executor",
            type=click.Choice(["local", "dask"]),
            default="local",
            help="Who does the work: this machine's processes, or a Dask cluster. [local]",
        ),
        click.option(
            "--shard",
            default="",
            metavar="I/N",
            help="Do the I-th of N shares of the inputs, for machines that work side by side.",
        ),
        click.option(
            "--profile",
            default="",
            metavar="FILE.html",
            help="Write where the time goes, as a flame graph; works in one process.",
        ),
        click.option(
            "--report", default="", metavar="FILE", help="Write a line of JSON for each document."
        ),
        worker_flags,
    ):
        command = decorate(command)
    return command


def run_flags_of(values: dict[str, object]) -> RunFlags:
    """Return the run's flags, taken out of a command's values.

    Raises:
        UsageError: a scheduler without its executor.
    """
    if values.get("scheduler") and values.get("executor") != "dask":
        raise UsageError("--scheduler is a Dask cluster's", hint="add --executor dask")
    taken = {f.name: values.pop(f.name) for f in dataclasses.fields(RunFlags) if f.name in values}
    # Any: click has checked what each flag holds.
    return RunFlags(**cast("dict[str, Any]", taken))


def share(jobs: Sequence[Job], shard: str) -> Sequence[Job]:
    """Return the jobs of one share, `i/n`: every n-th, from the i-th on.

    Raises:
        UsageError: it is no such pair.
    """
    if not shard:
        return jobs
    first, slash, number = shard.partition("/")
    if not (
        slash
        and first.isdecimal()
        and number.isdecimal()
        and 1 <= int(first[:9]) <= int(number[:9])
    ):
        raise UsageError(f"--shard cannot be {shard!r}", hint="1/4, 2/4, 3/4 and 4/4 share a run")
    return jobs[int(first[:9]) - 1 :: int(number[:9])]
