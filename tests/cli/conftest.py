"""The command line run in this process, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from articlepress.cli.app import run

INPUT = Path(__file__).parents[2] / "input"


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str


Press = Callable[..., Ended]


@pytest.fixture
def press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Press:
    """A function that runs a command line in `tmp_path`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def call(*words: str | Path) -> Ended:
        code = run([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A sample page with its pictures, in the folder of the run."""
    shutil.copytree(INPUT / "lighthouse_files", tmp_path / "lighthouse_files")
    return Path(shutil.copy(INPUT / "lighthouse.html", tmp_path))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another sample page."""
    shutil.copytree(INPUT / "bread_files", tmp_path / "bread_files")
    return Path(shutil.copy(INPUT / "bread.html", tmp_path))
