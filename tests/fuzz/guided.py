"""One target in a process of its own: `python -m fuzz.guided TARGET FOLDER SECONDS`.

With atheris installed libFuzzer looks for inputs, guided by the lines they reach and helped by the
words of the formats (`words.dict`); elsewhere bytes of the seeds are changed at random.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fuzz.changes import LARGEST, changed

SLOWEST_S = 60
"""Seconds after which an input counts as a hang: the machine may be busy with other work."""
MEMORY_MB = 1_500
WORDS = Path(__file__).with_name("words.dict")


def main(name: str, folder: Path, seconds: float) -> None:
    """Run one target in this process; a crash ends it."""
    if find_spec("atheris") is None:
        _at_random(name, folder, seconds)
        return
    import atheris

    # Nothing of the package may be imported before: what is, guides nobody.
    with atheris.instrument_imports(include=["articlepress"]):
        run = _target(name)
        for seed in _put_seeds(name, folder):
            run(seed)  # imports what the target uses
    options = [
        f"-max_total_time={max(1, int(seconds))}", f"-max_len={LARGEST}", f"-timeout={SLOWEST_S}",
        # By the clock on the wall a unit is slow on any busy machine; only a hang is a finding.
        f"-report_slow_units={SLOWEST_S}", f"-rss_limit_mb={MEMORY_MB}",
        f"-artifact_prefix={folder / 'crashes' / name}/",
        f"-dict={WORDS}", "-print_final_stats=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder / "corpus" / name)], run)
    atheris.Fuzz()


def _put_seeds(name: str, folder: Path) -> list[bytes]:
    from fuzz.targets import TARGETS

    seeds = [seed[:LARGEST] for seed in TARGETS[name].seeds()]
    for number, seed in enumerate(seeds):
        (folder / "corpus" / name / f"seed-{number}").write_bytes(seed)
    return seeds


def _target(name: str) -> Callable[[bytes], None]:
    from fuzz.targets import run

    def once(data: bytes) -> None:
        run(name, data)

    return once


def _at_random(name: str, folder: Path, seconds: float) -> None:
    chance, run = random.Random(os.getpid()), _target(name)
    seeds = _put_seeds(name, folder)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = changed(chance.choice(seeds), seeds, chance)
        try:
            run(data)
        except Exception:
            (folder / "crashes" / name / f"crash-{abs(hash(data)):x}").write_bytes(data)
            raise


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
