"""Pandoc's formats by name: the table is what pandoc says of itself."""

from __future__ import annotations

import subprocess

import pytest

from articlepress.errors import UsageError
from articlepress.formats import writer_for_file
from articlepress.pandoc.program import pandoc_path
from articlepress.pandoc.table import (
    Way,
    by_suffix,
    option_words,
    pandoc_formats,
    parse_spec,
    passed_options,
)
from articlepress.writers import find_writer

OURS = {"json", "pdf"}
"""`json` is our own JSON and `pandoc-json` pandoc's; pandoc's `pdf` needs TeX."""


def said(*words: str) -> str:
    path = pandoc_path()
    if not path:
        pytest.skip("no pandoc is installed")
    return subprocess.run([path, *words], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize(("way", "flag"), [("read", "input"), ("write", "output")])
def test_the_table_names_what_pandoc_lists(way: Way, flag: str) -> None:
    listed = set(said(f"--list-{flag}-formats").split())

    assert {item.name for item in pandoc_formats().values() if way in item.ways} == listed - OURS


@pytest.mark.parametrize("way", ["read", "write"])
def test_every_option_passed_on_is_one_of_pandocs(way: Way) -> None:
    known = said("--help")
    aliases = {"list-of-figures", "list-of-tables"}

    missing = [name for name in passed_options(way) if f"--{name}" not in known]
    assert set(missing) <= aliases


def test_no_option_that_runs_or_fetches_or_writes_is_passed_on() -> None:
    dangerous = {
        "filter", "lua-filter", "output", "pdf-engine", "pdf-engine-opt", "extract-media",
        "sandbox", "data-dir", "defaults", "request-header", "log", "resource-path",
        "from", "to", "webtex",
    }  # fmt: skip

    assert not dangerous & {*passed_options("read"), *passed_options("write")}


def test_suffixes_are_of_one_writer_each() -> None:
    suffixes = [item.suffixes[0] for item in pandoc_formats().values() if "write" in item.ways]

    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize(
    ("name", "told"),
    [("docx", "docx"), ("gfm-smart+emoji", "gfm-smart+emoji"), ("pandoc:html", "html"),
     ("pandoc:brandnew", "brandnew")],
)  # fmt: skip
def test_names_are_taken_with_their_extensions(name: str, told: str) -> None:
    spec = parse_spec(name, "write")

    assert spec is not None
    assert spec.name == told


@pytest.mark.parametrize(
    "name",
    ["nope", "pandoc:evil.lua", "pandoc:/tmp/evil.lua", "docx;ls", "pandoc:", "xlsx", "gfm-"],
)
def test_what_is_no_format_is_not_taken(name: str) -> None:
    assert parse_spec(name, "write") is None


def test_our_own_writer_wins_unless_pandocs_is_named() -> None:
    assert find_writer("html").family == ""
    assert find_writer("pandoc:html").family != ""
    assert find_writer("markdown").family == ""
    assert find_writer("markdown-smart").family != ""


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.docx", "docx"), ("A.TEX", "latex"), ("a.beamer.tex", "beamer"), ("a.md", "markdown"),
     ("a.gfm.md", "gfm"), ("a.pandoc.epub", "pandoc:epub"), ("a.epub", "epub")],
)  # fmt: skip
def test_a_files_suffix_names_the_writer(file: str, name: str) -> None:
    assert writer_for_file(file).name == name


def test_the_longest_suffix_decides() -> None:
    assert by_suffix("notes.jats.xml", "read") == "jats"
    assert by_suffix("notes.xml", "read") == ""


def test_options_are_passed_as_pandoc_writes_them() -> None:
    assert option_words(["toc", "--toc-depth=2"], "write") == ["--toc", "--toc-depth=2"]


def test_an_unknown_option_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'toc'"):
        option_words(["tocc"], "write")
