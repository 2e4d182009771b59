"""Footnotes of every dialect met become notes at their marks."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.walk import plain_text, query

from .pages import ADDRESS, blocks_of

DIALECTS = {
    "WordPress": '<p>Text<sup data-fn="a"><a href="#a" id="a-link">1</a></sup>.</p>'
    '<ol class="wp-block-footnotes"><li id="a">The note. <a href="#a-link">↩︎</a></li></ol>',
    "MediaWiki": '<p>Text<sup class="reference" id="r1"><a href="#c1">[1]</a></sup>.</p>'
    '<h2>References</h2><ol class="references"><li id="c1"><span class="mw-cite-backlink">'
    '<b><a href="#r1">^</a></b></span> <span class="reference-text">The note.</span></li></ol>',
    "Substack": '<p>Text<a class="footnote-anchor" id="fa-1" href="#f-1">1</a>.</p>'
    '<div class="footnote"><a id="f-1" href="#fa-1" class="footnote-number">1</a>'
    '<div class="footnote-content"><p>The note.</p></div></div>',
    "Google Docs": '<p>Text<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note.</span></p></div>',
    "pulldown-cmark": '<p>Text<sup class="footnote-reference"><a href="#1">1</a></sup>.</p>'
    '<div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup>'
    "<p>The note.</p></div>",
    "DPUB-ARIA": '<p>Text<a href="#fn9" role="doc-noteref" id="r9">9</a>.</p>'
    '<section role="doc-endnotes"><ol><li id="fn9"><p>The note. '
    '<a href="#r9" role="doc-backlink">↩</a></p></li></ol></section>',
    "plain anchors": '<p>Text<a href="#n1" name="r1">[1]</a>.</p><hr>'
    '<p><a href="#r1" name="n1">[1]</a> The note.</p>',
    "Easy Footnotes": '<p>Text<span class="easy-footnote"><a href="#easy-footnote-bottom-1" '
    'title="x"><sup>1</sup></a></span>.</p><ol class="easy-footnotes-wrapper">'
    '<li><span id="easy-footnote-bottom-1"></span>The note.</li></ol>',
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_footnote_becomes_a_note_at_its_mark(dialect: str) -> None:
    blocks = blocks_of(DIALECTS[dialect])

    (note,) = query(blocks, n.Note)

    assert plain_text(note.content) == "The note."
    assert blocks == (n.Paragraph((n.Text("Text"), note, n.Text("."))),)


def test_a_second_mark_of_one_note_says_which_note_it_means() -> None:
    blocks = blocks_of(
        '<p>One<sup><a href="#n">1</a></sup> two<sup><a href="#n">1</a></sup>,'
        '<sup><a href="#o">2</a></sup></p>'
        '<ol class="footnotes"><li id="n">The note.</li><li id="o">Another.</li></ol>'
    )

    first, second, other = query(blocks, n.Note)

    assert plain_text(first.content) == "The note."
    assert first.name
    assert second == n.Note((), first.name)
    assert other.name == ""


def test_a_note_stands_at_its_next_mark_where_the_first_ones_block_goes() -> None:
    """The title's heading is metadata; it stood in the body with the note's first mark."""
    html = (
        '<h1>The bridge<sup><a href="#n">1</a></sup></h1><p>Text<sup><a href="#n">1</a></sup>.</p>'
        '<ol class="footnotes"><li id="n">The note.</li></ol>'
    )

    blocks = blocks_of(html, title="The bridge")

    (note,) = query(blocks, n.Note)
    assert plain_text(note.content) == "The note."


def test_a_note_without_words_has_no_second_mark() -> None:
    blocks = blocks_of(
        '<p>One<sup><a href="#n">1</a></sup> two<sup><a href="#n">1</a></sup></p>'
        '<ol class="footnotes"><li id="n"> </li></ol>'
    )

    assert blocks == (n.Paragraph((n.Text("One two"),)),)


def test_a_note_outside_the_article_is_found_on_the_page() -> None:
    blocks = blocks_of(
        '<article><p>Text<sup><a href="#n7">7</a></sup></p></article>'
        '<footer><ol class="notes"><li id="n7">7. Far away.</li></ol></footer>',
        root="article",
    )

    (note,) = query(blocks, n.Note)

    assert plain_text(note.content) == "Far away."


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/"])
def test_a_note_is_found_where_the_browser_wrote_out_the_pages_address(address: str) -> None:
    blocks = blocks_of(
        f'<article><p>Text<sup><a href="{address}#n7">7</a></sup></p></article>'
        '<footer><ol class="notes"><li id="n7">7. Far away.</li></ol></footer>',
        root="article",
    )

    (note,) = query(blocks, n.Note)

    assert plain_text(note.content) == "Far away."


def test_a_number_that_leads_to_another_page_is_no_mark() -> None:
    notes = Notes()

    blocks = blocks_of('<p>Text<sup><a href="https://else.example/b#n7">7</a></sup></p>', notes)

    assert list(query(blocks, n.Link))
    assert not notes.diagnostics


def test_a_mark_without_a_note_goes_and_is_told() -> None:
    notes = Notes()

    blocks = blocks_of('<p>Text<sup><a href="#gone">4</a></sup> goes on.</p>', notes)

    assert plain_text(blocks) == "Text goes on."
    assert [d.code for d in notes.diagnostics] == ["AP205"]


def test_a_table_of_contents_is_no_list_of_notes() -> None:
    blocks = blocks_of(
        '<ul><li><a href="#one">1</a></li></ul><h2 id="one">One</h2><p>A section’s text.</p>'
    )

    assert not list(query(blocks, n.Note))
    assert [link.url for link in query(blocks, n.Link)] == ["#one"]
    assert n.Heading(1, (n.Text("One"),), "one") in blocks


def test_a_mark_inside_a_listing_takes_no_note_away() -> None:
    html = "<pre>x = 1 <sup><a href='#n1'>1</a></sup></pre><ol><li id=n1>1. Said below.</li></ol>"

    assert "Said below." in plain_text(blocks_of(html))
