"""Files: names, collisions, whole writes, and which files are ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from articlepress.atomic import write_atomic
from articlepress.errors import UsageError, WriteError
from articlepress.outputs import (
    DEFAULT_FOLDER,
    STDOUT,
    Destination,
    destination,
    output_path,
    refuse_collisions,
    safe_stem,
)
from articlepress.records import RECORD_NAME, Record, load_record, refuse_foreign


def test_a_destination_is_a_folder_a_file_or_standard_output(tmp_path: Path) -> None:
    assert destination(None, 3) == Destination(folder=DEFAULT_FOLDER)
    assert destination("new/", 3) == Destination(folder=Path("new"))
    assert destination(str(tmp_path), 3) == Destination(folder=tmp_path)
    assert destination("a.pdf", 1) == Destination(file=Path("a.pdf"))
    assert destination("-", 1) == STDOUT
    assert output_path(STDOUT, "a", ".pdf") is None


@pytest.mark.parametrize("out", ["a.pdf", "-", ""])
def test_one_place_cannot_hold_two_outputs(out: str) -> None:
    with pytest.raises(UsageError):
        destination(out, 2)


@pytest.mark.parametrize(
    ("stem", "name"),
    [("a/b", "a-b"), ("..", "article"), (".hidden", "hidden"), ('"q?"', "-q--"), ("", "article")],
)
def test_a_stem_is_a_name_everywhere(stem: str, name: str) -> None:
    assert safe_stem(stem) == name


def test_a_long_stem_fits_into_a_file_name() -> None:
    assert len(safe_stem("ж" * 300).encode()) <= 200


def test_collisions_are_found_through_links(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(UsageError, match="'a' and 'b' would both write"):
        refuse_collisions([("a", tmp_path / "x.pdf"), ("b", tmp_path / "link" / "x.pdf")])
    with pytest.raises(UsageError, match="written over the input"):
        refuse_collisions([("a", tmp_path / "x.html")], [tmp_path / "link" / "x.html"])


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomic(tmp_path / "a", b"x")
    finally:
        os.umask(before)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_the_old_file_is_whole_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        write_atomic(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(WriteError):
        write_atomic(tmp_path / "a" / "b" / ".." / ".." / "a", b"x")


def test_a_file_is_ours_as_long_as_it_holds_what_we_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    Record(tmp_path).write(path, b"one")
    Record(tmp_path).write(path, b"two")

    record = load_record(tmp_path)
    assert record.is_ours(path)
    record.settle()
    assert (tmp_path / RECORD_NAME).read_text().count("\n") == 1
    assert load_record(tmp_path).is_ours(path)
    path.write_bytes(b"three")
    with pytest.raises(WriteError, match="not written by articlepress"):
        refuse_foreign([path], {})


def test_damaged_lines_of_a_record_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    Record(tmp_path).write(path, b"one")
    with (tmp_path / RECORD_NAME).open("ab") as record:
        record.write(b"\xff\nhalf a li")

    assert load_record(tmp_path).is_ours(path)


def test_a_file_whose_write_was_interrupted_is_still_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    Record(tmp_path).write(path, b"one")
    record = load_record(tmp_path)
    record.known["a.pdf"].append("0" * 64)  # noted, and killed before the file was renamed

    assert record.is_ours(path)
