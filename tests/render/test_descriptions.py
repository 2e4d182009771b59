"""Pictures' descriptions in plain text: said where they say something."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Hero, Metadata
from articlepress.render.descriptions import without_repeated_descriptions
from articlepress.render.textdocument import text_document
from articlepress.walk import query
from trees import p, t

STEP = "Stir flour and milk for two minutes."


def picture(alt: str, caption: str = "") -> n.Figure:
    return n.Figure((n.Plain((n.Image("a.jpg", alt),)),), t(caption) if caption else ())


def described(*blocks: n.Block, title: str = "Pancakes") -> list[str]:
    """Return the descriptions that are left."""
    left = without_repeated_descriptions(blocks, title)
    return [image.alt for image in query(left, n.Image) if image.alt]


@pytest.mark.parametrize(
    "blocks",
    [
        (p(STEP), picture(STEP)),
        (picture("stir flour and milk"), p(STEP)),
        (picture("A pan", "A pan on a stove. Photo: A. Lind"),),
        (picture("Pancakes"),),
        (n.Heading(2, t("The pan")), picture("The pan")),
        (n.BulletList(((p(STEP), picture(STEP)),)),),
        (n.Section("sidebar", (p(STEP), picture(STEP))),),
    ],
    ids=["before", "part of behind", "caption", "title", "heading", "item", "box"],
)
def test_a_description_that_the_words_beside_it_say_is_left_out(blocks: n.Blocks) -> None:
    """seen: recipes that describe the picture of each step in the words of the step."""
    assert described(*blocks) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (p(STEP), picture("A bowl of flour and milk")),
        (p("He met the mayor."), picture("the mayor")),
        (picture("A pan of copper", "A pan"),),
        (p(STEP), p("Wait."), picture(STEP)),
        (n.Table((), (n.Row((n.Cell((n.Plain((n.Image("a.jpg", "T"),)),)),)),)), p("T")),
        (n.Figure((n.Plain((n.Link((n.Image("a.jpg", STEP),), "https://e.org"),)),)), p(STEP)),
    ],
    ids=["other words", "a name", "more than its caption", "further off", "cell", "link"],
)
def test_a_description_that_says_more_or_stands_elsewhere_is_kept(blocks: n.Blocks) -> None:
    assert len(described(*blocks)) == 1


def test_one_description_of_several_equal_ones_is_kept() -> None:
    pictures = (picture("A view of the quay") for _ in range(3))

    assert described(*pictures) == ["A view of the quay"]


def test_a_lead_picture_described_by_its_caption_is_described_once_in_plain_text() -> None:
    hero = Hero(n.Image("a.jpg", "The quay in winter"), t("The quay in winter, from the air"))
    article = Article(Metadata(title=t("Ice"), language="en", hero=hero), (p("It froze."),))

    assert text_document(article).count("The quay in winter") == 1
