"""Words of our own: how languages join names."""

from __future__ import annotations

import tomllib

import pytest

from articlepress.labels import join_names, label
from articlepress.resources import package_folder


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("en", ("Ann", "Tom", "Uma"), "Ann, Tom and Uma"),
        ("de-AT", ("Ann", "Tom"), "Ann und Tom"),
        ("he", ("דנה", "יוסי"), "דנה ויוסי"),
        ("ar", ("أحمد", "علي", "سارة"), "أحمد، علي وسارة"),
        ("ja", ("山田", "佐藤", "鈴木"), "山田、佐藤、鈴木"),
        ("zh-Hans", ("王明", "李红", "赵敏"), "王明、李红和赵敏"),
        ("zh-TW", ("王明", "李紅"), "王明和李紅"),
        ("", ("Ann",), "Ann"),
        ("", ("Ann", "Tom"), "Ann and Tom"),
    ],
)
def test_names_are_joined_as_their_language_joins_them(
    language: str, names: tuple[str, ...], expected: str
) -> None:
    assert join_names(names, language) == expected


def test_every_word_is_asked_for_and_stands_in_english() -> None:
    table = tomllib.loads((package_folder() / "labels.toml").read_text("utf-8"))
    code = "".join(path.read_text("utf-8") for path in sorted(package_folder().rglob("*.py")))

    assert [key for key in table["en"] if f'"{key}"' not in code and f"'{key}'" not in code] == []
    assert {key for words in table.values() for key in words} == set(table["en"])


@pytest.mark.parametrize(
    ("language", "expected"),
    [("th-TH", "ที่มา"), ("lv", "Avots"), ("bg", "Източник"), ("my", "Source")],
)
def test_words_are_in_the_articles_language_or_english(language: str, expected: str) -> None:
    assert label("source", language) == expected
