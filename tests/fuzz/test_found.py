"""What fuzzing found stays found: every input that once made a door fall over."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.targets import TARGETS, run

FOUND = sorted(path for path in (Path(__file__).parent / "found").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_what_once_fell_over_is_answered(path: Path) -> None:
    run(path.parent.name, path.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in ("html", "outputs")])
def test_every_door_takes_its_own_seeds(name: str) -> None:
    for seed in TARGETS[name].seeds():
        run(name, seed)
