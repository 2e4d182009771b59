from __future__ import annotations

import trees
from articlepress import nodes as n
from articlepress.walk import (
    block_texts,
    children,
    inline_text,
    merge_text,
    plain_text,
    query,
    transform,
    walk,
)


def test_identity_returns_the_same_object() -> None:
    blocks = trees.column().blocks

    assert transform(blocks, {n.Text: lambda node: node}) is blocks


def test_handlers_replace_splice_and_drop() -> None:
    blocks: n.Blocks = (trees.p("a", n.LineBreak(), n.Strong(trees.t("b")), n.Note(())),)

    changed = transform(
        blocks,
        {
            n.Text: lambda node: n.Text(node.text.upper()),
            n.LineBreak: lambda node: (n.Text("1"), n.Text("2")),
            n.Note: lambda node: None,
        },
    )

    assert changed == (trees.p("A", "1", "2", n.Strong(trees.t("B"))),)


def test_untouched_branches_are_shared() -> None:
    blocks = trees.column().blocks

    changed = transform(blocks, {n.Rule: lambda node: None})

    assert len(changed) == len(blocks) - 1
    assert changed[0] is blocks[0]


def test_walk_visits_parents_first_in_reading_order() -> None:
    table = next(query(trees.column().blocks, n.Table))

    texts = [node.text for node in query(table, n.Text)]

    assert texts[0] == "Days with ice"
    assert texts[1:3] == ["Year", "Days"]
    assert next(walk(table)) is table
    assert [type(child) for child in children(table)] == [n.Text, n.Row, n.Row, n.Row]


def test_plain_text_holds_every_block_once() -> None:
    text = plain_text(trees.column().blocks)

    for words in ("water, in January.", "Ice days a year.", "Chart: Harbour office", "both years"):
        assert text.count(words) == 1
    assert "Kept since 1981" not in text
    assert "print(year)" in text
    assert "frazil" in text


def test_text_of_formulas_and_ruby() -> None:
    assert inline_text((n.Math(tex="x^2"),)) == "x^2"
    assert inline_text((n.Math(mathml="<math><mi>x</mi></math>"),)) == "x"
    assert inline_text((n.Ruby(trees.t("港"), trees.t("みなと")), n.LineBreak())) == "港\n"


def test_empty_blocks_have_no_text() -> None:
    assert list(block_texts((n.Rule(), trees.p(" "), n.RawBlock("html", "<b>")))) == []


def test_merge_text_joins_runs_and_drops_empty_ones() -> None:
    merged = merge_text((n.Text("a"), n.Text(""), n.Text("b"), n.LineBreak(), n.Text("c")))

    assert merged == (n.Text("ab"), n.LineBreak(), n.Text("c"))
