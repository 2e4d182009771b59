"""What a run does when it, or an earlier one, was there before."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articlepress.cli.app import run as press

INPUT = Path(__file__).parents[2] / "input"
FORMATS = "json,text"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of six pages with their pictures."""
    folder = tmp_path / "pages"
    for number in range(6):
        name = ("bread", "lighthouse", "reloj")[number % 3]
        place = folder / f"{number:02}"
        place.mkdir(parents=True)
        shutil.copy(INPUT / f"{name}.html", place / f"{name}-{number}.html")
        if (INPUT / f"{name}_files").is_dir():
            shutil.copytree(INPUT / f"{name}_files", place / f"{name}_files")
    return folder


def command(pages: Path, out: Path, *words: str) -> list[str]:
    names = sorted(str(path) for path in pages.glob("*/*.html"))
    base = [sys.executable, "-m", "articlepress", "convert", *names, "--to", FORMATS]
    return [*base, "-o", f"{out}/", "--quiet", *words]


def run(pages: Path, out: Path, *words: str) -> list[dict[str, object]]:
    report = out.with_suffix(".jsonl")
    subprocess.run(command(pages, out, "--report", str(report), *words), check=True)
    return [json.loads(line) for line in report.read_text().splitlines()]


def statuses(lines: list[dict[str, object]]) -> list[object]:
    return [line["status"] for line in lines]


def contents(folder: Path) -> dict[str, bytes]:
    found = {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(".db")}
    assert not [name for name in found if name.endswith(".tmp")]
    return found


def test_what_has_not_changed_is_left_alone(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    first, second = run(pages, out), run(pages, out)

    assert set(statuses(first)) == {"made"}
    assert set(statuses(second)) == {"unchanged"}


@pytest.mark.parametrize(
    ("change", "made"),
    [("page", 1), ("picture", 1), ("output", 1), ("option", 6), ("style", 6), ("force", 6)],
)
def test_what_has_changed_is_made_anew(pages: Path, tmp_path: Path, change: str, made: int) -> None:
    out, style = tmp_path / "out", tmp_path / "style"
    shutil.copytree(INPUT.parent / "styles" / "letter", style)
    run(pages, out, "--style", str(style))
    words = []
    match change:
        case "page":
            page = pages / "00" / "bread-0.html"
            page.write_bytes(page.read_bytes().replace(b"bread", b"rye"))
        case "picture":
            picture = next((pages / "00" / "bread_files").glob("*.png"))
            picture.write_bytes(picture.read_bytes() + b"\0")
        case "output":
            (out / "bread-0.txt").unlink()
        case "option":
            words = ["--set", "site=Elsewhere"]
        case "style":
            (style / "email.css").write_text("p { color: #222 }\n")
        case _:
            words = ["--force"]

    lines = run(pages, out, "--style", str(style), *words)

    assert statuses(lines).count("made") == made


def test_a_run_that_was_killed_is_continued_to_the_same_files(pages: Path, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    run(pages, whole, "--jobs", "2")

    for moment in (0.4, 0.7, 1.0):
        process = subprocess.Popen(command(pages, broken, "--jobs", "2"))
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.3)  # its workers finish what they have and leave
    run(pages, broken, "--jobs", "2", "--resume")

    assert contents(broken) == contents(whole)


def test_a_damaged_history_costs_work_and_nothing_else(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(pages, out)
    (out / ".articlepress.db").write_bytes(b"no database at all" * 100)

    assert set(statuses(run(pages, out))) == {"made"}
    with sqlite3.connect(out / ".articlepress.db") as base:
        assert base.execute("SELECT count(*) FROM outputs").fetchone() == (12,)


def test_resume_does_not_try_again_what_failed(pages: Path, tmp_path: Path) -> None:
    (pages / "00" / "empty.html").touch()
    out = tmp_path / "out"
    report = tmp_path / "again.jsonl"
    words = command(pages, out, "--report", str(report))

    first = subprocess.run(words, check=False, capture_output=True)
    second = subprocess.run([*words, "--resume"], check=False, capture_output=True)

    assert (first.returncode, second.returncode) == (8, 8)
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    failed = next(line for line in lines if line["status"] == "failed")
    assert failed["error"] == {"message": "is empty", "exit_code": 10, "hint": ""}
    assert b"is empty" in second.stderr


def test_ctrl_c_keeps_what_is_done_and_leaves_no_half_file(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(pages, out, "--jobs", "2"), start_new_session=True)
    while not (out / ".articlepress.sha256").exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(timeout=20) == 130
    assert not list(out.glob("*.tmp")) + list(out.glob(".*.tmp"))
    run(pages, out, "--resume")
    whole = tmp_path / "whole"
    run(pages, whole)
    assert contents(out) == contents(whole)


def test_shares_of_a_run_make_the_whole_together(pages: Path, tmp_path: Path) -> None:
    whole, shared = tmp_path / "whole", tmp_path / "shared"
    run(pages, whole)

    made = [len(run(pages, shared, "--shard", f"{i}/3")) for i in (1, 2, 3)]

    assert made == [2, 2, 2]
    assert contents(shared) == contents(whole)


def test_a_full_disk_stops_the_run_and_resume_continues_it(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(pages, whole)
    sync, left = os.fsync, iter(range(5))

    def full(handle: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        code = press([word for word in command(pages, out)[3:] if word != "--quiet"])

    assert code == 44
    assert "stopped: the disk is full; --resume continues" in capfd.readouterr().err
    assert len(list(out.glob("*.json"))) == 3
    assert len(list(out.glob("*.txt"))) == 2
    run(pages, out, "--resume")
    assert contents(out) == contents(whole)
