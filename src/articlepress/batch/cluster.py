"""The same work on several hosts: groups of tasks as tasks of Dask.

Every worker of the cluster runs a `Supervisor` of its own, so that time, memory and crashes are
bounded as they are on one machine; what the cluster adds is that a lost host costs a group another
run elsewhere. Outputs are the same bytes wherever and however often they are made.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import islice
from typing import Any, Self

from articlepress import __version__
from articlepress.batch.limits import DEFAULT, Limits
from articlepress.batch.supervisor import Finished, Outcome, Supervisor
from articlepress.errors import ArticlepressError, ClusterError, MissingTool, WorkerLost

# Dask is typed in part only; what it gives is Any here. It is the extra `articlepress[cluster]` and
# takes 0.4 s to import, which only a run on a cluster pays.
Client = Any
Future = Any

GROUP = 16
"""Documents sent together: a second of work, beside which a message costs nothing."""
AHEAD = 2
"""Groups a worker has waiting beside the one it is at."""
ANSWER_S = 8
"""Seconds a scheduler has to answer."""
TRIES = 3
"""How often a group is sent anew when the hosts that had it are lost."""

Group = list[tuple[int, Any]]
"""Tasks with their numbers."""


class Cluster:
    """Runs a function for each task on a Dask cluster; a context, as `Supervisor` is.

    Without an address a cluster of `jobs` workers is started on this machine. What is to be done
    after the death of a process is done on the host that had it.
    """

    def __init__(
        self,
        function: str,
        jobs: int,
        limits: Limits = DEFAULT,
        after_death: Callable[[int, list[Any]], None] | None = None,
        scheduler: str = "",
    ) -> None:
        self._function = function
        self._jobs = max(1, jobs)
        self._limits = limits
        self._after_death = after_death
        self._scheduler = scheduler
        self._client: Client | None = None
        self._own: Any = None
        self._draining = False

    def __enter__(self) -> Self:
        dask = _dask()
        try:
            address = self._scheduler or self._start(dask)
            self._client = dask.Client(address, timeout=ANSWER_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                "no scheduler answers", where=self._scheduler, hint="start one: dask scheduler"
            ) from error
        try:
            self._refuse_other_versions(self._client)
            helpers = _helpers(self._function, self._limits, self._after_death, os.getcwd())
            self._client.register_plugin(helpers)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            with suppress(Exception):  # a scheduler that is gone needs no farewell
                self._client.unregister_worker_plugin(NAME)
            self._client.close()
        if self._own is not None:
            self._own.close()
        self._client = self._own = None

    def drain(self) -> None:
        """Hand out no more tasks; `outcomes` ends when those at hand are done."""
        self._draining = True

    def outcomes(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield what became of each task as it is done, in whatever order that is."""
        assert self._client is not None, "entered as a context"
        waiting = enumerate(tasks)
        at_hand: dict[Future, tuple[Group, int]] = {}
        done = _dask().as_completed([], loop=self._client.loop)
        room, exhausted = self._room(self._client), False
        while True:
            while len(at_hand) < room and not self._draining and not exhausted:
                taken = list(islice(waiting, GROUP))
                exhausted = not taken
                yield from (_passed(n, t) for n, t in taken if isinstance(t, Finished))
                group = [(n, t) for n, t in taken if not isinstance(t, Finished)]
                if group:
                    self._submit(self._client, group, 1, at_hand, done)
            if not at_hand:
                return
            future = next(done)
            group, tries = at_hand.pop(future)
            if future.status == "finished":
                yield from future.result()
            elif tries < TRIES:
                # Hosts were lost: the documents go out again, one by one, so that if one of them
                # is to blame it takes no other with it.
                for task in group:
                    self._submit(self._client, [task], tries + 1, at_hand, done)
            else:
                yield from _given_up(group, future)
            future.release()

    def _submit(
        self,
        client: Client,
        group: Group,
        tries: int,
        at_hand: dict[Future, tuple[Group, int]],
        done: Any,
    ) -> None:
        future = client.submit(run_group, group, pure=False)
        at_hand[future] = (group, tries)
        done.add(future)

    def _room(self, client: Client) -> int:
        threads: int = sum(client.nthreads().values())
        return max(1, threads) * (AHEAD + 1)

    def _start(self, dask: Any) -> Any:
        self._own = dask.LocalCluster(
            n_workers=self._jobs, threads_per_worker=1, dashboard_address=":0", silence_logs=50
        )
        return self._own

    def _refuse_other_versions(self, client: Client) -> None:
        try:
            found = client.run(installed_version)
        except Exception as error:  # what a worker raises for want of us is its own affair
            raise ClusterError(
                f"its workers cannot import articlepress: {error}",
                where=self._scheduler,
                hint="install articlepress on every host",
            ) from error
        others = {host: version for host, version in found.items() if version != __version__}
        if others:
            host, version = sorted(others.items())[0]
            raise ClusterError(
                f"{host} has articlepress {version}, this is {__version__}",
                where=self._scheduler,
                hint="install one version on every host: others make other bytes",
            )


NAME = "articlepress"


def installed_version() -> str:
    """Return the version of articlepress where this runs."""
    return __version__


def run_group(group: Group) -> list[Outcome]:
    """Return what became of a group's tasks, done under the supervisor of the worker this runs
    in."""
    numbers = [number for number, _ in group]
    helpers = _dask().get_worker().plugins[NAME]
    supervisor: Supervisor = helpers.supervisor()
    outcomes = supervisor.outcomes(task for _, task in group)
    # The task itself stays where it came from: it need not travel back.
    return [
        Outcome(numbers[o.number], o.task, o.result, o.lost, o.seconds, o.last_words)
        for o in outcomes
    ]


def _helpers(
    function: str,
    limits: Limits,
    after_death: Callable[[int, list[Any]], None] | None,
    folder: str,
) -> Any:
    class Helpers(_dask().WorkerPlugin):  # type: ignore[misc]  # it is Any
        """Keeps a warm supervisor for each thread of a worker."""

        name = NAME

        def setup(self, worker: Any) -> None:
            self.own = threading.local()
            self.all: list[Supervisor] = []

        def teardown(self, worker: Any) -> None:
            for supervisor in self.all:
                supervisor.__exit__()

        def supervisor(self) -> Supervisor:
            found = getattr(self.own, "supervisor", None)
            if found is None:
                found = self.own.supervisor = Supervisor(function, 1, limits, after_death, folder)
                self.all.append(found)
            return found

    return Helpers()


def _passed(number: int, task: Finished) -> Outcome:
    return Outcome(number, task, task.result)


def _given_up(group: Group, future: Future) -> Iterator[Outcome]:
    why: ArticlepressError = WorkerLost(f"every host that had it was lost: {future.exception()}")
    for number, task in group:
        yield Outcome(number, task, lost=why)


def _dask() -> Any:
    """Return Dask's module.

    Raises:
        MissingTool: it is not installed.
    """
    # It reads these once, when it is imported.
    os.environ.setdefault("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "10")
    os.environ.setdefault("DASK_DISTRIBUTED__LOGGING__DISTRIBUTED", "critical")
    try:
        return import_module("distributed")
    except ImportError as error:
        raise MissingTool(
            "no Dask is installed", hint="pip install 'articlepress[cluster]'"
        ) from error
