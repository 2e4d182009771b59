"""Lines that only send the reader elsewhere go; sentences with links and lists of the text stay."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.pointers import without_pointers
from articlepress.page.rules import compile_rules, load_rules
from articlepress.source import Source


def dropped_from(inside: str, head: str = "") -> dict[str, str]:
    """Return the words dropped, each with its rule."""
    html = f"<html><head>{head}</head><body><article>{inside}</article>"
    page = parse(Source(html.encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    located = without_pointers(Located((root,), outline=flat))
    return {
        " ".join((node.text_content or node.text(deep=True)).split()): rule.name
        for node in root.traverse(include_text=True)
        if (rule := located.dropped.get(node.mem_id))
    }


@pytest.mark.parametrize(
    "line",
    [
        "Read more: <a href=/b>A harbour without a tug</a>",
        "(READ ALSO: <a href=/b>A harbour without a tug</a>)",
        "<a href=/b>RELATED: A harbour without a tug</a>",
        ">> <b>See also:</b> <a href=/b>The tugs of Luleå</a> and <a href=/c>Its harbours</a>",
        "READ | <a href=/b>Full transcript</a>",
        "Also read – <a href=/b>A harbour without a tug</a>",
        "À lire aussi : <a href=/b>Un port sans remorqueur</a>",
        "関連記事：<a href=/b>曳船のない港</a>",
        "<b>Lesen Sie auch</b><br><a href=/b>Ein Hafen ohne Schlepper</a>",
    ],
)
def test_a_line_that_sends_the_reader_elsewhere_goes(line: str) -> None:
    found = dropped_from(f"<p>The ferry came.</p><p>{line}</p><p>It left again.</p>")

    assert list(found.values()) == ["pointer/elsewhere"]


def test_a_line_of_tags_goes_and_one_of_words_stays() -> None:
    linked = "<p>Tags: <a href=/t>tugs</a>, <a href=/h>harbours</a></p>"
    words = "<p>Tags: brass, of the kind that hang on keys.</p>"

    assert list(dropped_from(linked).values()) == ["pointer/filing"]
    assert dropped_from(words) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Read more: the <a href=/b>log</a> of the tug is kept in the town's archive.",
        "Read more about the <a href=/b>harbour without a tug</a>",
        "Related: it was the captain's brother who had sold the tug.",
        "See: <a href=/b>A harbour without a tug</a>",
        "Read more: <a href=#part-two>The second part</a>",
        "Read more: <a href=/files/log.pdf?v=2>The log of the tug</a>",
        "Source: <a href=/b>The Harbour Board</a>",
        "Read on, said the captain: <a href=/b>nobody did</a>",
    ],
)
def test_a_sentence_a_source_or_a_file_stays(line: str) -> None:
    assert dropped_from(f"<p>The ferry came.</p><p>{line}</p><p>It left again.</p>") == {}


def test_a_pointer_in_a_list_or_a_table_stays_with_its_other_lines() -> None:
    line = "Read more: <a href=/b>A harbour without a tug</a>"

    assert dropped_from(f"<ul><li>Tugs are few.<li>{line}</ul>") == {}
    assert dropped_from(f"<table><tr><td>Tugs<td>{line}<tr><td>a<td>b</table>") == {}


def test_a_list_of_links_goes_with_what_heads_it() -> None:
    links = "<ul><li><a href=/b>A harbour without a tug</a><li><a href=/c>A tug</a></ul>"
    two = "<p><a href=/b>A harbour</a></p><p><a href=/c>A tug</a></p>"

    assert len(dropped_from(f"<p>Text.</p><h2>See also</h2>{links}<p>More text.</p>")) == 3
    assert len(dropped_from(f"<p>Text.</p><p>Related:</p>{two}<p>More text.</p>")) == 3


def test_a_list_stays_where_an_item_is_text_or_the_words_are_others() -> None:
    mixed = "<ul><li><a href=/b>A harbour</a><li><a href=/c>Tugs</a>, a book of drawings</ul>"
    links = "<ul><li><a href=/b>A harbour without a tug</a><li><a href=/c>A tug</a></ul>"

    assert dropped_from(f"<p>Text.</p><h2>See also</h2>{mixed}") == {}
    assert dropped_from(f"<p>Text.</p><h2>The fleet</h2>{links}") == {}
    assert dropped_from("<p>Text.</p><h2>Video</h2><p><a href=/v>The tug at sea</a></p>") == {}


PROSE = "<p>The ferry had not come, and the captain of the tug was asked for the third time.</p>"
HEADLINE = "<p><a href={}>A harbour without a tug: what became of it in a year</a></p>"


@pytest.mark.parametrize("address", ["/b.html", "https://www.example.org/b", "//example.org/b"])
def test_a_headline_of_the_same_site_between_two_paragraphs_goes(address: str) -> None:
    head = "<link rel=canonical href=https://example.org/a>"

    found = dropped_from(f"{PROSE}{HEADLINE.format(address)}{PROSE * 2}", head)

    assert list(found.values()) == ["pointer/headline"]


def test_an_article_about_others_keeps_their_headlines() -> None:
    head = "<link rel=canonical href=https://example.org/a>"

    assert dropped_from(f"{PROSE}{HEADLINE.format('/b')}" * 4 + PROSE, head) == {}


@pytest.mark.parametrize(
    "inside",
    [
        f"{PROSE}{HEADLINE.format('https://example.net/b')}{PROSE}",
        f"{PROSE}{HEADLINE.format('https://badexample.org/b')}{PROSE}",
        f"{PROSE}{HEADLINE.format('/map.pdf')}{PROSE}",
        f"{PROSE}{HEADLINE.format('/b')}<h2>Part</h2>{PROSE}",
        f"{PROSE}{HEADLINE.format('/b')}",
        f"{PROSE}{HEADLINE.format('/b').replace('p>', 'h2>')}{PROSE}",
        f"{PROSE[:-4]} She wrote this:</p>{HEADLINE.format('/b')}{PROSE}",
        f"{PROSE}{HEADLINE.format('/b')[:-8]}.</a></p>{PROSE}",
        f"{PROSE}<p><a href=/b>The harbour's tug</a></p>{PROSE}",
    ],
)
def test_a_link_of_another_site_a_name_or_a_sentence_stays(inside: str) -> None:
    found = dropped_from(PROSE * 3 + inside, "<link rel=canonical href=https://example.org/a>")

    assert found == {}
