"""The few words outputs add of their own, in the article's language: headings of credits,
navigation.

Words stand in `labels.toml`, a table a language. Dates are written as the language writes them
(CLDR, by the templates of `dates.json`, which `scripts/write_dates.py` writes).
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache

from articlepress.metadata import Date
from articlepress.resources import package_folder

FALLBACK = "en"


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((package_folder() / "labels.toml").read_text("utf-8"))


def label(key: str, language: str = FALLBACK) -> str:
    """Return the words for a key in a language (BCP 47), in English where nobody translated it.

    Raises:
        KeyError: no output has such words.
    """
    table = _table()
    for tag in (*_tags(language), FALLBACK):
        if key in table.get(tag, {}):
            return table[tag][key]
    raise KeyError(f"labels.toml has no {key!r}")


_SAME_WORDS = {
    # Tags whose readers are served by another table: region implies script, macrolanguage a member.
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "no": "nb",
    "nn": "nb",
}


def _tags(language: str) -> list[str]:
    """Return the tag and its shorter forms, `zh-Hant-HK` before `zh-Hant` before `zh`."""
    first, *rest = language.replace("_", "-").split("-")
    cased = [part.title() if len(part) == 4 else part.upper() for part in rest]
    parts = [first.lower(), *cased]
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return [same for tag in tags for same in (tag, _SAME_WORDS.get(tag, "")) if same]


_LISTS = {
    # Separator and last joint, where they are not ", " and the word between spaces. Arabic and
    # Hebrew write "and" onto the next word; Chinese and Japanese know no spaces. Source: CLDR.
    "ar": ("، ", " {}"),
    "fa": ("، ", " {} "),
    "he": (", ", " {}"),
    "ja": ("、", "{}"),
    "zh": ("、", "{}"),
}


def join_names(names: Sequence[str], language: str = FALLBACK) -> str:
    """Return names as a list in words: "A, B and C", as the language joins them.

    What joins holds no sign that HTML escapes, so the names may be markup.
    """
    if len(names) < 2:
        return "".join(names)
    comma, last = _LISTS.get(_tags(language or FALLBACK)[-1], (", ", " {} "))
    return f"{comma.join(names[:-1])}{last.format(label('and', language))}{names[-1]}"


def label_words(language: str = FALLBACK) -> tuple[str, ...]:
    """Return the words of every label in a language."""
    return tuple(label(key, language) for key in _table()[FALLBACK])


def all_labels(key: str) -> tuple[str, ...]:
    """Return the words for a key in every language, to recognize them in a text."""
    return tuple(dict.fromkeys(words[key] for words in _table().values() if key in words))


@cache
def _dates() -> dict[str, list[list[str]]]:
    import json  # imported here: an article without a date needs none

    table: dict[str, list[list[str]]] = json.loads(
        (package_folder() / "dates.json").read_text("utf-8")
    )
    return table


@lru_cache(maxsize=4096)  # a book repeats its dates in the index
def date_text(date: Date, language: str = FALLBACK) -> str:
    """Return a date as readers of the language write it: `June 20, 2016`; a year alone stays a
    year."""
    if len(date.iso) < 7:
        return date.iso
    year, month, day = int(date.iso[:4]), int(date.iso[5:7]), date.iso[8:10]
    try:
        whole = datetime.date(year, month, int(day or 1))
    except ValueError:
        return date.iso
    table = _dates()
    found = next((table[tag] for tag in _tags(language or FALLBACK) if tag in table), [])
    if not found:
        return _ask_babel(whole, bool(day), language)
    template = found[0 if day else 1][month - 1]
    return template.replace("{dd}", day).replace("{d}", str(whole.day)).replace("{y}", str(year))


def _ask_babel(date: datetime.date, with_day: bool, language: str) -> str:
    """Return the date in a language that `dates.json` does not hold."""
    from babel import Locale, UnknownLocaleError  # imported here: 35 ms of CPU with its data
    from babel.dates import format_date, format_skeleton

    try:
        locale = Locale.parse(language.replace("_", "-") or FALLBACK, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(FALLBACK)
    if with_day:
        return format_date(date, "long", locale=locale)
    return format_skeleton("yMMMM", date, locale=locale)
