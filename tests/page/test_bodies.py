"""Subtrees compared as whole bodies: which there are, and what their names say."""

from __future__ import annotations

from articlepress.diagnostics import Notes
from articlepress.page.blocks import Outline
from articlepress.page.bodies import (
    NOT_NAMED,
    SUBTREE_FEATURES,
    candidates,
    names_of,
    same_blocks,
    subtree_features,
)
from articlepress.page.judging import Sums, sums_of
from articlepress.page.models import shipped_models
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.source import Source

SENTENCE = "The ferry left at noon, an hour late, and nobody on the quay was surprised by it. "
PAGE = f"""<html class="js"><body class="single post"><div class="layout wide">
<p>{SENTENCE}</p>
<div class="column"><div class="entry-content"><p>{SENTENCE}</p><p>{SENTENCE}</p></div></div>
</div></body></html>"""


def flattened(html: str) -> tuple[Outline, Sums]:
    page = parse(Source(html.encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    return flat, sums_of(flat, [2.0] * len(flat.blocks))


def hear_columns(names: object) -> float:
    return 3.0 if isinstance(names, set) and "entry content" in names else -1.0


def test_elements_around_the_same_blocks_are_one_subtree_with_all_their_names() -> None:
    flat, sums = flattened(PAGE)

    narrow = min(
        candidates(flat, sums, hear_columns), key=lambda subtree: subtree.end - subtree.first
    )

    chain = same_blocks(flat.elements, narrow.index)
    assert [flat.elements[index].names for index in chain] == [("entry", "content"), ("column",)]
    assert chain[-1] == narrow.outermost
    assert names_of(flat.elements, chain) == {
        "entry",
        "content",
        "entry content",
        "column",
        "<div>",
    }


def test_names_of_the_body_say_nothing_of_what_it_holds() -> None:
    flat, _ = flattened(PAGE)

    body = next(index for index, e in enumerate(flat.elements) if e.tag == "body")

    assert names_of(flat.elements, [body]) == {"<body>"}


def test_a_subtree_knows_the_names_inside_and_around_it() -> None:
    flat, sums = flattened(PAGE)
    compared = candidates(flat, sums, hear_columns)

    rows = subtree_features(flat, sums, compared)

    said = [dict(zip(SUBTREE_FEATURES, row, strict=True)) for row in rows]
    by_size = sorted(said, key=lambda row: row["blocks"])
    narrow, wide = by_size[0], by_size[-1]
    assert (narrow["named"], narrow["named_inside"], narrow["named_around"]) == (
        3.0, NOT_NAMED, -1.0,
    )  # fmt: skip
    assert (wide["named"], wide["named_inside"], wide["named_around"]) == (-1.0, 3.0, NOT_NAMED)
    assert 0.6 <= wide["named_inside_share"] < 1.0


def test_names_of_article_columns_weigh_more_than_those_of_layouts() -> None:
    hear = shipped_models().weights.of_body

    assert hear({"entry", "content", "entry content", "<div>"}) > hear({"layout", "wide", "<div>"})


def test_what_names_say_is_the_same_in_any_order() -> None:
    hear = shipped_models().weights.of_body
    names = ["entry", "content", "entry content", "post", "article body", "<div>", "nobody-knows"]

    assert hear(names) == hear(names[::-1])
