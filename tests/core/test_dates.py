"""Dates from templates are what CLDR says, and languages without one are asked of Babel."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton

from articlepress.labels import date_text
from articlepress.metadata import Date

LANGUAGES = [
    "en", "en-GB", "en-US", "en-AU", "de", "de-AT", "fr", "fr-CA", "es", "es-MX", "pt-BR", "it",
    "nl", "sv", "nb", "da", "fi", "pl", "cs", "ru", "uk", "el", "tr", "ar", "ar-EG", "he", "fa",
    "hi", "ja", "ko", "zh", "zh-Hant", "zh-Hant-HK", "vi", "hu", "ro", "id",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_written_as_cldr_writes_it(language: str) -> None:
    locale = Locale.parse(language, sep="-")

    for day in (datetime.date(2016, 6, 20), datetime.date(1999, 1, 1), datetime.date(2024, 12, 31)):
        iso = day.isoformat()
        assert date_text(Date(iso), language) == format_date(day, "long", locale=locale)
        assert date_text(Date(iso[:7]), language) == format_skeleton("yMMMM", day, locale=locale)


@pytest.mark.parametrize(
    ("iso", "language", "text"),
    [
        ("2016", "de", "2016"),
        ("2016-06-20T12:00Z", "en-US", "June 20, 2016"),
        ("2016-06-20", "en-XY", "June 20, 2016"),
        ("2016-06-20", "", "June 20, 2016"),
        ("2016-06-20", "tlh", "June 20, 2016"),
        ("2016-06-20", "cy", "20 Mehefin 2016"),
        ("2016-02-31", "en", "2016-02-31"),
        ("2016-13", "en", "2016-13"),
    ],
)
def test_whatever_the_page_said_is_written(iso: str, language: str, text: str) -> None:
    assert date_text(Date(iso), language) == text


def test_a_usual_language_costs_no_babel() -> None:
    code = (
        "import sys; from articlepress.labels import date_text; from articlepress.metadata import"
        " Date; date_text(Date('2016-06-20'), 'es-ES'); print('babel' in sys.modules)"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
