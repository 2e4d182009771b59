"""The same runs on a Dask cluster of this machine: what its workers suffer costs no document."""

from __future__ import annotations

import os
import random
import signal
import threading
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from articlepress.batch.cluster import Cluster
from articlepress.batch.limits import Limits
from articlepress.batch.supervisor import Finished, Outcome
from articlepress.errors import ClusterError

pytest.importorskip("distributed", reason="needs articlepress[cluster]")

TESTS = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(TESTS), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))


def test_tasks_come_out_once_and_the_poisoned_are_named() -> None:
    tasks: list[object] = [f"task {n}" for n in range(40)]
    tasks[7], tasks[20], tasks[30] = "crash", "hang", Finished("known")

    with Cluster("faults.misbehaving:work", 2, Limits(seconds=2)) as cluster:
        outcomes: dict[int, Outcome] = {o.number: o for o in cluster.outcomes(tasks)}

    assert len(outcomes) == 40
    assert "Segmentation fault" in str(outcomes[7].lost)
    assert "took longer than 2 s" in str(outcomes[20].lost)
    assert outcomes[30].result == "known"
    assert all(outcomes[n].result == f"TASK {n}" for n in range(40) if n not in (7, 20, 30))


def test_what_a_dead_process_left_is_cleared_on_its_host(tmp_path: Path) -> None:
    log = tmp_path / "tries"

    with Cluster(
        "faults.misbehaving:work", 1, after_death=partial(note_death, tmp_path)
    ) as cluster:
        outcomes = list(cluster.outcomes([f"once:{log}", "quiet"]))

    first, _ = log.read_text().split()
    assert (tmp_path / first).read_text().startswith("once:")
    assert len(outcomes) == 2


def note_death(folder: Path, process_number: int, tasks: list[Any]) -> None:
    """Write what a dead process held into a file called after it."""
    (folder / str(process_number)).write_text("\n".join(tasks), "utf-8")


def test_killed_workers_lose_nothing() -> None:
    rng = random.Random(8)
    over = threading.Event()

    def kill() -> None:
        while not over.wait(1.5):
            below = psutil.Process().children(recursive=True)
            workers = [p.pid for p in below if _is_worker(" ".join(_words(p)))]
            if workers:
                os.kill(rng.choice(workers), signal.SIGKILL)

    with Cluster("faults.misbehaving:work", 2) as cluster:
        killer = threading.Thread(target=kill)
        killer.start()
        results = [o.result for o in cluster.outcomes(f"slow {n}" for n in range(300))]
        over.set()
        killer.join()

    assert sorted(results) == sorted(f"SLOW {n}" for n in range(300))


def test_a_scheduler_that_does_not_answer_is_told_within_ten_seconds() -> None:
    cluster = Cluster("faults.misbehaving:work", 1, scheduler="tcp://127.0.0.1:9")

    with pytest.raises(ClusterError, match="no scheduler answers"):
        cluster.__enter__()


def test_workers_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articlepress.batch.cluster.__version__", "99.0")

    with (
        pytest.raises(ClusterError, match=r"has articlepress .*, this is 99\.0"),
        Cluster("faults.misbehaving:work", 1),
    ):
        pass


def _words(process: psutil.Process) -> list[str]:
    try:
        words: list[str] = process.cmdline()
    except psutil.Error:
        return []
    return words


def _is_worker(words: str) -> bool:
    # Ours, and the process of Dask's that holds it.
    return "articlepress.batch.worker" in words or "spawn_main" in words
