"""Words of our own: how languages join names."""

from __future__ import annotations

import pytest

from articlepress.labels import join_names


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
