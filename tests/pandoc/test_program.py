"""Running pandoc: missing, too old, too slow, too hungry; each with its remedy."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from articlepress.errors import LimitExceeded, MissingTool, SourceError, UnknownReader, WriteError
from articlepress.pandoc import program
from articlepress.pandoc.program import (
    find_pandoc,
    pandoc_path,
    pandoc_version,
    run_pandoc,
    run_program,
    warnings_of,
)
from articlepress.pipeline import prepare, read, write
from articlepress.source import Source
from trees import column

needs_pandoc = pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")


def pretend(folder: Path, code: str) -> str:
    path = folder / "pandoc"
    path.write_text(f"#!{sys.executable}\n{code}\n")
    path.chmod(0o755)
    return str(path)


def test_without_pandoc_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "pandoc_path", lambda: "")

    with pytest.raises(MissingTool, match="is not installed; pip install"):
        write(prepare(column()), "rst")
    with pytest.raises(MissingTool):
        read(Source(b"Text.", "a.rst"))


def test_an_old_pandoc_is_named_with_its_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = pretend(tmp_path, "print('pandoc 2.17.1.1')")
    monkeypatch.setattr(program, "pandoc_path", lambda: old)

    assert pandoc_version(old) == (2, 17, 1, 1)
    with pytest.raises(MissingTool, match=r"pandoc 2\.17\.1\.1 at .* is too old: 3\.0 is needed"):
        find_pandoc()


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    hang = pretend(tmp_path, "import subprocess; subprocess.run(['sleep', '60'])")

    begun = time.monotonic()
    with pytest.raises(LimitExceeded):
        run_program([hang], b"x", time_limit_s=0.5)

    assert time.monotonic() - begun < 30


def test_warnings_are_taken_line_by_line() -> None:
    said = "[WARNING] First\n  goes on\n[INFO] not this\n[WARNING] Second\n"

    assert warnings_of(said) == ["First goes on", "Second"]


@needs_pandoc
def test_pandoc_never_reads_a_file_of_ours(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("SECRET")
    source = f"Text \\input{{{tmp_path}/secret.tex}} more"

    answer = run_pandoc(["-f", "latex", "-t", "plain"], source.encode(), "read")

    assert b"SECRET" not in answer.content
    assert answer.warnings


@needs_pandoc
@pytest.mark.parametrize("form", ["docbook", "jats", "opml", "fb2", "xml"])
def test_an_xml_bomb_ends_soon(form: str) -> None:
    entities = "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
    )
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><article><p>&a11;</p></article>'

    begun = time.monotonic()
    with pytest.raises((SourceError, LimitExceeded)):
        read(Source(bomb.encode(), f"a.{form}"), reader=form)

    assert time.monotonic() - begun < 60


@needs_pandoc
def test_a_file_pandoc_cannot_open_is_told_without_a_backtrace() -> None:
    with pytest.raises(WriteError) as raised:
        run_pandoc(["-f", "markdown", "-t", "docx", "--reference-doc=none.docx"], b"x", "write")

    assert raised.value.message.startswith("pandoc: none.docx: ")
    assert raised.value.message.endswith("(No such file or directory)")


@needs_pandoc
def test_a_format_pandoc_does_not_know_is_an_unknown_reader() -> None:
    with pytest.raises(UnknownReader, match="nosuchformat"):
        read(Source(b"Text.", "a"), reader="pandoc:nosuchformat")
