"""What pages made to hurt cost: CPU seconds and peak memory of a whole run, refused or done.

Run: PYTHONPATH=src:tests python benchmarks/bombs.py. Each bomb of `tests/trust/test_bounds.py` is
converted to html, epub and newsletter in a process of its own. Targets: 5 s and 400 MB.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from trust.test_bounds import BOMBS, MOST_CPU_S, MOST_MB, measured


def main() -> int:
    over = 0
    print(f"{'bomb':36} {'CPU s':>6} {'MB':>5}  end")
    for name, content, _ in BOMBS:
        with tempfile.TemporaryDirectory() as folder:
            process, seconds, megabytes = measured(Path(folder), content)
        end = "done" if process.returncode == 0 else f"refused ({process.returncode})"
        missed = seconds > MOST_CPU_S or megabytes > MOST_MB
        over += missed
        print(f"{name:36} {seconds:6.2f} {megabytes:5.0f}  {end}{' OVER' if missed else ''}")
    print(f"{len(BOMBS)} bombs, {over} over the targets")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
