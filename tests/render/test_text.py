"""Plain text as people read it."""

from __future__ import annotations

import pytest

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.metadata import Metadata
from articlepress.render.ordinals import ordinal
from articlepress.render.text import render_text
from articlepress.render.textdocument import text_document
from articlepress.render.textwidth import width, wrap
from articlepress.transforms import apply_transforms
from trees import column, p, t


def lines(*blocks: n.Block, columns: int = 40, language: str = "") -> list[str]:
    return list(render_text(blocks, columns, language).body)


def test_links_and_notes_share_one_numbered_list() -> None:
    link = n.Link(t("charts"), "https://example.org/")

    rendered = render_text((p(link, n.Note((p("Since 1981."),)), " and ", link),))

    assert rendered.body == ("charts [1] [2] and charts [1]",)
    assert rendered.notes == ("[1] https://example.org/", "[2] Since 1981.")


def test_a_second_mark_of_a_note_shows_the_number_it_has_in_the_list() -> None:
    note = n.Note((p("Since 1981", n.Link(t("here"), "https://e.org/b"), "."),), "ice")
    link = n.Link(t("charts"), "https://e.org/")

    rendered = render_text((p(link, " cost $206", note), p("or $41", n.Note((), "ice"), ".")))

    assert rendered.body == ("charts [1] cost $206 [2]", "", "or $41 [2].")
    assert rendered.notes == (
        "[1] https://e.org/", "[2] Since 1981here [3].", "[3] https://e.org/b"
    )  # fmt: skip


def test_a_note_that_a_dropped_pull_quote_carries_is_in_the_list() -> None:
    said = n.PullQuote((p("The ice never lies", n.Note((p("Ever."),), "ice")),))

    rendered = render_text((said, p("They say the ice never lies", n.Note((), "ice"), ".")))

    assert rendered.body == ("They say the ice never lies [1].",)
    assert rendered.notes == ("[1] Ever.",)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (n.Superscript(t("6")), "x⁶"),
        (n.Superscript(t("-12")), "x⁻¹²"),
        (n.Superscript(t("(+1=1)")), "x⁽⁺¹⁼¹⁾"),
        (n.Subscript(t("2")), "x₂"),
        (n.Superscript((n.Emph(t("2")),)), "x²"),
        (n.Superscript(t("st")), "xst"),
        (n.Superscript(t("2n")), "x2n"),
        (n.Superscript((n.Note((p("Ice."),)),)), "x [1]"),
    ],
)
def test_raised_and_lowered_figures_stay_so(node: n.Inline, text: str) -> None:
    assert lines(p("x", node)) == [text]


@pytest.mark.parametrize("url", ["https://example.org/", "mailto:a@b.example", "#part"])
def test_a_link_that_says_its_address_gets_no_number(url: str) -> None:
    words = "a@b.example" if "@" in url else "example.org"

    assert lines(p(n.Link(t(words), url))) == [words]


def test_a_pull_quote_that_repeats_the_text_is_dropped_and_another_stays() -> None:
    said = n.PullQuote((p("“The ice—never lies”"),))

    assert lines(p("They say the ice never lies, and so it is."), said) == [
        "They say the ice never lies, and so it",
        "is.",
    ]
    assert lines(p("Other words."), said)[-1] == "    “The ice—never lies”"


def test_quotes_stand_indented_with_their_attribution() -> None:
    quote = n.Quote((p("We measure what we fear."),), t("A pilot"))

    assert lines(quote) == ["    We measure what we fear.", "", "    — A pilot"]


def test_lists_nest_under_their_marks() -> None:
    inner = n.BulletList(((n.Plain(t("deep")),),))
    outer = n.OrderedList(((n.Plain(t("one")), inner), (n.Plain(t("two")),)), 9)

    assert lines(outer) == ["9.  one", "    - deep", "10. two"]


@pytest.mark.parametrize(
    ("style", "text"),
    [("decimal", "29"), ("lower-alpha", "ac"), ("upper-roman", "XXIX")],
)
def test_numbers_are_written_in_the_style_of_the_list(style: n.ListStyle, text: str) -> None:
    assert ordinal(29, style) == text


