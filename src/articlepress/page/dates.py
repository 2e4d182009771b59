"""Dates as pages write them, in ISO form: metas, data and text of the major languages.

Takes a short text that should hold a date; gives `2016-06-20` or `2016-06-20T14:05:11+02:00`.
Month names are data (`rules/months.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from articlepress.resources import rules_folder

FIRST_YEAR = 1600
"""Newspapers begin here; smaller numbers are no years of articles."""
LAST_YEAR = 2100
FIRST_EPOCH_YEAR = 1995
"""Web pages carry Unix times only of their own age; smaller numbers are identifiers."""
MAX_DATE_TEXT = 400
"""Characters looked at: a date line is short, a page's dump given by mistake is not."""

_DATED = re.compile(r"\d{4}|\d\s?[./|-]\s?\d")
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s_]+(\d{1,2}):(\d{2})(:[0-5]\d)?(?:[.,]\d+)?"
    r"\s*(Z|UTC|GMT|[+-][01]\d(?::?[0-5]\d)?)?)?(?!\d)"
)
_SLASHED_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[/.年년]\s?(\d{1,2})\s?[/.月월]\s?(\d{1,2})(?!\d)"
)
_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?(?!\d)")
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})\s*")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?([./|-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_MARKS = "\u0900-\u0963\u0971-\u0dff\u0e2f-\u0e4e\u0f71-\u0fbc"
"""Vowel signs of Indic scripts and Thai, which are no letters to a pattern."""
_WORD = rf"([^\W\d_](?:[^\W\d_]|[{_MARKS}]|(?<=[\u0e00-\u0e7f])\.(?=[\u0e00-\u0e7f]))++)"
# No letter follows: "28 stycznia" is Polish for January.
_ORDINAL = r"(?:st|nd|rd|th|er)(?![^\W\d_])"
# "4 كانون الثاني/يناير 2013": the month's Levantine name stands before the other, in two words.
_ARABIC_MONTH = r"(?:[\u0621-\u064a]{2,8}+(?:\s[\u0621-\u064a]{2,8}+)?\s?/\s?)?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s?(?:{_ORDINAL}|[ºª°.])?[\s,/-]*(?:d(?:[eo]s?\s+|[’']\s*)|of\s+)?"
    rf"{_ARABIC_MONTH}{_WORD}"
    r"[.,]?(?:\s+d[eo]l?)?[\s,/’'-]*(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])(?<![{_MARKS}]){_WORD}\.?\s*+(\d{{1,2}})(?:{_ORDINAL})?[.,]?(?:\s+de)?,?"
    r"\s+(\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(\d{{4}})[.,]?\s++(?:(?:m\.|gada)\s*+)?(?:(\d{{1,2}})\.\s++)?"
    rf"{_WORD}(?:\s*+(\d{{1,2}}))?(?!\d)"
)
_CLOCKED = re.compile(
    rf"(?<![^\W\d_])(?<![{_MARKS}]){_WORD}\s++(\d{{1,2}})\s++\d{{2}}:\d{{2}}(?::\d{{2}})?\s++"
    r"(?:(?:[a-z]++|[+-]\d{4})\s*+)?(\d{4})"
)
_COMBINING = re.compile("[\u064b-\u0652\u200e\u200f]")


def read_date(text: str, language: str = "") -> str:
    """Return the first date in a short text in ISO form, or an empty string.

    `language` decides what `03/04/2016` means: month first in American English, else day first.
    """
    text = text[:MAX_DATE_TEXT]
    return _read(text, language) if may_hold_date(text) else ""


def may_hold_date(text: str) -> bool:
    """Tell at a glance whether a text has a year's or a date's digits; most lines have none."""
    return _DATED.search(text) is not None


@lru_cache(maxsize=2048)
def read_mail_date(text: str) -> str:
    """Return the ISO form of a date as mail and RSS write it, or "" for another.

    Source: https://www.rfc-editor.org/rfc/rfc5322#section-3.3
    """
    from email.utils import parsedate_to_datetime  # imported here: no page needs it

    try:
        return parsedate_to_datetime(text).isoformat()
    # A TypeError tells that it is no such date, an OverflowError a number beyond C's.
    except (TypeError, ValueError, OverflowError):
        return ""


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> str:
    # Remembered: a page says its date several times, and each is read to be found and to be chosen.
    if not text.isascii():
        text = _COMBINING.sub("", text)
    return _iso(text) or _named(text, language) or _numeric(text, language) or _bare(text)


