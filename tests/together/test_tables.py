"""Files people write: every value with its line, every slip told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlepress.errors import ConfigError
from articlepress.tables import parse_table, read_table, toml_lines

TOML = Path("x.toml")
YAML = Path("x.yaml")


def test_each_key_of_a_toml_file_knows_its_line() -> None:
    text = '''# a comment with [brackets]
title = "a # no comment"
"quoted key" = 1
long = """
[not.a.table]
key = 1
"""
list = [
  "one", # ]
  "two",
]
[a.b]
c.d = 1
[[files]]
match = "x"
[files.pdf]
size = 1
[[files]]
match = 'y'
[[files.deep]]
z = 2
'''

    lines = toml_lines(text)

    assert lines[("title",)] == 2
    assert lines[("quoted key",)] == 3
    assert lines[("list",)] == 8
    assert lines[("a",)] == lines[("a", "b")] == 12
    assert lines[("a", "b", "c", "d")] == 13
    assert lines[("files", 0, "match")] == 15
    assert lines[("files", 0, "pdf", "size")] == 17
    assert lines[("files", 1)] == 18
    assert lines[("files", 1, "match")] == 19
    assert lines[("files", 1, "deep", 0, "z")] == 21
    assert ("key",) not in lines


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
VALUES = st.one_of(
    st.integers(-9, 9), st.booleans(), st.text(max_size=20), st.lists(st.text(max_size=5))
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_a_toml_file_holds_its_lines_are_those_of_its_keys(
    values: dict[str, object],
) -> None:
    import tomlkit

    text = tomlkit.dumps(values)

    lines = toml_lines(text)

    assert set(lines) == {(key,) for key in values}
    assert list(lines.values()) == sorted(set(lines.values()))


@pytest.mark.parametrize(
    ("path", "text", "place", "message"),
    [
        (TOML, "a = 1\nb = [", "x.toml:2:6", "is no TOML"),
        (TOML, "a = 1\n\nb = 2020-13-01\n", "x.toml:3:9", "expected newline"),
        (TOML, "a = 1\na = 2\n", "x.toml:2:6", "overwrite"),
        (YAML, "a: 1\nb: [1,\n", "x.yaml:3:1", "is no YAML"),
        (YAML, "a: 1\n\tb: 2\n", "x.yaml:2:1", "is no YAML"),
        (YAML, "a: 1\nb: 2\na: 3\n", "x.yaml:3:1", "'a' stands twice"),
        (YAML, "a:\n  on: 1\n", "x.yaml:2:3", "'on' is not text"),
        (YAML, "a: !!python/object:os.system x\n", "x.yaml:1:4", "is no YAML"),
        (YAML, "- a\n- b\n", "x.yaml", "holds no keys"),
        (YAML, "a: 2020-13-45\n", "x.yaml", "is no YAML"),
        (YAML, "[" * 5000, "x.yaml", "nested too deeply"),
        (TOML, "a = " + "[" * 5000, "x.toml", "nested too deeply"),
    ],
)
def test_broken_syntax_is_told_with_file_line_and_column(
    path: Path, text: str, place: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_table(text, path)

    assert caught.value.where == place
    assert message in caught.value.message


def test_keys_of_yaml_know_their_lines() -> None:
    table = parse_table("style: book\npdf:\n  page-size: A5\nfiles:\n- match: x\n", YAML)

    assert table.place("style") == "x.yaml:1"
    assert table.table("pdf").place("page-size") == "x.yaml:3"
    assert table.tables("files")[0].place("match") == "x.yaml:5"


def test_a_yaml_bomb_of_aliases_is_read_in_no_time() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]

    assert parse_table("\n".join(lines), YAML).has("a29")


@pytest.mark.parametrize(
    ("content", "message"),
    [(b'title = "caf\xe9"', "not UTF-8"), (b"#" * 4_000_001, "over the limit")],
)
def test_what_is_no_text_of_bounded_size_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match=message):
        read_table(path)


def test_an_unknown_key_is_answered_with_the_nearest_and_its_line() -> None:
    table = parse_table("title = 'a'\nstandfrist = 'b'\n", TOML)

    with pytest.raises(ConfigError) as caught:
        table.refuse_unknown(("title", "standfirst"))

    assert str(caught.value) == (
        "x.toml:2: no key is called 'standfrist'; did you mean 'standfirst'?"
    )
