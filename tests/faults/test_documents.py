"""Documents that hang, eat memory or crash their worker: each is named, the others are made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articlepress.cli.app import run

POISON = """
import ctypes, time
from articlepress.walk import plain_text

def apply(article):
    text = plain_text(article.blocks)
    if "hangs" in text:
        time.sleep(60)
    if "crashes" in text:
        ctypes.string_at(0)
    if "eats" in text:
        article = (article, bytearray(2_000_000_000))[0]
    return article
"""


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notes, three of which do something to whoever works on them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poison.py").write_text(POISON)
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(9):
        what = {2: "hangs", 4: "crashes", 6: "eats"}.get(number, "is fine")
        text = f"Note {number}\n\nThis note {what} when it is made, and has some more words.\n"
        (notes / f"{number}.txt").write_text(text)
    return notes


def test_a_batch_ends_and_names_what_hung_crashed_or_ate_memory(
    poisoned: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run([
        "convert", "notes/*.txt", "--to", "html", "-o", "out/", "--transform", "poison:apply",
        "--jobs", "2", "--time-limit", "3", "--memory-limit", "700", "--report", "run.jsonl",
    ])  # fmt: skip

    lines = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    said = {Path(line["source"]).stem: line for line in lines}
    assert code == 8
    assert [said[str(n)]["status"] for n in range(9)] == [
        "made", "made", "quarantined", "made", "quarantined", "made", "failed", "made", "made",
    ]  # fmt: skip
    assert "took longer than 3 s" in said["2"]["error"]["message"]
    assert "Segmentation fault" in said["4"]["error"]["message"]
    assert "memory" in said["6"]["error"]["message"]
    assert len(list((tmp_path / "out").glob("*.html"))) == 6
    assert "quarantined  2" in capfd.readouterr().err


def test_the_quarantine_holds_the_document_and_the_reason(poisoned: Path, tmp_path: Path) -> None:
    run([
        "convert", "notes/4.txt", "notes/1.txt", "--to", "html", "-o", "out/", "-q",
        "--transform", "poison:apply", "--jobs", "1",
    ])  # fmt: skip

    quarantine = tmp_path / "out" / "quarantine"
    assert (quarantine / "notes-4.txt").read_bytes() == (poisoned / "4.txt").read_bytes()
    reason = (quarantine / "notes-4.txt.reason.txt").read_text()
    assert "Segmentation fault" in reason
    assert 'poison.py", line 10' in reason


def test_profile_writes_where_the_time_went(poisoned: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyinstrument", reason="needs articlepress[profile]")

    code = run(["convert", "notes/1.txt", "--to", "html", "-q", "--profile", "time.html"])

    assert code == 0
    assert "run_job" in (tmp_path / "time.html").read_text("utf-8")
