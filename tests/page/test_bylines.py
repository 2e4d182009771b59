"""Bylines as newsrooms set them: small invented pages, one convention each."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose_people import choose_people
from articlepress.page.facts import gather_facts
from articlepress.page.names import read_names
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rose by two metres in a night, and the bridge was closed for the day.</p>" * 3


def names_of(markup: str) -> tuple[str, ...]:
    facts = gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))
    return tuple(person.name for person in choose_people(facts))


def test_the_lines_of_a_byline_are_read_one_by_one() -> None:
    line = "<div>By Ann Lee<br>Harbour.example<br><a href=/lee/>Archive</a> | <a>Contact</a></div>"

    assert names_of(f"<h1>Storm</h1>{line}{TEXT}") == ("Ann Lee",)
    assert names_of(f"<h1>Storm</h1><p>By: Ann Lee<br>Harbour News Editor</p>{TEXT}") == (
        "Ann Lee",
    )


def test_a_name_stands_over_paper_and_day() -> None:
    line = "<div>Ann Lee<br><a href=/>The Harbour</a><br>Thu, 14 May 2020</div>"
    said = "<p>Ann Lee is a reporter.</p>"

    assert names_of(f"<h1>Storm</h1>{line}{TEXT}{said}") == ("Ann Lee",)


def test_a_long_paragraph_in_lines_goes_on() -> None:
    box = (
        "<p>A Far Shore<br>Author: Ann Lee<br>Released: June 17, 2025 by Sea Books<br>"
        "Genre: Historical, with fog</p>"
    )

    assert names_of(f"<h1>New books</h1><p>By Bea Orr</p>{TEXT[:90]}{box}{TEXT}") == ("Bea Orr",)


def test_a_picture_that_tells_of_a_name_after_two_paragraphs_shows_no_author() -> None:
    lines = '<h4>Snake Plant</h4><p>(Dracaena)</p><img alt="Snake Plant">'
    text = TEXT.replace("night", "night, as the people by the quay will tell you,")

    assert names_of(f"<h1>Plants for the dark</h1>{text}{lines}{text}") == ()


def test_whom_a_dated_caption_names_is_no_author() -> None:
    caption = "<p>© Ann Lee/Pictures posted by Orr's wife, Ann Lee, on January 20, 2017</p>"
    sentence = (
        "<p>The pictures were posted by Ann Lee of the harbour, and she took them in the fog on"
        " 20 January 2017</p>"
    )

    assert names_of(f"<h1>Storm</h1>{TEXT}{caption}{TEXT}") == ()
    assert names_of(f"<h1>Storm</h1>{sentence}{TEXT}") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Par ANN LEE, BEA ORR Envoyées spéciales à Lyon", ("Ann Lee", "Bea Orr")),
        ("By ANN LEE Staff Writer", ("Ann Lee",)),
        ("By ANN LEE Jr., Quay Wire", ("ANN LEE Jr.",)),
        ("By ANN LEE | Palma de Mallorca", ("Ann Lee",)),
        ("By Ann Lee, The Plain Dealer", ("Ann Lee",)),
        ("By Ann Lee, Quay Wire", ("Ann Lee",)),
    ],
)
def test_role_place_and_paper_are_no_part_of_a_name(line: str, expected: tuple[str, ...]) -> None:
    assert names_of(f"<h1>Storm</h1><p>{line}</p>{TEXT}") == expected


def test_a_newsroom_in_capitals_keeps_its_name() -> None:
    assert read_names("QUAY NEWS Staff") == ("QUAY NEWS Staff",)
    assert read_names("ANN LEE Staff") == ("Ann Lee",)


def test_a_place_beside_a_name_is_no_author() -> None:
    line = "<p class=autor><b>Ann Lee</b> | Palma de Mallorca | 08/01/2014</p>"

    assert names_of(f"<h1>Storm</h1>{line}{TEXT}") == ("Ann Lee",)


def test_the_reporter_comes_before_the_wire_that_sent_the_story() -> None:
    data = '{"@type":"NewsArticle","author":{"@type":"Person","name":"Quay Wire"}}'
    script = f"<script type='application/ld+json'>{data}</script>"

    assert names_of(f"{script}<h1>Storm</h1><p>By Ann Lee</p>{TEXT}") == ("Ann Lee",)
    assert names_of(f"{script}<h1>Storm</h1>{TEXT}") == ("Quay Wire",)


def test_a_spanish_byline_is_called_firma() -> None:
    line = "<p class=firma><em>Ann Lee</em> | <span>Madrid</span></p>"

    assert names_of(f"<meta name=author content=quay.example><h1>Storm</h1>{line}{TEXT}") == (
        "Ann Lee",
    )


def test_who_wrote_what_a_table_describes_is_not_the_author() -> None:
    box = "<table><tr><th>Written by</th><td>Ann Lee</td></tr></table>"

    assert names_of(f"<h1>The Fog (film)</h1>{box}{TEXT}") == ()
    assert names_of(f"<h1>Storm</h1>{box.replace('th>', 'td>')}{TEXT}") == ("Ann Lee",)


@pytest.mark.parametrize(
    "line", ["이안나 기자 anna@quay.kr", "[부두] 이안나 선임기자", "이안나 기자"]
)
def test_korean_papers_sign_below_the_text(line: str) -> None:
    assert names_of(f"<html lang=ko><h1>폭풍</h1>{TEXT}<p>{line}</p>") == ("이안나",)


def test_korean_agencies_sign_before_the_text() -> None:
    text = "(서울=부두통신) 이안나 기자 = 강물이 하룻밤 사이에 이 미터 불어나 다리가 폐쇄됐다. " * 3

    assert names_of(f"<html lang=ko><h1>폭풍</h1><p>{text}</p>") == ("이안나",)
    assert names_of(f"<html lang=ko><h1>폭풍</h1><p>강물을 본 {text[12:]}</p>") == ()


def test_an_account_with_a_whole_name_signs_where_nobody_else_does() -> None:
    account = "<meta name=twitter:creator content='Ann Lee'>"

    assert names_of(f"{account}<h1>Storm</h1>{TEXT}") == ("Ann Lee",)
    assert names_of(f"{account}<h1>Storm</h1><p>By Bea Orr</p>{TEXT}") == ("Bea Orr",)
    for value in ("@annlee", "annlee", "The Quay", "Quay Newsroom"):
        assert names_of(f"{account.replace('Ann Lee', value)}<h1>Storm</h1>{TEXT}") == ()


def test_a_link_to_the_author_signs_from_a_sidebar_where_it_is_alone() -> None:
    link = "<a rel=author href=/lee/>Ann Lee</a>"
    other = link.replace("Ann Lee", "Bea Orr")
    article = f"<div><h1>Storm</h1>{TEXT * 4}</div>"

    assert names_of(f"{article}<div id=sidebar>{link}</div>") == ("Ann Lee",)
    assert names_of(f"{article}<div id=sidebar>{link}{other}</div>") == ()


def test_a_weblog_on_a_platform_bears_its_owners_name() -> None:
    site = "<meta property=og:site_name content='Ann Lee on Quayside'>"
    titled = "<meta property=og:title content='Storm • Ann Lee'>"

    assert names_of(f"{site}{titled}<h1>Storm</h1>{TEXT}") == ("Ann Lee",)
    assert names_of(f"{site}<h1>Storm</h1>{TEXT}") == ()


def test_an_agency_in_the_byline_comes_before_the_site_itself() -> None:
    site = "<meta property=og:site_name content='Quay News'><meta name=author content='Quay News'>"

    assert names_of(f"{site}<h1>Storm</h1><p>By The Associated Press</p>{TEXT}") == (
        "The Associated Press",
    )
    assert names_of(f"{site}<h1>Storm</h1>{TEXT}") == ("Quay News",)


@pytest.mark.parametrize(
    "line", ["by Ann Lee —in Weather", "By Ann Lee By Ann Lee May 15 Follow @annlee"]
)
def test_a_name_ends_at_a_dash_and_is_said_once(line: str) -> None:
    assert names_of(f"<h1>Storm</h1><p>{line}</p>{TEXT}") == ("Ann Lee",)


def test_a_label_and_what_it_labels_are_no_name_beside_one() -> None:
    line = "<div class=author-info>Ann Lee<p>New Rivers. Focus: Fog</p></div>"

    assert names_of(f"<h1>Storm</h1>{line}{TEXT}") == ("Ann Lee",)
    assert names_of(f"<h1>Storm</h1><div class=author>Źródło: Quay.pl</div>{TEXT}") == ()


def test_who_signs_a_picture_is_no_author() -> None:
    credit = "<p class='figcaption wide'>The quay. / <span class=firma>BEA ORR</span></p>"
    picture = f"<div class='foto figure'><img src=a.jpg>{credit}</div>"

    licence = "<div class=image-license><span class=author-name>Bea Orr</span></div>"
    line = "<span class=firma>Ann Lee</span>"
    assert names_of(f"<h1>Storm</h1>{licence}{TEXT}") == ()
    assert names_of(f"<h1>Storm</h1><div>{line}</div>{picture}{TEXT}") == ("Ann Lee",)
    assert names_of(f"<h1>Storm</h1>{picture}{TEXT}") == ()
