"""Every visible word of a page is kept in a field or removed by a rule, and the sum is exact."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlepress.audit import account_of
from articlepress.diagnostics import Notes
from articlepress.page.regions import words_in
from articlepress.readers.html import READER, HtmlReaderOptions
from articlepress.source import Source, read_source
from articlepress.walk import plain_text

SEED = Path(os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[3] / "shared")) / "seed"

TEXT = "The council met on Tuesday and, after a long debate, agreed to rebuild the old bridge. "
PAGE = """<!doctype html><html lang="en"><head><title>The bridge</title>
<script>var hidden = "never seen";</script></head><body>
<nav class="menu"><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The bridge</h1><p>{text}</p>
<div class="sharedaddy">Share this: <a href="?share=x">Post</a></div>
<p>{text}<select><option>first choice</option></select></p></article>
<footer>All rights reserved</footer></body></html>"""


def audit(source: Source) -> Notes:
    notes = Notes(audit=True)
    list(READER.read(source, HtmlReaderOptions(), notes))
    return notes


def removed_words(notes: Notes) -> int:
    return sum(removal.words for removal in notes.removals)


def test_kept_and_removed_words_are_the_pages_words() -> None:
    notes = audit(Source(PAGE.format(text=TEXT * 3).encode(), "bridge.html"))

    assert notes.ledger is not None
    assert notes.ledger.visible_words == notes.ledger.kept_words + removed_words(notes)


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("Die Bru\u0308cke u\u0308ber den Fluss. ", ""),
        (
            'The old bridge [<a href="#b1">1</a>] fell. ',
            "<section><h2>REFERENCES</h2><section><ul>"
            '<li id="b1"><span class="label">1.</span><cite>Lee A. Bridges of the north. Harbour'
            ' Press. 1999.</cite> [<a href="https://doi.example/1">DOI</a>]</li></ul></section>'
            "</section>",
        ),
    ],
)
def test_accents_apart_and_headings_of_notes_are_no_lost_words(said: str, after: str) -> None:
    page = PAGE.format(text=said * 3 + TEXT * 3).replace("</article>", f"{after}</article>")
    notes = Notes(audit=True)
    (article,) = READER.read(Source(page.encode(), "bridge.html"), HtmlReaderOptions(), notes)

    account = account_of(article, notes)

    assert account is not None
    assert account.lost == ()
    assert account.is_even


def test_each_removed_region_names_its_rule_and_its_words() -> None:
    notes = audit(Source(PAGE.format(text=TEXT * 3).encode(), "bridge.html"))

    by_excerpt = {removal.excerpt: removal for removal in notes.removals}

    assert by_excerpt["All rights reserved"].selector == "footer"
    assert by_excerpt["Share this: Post"].rule.startswith("chrome/")
    assert by_excerpt["first choice"].rule == "page/control"
    assert all(len(words_in(r.text)) == r.words for r in notes.removals)


def test_the_title_on_the_page_is_kept_as_metadata() -> None:
    notes = audit(Source(PAGE.format(text=TEXT * 3).encode(), "bridge.html"))

    assert notes.ledger is not None
    assert dict(notes.ledger.kept)["metadata"] == 2


def test_scripts_and_head_say_no_words() -> None:
    notes = audit(Source(PAGE.format(text=TEXT * 3).encode(), "bridge.html"))

    assert all("never seen" not in removal.text for removal in notes.removals)


def test_an_empty_removed_block_between_two_words_parts_them_in_the_sum_too() -> None:
    page = f"<article><p>{TEXT * 3}</p><div>one<div class='sharedaddy'></div>two</div></article>"

    notes = audit(Source(page.encode(), "page.html"))

    assert notes.ledger is not None
    assert notes.ledger.visible_words == notes.ledger.kept_words + removed_words(notes)


@pytest.mark.parametrize(
    "markup",
    [
        "</article>one<hr>two",
        "</article>one<div></div>two",
        "<div>one<b><hr></b>two</div>",
        "<div>one<span class='share'><hr></span>two</div>",
        "</article></body></html>one<hr>two",
    ],
)
def test_an_edge_parts_words_wherever_it_stands(markup: str) -> None:
    page = f"<h1>The bridge</h1><article><p>{TEXT * 3}</p>{markup}"

    notes = audit(Source(page.encode(), "page.html"))

    assert notes.ledger is not None
    assert notes.ledger.visible_words == notes.ledger.kept_words + removed_words(notes)


def test_a_soft_hyphen_parts_no_word_of_the_sum() -> None:
    """seen: a page hyphenated throughout, with a note's number behind one of its words."""
    text = "The coun\u00adcil<sup><a href='#n1' id='r1'>1</a></sup> met. " + TEXT * 3
    note = "<ol><li id='n1'>Of the town. <a href='#r1'>\u21a9</a></li></ol>"
    page = Source(f"<article><p>{text}</p>{note}</article>".encode(), "page.html")
    notes = Notes(audit=True)

    (article,) = READER.read(page, HtmlReaderOptions(), notes)

    account = account_of(article, notes)
    assert account is not None
    assert account.lost == ()
    assert all("cil" not in removal.text.split() for removal in notes.removals)
    assert words_in("coun\u00adcil of the\u200btown") == ["council", "of", "thetown"]


