"""The summary between title and text: known by its name, or by what the page's data says."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.readers import find_reader
from articlepress.source import Source
from articlepress.walk import inline_text, plain_text

BODY = "".join(
    f"<p>The river rose again in week {week}, and the farmers along its banks moved their cattle "
    f"to the upper meadows, where the grass was thin but the ground was dry and safe.</p>"
    for week in range(1, 8)
)
SUMMARY = "Farmers who live with the river tell what a summer of floods has cost them."
DESCRIBED = f'<meta property="og:description" content="{SUMMARY}">'


def article(above: str, inside: str = "", head: str = "") -> Article:
    markup = (
        f"<!DOCTYPE html><html><head><title>The River</title>{head}</head><body><article>"
        f"<header><h1>The River</h1>{above}</header><div class='entry-content'>{inside}{BODY}</div>"
        "</article></body></html>"
    )
    reader = find_reader("html")
    (read,) = reader.read(Source(markup.encode(), "page.html"), reader.options(), Notes())
    return read


FORMS = [
    "<p class='standfirst'>{}</p>",
    "<p class='dek'>{}</p>",
    "<h2 class='article__subtitle'>{}</h2>",
    "<div class='chapo'><p>{}</p></div>",
    "<p class='sous-titre'>{}</p>",
    "<p class='entradilla'>{}</p>",
    "<p class='post-excerpt'>{}</p>",
    "<div itemprop='alternativeHeadline'>{}</div>",
    "<p class='c-Vorspann'>{}</p>",
    "<h2 class='lead'>{}</h2>",
    "<p class='intro'><strong>{}</strong></p>",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["above", "inside"])
def test_a_summary_named_so_leaves_the_text_for_its_field(form: str, place: str) -> None:
    line = form.format(SUMMARY)

    read = article(line) if place == "above" else article("", line)
    assert inline_text(read.metadata.standfirst) == SUMMARY
    assert SUMMARY not in plain_text(read.blocks)


def test_a_line_the_data_repeats_is_the_summary_where_it_stands_apart() -> None:
    above = article(f"<p class='x1'>{SUMMARY}</p>", head=DESCRIBED)
    bold = article("", f"<p><b>{SUMMARY}</b></p>", head=DESCRIBED)

    assert inline_text(above.metadata.standfirst) == SUMMARY
    assert inline_text(bold.metadata.standfirst) == SUMMARY


LONG = "Farmers who live with the river tell what one wet summer of three floods has cost them"


@pytest.mark.parametrize("end", [".", ".”", "!"])
def test_a_sentence_set_as_a_heading_below_the_headline_is_the_summary(end: str) -> None:
    read = article("<p>By Ann Lee</p>", f"<h2>{LONG}{end}</h2>")

    assert inline_text(read.metadata.standfirst) == LONG + end
    assert LONG not in plain_text(read.blocks)


@pytest.mark.parametrize(
    "inside", [f"<h2>{LONG}?</h2>", f"<h2>{LONG}</h2>", "<h2>What it cost.</h2>"]
)
def test_headings_of_sections_and_questions_stay(inside: str) -> None:
    read = article("", inside)

    assert read.metadata.standfirst == ()
    assert isinstance(read.blocks[0], n.Heading)


def test_a_sentence_set_as_a_heading_further_down_stays() -> None:
    read = article("", f"{BODY}<h2>{LONG}.</h2>")

    assert read.metadata.standfirst == ()
    assert LONG in plain_text(read.blocks)


def test_the_first_paragraph_as_description_stays_in_the_text() -> None:
    read = article("", f"<p>{SUMMARY}</p>", head=DESCRIBED)

    assert read.metadata.standfirst == ()
    assert SUMMARY in plain_text(read.blocks)


def test_a_summary_keeps_its_links() -> None:
    read = article(
        "<p class='dek'>Farmers by <a href='https://a.example/r'>the river</a> tell.</p>"
    )

    assert "Link" in str(read.metadata.standfirst)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='lead'>By Ann Lee and Tom Roe, our reporters in Leeds</p>",
        "<p class='dek'>Photograph: Ann Lee for The Daily Bee of Leeds</p>",
        "<p class='intro'><a href='/more'>Read all that we wrote about the floods</a></p>",
        "<p class='subtitle'>June 20, 2016</p>",
    ],
)
def test_bylines_credits_links_and_dates_are_no_summary(line: str) -> None:
    assert article(line).metadata.standfirst == ()


def test_a_page_of_one_paragraph_keeps_it() -> None:
    markup = f"<h1>The River</h1><p class='lead'>{SUMMARY} {SUMMARY}</p>"
    reader = find_reader("html")

    (read,) = reader.read(Source(markup.encode(), "page.html"), reader.options(), Notes())
    assert SUMMARY in plain_text(read.blocks)


def test_a_subtitle_that_is_the_summary_is_not_said_twice() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"Article","headline":"The River",'
        f'"alternativeHeadline":"{SUMMARY}"}}</script>'
    )
    read = article(f"<p class='dek'>{SUMMARY}</p>", head=head)

    assert inline_text(read.metadata.standfirst) == SUMMARY
    assert read.metadata.subtitle == ()
