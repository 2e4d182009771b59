"""Laws every transform keeps: a second run changes nothing, and no text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from articlepress.article import Article
from articlepress.readers.lifting import lift_credits
from articlepress.transforms import BUILTIN, apply_transforms, find_transform
from articlepress.walk import block_texts, inline_text
from laws.strategies import WORDS, articles, law

KEEP_CHARACTERS = ("language", "credits", "headings", "identifiers", "links")


def texts(article: Article) -> str:
    return "\n".join(block_texts(article.blocks))


def all_text(article: Article) -> str:
    hero = article.metadata.hero
    caption = inline_text(hero.caption) + inline_text(hero.credit) if hero else ""
    return caption + texts(article)


@pytest.mark.parametrize("name", sorted(BUILTIN))
@given(article=articles())
@law(20)
def test_a_second_run_gives_the_same_object(name: str, article: Article) -> None:
    once = find_transform(name)(article)

    assert find_transform(name)(once) is once


@pytest.mark.parametrize("name", KEEP_CHARACTERS)
@given(article=articles())
@law(20)
def test_the_text_of_the_body_survives_in_order(name: str, article: Article) -> None:
    after = find_transform(name)(article)

    assert texts(after).startswith(texts(article))


@given(article=articles())
@law(30)
def test_settling_images_loses_no_words(article: Article) -> None:
    after = find_transform("images")(article)

    lost = set(all_text(article).split()) - set(all_text(after).split())
    assert not lost


@given(article=articles(WORDS))
@law(30)
def test_the_default_order_is_idempotent_as_a_whole(article: Article) -> None:
    once = apply_transforms(article)

    assert apply_transforms(once) is once


@given(article=articles())
@law(30)
def test_credits_lifted_after_placing_leave_the_metadata_as_it_was(article: Article) -> None:
    placed = find_transform("credits")(article)

    lifted = lift_credits(placed)

    assert lifted.metadata.authors[: len(article.metadata.authors)] == article.metadata.authors
    assert [d.content for d in article.metadata.disclaimers] == [
        d.content for d in lifted.metadata.disclaimers[: len(article.metadata.disclaimers)]
    ]
