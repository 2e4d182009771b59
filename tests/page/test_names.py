"""Names in bylines and what stands around them."""

from __future__ import annotations

import pytest

from articlepress.page.names import cut_byline, is_name, read_names


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("By Ann Lee in Leeds", "Ann Lee"),
        ("By Ann Lee on Sunday", "Ann Lee"),
        ("By Ann Lee 12 March 2020", "Ann Lee"),
        ("By Ann Lee, 12.3.2020", "Ann Lee"),
        ("By Ann Lee – 2020-03-12 | in Leeds", "Ann Lee |"),
        ("Von Ann Lee am ١٢.٣.٢٠٢٠", "Ann Lee"),
        ("By Ann Leeon", "Ann Leeon"),
    ],
)
def test_a_byline_ends_where_place_or_date_begins(line: str, kept: str) -> None:
    assert cut_byline(line).strip() == kept


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee & Tom Roe", ("Ann Lee", "Tom Roe")),
        ("Ann Lee; Tom Roe", ("Ann Lee", "Tom Roe")),
        ("Ann Lee + Tom Roe", ("Ann Lee", "Tom Roe")),
        ("安倍晋三、菅義偉", ("安倍晋三", "菅義偉")),
        ("Ann Lee (Leeds)", ("Ann Lee",)),
        ("Ann Lee [Leeds", ("Ann Lee",)),
        ("安倍晋三（東京）", ("安倍晋三",)),
    ],
)
def test_names_are_parted_and_lose_their_brackets(line: str, names: tuple[str, ...]) -> None:
    assert read_names(line) == names


@pytest.mark.parametrize("name", ["12 March", "—", "Ann Lee 2", "٢٠ ٢٠"])
def test_what_has_no_letter_or_a_digit_is_no_persons_name(name: str) -> None:
    assert not is_name(name, strict=True)


@pytest.mark.parametrize("name", ["Pagemaker version 1.111", "Sitewright v2.0", "Werk Ver. 3.1"])
def test_the_program_that_made_a_page_did_not_write_it(name: str) -> None:
    assert read_names(name) == ()
    assert read_names("Radio 94.3") == ("Radio 94.3",)
