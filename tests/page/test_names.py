"""Names in bylines and what stands around them."""

from __future__ import annotations

import pytest

from articlepress.page.name_words import ends_in_other_work
from articlepress.page.names import cut_byline, is_name, name_with_role, read_names


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
        ("Autor/-in: Anna Lee", "Anna Lee"),
        ("Autor:innen: Anna Lee", "Anna Lee"),
        ("Text & Fotos: Anna Lee", "Anna Lee"),
        ("Words and photos by Ann Lee", "Ann Lee"),
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
        ("Ann Lee, Head of Moves, Atlas Vans - 10+ Years in the Trade of Moving", ("Ann Lee",)),
        ("Ann Lee (reporting) and Max Ode (photography)", ("Ann Lee",)),
        ("Anna Lee (Text), Max Ode (Fotos)", ("Anna Lee",)),
        ("Anna Lee, Projektleiterin der Werft", ("Anna Lee",)),
        ("Contributors to Wikimedia projects", ("Contributors to Wikimedia projects",)),
        ("Contributors: Ann Lee", ("Ann Lee",)),
        ("كتبت آية دعبس", ("آية دعبس",)),
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Landesanstalt für Wald und Forst - LWF", ("Landesanstalt für Wald und Forst - LWF",)),
        ("Ann Lee, Leeds Forestry and Arts University", ("Ann Lee",)),
        ("Ann Lee | Bee Media for Bee.com", ("Ann Lee",)),
        ("Ann B. Lee, bee-town.com", ("Ann B. Lee",)),
        ("bee-town.com", ("bee-town.com",)),
        ("Ann Lee\nTribune News Service", ("Ann Lee",)),
        ("Ann Lee | The Leeds-Picayune", ("Ann Lee",)),
        ("Curator: Ann Lee", ("Ann Lee",)),
        ("Ann Lee, Tom Roe", ("Ann Lee", "Tom Roe")),
    ],
)
def test_a_body_that_people_work_for_is_one_name_and_none_beside_theirs(
    text: str, names: tuple[str, ...]
) -> None:
    assert read_names(text) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann Lee | Senior Writer | July 2", "Ann Lee"),
        ("Ann Lee, Chair of the Board, on the new bill:", ""),
        ("River Fund •", ""),
    ],
)
def test_a_line_with_a_role_names_its_writer_unless_it_leads_on_to_a_quotation(
    line: str, name: str
) -> None:
    assert name_with_role(line) == name


def test_words_before_a_name_tell_that_its_bearer_did_not_write() -> None:
    assert ends_in_other_work("Peer reviewed by")
    assert ends_in_other_work("May 3 · (Image credits:")
    assert not ends_in_other_work("Last updated by")
    assert not ends_in_other_work("Story and photos by Ann, told by")


def test_a_particle_may_be_joined_to_its_name() -> None:
    assert is_name("Lena deCasparis", strict=True)
    assert not is_name("Lena macOS", strict=True)
    assert not is_name("New iPhone", strict=True)
