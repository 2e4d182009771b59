"""Every promise of SECURITY.md, proved in a bounded run, and the table of the results.

Run: python scripts/check_trust.py [--fuzz-seconds N]. Two processes at most; about fifteen minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2")


def checks(fuzz_seconds: int) -> list[tuple[str, tuple[str, ...]]]:
    """Return each promise with the command that proves it."""
    trust = "tests/trust"
    return [
        ("nothing let in: 651 attacks, nh3", (*PYTEST, f"{trust}/test_nothing_let_in.py")),
        ("nothing acts in a PDF", (*PYTEST, f"{trust}/test_pdf.py")),
        ("nothing active in Chromium", (*PYTEST, f"{trust}/test_browser.py")),
        ("nothing active in the preview", (*PYTEST, f"{trust}/test_preview.py")),
        ("nothing fetched: system calls", (*PYTEST, f"{trust}/test_nothing_fetched.py")),
        ("nothing lost: tests", (*PYTEST, "tests/audit")),
        ("nothing lost: real pages, mutants",
         (sys.executable, "benchmarks/audit.py", "--pages", "8", "--pdf", "2", "--mutants", "60",
          "--books", "2", "--book-mutants", "25")),
        ("bounds: refusals", (*PYTEST, f"{trust}/test_bounds.py", "-k", "not bomb")),
        ("bounds: numbers, letters, packed files",
         (*PYTEST, f"{trust}/test_numbers.py", f"{trust}/test_letters.py",
          f"{trust}/test_packed.py")),
        ("bounds: bombs, 5 s and 400 MB", (sys.executable, "benchmarks/bombs.py")),
        ("bounds: every pattern attacked", (sys.executable, "-m", "trust.regexes")),
        ("faults at each write", (*PYTEST, f"{trust}/test_faults.py")),
        ("folders and styles from others",
         (*PYTEST, f"{trust}/test_folders.py", f"{trust}/test_styles.py")),
        ("servers made to hurt", (*PYTEST, "tests/web")),
        ("messages, headers, names", (*PYTEST, f"{trust}/test_messages.py")),
        ("fuzzing, fifteen doors",
         (sys.executable, "-m", "fuzz", "--seconds", str(fuzz_seconds), "--folder", ".fuzz")),
        ("supply: pip-audit", ("bash", "scripts/supply.sh")),
    ]  # fmt: skip


def main() -> int:
    """Run every check and print the table; 1 when one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzz-seconds", type=int, default=60)
    chosen = parser.parse_args()
    paths = [str(ROOT / "src"), str(ROOT / "tests")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    environment["BIN"] = str(Path(sys.executable).parent)
    rows = []
    for promise, command in checks(chosen.fuzz_seconds):
        start = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        last = lines[-1].strip("= ") if lines else ""
        rows.append((promise, done.returncode == 0, time.monotonic() - start, last))
        if done.returncode:
            print(done.stdout[-4000:], done.stderr[-2000:], sep="\n")
    print(f"{'promise':36} {'kept':5} {'s':>5}  last line")
    for promise, kept, seconds, last in rows:
        print(f"{promise:36} {'yes' if kept else 'NO':5} {seconds:5.0f}  {last[:80]}")
    return 0 if all(kept for _, kept, _, _ in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
