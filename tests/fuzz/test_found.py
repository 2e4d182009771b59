"""What fuzzing found stays found: every input that once made a door fall over."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.targets import TARGETS, active, run

FOUND = sorted(path for path in (Path(__file__).parent / "found").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_what_once_fell_over_is_answered(path: Path) -> None:
    run(path.parent.name, path.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in ("html", "outputs")])
def test_every_door_takes_its_own_seeds(name: str) -> None:
    for seed in TARGETS[name].seeds():
        run(name, seed)


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ('<p title="nobody onclick=x here">words</p>', 0),
        ("<p onclick='x()'>words</p>", 1),
        ("<a href=' javascript:x()'>words</a><script>x()</script>", 2),
        ("<!--[if mso]><td onclick='x()'><![endif]-->", 1),
    ],
)
def test_what_acts_is_told_from_words_that_look_so(markup: str, count: int) -> None:
    assert len(active(markup.encode())) == count
