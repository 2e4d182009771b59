"""The manual says what the code does, and what it shows as Python or shell runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from articlepress.cli.app import COMMANDS
from articlepress.cli.manual import FORMATS_TABLES, NEWSLETTER_TABLES, TABLES, fill, main
from articlepress.pandoc.program import pandoc_path

from .conftest import Press

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual.md"
NEWSLETTER = ROOT / "docs" / "newsletter.md"
FORMATS = ROOT / "docs" / "formats.md"


def test_the_manual_is_current() -> None:
    text = MANUAL.read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/manual.md
    assert fill(text) == text


def test_the_newsletter_page_is_current() -> None:
    text = NEWSLETTER.read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/newsletter.md
    assert fill(text) == text
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", text)) == set(NEWSLETTER_TABLES)


def test_the_page_of_formats_is_current() -> None:
    text = FORMATS.read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/formats.md
    assert fill(text) == text
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", text)) == set(FORMATS_TABLES)


@pytest.mark.parametrize(
    "flags",
    [("--filter", "unlink.py"), ("--lua-filter", "unlink.lua"), ("--transform", "house:unlink")],
)
def test_the_filters_of_the_page_take_every_link_out(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: tuple[str, str]
) -> None:
    if flags[0] == "--lua-filter" and not pandoc_path():
        pytest.skip("no pandoc is installed")
    monkeypatch.syspath_prepend(tmp_path)
    examples = r"<!-- example: (\S+) -->\n```\w+\n(.*?)```"
    for name, code in re.findall(examples, FORMATS.read_text("utf-8"), re.DOTALL):
        (tmp_path / name).write_text(code)
    (tmp_path / "a.md").write_text("# Title\n\nA [word](https://example.org/) stays.\n")

    done = press("convert", "a.md", "-t", "markdown", "-o", "-", *flags)

    assert done.code == 0
    assert "A word stays." in done.out


def test_the_page_of_limits_is_current() -> None:
    text = (ROOT / "docs" / "limits.md").read_text("utf-8")

    # Else: python -m articlepress.cli.manual docs/limits.md
    assert fill(text) == text
    assert "ARTICLEPRESS_LIMIT_PIXELS" in text


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
