"""Characters no font can draw, in words: how many of which script, and which package draws them.

Takes characters, gives a sentence and a remedy. Scripts go by the first word of a character's name
in Unicode; who asked for the characters and what is shown instead is the caller's to say.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

MOST_SHOWN = 4
"""Characters of one script that are shown; the others are counted."""

CJK_FONTS = "fonts-noto-cjk"
EMOJI_FONTS = "fonts-noto-color-emoji"
OTHER_FONTS = "fonts-noto-core"

_CJK = frozenset((
    "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "FULLWIDTH",
    "HALFWIDTH", "IDEOGRAPHIC", "KANGXI",
))  # fmt: skip
_NAMES = {"CJK": "Chinese characters", "KANGXI": "Chinese characters", "HANGUL": "Korean"}
_EMOJI = (range(0x1F1E6, 0x1F200), range(0x1F300, 0x1FB00), range(0x20E3, 0x20E4))
SIGNS, EMOJI, PRIVATE, UNKNOWN = "signs", "emoji", "private characters", "unknown characters"


def script_of(character: str) -> str:
    """Return the script of a character in words: `Devanagari`, `Chinese characters`, `emoji`."""
    category = unicodedata.category(character)
    if category == "Co":
        return PRIVATE
    if category == "Cn":
        return UNKNOWN
    if any(ord(character) in block for block in _EMOJI):
        return EMOJI
    if not category.startswith(("L", "M", "N")) and _first_word(character) not in _CJK:
        return SIGNS
    return _NAMES.get(_first_word(character), _first_word(character).capitalize())


def font_package(character: str) -> str:
    """Return the Debian package of fonts that draw a character; empty where no font can."""
    script = script_of(character)
    if script in (PRIVATE, UNKNOWN):
        return ""
    if script == EMOJI:
        return EMOJI_FONTS
    return CJK_FONTS if _first_word(character) in _CJK else OTHER_FONTS


def told(characters: Iterable[str]) -> str:
    """Return characters by script, the script with the most first: `4 Devanagari (द न ह ि)`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for character in sorted(set(characters)):
        groups[script_of(character)].append(character)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return ", ".join(f"{len(found)} {script} ({_some(found)})" for script, found in ranked)


def remedy(characters: Iterable[str]) -> str:
    """Return which fonts to install so that the characters can be drawn."""
    packages = {font_package(character) for character in characters}
    named = " ".join(sorted(packages - {""}))
    if not named:
        return "only the page's own font has them; say it in other characters"
    return f"install fonts that have them: apt install {named} (elsewhere the Noto fonts)"


def _first_word(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _some(found: list[str]) -> str:
    shown = [_shown(character) for character in found[:MOST_SHOWN]]
    return " ".join([*shown, "…"] if len(found) > MOST_SHOWN else shown)


def _shown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    # A mark joins the sign before it, and a private character is a box on every screen.
    return character if unicodedata.category(character)[0] in "LNSP" else code
