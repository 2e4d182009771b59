"""Buttons in headings and figures: controls go, the row of an accordion stays."""

from __future__ import annotations

from pathlib import Path

from articlepress.diagnostics import Notes
from articlepress.pipeline import read, read_articles
from articlepress.source import Source
from articlepress.walk import plain_text

INPUT = Path(__file__).parents[2] / "input"


def test_buttons_beside_words_are_no_words_of_the_article() -> None:
    notes = Notes(audit=True)

    text = plain_text(read(INPUT / "night-bus.html", notes=notes).blocks)

    assert "A census of the upper deck" in text
    assert "Copy link" not in text
    assert "Expand" not in text
    assert "chrome/control" in {removal.rule for removal in notes.removals}
    assert notes.ledger is not None
    removed = sum(removal.words for removal in notes.removals)
    assert notes.ledger.kept_words + removed == notes.ledger.visible_words


def test_a_button_that_is_the_heading_stays() -> None:
    rows = "".join(
        f"<h3><button>Question number {n}, asked in full</button></h3><p>An answer of some length, "
        "with more than one clause, and a full stop at its end.</p>"
        for n in range(5)
    )
    page = f"<html><body><article><h1>Questions</h1>{rows}</article></body></html>"

    (article,) = read_articles(Source(page.encode(), "q.html"), Notes())

    assert "Question number 3, asked in full" in plain_text(article.blocks)
