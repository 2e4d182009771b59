"""What the documentation shows, done: its examples run, its files are read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from articlepress.cli.app import run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("number", range(3))
def test_each_python_example_runs_as_it_stands(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = blocks("python.md", "python")
    assert len(examples) == 3
    shutil.copytree(ROOT / "input", tmp_path / "input")
    monkeypatch.chdir(tmp_path)

    exec(compile(examples[number], f"python.md example {number + 1}", "exec"), {})

    made = sorted(path.name for path in tmp_path.glob("*.*"))
    assert made == [
        ["lighthouse.epub", "lighthouse.newsletter.html", "lighthouse.pdf"], [], ["book.epub"]
    ][number]  # fmt: skip


def test_the_project_of_the_configuration_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "input", tmp_path / "columns")
    monkeypatch.chdir(tmp_path)
    for text in blocks("configuration.md", "toml"):
        path = tmp_path / text.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run(["styles", "new", "gazette", "--from", "newspaper"]) == 0
    template = tmp_path / "styles/gazette/templates/article.html.j2"
    template.write_text(blocks("configuration.md", "jinja")[0])

    assert run(["config"]) == 0
    assert run(["convert", "columns/lighthouse.html", "--to", "html,text"]) == 0

    capfd.readouterr()
    made = Path("build/lighthouse.html").read_text("utf-8")
    assert "What the <em>Last Keeper</em> Left Behind" in made
    assert '<p class="rubric">' in made
    assert run(["inspect", "columns/lighthouse.html"]) == 0
    shown = capfd.readouterr().out
    assert "site/drop: buttons the theme puts below the text" in shown
    assert "[sidecar lighthouse.meta.toml:5]" in shown
    words = re.search(r"Words: .*", shown)
    assert words is not None
    assert " = " in words[0]
