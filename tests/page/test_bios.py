"""What in an author's box, or below the text, is the bio's prose and what is not."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.credits import BioFind, find_credits
from articlepress.page.facts import gather_facts
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.source import Source

BODY = "".join(
    f"<p>The river rose again in week {week}, and the farmers along its banks moved their cattle "
    f"to the upper meadows, where the grass was thin but the ground was dry and safe.</p>"
    for week in range(1, 8)
)


def bios_of(
    inside: str = "", after: str = "", byline: str = "By Ann Lee", head: str = ""
) -> tuple[BioFind, ...]:
    markup = (
        f"<!DOCTYPE html><title>The River</title>{head}<article><h1>The River</h1>"
        f"<p class=byline>{byline}</p><div class=entry-content>{BODY}{inside}</div></article>"
        f"{after}"
    )
    notes = Notes()
    page = parse(Source(markup.encode(), "page.html"), notes)
    return find_credits(page, locate(page, notes), gather_facts(page)).bios


@pytest.mark.parametrize(
    "call",
    [
        "Follow Ann Lee on Twitter.",
        "Follow @annlee on Instagram!",
        "Ann Lee has read 42 books toward her goal of 150 books.",
    ],
)
def test_a_call_with_the_authors_name_is_no_bio(call: str) -> None:
    assert bios_of(inside=f"<p><em>{call}</em></p>") == ()
    assert bios_of(after=f"<div class=author-bio><p>{call}</p></div>") == ()


def test_a_name_in_an_element_of_its_own_is_no_part_of_the_sentence_behind_it() -> None:
    said = "Ann covers the rivers for the Quay, and lives in a mill with her two dogs."
    box = f"<div class=author-bio><a href=/lee/>Ann Lee</a> <span>{said}</span></div>"

    (bio,) = bios_of(after=box)
    assert (bio.name, bio.text) == ("Ann Lee", said)
    assert "".join(node.text(deep=True) for node in bio.prose).strip() == said


def test_a_name_that_begins_the_sentence_stays() -> None:
    said = "Ann Lee covers the rivers for the Quay, and Ann lives in a mill with two dogs."

    (bio,) = bios_of(after=f"<div class=author-bio><b>Ann Lee</b>{said[7:]}</div>")
    assert bio.text == said


def test_of_two_authors_the_one_named_above_the_bio_is_meant() -> None:
    said = "With a background in the history of mills, she has built a career beside rivers."
    data = f'{{"@type":"Article","author":{{"name":"Ann Lee","description":"{said}"}}}}'
    head = f"<script type='application/ld+json'>{data}</script>"
    box = f"<div><div><h3><a href=/lee/>Ann Lee</a></h3><div><p>{said}</p></div></div></div>"

    (bio,) = bios_of(after=box, byline="By Ann Lee and Bea Orr", head=head)
    assert (bio.name, bio.text) == ("Ann Lee", said)


def test_a_box_that_says_its_name_in_one_word_has_a_name() -> None:
    said = "Quayside is a firm of rowers that provides personal lessons to families by the river."
    box = (
        "<div class=elementor-widget><div class=elementor-author-box>"
        "<div><h4 class=elementor-author-box__name>Quayside</h4></div>"
        f"<div class=elementor-author-box__bio>{said}</div></div></div>"
    )

    (bio,) = bios_of(after=box, byline="")
    assert (bio.name, bio.text) == ("Quayside", said)


def test_what_a_journal_lists_of_an_author_is_no_bio() -> None:
    institute = (
        "Department of Rivers, The University of the Quay, Bridge Street, Quay, 11942, Fogland"
    )
    box = (
        "<div class=author-information><ol><li><p class=author-affiliation__address>"
        f"{institute}</p></li></ol><p>You can also search for this author in the Library.</p></div>"
    )
    calls = "".join(f"<li><a href=/{n}>Find this author on Index {n}</a></li>" for n in range(4))

    assert bios_of(after=box) == ()
    assert bios_of(after=f"<div class=author-bio><ul>{calls}</ul></div>") == ()


def test_who_may_use_a_picture_is_said_in_no_bio() -> None:
    said = "Though the pictures stand far below, they are used by newspapers of good repute, too."
    box = f"<div class=image-author-license-fields><div class=description><p>{said}</p></div></div>"

    assert bios_of(after=box) == ()
    assert bios_of(after=box.replace("image-author-license", "author"))[0].text == said
