"""Workers under a supervisor: what one task does to its worker costs no other task anything."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from articlepress.batch.limits import Limits
from articlepress.batch.supervisor import Finished, Outcome, Supervisor
from articlepress.errors import LimitExceeded

TESTS = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _workers_find_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(TESTS), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))


PATIENT = Limits(seconds=20)


def supervised(tasks: list[object], jobs: int = 2, limits: Limits = PATIENT) -> dict[int, Outcome]:
    with Supervisor("faults.misbehaving:work", jobs, limits) as supervisor:
        return {outcome.number: outcome for outcome in supervisor.outcomes(tasks)}


def test_every_task_comes_out_once() -> None:
    outcomes = supervised([f"task {n}" for n in range(50)])

    assert [outcomes[n].result for n in range(50)] == [f"TASK {n}" for n in range(50)]


def test_a_crash_costs_one_more_try_and_that_task_alone(tmp_path: Path) -> None:
    log = tmp_path / "tries"

    outcomes = supervised(["a", f"crash:{log}", "b", "c", "d"])

    assert [outcomes[n].result for n in (0, 2, 3, 4)] == ["A", "B", "C", "D"]
    assert "Segmentation fault" in str(outcomes[1].lost)
    assert "misbehaving.py" in outcomes[1].last_words
    assert len(log.read_text().splitlines()) == 2


def test_a_task_that_crashed_once_is_done_by_another_worker(tmp_path: Path) -> None:
    log = tmp_path / "tries"

    outcomes = supervised(["a", f"once:{log}", "b"])

    assert outcomes[1].result == "ONCE"
    assert len(set(log.read_text().splitlines())) == 2


def test_a_hung_task_is_ended_and_named() -> None:
    begun = time.monotonic()

    outcomes = supervised(["a", "hang", "b", "c"], limits=Limits(seconds=1))

    assert isinstance(outcomes[1].lost, LimitExceeded)
    assert "took longer than 1 s" in str(outcomes[1].lost)
    assert [outcomes[n].result for n in (0, 2, 3)] == ["A", "B", "C"]
    assert time.monotonic() - begun < 20


def test_a_task_that_leaves_its_process_is_named_with_its_exit_code() -> None:
    assert "exit code 3" in str(supervised(["leave", "a"])[0].lost)


def test_memory_over_the_limit_fails_in_the_task_that_asks_for_it() -> None:
    outcomes = supervised(["a", "eat", "b"], limits=Limits(seconds=20, memory_mb=500))

    assert str(outcomes[1].result) == "does not fit into memory"
    assert outcomes[2].result == "B"


def test_a_worker_that_has_grown_is_replaced_and_nothing_lost() -> None:
    outcomes = supervised(list("abcdef"), jobs=1, limits=Limits(recycle_mb=1))

    assert "".join(outcomes[n].result for n in range(6)) == "ABCDEF"


def test_what_is_finished_passes_without_a_worker() -> None:
    outcomes = supervised([Finished("one"), "two", Finished("three")])

    assert [outcomes[n].result for n in range(3)] == ["one", "TWO", "three"]


def test_workers_killed_from_outside_lose_nothing() -> None:
    with Supervisor("faults.misbehaving:work", 2) as supervisor:
        over = threading.Event()

        def kill() -> None:
            while not over.wait(0.7):
                for number in supervisor.process_numbers[:1]:
                    os.kill(number, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        results = []
        for outcome in supervisor.outcomes(f"task {n}" for n in range(3_000)):
            time.sleep(0.001)
            results.append(outcome.result)
        over.set()
        killer.join()

    assert sorted(results) == sorted(f"TASK {n}" for n in range(3_000))


def test_draining_ends_after_what_is_at_hand() -> None:
    with Supervisor("faults.misbehaving:work", 2) as supervisor:
        done = []
        for outcome in supervisor.outcomes(f"task {n}" for n in range(1_000)):
            done.append(outcome)
            supervisor.drain()

    assert 1 <= len(done) <= 5


def test_no_worker_outlives_its_supervisor() -> None:
    with Supervisor("faults.misbehaving:work", 2) as supervisor:
        next(supervisor.outcomes(["a", "hang", "b"]))
        numbers = supervisor.process_numbers

    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
