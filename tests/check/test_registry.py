"""The registry of checks: which check a file gets, and what an unknown suffix says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from articlepress.check import Check, Finding, check_for, load_checks, run_checks
from articlepress.errors import UsageError


def judge(code: str, *suffixes: str) -> Check:
    def run(paths: Sequence[Path]) -> Iterable[Finding]:
        return [Finding(code, "error", f"{len(paths)} files", path) for path in paths]

    return Check(code, suffixes, run)


PAGE = judge("page", ".html")
MAIL = judge("mail", ".newsletter.html", ".eml")


def test_the_longest_suffix_decides() -> None:
    assert check_for(Path("a.newsletter.html"), (PAGE, MAIL)) is MAIL
    assert check_for(Path("A.HTML"), (PAGE, MAIL)) is PAGE


def test_an_unknown_suffix_names_the_nearest_known_one() -> None:
    with pytest.raises(UsageError, match=r"did you mean '.html'\?"):
        check_for(Path("a.htm"), (PAGE, MAIL))


def test_each_check_is_called_once_with_all_its_files() -> None:
    paths = (Path("a.html"), Path("b.eml"), Path("c.html"))

    findings = run_checks(paths, (PAGE, MAIL))

    assert [(f.code, f.path.name, f.message) for f in findings] == [
        ("page", "a.html", "2 files"),
        ("page", "c.html", "2 files"),
        ("mail", "b.eml", "1 files"),
    ]


def test_installed_checks_have_names_and_suffixes() -> None:
    for check in load_checks():
        assert check.name
        assert all(suffix.startswith(".") for suffix in check.suffixes)
