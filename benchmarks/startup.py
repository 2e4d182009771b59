"""CPU seconds of starting articlepress and of cold conversions, against the plain `weasyprint`.

    python benchmarks/startup.py [--shared ../shared] [--rounds 5]

Each command runs in a process of its own, in turns, after one run that is not counted and leaves
compiled modules behind, as an installation does; the least CPU time of the rounds counts. The
ratios are the result: seconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MODULE = (sys.executable, "-m", "articlepress")
LIMITS = {"--version": 0.08, "--help": 0.15}
"""CPU seconds (issue 2)."""
RATIOS = {"newsletter": 0.5, "pdf": 1.3}
"""CPU of a cold conversion over `weasyprint` on clean HTML of the same article (issue 2)."""


ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def cpu_s(command: Sequence[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(commands: dict[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, float]:
    for command in commands.values():
        cpu_s(command, folder)
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, command in commands.items():
            best[name] = min(best[name], cpu_s(command, folder))
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("ARTICLEPRESS_SHARED", "../shared"))
    )
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    page = (arguments.shared / "seed" / "column.html").resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        convert = (*MODULE, "convert", str(page), "--quiet", "--force")
        subprocess.run((*convert, "-o", "clean.html"), cwd=folder, check=True)
        weasyprint = str(Path(sys.executable).parent / "weasyprint")
        best = measure(
            {
                "--version": (*MODULE, "--version"),
                "--help": (*MODULE, "--help"),
                "newsletter": (*convert, "--to", "newsletter"),
                "pdf": (*convert, "--to", "pdf"),
                "weasyprint": (weasyprint, "--quiet", "clean.html", "clean.pdf"),
            },
            folder,
            arguments.rounds,
        )
    return report(best)


def report(best: dict[str, float]) -> int:
    missed = 0
    for name, seconds in best.items():
        ratio = seconds / best["weasyprint"]
        limit = LIMITS.get(name)
        target = f"<= {limit:.2f} s" if limit else ""
        if name in RATIOS:
            target = f"<= {RATIOS[name]:.1f} x"
        over = (limit is not None and seconds > limit) or ratio > RATIOS.get(name, float("inf"))
        missed += over
        verdict = "MISSED" if over else ""
        print(f"{name:11} {seconds:6.3f} s {ratio:6.2f} x  {target} {verdict}".rstrip())
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
