"""Fuzz for a while: `python -m fuzz --seconds 60 [TARGET…]`; a crash is kept and ends with 1.

With `--rounds N` the same N inputs a target are tried on every machine: what CI runs, so that a
change is judged by what it does and not by luck.

With atheris installed each target runs in a process of its own under libFuzzer, guided by the lines
it reaches; elsewhere bytes of the seeds are changed at random. CPU seconds go to a log, so that the
hours can be counted.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fuzz.targets import TARGETS, run

LARGEST = 16_384
"""Bytes of an input: enough for every structure, few enough for thousands of runs a minute."""
SLOWEST_S = 60
"""Seconds after which an input counts as a hang: the machine may be busy with other work."""
MEMORY_MB = 1_500


def main() -> int:
    """Fuzz the targets named, or all, one after another, until the time is up."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS])
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--folder", type=Path, default=Path(".fuzz"), help="corpus, crashes, log")
    parser.add_argument("--rounds", type=int, default=0, help="inputs a target, always the same")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    names = chosen.targets or list(TARGETS)
    if chosen.one:
        _guided(names[0], chosen.folder, chosen.seconds)
        return 0
    if chosen.rounds:
        return sum(_in_rounds(name, chosen.rounds) for name in names) and 1
    crashes = 0
    for name in names:
        crashes += _slice(name, chosen.folder, chosen.seconds / len(names))
    spent = sum(cpu for _, cpu in _log(chosen.folder))
    print(f"fuzz: {len(names)} targets, {crashes} crashes; {spent / 3600:.2f} CPU hours in the log")
    return 1 if crashes else 0


def _in_rounds(name: str, rounds: int) -> int:
    """Try so many inputs drawn from the seeds by a fixed chance; return how many crashed."""
    chance, seeds, crashes = random.Random(name), TARGETS[name].seeds(), 0
    for _ in range(rounds):
        data = _changed(chance.choice(seeds), seeds, chance)
        try:
            run(name, data)
        except Exception as error:  # whatever it is, it is a finding
            print(f"fuzz: {name}: {type(error).__name__}: {error}\n{data[:400]!r}")
            crashes += 1
    print(f"fuzz: {name}: {rounds} inputs, {crashes} crashes", flush=True)
    return crashes


def _slice(name: str, folder: Path, seconds: float) -> int:
    """Fuzz one target for so long; return how many crashes it came to."""
    corpus, crashes = folder / "corpus" / name, folder / "crashes" / name
    for path in (corpus, crashes):
        path.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    before = {path.name for path in crashes.iterdir()}
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    worker = [sys.executable, "-m", "fuzz", "--one", name, "--folder", str(folder)]
    done = subprocess.run(
        [*worker, "--seconds", str(seconds)], capture_output=True, text=True, errors="replace"
    )
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    with (folder / "log.tsv").open("a") as log:
        log.write(f"{name}\t{cpu:.1f}\t{done.returncode}\n")
    found = sorted({path.name for path in crashes.iterdir()} - before)
    if done.returncode and not found:
        found = ["(no input was kept)"]
    for crash in found:
        print(f"fuzz: {name}: {crash}\n{_traceback(done.stdout + done.stderr)}")
    return len(found)


def _traceback(said: str) -> str:
    lines = [
        line for line in said.splitlines() if line.strip() and not line.startswith(("#", "INFO"))
    ]
    start = next((k for k, line in enumerate(lines) if "Uncaught" in line or "ERROR" in line), 0)
    return "\n".join(lines[start : start + 30])


def _log(folder: Path) -> list[tuple[str, float]]:
    lines = (folder / "log.tsv").read_text().splitlines()
    return [(name, float(cpu)) for name, cpu, _ in (line.split("\t") for line in lines)]


# --- in the process of a target ------------------------------------------------------------------


def _guided(name: str, folder: Path, seconds: float) -> None:
    """Run one target in this process; a crash ends it."""
    crashes = folder / "crashes" / name
    if find_spec("atheris") is None:
        _at_random(name, folder, seconds)
        return
    import atheris

    with atheris.instrument_imports(include=["articlepress"]):
        for seed in TARGETS[name].seeds():
            run(name, seed)  # imports what the target uses, so that it is instrumented
    options = [
        f"-max_total_time={max(1, int(seconds))}", f"-max_len={LARGEST}", f"-timeout={SLOWEST_S}",
        f"-rss_limit_mb={MEMORY_MB}", f"-artifact_prefix={crashes}/", "-print_final_stats=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus" / name)], _target(name))
    atheris.Fuzz()


def _target(name: str) -> Callable[[bytes], None]:
    def once(data: bytes) -> None:
        run(name, data)

    return once


def _at_random(name: str, folder: Path, seconds: float) -> None:
    chance = random.Random(os.getpid())
    seeds = [path.read_bytes() for path in sorted((folder / "corpus" / name).iterdir())]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = _changed(chance.choice(seeds), seeds, chance)
        try:
            run(name, data)
        except Exception:
            (folder / "crashes" / name / f"crash-{abs(hash(data)):x}").write_bytes(data)
            raise


def _changed(data: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """Return the bytes with a few pieces cut, doubled, changed, or taken from another seed."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.randint(0, 40))
        other = chance.choice(seeds)
        place = chance.randint(0, len(other))
        piece = chance.choice(
            [b"", data[start:end] * 2, bytes([chance.randint(0, 255)]), other[place : place + 60]]
        )
        data = data[:start] + piece + data[end:]
    return data[:LARGEST]


if __name__ == "__main__":
    sys.exit(main())
