"""Notes of a bio or disclaimer: they stand with those of the text, in every format, cut or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection, Part
from articlepress.metadata import Disclaimer
from audited import verdicts
from trees import column, p, t

FORMATS = ("html", "epub", "newsletter", "eml", "markdown", "text", "pdf")


def note(words: str) -> n.Note:
    return n.Note((p(words),))


def credited(blocks: n.Blocks, *bio: n.Block) -> Article:
    metadata = column().metadata
    person = replace(metadata.authors[0], bio=bio)
    views = Disclaimer((p("The views are hers", note("Nobody paid for them, ever."), "."),))
    metadata = replace(metadata, title=t("Notes"), authors=(person,), disclaimers=(views,))
    return Article(metadata, blocks)


def noted(blocks: n.Blocks) -> Article:
    said = note("So the harbour office says."), note("In a letter of May.")
    return credited(blocks, p("Marta Quist has sailed", *said, " for years."))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("own", [(), (note("The text says more about it."),)])
def test_notes_of_the_credits_are_whole(name: str, own: tuple[n.Note, ...]) -> None:
    article = noted((p("One", *own, " and two."), p("The end of it.")))

    assert [v.differences for v in verdicts(article, name) if v.differences] == []


def test_notes_of_the_credits_are_whole_behind_a_cut() -> None:
    text = tuple(p(f"Word{k} " * 40, note(f"Letter{k} of May{k}.")) for k in range(400))

    (verdict,) = verdicts(noted(text), "newsletter")

    assert verdict.cut > 5_000
    assert verdict.differences == ()


@pytest.mark.parametrize("name", ["newsletter", "epub"])
def test_a_note_that_stands_in_the_bio_and_not_with_the_others_is_told(name: str) -> None:
    text = (p("One", note("The text says more about it."), " and two."),)
    wanted = credited(text, p("Marta Quist sails", note("So the harbour office says."), "."))
    shown = credited(text, p("Marta Quist sails."), p("So the harbour office says."))

    for verdict in verdicts(shown, name, wanted):
        assert not verdict.is_whole


def column_by(name: str) -> Article:
    """Return a column whose bio has a note of the name that every column's has."""
    bio = p(f"{name} sails", n.Note((p(f"In the ship of {name}."),), "fn1"), ".")
    article = credited((p(f"Text by {name}."),), bio)
    person = replace(article.metadata.authors[0], name=name)
    return replace(article, metadata=replace(article.metadata, title=t(name), authors=(person,)))


@pytest.mark.parametrize("name", ["newsletter", "eml", "epub"])
def test_notes_of_the_bios_of_several_columns_are_whole(name: str) -> None:
    columns = (column_by("Ann Lee"), column_by("Ann Berg"))
    issue = Collection("Issue", (Part(articles=columns),), language="en")

    assert [v.differences for v in verdicts(issue, name) if v.differences] == []
