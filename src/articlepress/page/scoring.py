"""Scores of text blocks to the subtrees that are the body, and the blocks kept inside them.

Takes the outline and one score a block (above 0: more likely body than not). The body is the
subtree whose blocks are worth most together; a neighbour worth enough joins it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from articlepress.page.blocks import Outline
from articlepress.page.features import Described
from articlepress.resources import rules_folder

STRONGEST = 4.0
"""Score beyond which certainty adds nothing: log-odds of 50 to 1."""

LOSS_SHARE = 0.35
"""What an unwanted block costs its subtree, against what a wanted one gives: it can be dropped."""

JOIN_SHARE = 0.12
"""Worth, against the best subtree's, from which another subtree is a part of the same body."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: element indices, and for each block whether it stays."""

    roots: tuple[int, ...]
    kept: tuple[bool, ...]
    ranked: tuple[tuple[float, int], ...]
    """Best elements with what they are worth, for `inspect`."""
    certainty: float


@cache
def load_weights() -> dict[str, float]:
    """Return the trained weight of each feature; `bias` is every block's."""
    table = json.loads((rules_folder() / "weights.json").read_text("utf-8"))
    return {
        f"{family}:{name}" if name else family: weight
        for family, names in table.items()
        for name, weight in names.items()
    }


def score(page: Outline, described: Described, weights: dict[str, float]) -> list[float]:
    """Return the log-odds of each block to be body text."""
    weigh = weights.get
    around = {
        parent: sum(weigh(name, 0.0) for name in names)
        for parent, names in described.contexts.items()
    }
    bias = weights["bias"]
    return [
        bias
        + around[page.elements[block.element].parent]
        + sum(weigh(name, 0.0) for name in features)
        for block, features in zip(page.blocks, described.own, strict=True)
    ]


def worth(score: float, size: int) -> float:
    """Return what a block adds to a subtree: certain and long blocks count most."""
    gain = math.tanh(score / 2) * math.pow(size, 0.75)
    return gain if gain > 0 else gain * LOSS_SHARE


def choose(page: Outline, scores: Sequence[float]) -> Choice:
    """Return the roots and the blocks kept; no root when no block scores above 0."""
    blocks = page.blocks
    gains = [worth(s, block.size) for s, block in zip(scores, blocks, strict=True)]
    sums = [0.0, *accumulate(gains)]
    values = [sums[element.end] - sums[element.first] for element in page.elements]
    best = _deepest_best(page, values)
    if best < 0 or values[best] <= 0:
        return Choice((), (False,) * len(blocks), (), 0.0)
    roots = [best, *_partners(page, values, best)]
    roots.sort()
    inside = [False] * len(blocks)
    for root in roots:
        element = page.elements[root]
        inside[element.first : element.end] = [True] * (element.end - element.first)
    kept = tuple(here and s > 0 for here, s in zip(inside, scores, strict=True))
    ranked = sorted(((v, i) for i, v in enumerate(values) if v > 0), key=lambda x: (-x[0], -x[1]))
    found = sum(g for g, here in zip(gains, inside, strict=True) if here and g > 0)
    everything = sum(g for g in gains if g > 0)
    return Choice(tuple(roots), kept, tuple(ranked[:8]), found / everything if everything else 0.0)


def _deepest_best(page: Outline, values: list[float]) -> int:
    best = -1
    for index, value in enumerate(values):
        # >=: of elements that hold the same blocks the innermost is the root.
        if best < 0 or value >= values[best]:
            best = index
    return best


def _partners(page: Outline, values: list[float], best: int) -> list[int]:
    """Return further subtrees outside the best one that hold much of the body."""
    elements = page.elements
    found: list[int] = []
    while True:
        taken = [(elements[i].first, elements[i].end) for i in (best, *found)]
        top = -1
        for index, element in enumerate(elements):
            if any(element.first < end and first < element.end for first, end in taken):
                continue
            if top < 0 or values[index] >= values[top]:
                top = index
        if top < 0 or values[top] < JOIN_SHARE * values[best] or len(found) >= MAX_PARTNERS:
            return found
        found.append(top)


MAX_PARTNERS = 12
"""Further subtrees joined to the best one at most."""
