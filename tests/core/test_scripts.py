"""Characters in words: which script, which fonts, and how a message lists them."""

from __future__ import annotations

import pytest

from articlepress.scripts import font_package, remedy, script_of, told


@pytest.mark.parametrize(
    ("character", "script", "package"),
    [
        ("海", "Chinese characters", "fonts-noto-cjk"),
        ("か", "Hiragana", "fonts-noto-cjk"),
        ("한", "Korean", "fonts-noto-cjk"),
        ("द", "Devanagari", "fonts-noto-core"),
        ("ᚠ", "Runic", "fonts-noto-core"),
        ("👧", "emoji", "fonts-noto-color-emoji"),
        ("∮", "signs", "fonts-noto-core"),
        ("\ue0ff", "private characters", ""),
        ("\U0010ffff", "unknown characters", ""),
    ],
)
def test_a_character_has_a_script_and_fonts(character: str, script: str, package: str) -> None:
    assert script_of(character) == script
    assert font_package(character) == package


def test_the_script_with_most_stands_first_and_the_many_are_cut() -> None:
    assert told("海か港葉言子") == "5 Chinese characters (子 海 港 葉 …), 1 Hiragana (か)"


def test_marks_and_private_characters_are_shown_by_their_numbers() -> None:
    assert told("\u20e3") == "1 emoji (U+20E3)"
    assert told("\ue0ff") == "1 private characters (U+E0FF)"


def test_the_remedy_names_packages_or_says_that_there_is_none() -> None:
    assert "apt install fonts-noto-cjk fonts-noto-core" in remedy("海द")
    assert "apt" not in remedy("\ue0ff")
