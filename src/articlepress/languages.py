"""Which language a text is written in, and when that is more to be believed than what is stated.

Takes running text; gives the primary tag of BCP 47 (`de`, `ja`). Kana, hangul and Han letters name
their language themselves, other scripts are told apart by CLD3.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a shared library: loaded where a text is asked about
    from gcld3 import NNetLanguageIdentifier

SAMPLE = 600
"""Characters looked at: an eighth of a millisecond, and longer texts are told no better."""
FEWEST_LETTERS = 60
"""Letters from which a text tells its language, those outside the Latin script for three: a script
says more. Seen below: names, results of football matches, one English line on a German page."""
FEWEST_AGAINST = 240
"""Letters from which a text speaks against what is stated of it."""
CERTAIN = 0.97
"""CLD3's probability from which the same, and from which a language with near neighbours is
believed: the few it gives to a wrong language have less."""

_DISTINCT = frozenset((
    "ar", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pl", "pt",
    "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
))  # fmt: skip
"""Languages taken for no neighbour, and with which none of these is taken for another. Czech and
Slovak, Danish and Norwegian, Malay and Indonesian are as stated; Latin is mostly filling."""
_TODAYS = {"iw": "he", "jw": "jv", "in": "id", "ji": "yi", "mo": "ro"}
"""Withdrawn codes, which CLD3 and older pages write (IANA language subtag registry)."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
_HANGUL = "\uac00-\ud7a3\u1100-\u11ff"
_CJK = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]")
_OTHER_SCRIPTS = re.compile(r"[^\W\d_\u0000-\u024f]")
_ENGLISH = re.compile(r" (?:the|of|and) ")
PLAINLY = 5
_SCRIPT_WEIGHT = 3
_SOME_KANA = 0.1
"""Share of kana from which Han letters are Japanese; newspapers write a half."""


def language_of(text: str) -> str:
    """Return the language a text is written in, or an empty string where it does not tell."""
    told, certainty = _told(text, FEWEST_LETTERS)
    return told if certainty >= CERTAIN or told in _DISTINCT else ""


def current_tag(tag: str) -> str:
    """Return a language tag with the code in use today, an empty one for an undetermined language.

    Source: https://www.iana.org/assignments/language-subtag-registry
    """
    primary, mark, rest = tag.partition("-")
    if primary.lower() == "und":
        return ""
    return _TODAYS.get(primary.lower(), primary) + mark + rest


def contradicts(text: str, stated: str) -> str:
    """Return the language of a text that is surely another than `stated`, else an empty string.

    Themes and site builders leave `lang="en"` on pages of any language.
    """
    primary = stated.strip().lower().replace("_", "-").partition("-")[0]
    primary = _TODAYS.get(primary, primary)
    if primary not in _DISTINCT or (primary == "en" and _is_plainly_english(text)):
        return ""
    told, certainty = _told(text, FEWEST_AGAINST)
    return told if certainty >= CERTAIN and told != primary and told in _DISTINCT else ""


def _is_plainly_english(text: str) -> bool:
    """Tell whether a text is full of the smallest English words: most are, at a tenth of the cost.

    `PLAINLY` of them in the sample; of 400 pages in other languages none has more than three.
    """
    return len(_ENGLISH.findall(text, 0, SAMPLE)) >= PLAINLY


@cache
def _identifier() -> NNetLanguageIdentifier:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * SAMPLE)


def _told(text: str, fewest: int) -> tuple[str, float]:
    """Return a text's language and how sure that is; an empty one, and 0, where it is too short."""
    sample = " ".join(text[: 2 * SAMPLE].split())[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    others = () if sample.isascii() else _OTHER_SCRIPTS.findall(sample)
    if letters + (_SCRIPT_WEIGHT - 1) * len(others) < fewest:
        return "", 0.0
    wide = _CJK.findall(sample) if others else ()
    # Names of firms stand in Latin letters in a Chinese text, whose every letter says more.
    if _SCRIPT_WEIGHT * len(wide) > letters - len(wide):
        return _east_asian("".join(wide)), 1.0
    # Half a surrogate pair, which JSON can hold, is no text to a library.
    found = _identifier().FindLanguage(text=sample.encode("utf-8", "ignore").decode("utf-8"))
    # `ja-Latn` and the like: CLD3's names for words that are of no language.
    if not found.is_reliable or "-" in found.language:
        return "", 0.0
    return _TODAYS.get(found.language, found.language), float(found.probability)


def _east_asian(letters: str) -> str:
    hangul = len(re.findall(f"[{_HANGUL}]", letters))
    kana = len(re.findall(f"[{_KANA}]", letters))
    if hangul > len(letters) / 2:
        return "ko"
    return "ja" if kana >= _SOME_KANA * len(letters) else "zh"
