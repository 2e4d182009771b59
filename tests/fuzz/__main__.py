"""Fuzz for a while: `python -m fuzz --seconds 60 [TARGET…]`; a crash is kept and ends with 1.

With `--rounds N` the same N inputs a target are tried on every machine: what CI runs, so that a
change is judged by what it does and not by luck.

Each target runs in a process of its own (`fuzz.guided`), turn by turn: the one that has had the
least CPU comes next, so all have the same share of any time. CPU seconds and crashes go to a log;
the closing lines say what each door had, and how long none has fallen over.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from fuzz.changes import changed
from fuzz.targets import TARGETS, run

TURN_S = 60.0
"""Seconds of a turn: an import and a look through the corpus take five, and many turns are fair."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A line of the log."""

    name: str
    cpu_s: float
    crashes: int


def main() -> int:
    """Fuzz the targets named, or all, in turns, until the time is up."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS])
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--folder", type=Path, default=Path(".fuzz"), help="corpus, crashes, log")
    parser.add_argument("--rounds", type=int, default=0, help="inputs a target, always the same")
    chosen = parser.parse_args()
    names = chosen.targets or list(TARGETS)
    if chosen.rounds:
        return sum(_in_rounds(name, chosen.rounds) for name in names) and 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    crashes = _in_turns(names, chosen.folder, chosen.seconds)
    for line in _account(_log(chosen.folder)):
        print(line)
    print(f"fuzz: {len(names)} targets, {crashes} crashes")
    return 1 if crashes else 0


def _in_rounds(name: str, rounds: int) -> int:
    """Try so many inputs drawn from the seeds by a fixed chance; return how many crashed."""
    chance, seeds, crashes = random.Random(name), TARGETS[name].seeds(), 0
    for _ in range(rounds):
        data = changed(chance.choice(seeds), seeds, chance)
        try:
            run(name, data)
        except Exception as error:  # whatever it is, it is a finding
            print(f"fuzz: {name}: {type(error).__name__}: {error}\n{data[:400]!r}")
            crashes += 1
    print(f"fuzz: {name}: {rounds} inputs, {crashes} crashes", flush=True)
    return crashes


def _in_turns(names: list[str], folder: Path, seconds: float) -> int:
    """Give the target that has had least CPU the next turn; return how many crashes there were.

    Each has a turn at least: what starts a process and learns the seeds is not counted as its time.
    """
    end = time.monotonic() + seconds
    turn_s = min(TURN_S, seconds / len(names))
    crashes = 0
    had = dict.fromkeys(names, 0.0)
    for turn in _log(folder):
        if turn.name in had:
            had[turn.name] += turn.cpu_s
    least = min(had.values())
    # Of earlier runs only the differences count, and no more of them than a turn.
    had = {name: min(cpu_s - least, turn_s) for name, cpu_s in had.items()}
    waiting = set(names)
    while waiting or time.monotonic() + turn_s / 2 < end:
        name = min(waiting or names, key=lambda name: had[name])
        waiting.discard(name)
        turn = _turn(name, folder, turn_s)
        had[name] += turn.cpu_s
        crashes += turn.crashes
    return crashes


def _turn(name: str, folder: Path, seconds: float) -> Turn:
    """Fuzz one target for so long, and write what it came to into the log."""
    corpus, kept = folder / "corpus" / name, folder / "crashes" / name
    for path in (corpus, kept):
        path.mkdir(parents=True, exist_ok=True)
    before = {path.name for path in kept.iterdir()}
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "fuzz.guided", name, str(folder), str(seconds)],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    found = sorted({path.name for path in kept.iterdir()} - before)
    if done.returncode and not found:
        found = ["(no input was kept)"]
    for crash in found:
        print(f"fuzz: {name}: {crash}\n{_traceback(done.stdout + done.stderr)}", flush=True)
    with (folder / "log.tsv").open("a") as log:
        log.write(f"{name}\t{cpu_s:.1f}\t{len(found)}\n")
    return Turn(name, cpu_s, len(found))


def _traceback(said: str) -> str:
    lines = [
        line for line in said.splitlines() if line.strip() and not line.startswith(("#", "INFO"))
    ]
    start = next((k for k, line in enumerate(lines) if "Uncaught" in line or "ERROR" in line), 0)
    return "\n".join(lines[start : start + 30])


def _log(folder: Path) -> list[Turn]:
    path = folder / "log.tsv"
    rows = (line.split("\t") for line in path.read_text().splitlines()) if path.exists() else ()
    return [Turn(name, float(cpu_s), int(crashes)) for name, cpu_s, crashes in rows]


def _account(turns: list[Turn]) -> list[str]:
    """Return the CPU seconds of each door, and the hours since the last crash, as lines."""
    last = max((number for number, turn in enumerate(turns) if turn.crashes), default=-1)
    lines = []
    for name in TARGETS:
        every = sum(turn.cpu_s for turn in turns if turn.name == name)
        since = sum(turn.cpu_s for turn in turns[last + 1 :] if turn.name == name)
        lines.append(f"fuzz: {name:9} {every:7.0f} CPU s, {since:7.0f} since the last crash")
    hours = sum(turn.cpu_s for turn in turns) / 3600
    quiet = sum(turn.cpu_s for turn in turns[last + 1 :]) / 3600
    return [*lines, f"fuzz: {hours:.2f} CPU hours in the log, {quiet:.2f} since the last crash"]


if __name__ == "__main__":
    sys.exit(main())
