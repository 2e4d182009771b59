"""The article's language: what the page states, unless its text says surely another."""

from __future__ import annotations

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.pipeline import read_articles
from articlepress.readers import find_reader
from articlepress.source import Source

GERMAN = (
    "Der Hafen lag still, und niemand wusste, warum die Fähre an diesem Morgen nicht fuhr. Erst "
    "gegen Mittag kam die Nachricht, dass der Kapitän krank geworden war. "
)


def read(markup: str) -> tuple[Article, Notes]:
    notes = Notes()
    return read_articles(Source(markup.encode(), "p"), notes, find_reader("html"))[0], notes


def page(attributes: str, inner: str = "") -> str:
    return (
        f"<!doctype html><html{attributes}><head><title>Fähre</title></head><body><nav>Home About "
        f"Contact</nav><article><h1>Fähre</h1>{inner}<p>{GERMAN}</p><p>{GERMAN}</p></article>"
    )


def test_a_page_that_states_none_is_in_the_language_of_its_text() -> None:
    article, notes = read(page(""))

    assert article.metadata.language == "de"
    assert [f.source for f in article.metadata.provenance.facts if f.field == "language"] == [
        "text"
    ]
    assert [d.code for d in notes.diagnostics if d.code in ("AP301", "AP307")] == ["AP307"]


def test_the_language_a_theme_left_on_the_page_gives_way_and_is_told() -> None:
    article, notes = read(page(' lang="en-US"'))

    assert article.metadata.language == "de"
    (conflict,) = [d for d in notes.diagnostics if d.code == "AP301"]
    assert "html says 'en-US'" in conflict.message


def test_a_region_stated_stays() -> None:
    assert read(page(' lang="de-AT"'))[0].metadata.language == "de-AT"


def test_a_numeric_date_is_read_as_the_language_writes_it() -> None:
    article, _ = read(page("", '<p class="date">03/04/2016</p>'))

    assert article.metadata.published is not None
    assert article.metadata.published.iso == "2016-04-03"


def test_words_in_the_articles_own_language_are_not_marked_as_foreign() -> None:
    article, _ = read(page(' lang="en"', f'<p><span lang="de">{GERMAN}</span></p>'))

    assert "Span" not in repr(article.blocks)
