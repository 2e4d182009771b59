"""The audit of tables drawn in lines: words in them are counted, those around them in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit import Difference
from articlepress.collection import collect
from articlepress.metadata import Metadata
from articlepress.walk import transform
from audited import verdicts
from trees import column, p, t


def titled(title: str, *blocks: n.Block) -> Article:
    return Article(replace(column().metadata, title=t(title)), blocks)


def table(*rows: tuple[str | n.Inline, ...]) -> n.Table:
    """Return a table; each entry of a row is a cell."""
    return n.Table(
        (),
        tuple(n.Row(tuple(n.Cell((n.Plain(p(entry).content),)) for entry in row)) for row in rows),
    )


def raised(text: str, mark: str) -> n.Inline:
    return n.Styled((n.Text(text), n.Superscript(t(mark))))


def facts(*, skip: int = -1) -> n.Table:
    """Return a box of facts that says its subject's name thrice, with raised notes' numbers."""
    rows: list[tuple[str | n.Inline, ...]] = [
        ("Nova Ulva", "Ulvaland in the northern sea"), ("Anthem", "God keep Nova Ulva"),
        ("Currency", "Nova Ulva crown"), ("Per head", raised("40,266", "3")),
        ("Nominal", raised("41,616", "3")), ("Total", raised("206 billion", "3")),
        ("Area", raised("268 km", "2")), ("Rank", "2"),
    ]  # fmt: skip
    return table(*(row for number, row in enumerate(rows) if number != skip))


def country(box: n.Table, text: str = "") -> Article:
    words = "Nova Ulva (Ulvaland in the northern sea) is a sovereign island country, north of all."
    return titled("Nova Ulva", p("This is about the country."), box, p(text or words))


def differences(shown: Article, wanted: Article) -> list[Difference]:
    return [found for v in verdicts(shown, "text", wanted) for found in v.differences]


def test_the_cells_of_a_drawn_table_are_counted() -> None:
    article = column()
    smaller = transform(article.blocks, {n.Row: lambda row: replace(row, cells=row.cells[:1])})

    found = differences(replace(article, blocks=smaller), article)

    assert [d.place for d in found] == ["a drawn table"]


def test_a_drawn_table_that_says_the_words_behind_it_is_whole() -> None:
    """seen: an encyclopedia's box of facts, before a text that begins with the box's own words."""
    words = "New Zealand Māori Aotearoa is a sovereign island country in the southwestern Pacific"
    rows = tuple(
        n.Row((n.Cell((n.Plain(t(f"New Zealand fact {k}")),)),
               n.Cell((n.Plain((n.Text(f"Māori Aotearoa {k} km"), n.Superscript(t("2")))),))))
        for k in range(10, 40)
    )  # fmt: skip
    blocks = (p("This article is about the country."), n.Table((), rows), p(words + " Ocean."))
    article = Article(replace(column().metadata, title=t("Aotearoa")), blocks)
    short = replace(article, blocks=(*blocks[:2], p(words + ".")))

    assert [v.differences for v in verdicts(article, "text")] == [()]
    assert [d.words for v in verdicts(short, "text", article) for d in v.differences] == [
        ("Ocean",)
    ]


def test_a_box_of_facts_that_says_title_and_raised_numbers_is_whole() -> None:
    """seen: an encyclopedia's article on a country, whose title is the first line of the box."""
    article = country(facts())

    assert differences(article, article) == []
    (verdict,) = verdicts(
        collect([titled("A start", p("Some words."), p("More.")), article]), "text"
    )
    assert verdict.differences == ()


def test_a_box_that_begins_or_ends_the_article_may_say_the_title() -> None:
    first = titled("Nova Ulva", facts(), p("It is a sovereign island country."))
    last = titled("Nova Ulva", p("It is a sovereign island country."), facts())

    assert [differences(article, article) for article in (first, last)] == [[], []]


