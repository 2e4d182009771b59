"""The commands that list: formats, styles, explain, doctor, check; and `inspect`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articlepress.check.epub.validators import ACE_INSTALL, EPUBCHECK_INSTALL, JAVA_INSTALL
from articlepress.check.html.nu import NU_INSTALL
from articlepress.check.pdf.vera import INSTALL as VERAPDF_INSTALL
from articlepress.diagnostics import CODES
from articlepress.errors import all_errors
from articlepress.readers import BUILTIN as READERS
from articlepress.writers import BUILTIN as WRITERS

from .conftest import Press

LABEL = "extra: fetch"


def test_formats_lists_every_reader_and_writer(press: Press) -> None:
    rows = json.loads(press("formats", "--json").out)

    assert {row["name"] for row in rows if row["direction"] == "read"} >= set(READERS)
    assert {row["name"] for row in rows if row["direction"] == "write"} >= set(WRITERS)
    assert [row for row in rows if row["problem"]] == []


def test_formats_are_a_table_for_people(press: Press) -> None:
    assert ".newsletter.html" in press("formats").out


def test_styles_lists_the_built_in_ones(press: Press) -> None:
    assert "base" in press("styles").out
    assert "base" in {row["name"] for row in json.loads(press("styles", "--json").out)}


def test_explain_knows_every_code(press: Press) -> None:
    everything = press("explain").out

    assert all(code in everything for code in CODES)
    assert all(kind.meaning in everything for kind in all_errors())
    assert press("explain", "ap203").out == f"AP203: {CODES['AP203']}\n"
    assert press("explain", "43").out == "exit code 43: the PDF cannot be made\n"


def test_explain_suggests_a_code(press: Press) -> None:
    ended = press("explain", "AP2003")

    assert ended.code == 2
    assert "did you mean 'AP203'?" in ended.err


def test_doctor_says_what_is_here_and_how_to_get_the_rest(press: Press) -> None:
    findings = {finding["name"]: finding for finding in json.loads(press("doctor", "--json").out)}

    assert findings["weasyprint"]["present"]
    assert findings["Pango"]["present"]
    assert all(finding["detail"] for finding in findings.values() if not finding["present"])
    assert "articlepress" in press("doctor").out


def test_doctor_sees_the_validators_that_check_would_run(
    press: Press, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doctor() -> dict[str, dict[str, object]]:
        return {found["name"]: found for found in json.loads(press("doctor", "--json").out)}

    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("ARTICLEPRESS_ACE", raising=False)
    press("convert", page, "-o", "a.epub")
    bare, told = doctor(), press("check", "a.epub").out
    program = tmp_path / "bin" / "ace-puppeteer"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 9.9\n")
    program.chmod(0o755)

    assert not bare["ace"]["present"]
    assert not bare["java"]["present"]
    assert f"hint: {bare['ace']['detail']}" in told
    assert f"hint: {bare['java']['detail']}" in told
    assert (doctor()["ace"]["present"], doctor()["ace"]["detail"]) == (True, "9.9")


def test_the_manual_says_how_to_get_the_validators_as_the_program_does() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "manual.md").read_text("utf-8")

    for command in (EPUBCHECK_INSTALL, JAVA_INSTALL, ACE_INSTALL, VERAPDF_INSTALL, NU_INSTALL):
        assert f"`{command}`" in manual


def test_doctor_says_of_an_extra_what_the_package_declares(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finding() -> dict[str, object]:
        (found,) = (f for f in json.loads(press("doctor", "--json").out) if f["name"] == LABEL)
        return dict(found)

    asked = ["a-package-nobody-has>=1; extra == 'fetch'", "click; extra == 'profile'"]

    assert str(finding()["detail"]).startswith("httpx ")
    monkeypatch.setattr("articlepress.cli.doctor.requires", lambda name: asked)
    assert finding()["detail"] == "pip install 'articlepress[fetch]'"


def test_check_refuses_what_it_does_not_know(press: Press, page: Path) -> None:
    missing = press("check", "nothing.epub")
    unknown = press("check", page.parent / "lighthouse_files" / "lamp.jpg")

    assert missing.code == 10
    assert unknown.code == 2
    assert "no check knows the suffix '.jpg'" in unknown.err


def test_check_finds_the_same_with_workers_and_takes_folders(press: Press, page: Path) -> None:
    press("convert", page, "--to", "newsletter,eml", "-o", "made/")

    alone = press("check", "made", "--jobs", "1")
    together = press("check", "made/*", "--jobs", "2")

    assert "made/lighthouse.eml" in alone.out
    assert together.out == alone.out


def test_inspect_shows_fields_with_their_evidence(press: Press, page: Path) -> None:
    found = json.loads(press("inspect", page, "--json").out)

    fields = {field["name"]: field for field in found["fields"]}
    assert fields["title"]["value"] == "What the Last Keeper Left Behind"
    assert fields["published"]["source"] == "text"
    assert found["words"] > 700
    assert all(here for _, here in found["pictures"])


def test_inspect_goes_on_after_a_bad_page(press: Press, page: Path) -> None:
    ended = press("inspect", "missing.html", page)

    assert ended.code == 10
    assert "What the Last Keeper Left Behind" in ended.out


def test_inspect_is_coloured_where_colour_is_wanted(
    press: Press, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = press("inspect", page).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = press("inspect", page).out

    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
