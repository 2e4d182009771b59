"""Scores of blocks: what is summed on the run is what training counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.features import describe
from articlepress.page.models import shipped_models
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.scoring import rescued, score
from articlepress.page.surroundings import context_features
from articlepress.page.witnesses import witnesses_of
from articlepress.source import Source

SAMPLES = sorted((Path(__file__).parents[2] / "input").glob("*.html"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_block_scores_the_sum_of_the_weights_of_its_features(path: Path) -> None:
    page = parse(Source(path.read_bytes(), path.name), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    described = describe(flat, witnesses_of(page.tree, page.html))
    weights = shipped_models().weights

    scores = score(flat, described, weights)

    for index, block in enumerate(flat.blocks):
        around = context_features(flat.elements, flat.elements[block.element].parent)
        outside = sum(map(weights.groups.weigh, around)) / 1000
        inside = sum(map(weights.groups.weigh, described[index].features())) / 1000
        assert scores.around[index] == pytest.approx(outside)
        assert scores.whole[index] == pytest.approx(weights.bias / 1000 + outside + inside)


def test_a_name_both_near_and_far_counts_as_near() -> None:
    markup = (
        "<div class='post'><div><div><div class='post'><p>One line.</p></div></div></div></div>"
    )
    page = parse(Source(markup.encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))

    found = context_features(flat.elements, flat.elements[flat.blocks[0].element].parent)

    assert "near:post" in found
    assert "far:post" not in found


def test_where_next_to_nothing_of_a_root_stays_all_of_its_text_does() -> None:
    lines = "".join(f"<p>Line {n} of a diary</p>" for n in range(30))
    markup = f"<body><div>{lines}<p><a href=/x>Read the next diary</a></p></div></body>"
    page = parse(Source(markup.encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    one, three = ((True,) * n + (False,) * (31 - n) for n in (1, 3))

    assert rescued(flat, one, 0) == (True,) * 30 + (False,)
    assert rescued(flat, three, 0) == three