_UNKNOWN_ZONE = re.compile(r"-00(?::?00)?")
"""RFC 3339, section 4.3: the time is UTC, where it is unknown. HTML allows no such zone."""


def read_url_date(url: str) -> str:
    """Return the date in an address's path, or nothing.

    `/2016/06/20/`, `/2016-06-20-title`, `/2016/6/2/`, `/2016/jun/20/`, `/2016/POLITICS/06/20/`.
    """
    if found := _IN_ADDRESS.search(url):
        return _checked(found[1], found[3], found[4])
    for found in _IN_FOLDERS.finditer(url):
        month = str(month_names()["en"].get(found[2].lower(), found[2]))
        if month.isdigit() and (day := _checked(found[1], month, found[3])):
            return day
    return ""


_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d{2})([/_-]?)(\d{2})\2(\d{2})(?=[/_.-]|$)")
_IN_FOLDERS = re.compile(
    r"/((?:19|20)\d{2})/(?:[A-Za-z_]{2,20}/(?=\d{2}/\d{2}/))?(\d{1,2}|[A-Za-z]{3,9})/(\d{1,2})(?=/|$)"
)


def _iso(text: str) -> str:
    found = _ISO.search(text)
    if not found:
        found = _SLASHED_YEAR_FIRST.search(text)
        return _checked(found[1], found[2], found[3]) if found else ""
    day = _checked(found[1], found[2], found[3])
    if not day or found[4] is None or int(found[4]) > 23 or int(found[5]) > 59:
        return day
    zone = found[7] or ""
    if zone in ("UTC", "GMT") or _UNKNOWN_ZONE.fullmatch(zone):
        zone = "Z"
    elif len(zone) == 3:
        zone += ":00"
    return f"{day}T{int(found[4]):02}:{int(found[5]):02}{found[6] or ''}{zone}"


def _named(text: str, language: str) -> str:
    months = month_names()
    own = months.get(language[:2], {})
    every = months[""]
    for word, day, year in _with_names(text.lower()):
        month = own.get(word) or every.get(word)
        if month and (checked := _checked(year, str(month), day)):
            return checked
    return ""


def _with_names(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (word, day, year) wherever a word and two numbers stand as in a date."""
    for found in _DAY_FIRST.finditer(text):
        yield found[2], found[1], found[3]
    for found in _MONTH_FIRST.finditer(text):
        yield found[1], found[2], found[3]
    for found in _YEAR_FIRST.finditer(text):
        if day := found[2] or found[4]:
            yield found[3], day, found[1]
    for found in _CLOCKED.finditer(text):
        yield found[1], found[2], found[3]


def _numeric(text: str, language: str) -> str:
    for found in _NUMERIC.finditer(text):
        first, second = int(found[1]), int(found[3])
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        month_first = found[2] != "." and second > 12
        if found[2] != "." and first <= 12 and second <= 12:
            month_first = language.lower() in ("", "en", "en-us", "en_us")
        month, day = (first, second) if month_first else (second, first)
        if checked := _checked(year, str(month), str(day)):
            return checked
    return ""


def _bare(text: str) -> str:
    """Read `20160620` and Unix times, which only metas and data hold."""
    if epoch := _EPOCH.fullmatch(text):
        seconds = int(epoch[1][:10])
        when = datetime.fromtimestamp(seconds, UTC)
        if FIRST_EPOCH_YEAR <= when.year <= LAST_YEAR:
            return when.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = _DIGITS.search(text)
    return _checked(found[1], found[2], found[3]) if found else ""


def _checked(year: str, month: str, day: str) -> str:
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return when.isoformat() if FIRST_YEAR <= when.year <= LAST_YEAR else ""


@cache
def month_names() -> dict[str, dict[str, int]]:
    """Return language -> spelling -> month; under "" all languages, the file's first winning."""
    table = tomllib.loads((rules_folder() / "months.toml").read_text("utf-8"))
    named: dict[str, dict[str, int]] = {"": {}}
    for language, row in table.items():
        own = {word: month for month, words in enumerate(row, 1) for word in words.split()}
        named[language] = own
        for word, month in own.items():
            named[""].setdefault(word, month)
    return named
