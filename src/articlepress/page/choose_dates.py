"""Which of a page's dates is taken, by stated precedence, and which others stood against it.

Takes `Facts`; gives a choice in ISO form. What the data says comes first, but the day a reader sees
by the headline corrects it where the data counts in another zone or was stamped by a later build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from articlepress.page.dates import read_date
from articlepress.page.facts import STATED_SOURCES, Choice, Fact, Facts

DATE_SOURCES = (
    *STATED_SOURCES,
    "json-ld", "opengraph", "microdata", "meta", "signed", "time", "text", "line", "url",
    "labelled", "footer", "far-microdata", "far-time", "far-text", "label", "script", "sentence",
)  # fmt: skip
"""Sources of dates, most trusted first."""
DATA_SOURCES = ("json-ld", "opengraph", "microdata", "meta")
SHOWN_SOURCES = ("time", "text", "line", "labelled")
"""Sources a reader of the page sees beside the headline, or behind the word "Published"."""
_UTC = re.compile(r"(?:Z|GMT|UTC|[+-]00:?00)\s*$")
_ZONED = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)$")
_SLASHED = re.compile(r"\s*(?:\w+,?\s+)?\d{1,2}/\d{1,2}/\d{2,4}\b")


def choose_date(facts: Facts, field: str) -> Choice:
    """Return the date of a field (`published`, `updated`) in ISO form.

    A page that states only when it was changed was published then, as far as anyone can tell.
    """
    dated = _dated(facts, field)
    if not dated and field == "published":
        dated = _dated(facts, "created") or _dated(facts, "updated")
    if not dated:
        return Choice()
    best, raw = dated[0]
    if field == "published":
        offered = [fact for fact, _ in dated]
        if best.source in DATA_SOURCES:
            best = _as_shown(facts, best, raw, offered)
        elif best.source in SHOWN_SOURCES:
            best = _as_addressed(best, offered)
    rejected = tuple(fact for fact, _ in dated if fact.value[:10] != best.value[:10])
    return Choice(best.value, best, rejected)


def _dated(facts: Facts, field: str) -> list[tuple[Fact, str]]:
    """Return the field's facts that hold a date, in ISO form, most trusted first, and as written"""
    language = facts.first("language")
    dated = [
        (DATE_SOURCES.index(fact.source), place, when, fact)
        for place, fact in enumerate(facts.of(field))
        if fact.source in DATE_SOURCES and (when := read_date(fact.value, language))
    ]
    return [
        (Fact(field, when, fact.source, fact.selector), fact.value)
        for _, _, when, fact in sorted(dated, key=lambda row: row[:2])
    ]


def _as_shown(facts: Facts, best: Fact, raw: str, dated: list[Fact]) -> Fact:
    """Return the date the page shows where that is the better one, else `best`.

    It is where the data's day and month are swapped, and where the data names a day after the one
    shown: the page was built anew then, or its data counts from another place. A moment in UTC
    gives way to the same moment where the reader is, or to the day after that data and page agree
    on.
    """
    if _UTC.search(raw) and "T00:00" not in best.value and (local := _local(best, dated)):
        return local
    for shown in _shown(dated):
        apart = _days(best.value) - _days(shown.value)
        if apart == 1 and "T00:00" not in best.value:
            return shown
        in_utc = apart == -1 and _UTC.search(raw)
        if apart < 0 and not in_utc and best.field == "published" and _stated(shown, dated):
            return shown
        if abs(apart) <= 1:
            return _agreed(facts, best, raw, shown, dated)
        if _swapped(best.value) == shown.value[:10]:
            return shown if _SLASHED.match(raw) else best
        if apart > 0 and not _confirmed(best, dated):
            return shown
        return best
    return best


def _as_addressed(best: Fact, dated: list[Fact]) -> Fact:
    """Return, of several days shown, the one that the address names too, else `best`."""
    said = {fact.value for fact in dated if fact.source == "url"}
    if best.value[:10] in said:
        return best
    also = (f for f in dated if f.source in SHOWN_SOURCES and f.value[:10] in said)
    return next(also, best)


def _local(best: Fact, dated: list[Fact]) -> Fact | None:
    """Return the fact that gives the same moment in a zone of its own, if any does."""
    moment = _moment(best.value)
    if moment is None:
        return None
    return next((f for f in dated if f.value[:10] != best.value[:10]
                 and not _UTC.search(f.value) and _moment(f.value) == moment), None)  # fmt: skip


def _moment(iso: str) -> int | None:
    """Return the minute that a date with time and zone names, else None."""
    if not _ZONED.search(iso):
        return None
    return int(datetime.fromisoformat(iso).timestamp()) // 60


def _agreed(facts: Facts, best: Fact, raw: str, shown: Fact, dated: list[Fact]) -> Fact:
    """Return the neighbouring day shown, where data in local time says it too, else `best`."""
    day = shown.value[:10]
    changed = (fact.value[:10] for fact, _ in _dated(facts, "updated"))
    if not _UTC.search(raw) or day in changed:
        return best
    return shown if _stated(shown, dated) else best


def _stated(shown: Fact, dated: list[Fact]) -> bool:
    """Tell whether the page's data, too, calls the day shown the publication's."""
    day = shown.value[:10]
    return any(fact.source in DATA_SOURCES and fact.value[:10] == day for fact in dated)


def _shown(dated: list[Fact]) -> Iterator[Fact]:
    """Yield the dates shown, without those of a listing: one kind of element, several days."""
    days: dict[str, set[str]] = {}
    for fact in dated:
        days.setdefault(fact.selector, set()).add(fact.value[:10])
    for source in SHOWN_SOURCES:
        for fact in dated:
            if fact.source == source and (source == "labelled" or len(days[fact.selector]) == 1):
                yield fact
                break


def _confirmed(best: Fact, dated: list[Fact]) -> bool:
    """Tell whether the address says the same day as the data."""
    return any(fact.source == "url" and fact.value == best.value[:10] for fact in dated)


def _days(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def _swapped(iso: str) -> str:
    """Return a day with its month and day exchanged: 2023-01-11 for 2023-11-01."""
    year, month, day = iso[:10].split("-")
    return f"{year}-{day}-{month}"