def test_words_beside_a_control_are_apart_in_the_article_too() -> None:
    """seen: two check boxes in labels, without a space between these."""
    boxes = "<label><input type=checkbox>Tea</label><label><input type=checkbox>Cake</label>"
    page = Source(f"<article><p>{TEXT * 3}</p><p>{boxes}</p></article>".encode(), "page.html")
    notes = Notes(audit=True)

    (article,) = READER.read(page, HtmlReaderOptions(), notes)

    account = account_of(article, notes)
    assert account is not None
    assert account.lost == ()
    assert plain_text(article.blocks).endswith("Tea Cake")


def test_words_beside_a_removed_block_are_apart_in_the_article_too() -> None:
    """seen: "Servings 1 servings" of a recipe, whose figure is removed."""
    line = f"<div><span>{TEXT}The end</span><p class=sharedaddy>1</p><span>{TEXT}</span></div>"
    page = Source(f"<article><p>{TEXT * 3}</p>{line}<p>{TEXT}</p></article>".encode(), "page.html")
    notes = Notes(audit=True)

    (article,) = READER.read(page, HtmlReaderOptions(), notes)

    account = account_of(article, notes)
    assert account is not None
    assert account.lost == ()
    assert f"The end {TEXT}".strip() in " ".join(plain_text(article.blocks).split())


def test_no_ledger_is_kept_unless_asked_for() -> None:
    notes = Notes()
    page = Source(PAGE.format(text=TEXT * 3).encode(), "bridge.html")

    list(READER.read(page, HtmlReaderOptions(), notes))

    assert notes.ledger is None
    assert notes.removals == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed column is not beside the checkout")
def test_the_seed_is_accounted_for_to_the_word() -> None:
    notes = audit(read_source(SEED / "column.html"))

    assert notes.ledger is not None
    assert notes.ledger.visible_words == notes.ledger.kept_words + removed_words(notes)
    assert [r for r in notes.removals if r.rule.startswith("reader/")] == []


_PIECES = (
    "one", "two", " ", "漢", "_", "&shy;", "<hr>", "<br>", "<b>", "</b>", "<span class='share'>",
    "</span>", "<div>", "<div class='sidebar'>", "<div class='author-bio'>Ann Lee is a writer.",
    "</div>", "<p>", "<h2>The bridge</h2>", "<select><option>", "</select>", "</article>",
    "<article>", "</body>", "</html>", "<table><td>", "</table>", "<footer>", "</footer>", "<svg>",
    "</svg>", "<ruby>x<rt>", "</ruby>", "<template>", "</template>", "<ul><li>", "</ul>",
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=24))
def test_the_sum_is_exact_on_any_page(pieces: list[str]) -> None:
    page = f"<html><body><h1>The bridge</h1><article><p>{TEXT * 4}</p>{''.join(pieces)}"

    notes = audit(Source(page.encode(), "page.html"))

    assert notes.ledger is not None
    assert notes.ledger.visible_words == notes.ledger.kept_words + removed_words(notes)
