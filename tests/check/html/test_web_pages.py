"""The check of web pages: which files it is for, what our laws say, what the W3C's checker says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articlepress.check import check_for, load_checks, run_checks
from articlepress.check.html.judge import broken_laws
from articlepress.check.html.nu import nu, nu_program, parse_report
from articlepress.errors import SourceError
from articlepress.pipeline import write
from trees import column

PAGE = '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{}</body></html>'


def made(folder: Path, writer: str, name: str) -> Path:
    path = folder / name
    path.write_bytes(write(column(), writer))
    return path


@pytest.mark.parametrize(("writer", "check"), [("html", "html"), ("newsletter", "email")])
def test_what_a_page_says_of_itself_chooses_the_check(
    tmp_path: Path, writer: str, check: str
) -> None:
    assert check_for(made(tmp_path, writer, "a.html"), load_checks()).name == check


def test_html_of_others_is_taken_for_email(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("<p>Hello</p>"))

    assert check_for(tmp_path / "a.html", load_checks()).name == "email"
    assert check_for(tmp_path / "missing.html", load_checks()).name == "email"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ('<p id="a b"><a href="#a%20b">x</a> <a href="#a b">y</a></p>', []),
        ('<p><a href="#gone">x</a></p>', ["HT101"]),
        ('<img src="data:image/png;base64,AA" alt=""><img src="b.png" alt="">', ["HT102"]),
        ('<link rel="stylesheet" href="a.css"><script src="a.js"></script>', ["HT102", "HT102"]),
    ],
)
def test_a_page_leads_somewhere_and_loads_nothing(body: str, codes: list[str]) -> None:
    found = broken_laws(PAGE.format(body).encode(), Path("a.html"))

    assert [finding.code for finding in found] == codes


def test_a_page_says_its_language() -> None:
    found = broken_laws(PAGE.format("").replace(' lang="en"', "").encode(), Path("a.html"))

    assert [finding.code for finding in found] == ["HT103"]


def test_a_page_that_is_gone_is_an_error(tmp_path: Path) -> None:
    check = next(check for check in load_checks() if check.name == "html")

    with pytest.raises(SourceError, match="cannot be read"):
        list(check.run([tmp_path / "gone.html"]))


def test_errors_and_warnings_of_a_report_are_findings_on_their_pages() -> None:
    def said(kind: str, message: str, **more: object) -> dict[str, object]:
        return {"type": kind, "url": "file:/tmp/a%20b.html", "message": message, **more}

    report = {
        "messages": [
            said("error", "Stray end tag.", lastLine=7),
            said("info", "Not normal.", subType="warning"),
            said("info", "This document appears to be written in Welsh.", subType="warning"),
            said("info", "Trailing slash."),
        ]
    }
    found = list(parse_report(json.dumps(report), {"/tmp/a b.html": Path("a b.html")}))

    assert [(f.severity, f.message, f.place, f.path) for f in found] == [
        ("error", "Stray end tag.", "line 7", Path("a b.html")),
        ("warning", "Not normal.", "", Path("a b.html")),
        ("info", "This document appears to be written in Welsh.", "", Path("a b.html")),
    ]


def test_a_checker_that_is_not_there_or_says_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (bare,) = nu([tmp_path / "a.html"])
    for name in ("java", "vnu"):
        (tmp_path / name).write_text("#!/bin/sh\necho no report\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.delenv("ARTICLEPRESS_VNU", raising=False)
    (odd,) = nu([tmp_path / "a.html"])

    assert (bare.code, bare.severity) == ("HT001", "info")
    assert "Java is missing" in bare.message
    assert (odd.code, odd.severity) == ("HT001", "warning")


@pytest.mark.java
@pytest.mark.skipif(not nu_program(), reason="the Nu Html Checker is not installed (vnu-jar)")
def test_the_checker_finds_nothing_in_a_column_with_one_of_everything(tmp_path: Path) -> None:
    page = made(tmp_path, "html", "a b.html")
    broken = tmp_path / "broken.html"
    broken.write_bytes(page.read_bytes().replace(b"</main>", b"</p></main>"))

    found = run_checks([page, broken])

    assert [(f.path, f.severity) for f in found if f.code == "NU"] == [(broken, "error")]
