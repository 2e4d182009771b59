"""How the findings of `check` are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articlepress.check import Finding
from articlepress.cli.check import MOST_PLACES, show
from articlepress.diagnostics import Severity


def findings(severity: Severity, number: int) -> list[Finding]:
    return [
        Finding("css-width", severity, "width is partly shown", Path(f"{place}.html"))
        for place in range(number)
    ]


def test_the_same_remark_on_many_files_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show(findings("info", MOST_PLACES + 81), "text")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == MOST_PLACES + 1
    assert "81 more of css-width" in lines[-1]
    assert lines[-1].endswith("width is partly shown")


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_what_can_fail_is_listed_for_each_file(
    severity: Severity, capsys: pytest.CaptureFixture[str]
) -> None:
    show(findings(severity, 20), "text")

    assert len(capsys.readouterr().out.splitlines()) == 20


def test_json_lists_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    show(findings("info", 20), "json")

    assert len([json.loads(line) for line in capsys.readouterr().out.splitlines()]) == 20