def test_wide_characters_count_double_and_break_between() -> None:
    assert width("港") == 2
    assert wrap("港は凍った。" * 2, 10) == ["港は凍っ", "た。港は", "凍った。"]


def test_a_word_or_number_of_wide_letters_is_not_broken() -> None:
    assert wrap("代表のＦＷが８０分に", 8) == ["代表の", "ＦＷが", "８０分に"]


def test_no_break_spaces_hold() -> None:
    assert wrap("ten\N{NO-BREAK SPACE}km away", 7) == ["ten\N{NO-BREAK SPACE}km", "away"]


def cell(text: str, **fields: int) -> n.Cell:
    return n.Cell((n.Plain(t(text)),) if text else (), **fields)  # type: ignore[arg-type]


def test_a_cell_wider_than_its_column_never_runs_into_the_next() -> None:
    """A picture's description has no width of its own in a narrow column."""
    picture = n.Cell((n.Plain((n.Image("rights.png", "Rights"),)),))
    rows = (
        n.Row((picture, n.Cell((n.Plain(t("Underlying work rights")),)), n.Cell((p("Public"),)))),
        n.Row((n.Cell(()), n.Cell((n.Plain(t("Digital copy")),)), n.Cell((p("W" * 60),)))),
    )

    text = "\n".join(lines(n.Table((), rows)))

    assert "[Rights]Underlying" not in text
    assert "rightsPublic" not in text


def test_a_table_is_drawn_with_its_spans() -> None:
    head = n.Row((cell("Year"), cell("Days"), cell("Note")))
    body = (
        n.Row((cell("1981", row_span=2), cell("143"), cell("cold"))),
        n.Row((cell("96"), cell("mild"))),
        n.Row((cell("both years", column_span=2), cell("?"))),
    )

    assert lines(n.Table((head,), body, caption=t("Ice"))) == [
        "Ice",
        "",
        "Year  Days  Note",
        "----  ----  ----",
        "1981  143   cold",
        "      96    mild",
        "both years  ?",
    ]


def test_a_wide_table_wraps_its_cells_and_a_wider_one_is_a_list() -> None:
    prose = "many words that fill a cell"
    wide = n.Table((), (n.Row((cell("a"), cell(prose), cell(prose))),))
    wider = n.Table((), (n.Row((cell(prose), cell(prose), cell(prose), cell(prose))),))

    assert lines(wide)[0] == "a  many words that    many words that"
    assert lines(wider) == [prose] * 4


def test_quotation_marks_follow_the_language() -> None:
    quoted = p(n.Quoted((n.Text("a "), n.Quoted(t("b"), "single"))))

    assert lines(quoted, language="de-CH") == ["„a ‚b‘“"]
    assert lines(quoted) == ["“a ‘b’”"]


def test_the_document_has_each_part_once_and_in_order() -> None:
    text = text_document(apply_transforms(column()))

    parts = [
        "Opinion", "The harbour that would not freeze\n====", "Forty winters",
        "By Marta Quist and Jon Abel", "The Example Courier · February 14, 2021",
        "[Cranes over", "The north quay", "The first thing", "What the charts say\n----",
        "About the authors", "Marta Quist has written", "Jon Abel is a hydrologist",
        "Disclaimer\n----", "The views expressed", "Notes\n[1] ", "Source: https://",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count("The first thing you notice") == 1
    assert text.count("[Marta Quist]") == 0


def test_an_article_without_a_title_is_called_so() -> None:
    assert text_document(Article(Metadata(language="fr"), ())).startswith("Sans titre\n===")


def test_links_of_a_listing_are_listed_and_leave_its_columns_alone() -> None:
    links = (
        n.CodeLink(0, 1, "https://e.org/a"),
        n.CodeLink(2, 7, "https://e.org"),
        n.CodeLink(8, 9, "#part"),
    )

    rendered = render_text(
        (n.CodeBlock("a e.org b", "", links), p(n.Link(t("A"), "https://e.org/a")))
    )

    assert rendered.body == ("    a e.org b", "", "A [1]")
    assert rendered.notes == ("[1] https://e.org/a",)
