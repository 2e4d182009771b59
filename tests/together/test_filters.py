"""Filters and transforms of the user's own: run in the order given, named when they fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import FilterError
from articlepress.filters import apply_steps, filter_command, usual_after
from articlepress.metadata import Metadata
from articlepress.pandoc.program import pandoc_path
from articlepress.steps import Step, step
from articlepress.walk import plain_text
from trees import column, p

APPEND = """import json, sys
document = json.load(sys.stdin)
document["blocks"].append({"t": "Para", "c": [{"t": "Str", "c": WORD}]})
json.dump(document, sys.stdout)
"""


def script(folder: Path, name: str, code: str) -> str:
    path = folder / name
    path.write_text(code)
    return str(path)


def texts(article: Article) -> list[str]:
    return plain_text(article.blocks).split("\n\n")


def run(*steps: Step, article: Article | None = None) -> Article:
    return apply_steps(article or Article(Metadata(), (p("Text."),)), steps, Notes())


def test_steps_run_in_the_order_given(tmp_path: Path) -> None:
    first = script(tmp_path, "a.py", APPEND.replace("WORD", '"first"'))
    second = script(tmp_path, "b.py", APPEND.replace("WORD", "sys.argv[1]"))

    steps = (step("filter", first), step("transform", "typography"), step("filter", second))
    article = apply_steps(Article(Metadata(), (p("Text."),)), steps, Notes(), "epub")

    assert texts(article) == ["Text.", "first", "epub"]


def test_a_filter_that_changes_nothing_gives_the_same_article(tmp_path: Path) -> None:
    echo = script(tmp_path, "echo.py", "import sys; sys.stdout.write(sys.stdin.read())")

    after = run(step("filter", echo), article=column())

    assert after == column()
    assert after.assets.keys() == column().assets.keys()


@pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")
def test_a_lua_filter_runs_inside_pandoc(tmp_path: Path) -> None:
    upper = script(tmp_path, "up.lua", "function Str(s) s.text = s.text:upper(); return s end")
    notes = Notes()

    article = apply_steps(Article(Metadata(), (p("Text."),)), (step("lua-filter", upper),), notes)

    assert texts(article) == ["TEXT."]
    assert [d.code for d in notes.diagnostics] == ["AP904"]


@pytest.mark.skipif(not pandoc_path(), reason="no pandoc is installed")
def test_a_lua_filter_that_fails_is_named_with_its_message(tmp_path: Path) -> None:
    broken = script(tmp_path, "broken.lua", "error('no luck')")

    with pytest.raises(FilterError, match=r"broken\.lua.*no luck"):
        run(step("lua-filter", broken))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import sys; sys.exit('no luck')", "ended with code 1: no luck"),
        ("print('hello')", "printed no pandoc document: it is no JSON"),
        ("pass", "printed no pandoc document"),
        ("print('{}')", "pandoc-api-version"),
        ('print(\'{"pandoc-api-version": [1, 23], "blocks": [{"t": "New"}]}\')', "'New'"),
    ],
)
def test_a_filter_that_fails_is_named_with_what_it_printed(
    tmp_path: Path, code: str, message: str
) -> None:
    name = script(tmp_path, "mine.py", code)

    with pytest.raises(FilterError) as caught:
        run(step("filter", name))

    assert "mine.py" in str(caught.value)
    assert message in str(caught.value)
    assert caught.value.exit_code == 83


def test_a_filter_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articlepress.filters.TIME_LIMIT_S", 0.5)
    child = "import subprocess; subprocess.run(['sleep', '60'])"
    name = script(tmp_path, "hang.py", child)

    with pytest.raises(FilterError, match=r"took over 0\.5 seconds"):
        run(step("filter", name))


@pytest.mark.parametrize("name", ["no-such-filter", "no/such/file.py"])
def test_a_filter_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(FilterError, match=name):
        filter_command(name)


def test_a_file_of_no_language_must_be_executable(tmp_path: Path) -> None:
    name = script(tmp_path, "plain", "echo")

    with pytest.raises(FilterError, match="is not executable"):
        filter_command(name)


def test_a_filter_is_run_by_the_interpreter_of_its_suffix(tmp_path: Path) -> None:
    assert filter_command(script(tmp_path, "a.js", ""))[0] == "node"
    assert filter_command(script(tmp_path, "a.py", ""))[0] == sys.executable


def test_transforms_of_ones_own_are_named_by_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "def empty(article):\n    return type(article)(article.metadata, ())\n"
    script(tmp_path, "my_own_transforms.py", code + "def bad(article):\n    return 1 / 0\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    assert run(step("transform", "my_own_transforms:empty")).blocks == ()
    with pytest.raises(FilterError, match=r"my_own_transforms.py:4: ZeroDivisionError"):
        run(step("transform", "my_own_transforms:bad"))
    with pytest.raises(FilterError, match="did you mean 'typography'"):
        run(step("transform", "typografy"))


def test_a_changed_filter_is_another_step(tmp_path: Path) -> None:
    name = script(tmp_path, "a.py", "1")
    before = step("filter", name)
    script(tmp_path, "a.py", "2")

    assert step("filter", name) != before


def test_a_usual_transform_that_is_named_runs_there_and_not_again() -> None:
    steps = (step("transform", "credits"), step("filter", "x"))

    assert "credits" not in usual_after(steps)
    assert "headings" in usual_after(steps)
    assert any(isinstance(b, n.Section) for b in run(steps[0], article=column()).blocks)


def test_a_note_whose_first_mark_a_step_dropped_stands_at_the_next(tmp_path: Path) -> None:
    code = (
        "import json, sys; d = json.load(sys.stdin); del d['blocks'][0]; json.dump(d, sys.stdout)"
    )
    note = n.Note((p("Since 1981."),), "ice")
    text: n.Blocks = (p("One", note), p("Two", n.Note((), "ice")))

    filtered = run(
        step("filter", script(tmp_path, "drop.py", code)), article=Article(Metadata(), text)
    )
    transformed = run(
        step("transform", f"{__name__}:without_first"), article=Article(Metadata(), text)
    )

    assert filtered.blocks == transformed.blocks == (p("Two", note),)


def without_first(article: Article) -> Article:
    return Article(article.metadata, article.blocks[1:])
