"""`--set`: every field, its evidence, and what it refuses."""

from __future__ import annotations

import pytest

from articlepress.errors import UsageError
from articlepress.overrides import SETTERS, override, parse_settings
from articlepress.walk import inline_text, plain_text
from trees import column

VALUES = {
    "title": "A title", "subtitle": "B", "kicker": "C", "standfirst": "D", "authors": "A B; C D",
    "author": "E F", "bio": "One.\n\nTwo.", "disclaimer": "None.", "published": "2020-01",
    "updated": "2021", "canonical_url": "https://example.org/x", "site": "S", "language": "fr",
    "direction": "rtl", "section": "T", "tags": "a, b,", "series": "U #4", "licence": "V",
    "description": "W",
}  # fmt: skip


def test_every_field_can_be_stated() -> None:
    assert set(VALUES) == set(SETTERS)

    metadata = override(column(), VALUES).metadata

    assert inline_text(metadata.title) == "A title"
    assert [person.name for person in metadata.authors] == ["E F"]
    assert plain_text(metadata.authors[0].bio) == "One.\n\nTwo."
    assert plain_text(metadata.disclaimers[0].content) == "None."
    assert metadata.published is not None
    assert metadata.published.iso == "2020-01"
    assert metadata.tags == ("a", "b")
    assert metadata.series is not None
    assert (metadata.series.name, metadata.series.number) == ("U", 4)
    assert (metadata.direction, metadata.site.name) == ("rtl", "S")


def test_what_the_page_said_is_kept_as_rejected() -> None:
    article = override(column(), {"title": "Another", "site": "Elsewhere"})

    facts = {fact.field: fact for fact in article.metadata.provenance.facts}
    assert facts["title"].source == "config"
    assert facts["title"].rejected[0].value == "The harbour that would not freeze"
    assert facts["site"].rejected[0].value == "The Example Courier"


def test_an_empty_value_clears_the_field() -> None:
    cleared = dict.fromkeys(VALUES, "")
    metadata = override(column(), cleared).metadata

    assert not metadata.title
    assert not metadata.authors[0].bio
    assert not metadata.disclaimers
    assert metadata.published is None
    assert metadata.series is None
    assert metadata.canonical_url == ""


def test_naming_an_author_again_keeps_the_bio() -> None:
    article = override(column(), {"authors": "Jon Abel"})

    assert plain_text(article.metadata.authors[0].bio) == "Jon Abel is a hydrologist."


def test_nothing_stated_is_the_same_article() -> None:
    article = column()

    assert override(article, {}) is article


@pytest.mark.parametrize(
    "pair", ["title", "titel=x", "published=soon", "direction=up", "canonical_url=javascript:x"]
)
def test_a_pair_that_cannot_hold_is_refused(pair: str) -> None:
    with pytest.raises(UsageError, match="--set"):
        parse_settings([pair])


def test_dashes_and_the_prefix_are_the_same_field() -> None:
    assert parse_settings(["metadata.canonical-url=https://example.org/"]) == {
        "canonical_url": "https://example.org/"
    }
