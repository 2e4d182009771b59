"""Same input, same bytes: whatever the folder, time zone, clock, locale or hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FORMATS = ("pdf", "epub", "newsletter", "eml", "html", "markdown", "text", "json", "pandoc-json")
INPUT = Path(__file__).parents[1] / "input"
SAMPLE = "lighthouse.html"


def convert(folder: Path, zone: str, seed: str, locale: str) -> dict[str, bytes]:
    folder.mkdir(parents=True)
    for source in (INPUT / SAMPLE, *sorted((INPUT / SAMPLE.replace(".html", "_files")).iterdir())):
        target = folder / source.relative_to(INPUT)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(source.read_bytes())
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run(
        [sys.executable, "-m", "articlepress", "convert", SAMPLE, "--to", ",".join(FORMATS), "-q"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    made = sorted(path for path in (folder / "output").iterdir() if path.name[0] != ".")
    return {path.name: path.read_bytes() for path in made}


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    here, there = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    return (
        convert(here / "a", "Pacific/Kiritimati", "1", "C"),
        convert(there / "another folder", "America/Anchorage", "2", "C.UTF-8"),
    )


def test_every_format_is_made(two_runs: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    assert len(two_runs[0]) == len(FORMATS)
    assert all(len(content) > 1000 for content in two_runs[0].values())


def test_both_runs_give_the_same_bytes(
    two_runs: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    first, second = two_runs

    assert [name for name in first if first[name] != second.get(name)] == []


def test_no_output_names_the_folder_it_was_made_in(
    two_runs: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    for content in two_runs[1].values():
        assert b"another folder" not in content
