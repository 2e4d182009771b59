"""`styles`, `styles show`, `styles new`, and styles of a project in a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Press
from .test_configured import project


def test_a_new_style_is_found_by_its_name(press: Press, page: Path) -> None:
    made = press("styles", "new", "gazette", "--from", "newspaper").out
    listed = press("styles").out
    shown = [" ".join(line.split()) for line in press("styles", "show", "gazette").out.splitlines()]
    press("convert", page, "--to", "html", "--style", "gazette", "-o", "a.html")
    press("convert", page, "--to", "html", "--style", "newspaper", "-o", "b.html")

    assert made == "styles/gazette\n"
    assert "  gazette" in listed
    assert "gazette ← newspaper ← base" in shown
    assert "color-paper #ffffff base" in shown
    assert "color-accent #1b1b1b newspaper" in shown
    without = re.sub(r"/\*.*?\*/|\s", "", Path("a.html").read_text(), flags=re.DOTALL)
    assert without == re.sub(r"/\*.*?\*/|\s", "", Path("b.html").read_text(), flags=re.DOTALL)


def test_tokens_are_overridden_by_a_settings_file(press: Press, page: Path, tmp_path: Path) -> None:
    press("styles", "new", "gazette")
    project(tmp_path, "p { color: var(--color-accent) }", "styles/gazette/html.css")
    project(tmp_path, 'style = "gazette"\n[tokens]\ncolor-accent = "#00aa11"\n')

    press("convert", page, "--to", "html")
    assert "p { color: #00aa11 }" in Path("output/lighthouse.html").read_text()

    project(tmp_path, 'style = "gazette"\n[tokens]\ncolor-acent = "#00aa11"\n')
    ended = press("convert", page, "--to", "html", "--force")
    assert ended.code == 6
    assert "articlepress.toml:3: error: the style 'gazette' has no token 'color-acent'" in ended.err
    assert "did you mean 'color-accent'?" in ended.err


def test_what_is_wrong_with_a_style_is_told_by_the_run(
    press: Press, page: Path, tmp_path: Path
) -> None:
    press("styles", "new", "gazette")
    project(tmp_path, "p { colour red }\n", "styles/gazette/html.css")
    project(tmp_path, "{{ body }}{{ nots }}", "styles/gazette/templates/article.html.j2")

    ended = press("convert", page, "--to", "html", "--style", "gazette")

    assert ended.code == 5
    assert "styles/gazette/html.css:1:12: warning AP503: a rule cannot be read" in ended.err
    assert "gazette/templates/article.html.j2:1: error: the template cannot be used" in ended.err


def test_a_style_of_the_user_is_there_for_every_project(
    press: Press, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))

    assert press("styles", "new", "mine", "--user").out == "xdg/articlepress/styles/mine\n"
    assert press("convert", page, "--to", "html", "--style", "mine").code == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["new", "Ga zette"], 2, "is no name for a style"),
        (["new", "x", "--from", "newspapr"], 5, "did you mean 'newspaper'?"),
        (["show", "newspapr"], 5, "did you mean 'newspaper'?"),
    ],
)
def test_a_slip_is_answered(press: Press, words: list[str], code: int, message: str) -> None:
    ended = press("styles", *words)

    assert ended.code == code
    assert message in ended.err


def test_a_style_is_never_made_over_another(press: Press) -> None:
    press("styles", "new", "gazette")

    assert press("styles", "new", "gazette").code == 2


@pytest.mark.parametrize("head", ["", '[[files]]\nmatch = "*.html"\n'])
def test_a_style_named_by_its_folder_is_seen_from_the_settings_file(
    press: Press, page: Path, tmp_path: Path, head: str
) -> None:
    press("styles", "new", "gazette")
    project(tmp_path, "p { color: teal }", "styles/gazette/html.css")
    (tmp_path / "styles").rename(tmp_path / "looks")
    project(tmp_path, f'{head}style = "./looks/gazette"\n')
    (tmp_path / "columns").mkdir()
    page.rename(tmp_path / "columns" / "a.html")

    assert press("convert", "columns/a.html", "--to", "html").code == 0
    assert "p { color: teal }" in Path("output/a.html").read_text()
