"""`collection.toml`: every key checked before a page is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress.errors import ArticlepressError, ConfigError
from articlepress.manifest import Entry, read_manifest

OPTIONS = ("title", "sort", "editor", "book_language", "cover", "credits")


def written(folder: Path, text: str) -> Path:
    for name in ("b.html", "a.html", "preface.md"):
        (folder / name).write_text("<p>text</p>")
    path = folder / "collection.toml"
    path.write_text(text)
    return path


def test_inputs_parts_and_options_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'title = "Ice"\norder = "date"\nlanguage = "en"\neditor = "Ed"\ncover = "c.png"\n'
        'inputs = ["*.html"]\nfront = "preface.md"\n'
        '[[part]]\ntitle = "Winter"\ninputs = ["a.html"]\n',
    )

    manifest = read_manifest(path, OPTIONS)

    assert manifest.values == {
        "title": "Ice", "sort": "date", "book_language": "en", "editor": ["Ed"],
        "cover": str(tmp_path / "c.png"),
    }  # fmt: skip
    assert manifest.entries == (
        Entry(str(tmp_path / "a.html")),
        Entry(str(tmp_path / "b.html")),
        Entry(str(tmp_path / "a.html"), "Winter"),
    )
    assert manifest.front == (str(tmp_path / "preface.md"),)


def test_overrides_belong_to_a_page_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(
        tmp_path,
        '[overrides."a.html"]\ntitle = "T"\npublished = 2020-01-02\nauthors = ["A", "B"]\n',
    )
    monkeypatch.chdir(tmp_path)

    settings = read_manifest(path, OPTIONS).settings_for("./a.html")

    assert settings == {"title": "T", "published": "2020-01-02", "authors": "A; B"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('titel = "x"', "1", "no key is called 'titel'; did you mean 'title'"),
        ('[[part]]\nname = "x"', "2", "no key of a part is called 'name'"),
        ("part = 3", "1", "write \\[\\[part\\]\\]"),
        ("inputs = 3", "1", "is no list of file names"),
        ('title = "x"\ninputs = ["*.xyz"]', "2", "matches no file"),
        ('inputs = ["/*"]', "1", "no pattern"),
        ('[overrides."a.html"]\ntitel = "x"', "1", "did you mean 'title'"),
        ('[overrides."a.html"]\npublished = "soon"', "1", "no ISO 8601 date"),
        ("title = ", "1:9", "is no TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, line: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read_manifest(written(tmp_path, text), OPTIONS)

    assert caught.value.where == f"{tmp_path / 'collection.toml'}:{line}"


def test_a_missing_folder_or_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArticlepressError, match="cannot be read"):
        read_manifest(tmp_path / "none.toml", OPTIONS)
