"""The manual says what the code does, and what it shows as Python or shell runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from articlepress.cli.app import COMMANDS
from articlepress.cli.manual import NEWSLETTER_TABLES, TABLES, fill, main

from .conftest import Press

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual.md"
NEWSLETTER = ROOT / "docs" / "newsletter.md"


def test_the_manual_is_current() -> None:
    text = MANUAL.read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/manual.md
    assert fill(text) == text


def test_the_newsletter_page_is_current() -> None:
    text = NEWSLETTER.read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/newsletter.md
    assert fill(text) == text
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", text)) == set(NEWSLETTER_TABLES)


def test_the_manual_has_a_slot_for_every_table() -> None:
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", MANUAL.read_text("utf-8"))) == set(
        TABLES
    )


def test_writing_the_manual_fills_its_slots(tmp_path: Path) -> None:
    path = tmp_path / "manual.md"
    path.write_text("<!-- generated: exit-codes -->\n<!-- end -->\n")

    main([str(path)])

    assert "| 43 | the PDF cannot be made |" in path.read_text()


def test_the_python_of_the_manual_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.rename(tmp_path / "column.html")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)

    exec(code, {})

    assert (tmp_path / "column.pdf").read_bytes().startswith(b"%PDF")


def test_every_command_the_readme_and_the_manual_show_exists(press: Press) -> None:
    text = MANUAL.read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"^ *(?:\$ )?articlepress (\w+)", text, re.MULTILINE))

    assert shown >= {"convert", "extract", "inspect", "collect", "check"}
    assert shown <= set(COMMANDS)
    for name in sorted(shown):
        assert press(name, "--help").code == 0
