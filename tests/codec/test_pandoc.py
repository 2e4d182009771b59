"""Pandoc's JSON: ours exactly, anybody else's tolerantly."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.codec.pandoc import dumps, from_pandoc, loads, to_pandoc
from articlepress.codec.pandoc_read import blocks_from, inlines_from
from articlepress.codec.pandoc_write import inlines_to
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError, UsageError
from articlepress.metadata import Date, Metadata, Person
from articlepress.render.styles import load_style
from articlepress.walk import block_texts, inline_text
from articlepress.writers.pandoc import WRITER
from trees import column, p


def document(meta: dict[str, Any] | None = None, *blocks: Any) -> dict[str, Any]:
    return {"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)}


def read(markdown: str) -> Any:
    pypandoc = pytest.importorskip("pypandoc")
    text = pypandoc.convert_text(markdown, "json", "markdown", extra_args=["--sandbox"])
    return from_pandoc(loads(text))


def test_a_column_with_one_of_everything_comes_back() -> None:
    out = io.BytesIO()
    WRITER.write(column(), WRITER.options(), load_style(), Notes(), out)

    assert from_pandoc(loads(out.getvalue())) == column()


def test_runs_are_split_at_plain_spaces_only() -> None:
    content = (n.Text("10\N{NO-BREAK SPACE}km  on\n"),)

    assert inlines_to(content) == [
        {"t": "Str", "c": "10\N{NO-BREAK SPACE}km"},
        {"t": "Space"},
        {"t": "Space"},
        {"t": "Str", "c": "on\n"},
    ]


def test_a_soft_break_is_a_space_and_a_citation_its_words() -> None:
    cite = {"t": "Cite", "c": [[], [{"t": "Str", "c": "b"}]]}
    items: list[dict[str, Any]] = [
        {"t": "Str", "c": "a"},
        {"t": "SoftBreak"},
        cite,
        {"t": "Str", "c": "."},
    ]

    assert inlines_from(items) == (n.Text("a b."),)


def test_every_constructor_of_a_foreign_document_is_read() -> None:
    article = read(
        "---\ntitle: A *title*\nauthor:\n- name: Ada Lind\n  bio: Ada *sails*.\n- Jon Abel\n"
        "date: 2016-06-20\nlang: en\nkeywords: [sea, ice]\ndisclaimer: Her own views.\n"
        'draft: true\n---\n\n# Part {#part .unnumbered}\n\nText^[A note.] [@lind] "quoted" ~~no~~ '
        "H~2~O [small]{.smallcaps} [low]{.underline} $x$ `code` <b>raw</b>\\\nnext\n\n"
        "![Caption](a.png){width=40px}\n\n| verse\n| line\n\n(@) example\n\na. letter\n\n"
        "term\n: meaning\n\n::: {.sidebar lang=de}\nInhalt\n:::\n\n::: note\nkept\n:::\n\n"
        "| A | B |\n|--:|---|\n| 1 | 2 |\n\n: Table caption\n\n``` python\nx\n```\n\n"
        "> quote\n\n---\n\n<div>\n\nplain div\n\n</div>\n"
    )

    metadata = article.metadata
    assert inline_text(metadata.title) == "A title"
    assert [(person.name, list(block_texts(person.bio))) for person in metadata.authors] == [
        ("Ada Lind", ["Ada sails."]),
        ("Jon Abel", []),
    ]
    assert metadata.published == Date("2016-06-20")
    assert metadata.tags == ("sea", "ice")
    assert list(block_texts(metadata.disclaimers[0].content)) == ["Her own views."]
    kinds = [type(block).__name__ for block in article.blocks]
    assert kinds == [
        "Heading", "Paragraph", "Figure", "LineBlock", "OrderedList", "OrderedList",
        "DefinitionList", "Section", "Paragraph", "Table", "CodeBlock", "Quote", "Rule",
        "Paragraph",
    ]  # fmt: skip
    table = article.blocks[9]
    assert isinstance(table, n.Table)
    assert [(cell.header, cell.align) for cell in table.head[0].cells] == [
        (True, "right"),
        (True, ""),
    ]
    assert inline_text(table.caption) == "Table caption"


def test_a_table_without_a_head_has_none() -> None:
    article = read("--- ---\n1   2\n3   4\n--- ---\n")

    assert isinstance(article.blocks[0], n.Table)
    assert article.blocks[0].head == ()


def test_a_div_without_meaning_is_its_content() -> None:
    para = {"t": "Para", "c": [{"t": "Str", "c": "a"}]}

    assert blocks_from([{"t": "Div", "c": [["", ["x"], []], [para]]}, {"t": "Null"}]) == (
        n.Paragraph((n.Text("a"),)),
    )


def test_unsafe_addresses_come_back_empty() -> None:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "x"}], ["javascript:x()", ""]]}

    assert inlines_from([link]) == (n.Link((n.Text("x"),), ""),)


def test_metadata_of_any_kind_is_read_as_words() -> None:
    def text(value: str) -> dict[str, str]:
        return {"t": "MetaString", "c": value}

    words = [{"t": "Str", "c": "Ada"}]
    meta = {
        "title": {"t": "MetaString", "c": "T"},
        "subtitle": {"t": "MetaBlocks", "c": [{"t": "Para", "c": words}]},
        "kicker": {"t": "MetaList", "c": [text("a"), {"t": "MetaBool", "c": True}]},
        "author": {"t": "MetaInlines", "c": words},
        "date": {"t": "MetaString", "c": "yesterday"},
        "site": {"t": "MetaString", "c": "The Courier"},
        "series": {"t": "MetaString", "c": "Letters"},
        "hero": {"t": "MetaMap", "c": {"image": {"t": "MetaString", "c": "a.png"}}},
    }  # fmt: skip

    metadata = from_pandoc(document(meta)).metadata

    assert [inline_text(x) for x in (metadata.title, metadata.subtitle, metadata.kicker)] == [
        "T", "Ada", "a, true",
    ]  # fmt: skip
    assert metadata.authors == (Person("Ada"),)
    assert metadata.published is None
    assert (metadata.site.name, metadata.series and metadata.series.name) == (
        "The Courier",
        "Letters",
    )
    assert metadata.hero is not None
    assert metadata.hero.image.src == "a.png"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "a.json:1:2: is no JSON"),
        ("[]", '"pandoc-api-version" is missing'),
        ('{"pandoc-api-version": [1, 22]}', "this program reads 1.23"),
        ('{"pandoc-api-version": [1, 23], "blocks": [{"t": "New"}]}', "a block 'New'"),
        ('{"pandoc-api-version": [1, 23], "blocks": [{"t": "Para", "c": [{"t": "X"}]}]}', "'X'"),
        ('{"pandoc-api-version": [1, 23], "blocks": [{"t": "Para"}]}', "TypeError"),
        ("[" * 100_000, "nests too deep"),
    ],
)  # fmt: skip
def test_what_is_no_pandoc_document_is_refused(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        from_pandoc(loads(text, "a.json"), "a.json")


def test_bytes_of_another_character_set_are_refused() -> None:
    with pytest.raises(SourceError, match="UTF-8"):
        loads('{"a": "é"}'.encode("latin-1"))


def test_the_document_is_one_line_of_json() -> None:
    text = dumps(to_pandoc(column()))

    assert text.count("\n") == 1
    assert json.loads(text)["pandoc-api-version"] == [1, 23, 1]


def test_a_collection_is_refused() -> None:
    with pytest.raises(UsageError, match="one article"):
        WRITER.write(Collection("A", ()), WRITER.options(), load_style(), Notes(), io.BytesIO())


def test_a_second_mark_of_a_note_is_its_number_and_leads_to_the_first() -> None:
    first, again = n.Note((p("Since 1981."),), "ice"), n.Note((), "ice")
    blocks = (p("A", n.Note((p("Other."),)), "b", first), p("C", again, n.Note((), "gone")))

    document = to_pandoc(Article(Metadata(), blocks))

    raised = {"t": "Superscript", "c": [{"t": "Str", "c": "2"}]}
    link = {"t": "Link", "c": [["", [], []], [raised], ["#note-mark-2", ""]]}
    assert [span["c"][1] for span in document["blocks"][1]["c"][1:]] == [[link], []]
    assert document["blocks"][0]["c"][3]["c"][0][0] == "note-mark-2"
    assert from_pandoc(document).blocks == blocks


def test_links_of_a_listing_go_where_a_filter_changed_the_words_below_them() -> None:
    links = (n.CodeLink(0, 1, "https://e.org/a"), n.CodeLink(4, 7, "https://e.org/b"))
    document = to_pandoc(Article(Metadata(), (n.CodeBlock("a = old", "", links),)))

    document["blocks"][0]["c"][1] = "a = new"

    assert from_pandoc(document).blocks == (n.CodeBlock("a = new", "", links[:1]),)
