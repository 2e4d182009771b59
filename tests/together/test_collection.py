"""Articles to one book: order, parts, duplicates, and what is not held in memory."""

from __future__ import annotations

import pytest

from articlepress.article import Article, AssetRef
from articlepress.collection import CollectOptions, Shelf, collect, shelved
from articlepress.errors import UsageError
from articlepress.metadata import Date, Metadata, Person, Series, Site
from articlepress.spool import HELD, Spool
from articlepress.walk import inline_text
from trees import p, t


def one(title: str, author: str = "", date: str = "", **more: object) -> Article:
    metadata = Metadata(
        title=t(title),
        authors=(Person(author),) if author else (),
        published=Date(date) if date else None,
        **more,  # type: ignore[arg-type]
    )
    return Article(metadata, (p(title),))


def titles(articles: object) -> list[str]:
    return [inline_text(a.metadata.title) for a in articles]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("given", "CAB"), ("title", "ABC"), ("date", "BCA"), ("author", "ACB")],
)
def test_articles_stand_in_the_order_asked_for(order: str, expected: str) -> None:
    articles = one("C", "Ann Bee", "2021"), one("A", "Cy Abel"), one("B", "Al Cox", "2020-02-03")

    book = collect(articles, CollectOptions(sort=order))

    assert "".join(titles(book.articles)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("none", [("", "ABC")]),
        ("year", [("2019", "B"), ("2021", "A"), ("", "C")]),
        ("month", [("March 2019", "B"), ("May 2021", "A"), ("", "C")]),
        ("author", [("Ann Bee", "AB"), ("", "C")]),
        ("section", [("Opinion", "AC"), ("", "B")]),
        ("series", [("Ice", "BA"), ("", "C")]),
    ],
)
def test_a_book_is_divided_by(parts: str, expected: list[tuple[str, str]]) -> None:
    articles = (
        one("A", "Ann Bee", "2021-05-01", section="Opinion", series=Series("Ice", 2)),
        one("B", "Ann Bee", "2019-03-01", series=Series("Ice", 1)),
        one("C", section="Opinion"),
    )

    book = collect(articles, CollectOptions(parts=parts, book_language="en"))

    assert [(part.title, "".join(titles(part.articles))) for part in book.parts] == expected


def test_parts_the_user_made_win() -> None:
    shelf = Shelf()
    shelf.add(one("A", date="2020"), part="Winter")
    shelf.add(one("B", date="2021"))

    book = collect(shelf, CollectOptions(parts="year"))

    assert [(part.title, titles(part.articles)) for part in book.parts] == [
        ("Winter", ["A"]),
        ("", ["B"]),
    ]


def test_an_address_that_comes_twice_is_kept_once_and_reported() -> None:
    first = one("A", canonical_url="https://www.example.org/a/")
    second = one("B", canonical_url="http://example.org/a#top")

    shelf = shelved((first, second))

    assert titles(shelf.articles) == ["A"]
    assert [d.code for d in shelf.notes.diagnostics] == ["AP701"]


def test_articles_without_an_address_are_never_duplicates() -> None:
    assert len(shelved((one("A"), one("A"))).articles) == 2


def test_the_site_most_articles_share_names_the_book() -> None:
    articles = (
        one("A", site=Site("Courier")),
        one("B", site=Site("Mail")),
        one("C", site=Site("Mail")),
    )

    assert collect(articles).title == "Mail"


def test_a_book_of_many_sites_bears_no_sites_name() -> None:
    articles = [one(name, site=Site(name)) for name in ("A", "B")]

    assert collect(articles).publisher == ""


def test_nothing_to_collect_is_refused() -> None:
    with pytest.raises(UsageError, match="no articles"):
        collect(())


def test_a_spool_gives_back_what_it_took_in_any_order() -> None:
    articles = [one(str(number)) for number in range(HELD + 20)]
    pictures = Article(articles[0].metadata, (), {"a.png": AssetRef(content=b"bytes")})

    spool = Spool([*articles, pictures])

    assert [spool[n] for n in (HELD + 19, 3, HELD, 0)] == [articles[n] for n in (119, 3, 100, 0)]
    assert spool[-1].assets["a.png"].content == b"bytes"
    assert titles(spool[HELD - 1 : HELD + 2]) == ["99", "100", "101"]