@pytest.mark.parametrize("row", range(8))
@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_row_of_a_box_is_lost_behind_words_that_stand_around_it(row: int, place: int) -> None:
    around = [p("This is about Nova Ulva."), p("The country is an island.")]

    def article(box: n.Table) -> Article:
        return titled("Nova Ulva", *around[:place], box, *around[place:])

    found = differences(article(facts(skip=row)), article(facts()))

    assert {(d.kind, d.place) for d in found} == {("lost", "a drawn table")}


def test_a_number_written_as_one_with_another_cells_mark_is_found() -> None:
    box = table(("Per head", raised("40", "3")), ("Nominal", "41"))
    wrong = table(("Per head", "40"), ("Nominal", raised("41", "3")))

    assert differences(country(wrong), country(box))


def test_text_that_ends_as_a_table_does_keeps_its_place() -> None:
    """seen: a list of insurers, then a table whose last cell names the list's last."""
    rows = tuple((f"Insurer {k}", f"States {k}", "Yes") for k in range(12))
    box = table(*rows, ("Point", "All", "Merger of the Harbour and the Tufts Health Plan"))
    behind = p("Types of companies follow, of which there are six.")
    article = titled(
        "Insurers", p("Of all in the north the last is the Tufts Health Plan"), box, behind
    )
    short = titled("Insurers", p("Of all in the north the last is the Tufts Health"), box, behind)

    assert differences(article, article) == []
    assert [(d.kind, d.words) for d in differences(short, article)] == [("lost", ("Plan",))]


def test_a_heading_between_two_tables_keeps_its_place() -> None:
    """seen: a page of movers, with a heading of two words between its tables."""
    boxes = [table(*((f"{word} {k}", f"{k} %") for k in range(9))) for word in ("Move", "Offer")]
    heading = n.Heading(2, t("Discounts offered"))
    behind = p("What has an impact on the cost of a move is told below, at some length.")
    article = titled(
        "Movers", p("Services offered by all of them."), boxes[0], heading, boxes[1], behind
    )
    without = replace(article, blocks=(*article.blocks[:2], *article.blocks[3:]))

    assert differences(article, article) == []
    assert [(d.kind, d.words) for d in differences(without, article)] == [
        ("lost", ("Discounts", "offered"))
    ]


def test_a_figure_in_a_cell_is_not_the_number_of_a_link_behind_the_table() -> None:
    """seen: a table of plans ("1 product"), and a button of a picture that is a link below it."""
    button = n.Link((n.Image("https://a.example/b.png", "Try it for free"),), "https://a.example/1")
    plans = table(("Plan", "Products"), ("Small", "1 product of 1 kind"), ("Large", "Unlimited"))
    other = n.Link(t("another"), "https://a.example/2")
    lead = n.Paragraph((n.Text("Beside "), other, n.Text(" it costs:")))
    article = titled("Tools", lead, plans, n.Paragraph((button,)), p("The next tool."))

    assert differences(article, article) == []


@pytest.mark.parametrize("left_out", [1, 3, 5, 7, 9])
def test_words_between_tables_that_say_them_too_keep_their_places(left_out: int) -> None:
    """seen: a character's lines, each in a table of its own below its day."""
    lines = {
        "Spring 8": "Spring is my favourite, for there is something in the air",
        "Spring 15": "Ah, to clean the house, I am going to enjoy this",
        "Summer": "Are you growing any melons this summer",
        "Summer 1": "Summer may be hot, and yet it is not long",
        "Summer 2": "In summer the ants are out",
    }
    link = n.Link(t("Summer"), "https://example.org/summer")
    days = [p(link if day == "Summer" else day) for day in lines]
    boxes = [table((said,)) for said in lines.values()]
    parts = [block for pair in zip(days, boxes, strict=True) for block in pair]
    blocks = (p("It says this of all of them."), *parts, p("So it went on to the end of it."))
    article = Article(Metadata(title=t("Lines"), language="en"), blocks)
    without = replace(article, blocks=(*blocks[:left_out], *blocks[left_out + 1 :]))

    assert differences(article, article) == []
    assert "lost" in {d.kind for d in differences(without, article)}
