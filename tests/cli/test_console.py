"""Messages: where on the page, how much, and nothing that a terminal obeys."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from articlepress.cli.console import Console, find_line, safe, wants_color
from articlepress.diagnostics import Diagnostic, Origin, Removal

PAGE = "<p>One</p>\n<p>Two <b>words</b>&nbsp;are here</p>\n<p>O&#8217;Neil said so</p>\n"


@pytest.mark.parametrize(
    ("excerpt", "line"),
    [
        ("Two words are here", 2),
        ("Two words are …", 2),
        ("O’Neil said so", 3),
        ("nowhere at all", None),
        ("", None),
    ],
)
def test_the_line_is_found_from_the_excerpt(tmp_path: Path, excerpt: str, line: int | None) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)

    assert find_line(str(path), excerpt) == line


def test_the_pages_of_a_long_run_do_not_stay_in_memory(tmp_path: Path) -> None:
    pages = [tmp_path / f"{number}.html" for number in range(20)]
    for path in pages:
        path.write_bytes(b"<p>The tide turns</p>" + b" " * 1_000_000)
    find_line(str(pages[0]), "The tide turns")  # what is imported once

    tracemalloc.start()
    for path in pages:
        assert find_line(str(path), "The tide turns") == 1
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 3_000_000


def test_control_and_reordering_characters_are_shown() -> None:
    assert safe("a\x1b[31m\x9b\u202eb\tc") == "a\\x1b[31m\\x9b\\x202eb\tc"


def test_colour_follows_the_terminal_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert (wants_color(True), wants_color(False)) == (True, False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_color(False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(True)


def test_many_of_one_code_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Diagnostic("AP405", "warning", f"picture {number}", Origin("a.html"))
        for number in range(30)
    ]

    Console().diagnostics(found)
    err = capsys.readouterr().err

    assert len(err.splitlines()) == 6
    assert "and 25 more of AP405" in err


def test_a_message_has_place_code_excerpt_and_hint(capsys: pytest.CaptureFixture[str]) -> None:
    origin = Origin("gone.html", excerpt="the text")
    Console().diagnostic(Diagnostic("AP205", "warning", "no text for note 3", origin, "add it"))

    assert capsys.readouterr().err.splitlines() == [
        'gone.html: warning AP205: no text for note 3: "the text"',
        "  hint: add it",
    ]


def test_removals_are_said_only_when_verbose(capsys: pytest.CaptureFixture[str]) -> None:
    removal = Removal("chrome/share", "share buttons", "div.share", 1, 5, "Share")

    Console().removals("a.html", [removal])
    assert capsys.readouterr().err == ""
    Console("verbose").removals("a.html", [removal])
    assert capsys.readouterr().err == 'a.html: removed 1 word by chrome/share: "Share"\n'
    Console("verbose", "json").removals("a.html", [removal])
    assert '"rule": "chrome/share"' in capsys.readouterr().err
