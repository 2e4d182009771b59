"""The nodes of a bio or notice that shares its element with other lines."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.readers.html import READER, HtmlReaderOptions
from articlepress.source import Source
from articlepress.walk import inline_text, plain_text, query

BODY = "".join(
    f"<p>The river rose again in week {week}, and the farmers along its banks moved their cattle "
    f"to the upper meadows, where the grass was thin but the ground was dry and safe.</p>"
    for week in range(1, 8)
)
WORK = '<a href="https://example.org/mill">The Old Mill</a>'
LINES = "<br><br><img src='mail.png' alt='Mail'>&nbsp;<a href='#'>Contact</a><br><br>All posts"


def bio_of(inside: str) -> n.Blocks:
    """Return the bio of a page's author whose box holds lines in one paragraph."""
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>The River</title></head><body>"
        f"<article><h1>The River</h1><p class='byline'>By Ann Lee</p>{BODY}</article>"
        f"<div class='author-bio'><h3>Ann Lee</h3><p>{inside}{LINES}</p></div></body></html>"
    )
    (article,) = READER.read(Source(page.encode(), "page.html"), HtmlReaderOptions(), Notes())
    (author,) = article.metadata.authors
    return author.bio


def test_a_line_break_between_the_words_of_a_bio_parts_them() -> None:
    """seen: `<strong>Biography</strong><br>Our adviser ...` in one paragraph with other lines."""
    bio = bio_of("<strong>Biography</strong><br>Our Ann Lee has written about rivers for years.")

    assert plain_text(bio).split()[:2] == ["Biography", "Our"]
    assert [inline_text(strong.content) for strong in query(bio, n.Strong)] == ["Biography"]


@pytest.mark.parametrize("links", [WORK, f"<em>{WORK}</em>", f"<b>{WORK}</b> <i>and more</i>"])
def test_a_bio_keeps_its_links_and_spaces(links: str) -> None:
    bio = bio_of(f"Ann Lee has written about rivers for twenty years, in {links}.")

    assert [link.url for link in query(bio, n.Link)] == ["https://example.org/mill"]
    assert "in The Old Mill" in plain_text(bio)
    assert "Millan" not in plain_text(bio)


def test_what_else_the_paragraph_holds_is_no_part_of_the_bio() -> None:
    bio = bio_of(f"Ann Lee has written about rivers for twenty years, in {WORK}.")

    assert "Contact" not in plain_text(bio)
    assert list(query(bio, n.Image)) == []
