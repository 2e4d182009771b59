"""Write src/articlepress/dates.json: how each language of labels.toml writes a date, from CLDR.

    python scripts/write_dates.py

For each locale twelve templates of a whole date (`{d} janvier {y}`) and twelve of a month
(`janvier {y}`). Loading this costs 1 ms; asking Babel costs 35. A locale that writes dates as its
parent does is left out, as is one whose dates no template can say.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.localedata import locale_identifiers

PACKAGE = Path(__file__).parents[1] / "src" / "articlepress"
YEAR = 2043


def templates(locale: Locale) -> list[list[str]] | None:
    """Return the templates of a locale, or None where they do not give what CLDR gives."""
    days, months = [], []
    for month in range(1, 13):
        whole = format_date(datetime.date(YEAR, month, 27), "long", locale=locale)
        day = whole.replace(str(YEAR), "{y}").replace("27", "{d}")
        if format_date(datetime.date(YEAR, month, 5), "long", locale=locale) != filled(day, "5"):
            day = day.replace("{d}", "{dd}")
        for number in (5, 14, 28):
            date = datetime.date(YEAR, month, number)
            if format_date(date, "long", locale=locale) != filled(day, str(number)):
                return None
        days.append(day)
        first = datetime.date(YEAR, month, 1)
        months.append(format_skeleton("yMMMM", first, locale=locale).replace(str(YEAR), "{y}"))
        if "{y}" not in day or "{y}" not in months[-1]:
            return None
    return [days, months]


def inherited(tag: str, table: dict[str, list[list[str]]]) -> list[list[str]] | None:
    """Return what the nearest shorter tag has."""
    while tag:
        tag = tag.rpartition("-")[0]
        if tag in table:
            return table[tag]
    return None


def filled(template: str, day: str) -> str:
    """Return a template with a day and the year of the trial."""
    padded = template.replace("{dd}", day.zfill(2))
    return padded.replace("{d}", day).replace("{y}", str(YEAR))


def main() -> None:
    labels = tomllib.loads((PACKAGE / "labels.toml").read_text("utf-8"))
    languages = {tag.partition("-")[0] for tag in labels} | {"nn", "no"}
    table: dict[str, list[list[str]]] = {}
    names = [name for name in locale_identifiers() if name.partition("_")[0] in languages]
    for name in sorted(names, key=lambda name: (name.count("_"), name)):
        found = templates(Locale.parse(name))
        tag = name.replace("_", "-")
        if found is not None and inherited(tag, table) != found:
            table[tag] = found
        elif found is None:
            # No other's way must stand for it: Babel is asked.
            table[tag] = []
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (PACKAGE / "dates.json").write_text(text.replace("]],", "]],\n") + "\n", "utf-8")


if __name__ == "__main__":
    main()
