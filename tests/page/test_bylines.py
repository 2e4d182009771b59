"""Bylines as newsrooms set them: small invented pages, one convention each."""

from __future__ import annotations

from articlepress.diagnostics import Notes
from articlepress.page.choose_people import choose_people
from articlepress.page.facts import gather_facts
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rose by two metres in a night, and the bridge was closed for the day.</p>" * 3


def names_of(markup: str) -> tuple[str, ...]:
    facts = gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))
    return tuple(person.name for person in choose_people(facts))


# --- a byline in lines of its own ------------------------------------------------------------


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
