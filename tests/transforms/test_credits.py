"""Bio and disclaimer reach every writer through `place_credits`."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Disclaimer, Metadata, Person
from articlepress.readers.lifting import lift_credits
from articlepress.transforms.credits import place_credits, says_what_it_is
from articlepress.walk import block_texts, inline_text
from trees import column, p, t


def sections(article: Article) -> list[n.Section]:
    return [block for block in article.blocks if isinstance(block, n.Section)]


def article(**fields: object) -> Article:
    return Article(Metadata(**fields), (p("Text."),))  # type: ignore[arg-type]


def test_bios_come_before_disclaimers_at_the_end_of_the_text() -> None:
    placed = place_credits(column())

    assert [section.role for section in sections(placed)] == ["bio", "bio", "disclaimer"]
    assert placed.blocks[-3:] == tuple(sections(placed))


def test_a_bio_that_does_not_say_whose_it_is_gets_the_name() -> None:
    placed = place_credits(article(authors=(Person("Ada Lind", bio=(p("She writes."),)),)))

    assert list(block_texts(placed.blocks[1:])) == ["About the author", "Ada Lind", "She writes."]


def test_a_bio_that_begins_with_the_name_is_left_alone() -> None:
    placed = place_credits(article(authors=(Person("Ada Lind", bio=(p("Ada Lind writes."),)),)))

    assert list(block_texts(placed.blocks[1:])) == ["About the author", "Ada Lind writes."]


def test_several_bios_stand_under_one_title_each_with_its_name() -> None:
    authors = (Person("A B", bio=(p("A B writes."),)), Person("C D", bio=(p("He sings."),)))

    placed = place_credits(article(authors=authors))

    texts = list(block_texts(placed.blocks[1:]))
    assert texts == ["About the authors", "A B", "A B writes.", "C D", "He sings."]


def test_a_portrait_stands_before_the_name() -> None:
    portrait = n.Image("a.png", "Ada Lind")
    author = Person("Ada Lind", bio=(p("She writes."),), portrait=portrait)

    section = sections(place_credits(article(authors=(author,))))[0]

    assert section.content[0] == n.Plain((portrait,))


@pytest.mark.parametrize(
    "opening",
    [
        "Disclaimer: the views are hers.",
        "DISCLAIMER – the views are hers.",
        "Affiliate disclosure: links earn us money.",
        "Nota del editor: opiniones personales.",
        "免责声明：本文观点仅代表作者本人。",
        "Haftungsausschluss Die Meinung ist ihre.",
    ],
)
def test_a_disclaimer_that_names_itself_gets_no_title(opening: str) -> None:
    placed = place_credits(article(disclaimers=(Disclaimer((p(opening),)),)))

    assert sections(placed)[0].title == ()


def test_the_title_over_disclaimers_stands_once() -> None:
    disclaimers = tuple(Disclaimer((p(words),)) for words in ("Views vary.", "Prices may change."))

    placed = place_credits(article(disclaimers=disclaimers))

    titles = [inline_text(section.title) for section in sections(placed)][-2:]
    assert titles == ["Disclaimer", ""]
    assert place_credits(placed) is placed


def test_a_disclaimer_without_a_word_of_its_own_gets_the_title_in_its_language() -> None:
    disclaimers = (Disclaimer((p("Dies ist nur ihre Meinung."),)),)

    placed = place_credits(article(disclaimers=disclaimers, language="de-AT"))

    assert not says_what_it_is((p("These views are hers alone."),))
    assert sections(placed)[0].title == t("Haftungsausschluss")


def test_placing_twice_places_once() -> None:
    once = place_credits(column())

    assert place_credits(once) is once


def test_lifting_gives_bio_portrait_and_disclaimer_back_to_the_metadata() -> None:
    before = column()
    names = tuple(Person(author.name) for author in before.metadata.authors)

    lifted = lift_credits(Article(Metadata(authors=names), place_credits(before).blocks))

    assert lifted.blocks == before.blocks
    assert [a.bio for a in lifted.metadata.authors] == [a.bio for a in before.metadata.authors]
    assert lifted.metadata.authors[0].portrait == before.metadata.authors[0].portrait
    assert [d.content for d in lifted.metadata.disclaimers] == [
        d.content for d in before.metadata.disclaimers
    ]


def test_a_bio_of_nobody_known_stays_in_the_text() -> None:
    blocks = (n.Section("bio", (p("Someone writes."),)),)

    assert lift_credits(Article(Metadata(), blocks)).blocks == blocks
