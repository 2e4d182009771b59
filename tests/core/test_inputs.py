"""Inputs: folders, lists and repeated names."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress.errors import SourceError
from articlepress.inputs import expand


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.html", "a.HTM", "note.txt", ".hidden.html", "c.xhtml"):
        (tmp_path / name).write_text("x")
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text("x")
    return tmp_path


def test_a_folder_stands_for_the_pages_directly_in_it(folder: Path) -> None:
    names = [Path(name).name for name in expand([str(folder)]).names]

    assert names == ["a.HTM", "b.html", "c.xhtml"]


def test_each_source_is_used_once_and_the_repetition_is_told(folder: Path) -> None:
    inputs = expand(["b.html", str(folder / "b.html"), ".", "."])

    assert [Path(name).name for name in inputs.names] == ["b.html", "a.HTM", "c.xhtml"]
    assert inputs.repeated == (str(folder / "b.html"), ".")


def test_a_list_may_name_lists_but_not_itself(folder: Path) -> None:
    (folder / "list.txt").write_text("b.html\n@more.txt\n@list.txt\n")
    (folder / "more.txt").write_text("# comment\n\nnote.txt\n")

    inputs = expand(["@list.txt"])

    assert inputs.names == ("b.html", "note.txt")
    assert "names itself" in str(inputs.errors[0])


def test_what_cannot_be_used_stands_beside_the_rest(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "latin.txt").write_bytes(b"\xe9")

    inputs = expand(["empty", "@nothing.txt", "@latin.txt", "b.html"])

    assert inputs.names == ("b.html",)
    assert [type(error) for error in inputs.errors] == [SourceError] * 3
    assert "holds no page" in str(inputs.errors[0])


def test_a_file_whose_name_begins_with_an_at_sign_is_a_file(folder: Path) -> None:
    (folder / "@page.html").write_text("x")

    assert expand(["@page.html"]).names == ("@page.html",)
