"""Numbers that describe a block in its place inside the body.

Takes the outline, the first score of each block and a root; gives named numbers for the forest
"block" of `rules/forests.json` (see `forest.py`; for the root `bodies.py`). Sums over blocks are
differences of running totals, so a page costs the same however deep it nests.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from articlepress.page.blocks import PROSE_SIZE, Outline, is_prose
from articlepress.page.likeness import LIKENESS_FEATURES, SUREST, Likeness, likeness
from articlepress.page.paths import NO_TAGS, Paths, in_figure, paths_to

LIMIT = 6.0
"""Scores are cut to this either way: log-odds of 400 to 1 are certain enough."""

STANDARD = 1.5
"""Mean score that the best blocks of prose of a page are raised to, where they fall short."""

BLOCK_FEATURES = (
    "score", "size", "linked", "from_first", "to_last", "wanted_before",
    "wanted_after", "score-3", "score-2", "score-1", "score+1", "score+2", "score+3", "size-1",
    "size+1", "linked-1", "linked+1", "mean_before", "mean_after", "box1_wanted_part",
    "box1_blocks", "box1_share", "box2_wanted_part", "box2_blocks", "box2_share",
    "top_wanted_part", "top_share", "in_figure", "tag", "in_aside", "in_header",
    "in_footer", "in_table", "in_list", "in_quote",
    "ends_sentence", "ends_colon", "digits", "spaces",
    *LIKENESS_FEATURES,
)  # fmt: skip

RISING = frozenset((
    "score", "score-2", "score-1", "score+1", "score+2", "mean_before",
    "mean_after", "box1_wanted_part", "box2_wanted_part", "top_wanted_part", "top_share",
    "text_score", "text_score_in_place", "alike_wanted_part", "siblings_wanted_part",
    "cousins_wanted_part",
))  # fmt: skip
"""Numbers that may only speak for a block: a forest must not learn pages by heart."""

_TAG_CLASSES = {
    "p": 0, "li": 1, "ul": 1, "ol": 1, "div": 2, "h1": 3, "h2": 4, "h3": 4, "h4": 5, "h5": 5,
    "h6": 5, "td": 6, "th": 6, "table": 6, "figcaption": 7, "pre": 8, "blockquote": 9, "dd": 10,
    "dt": 10,
}  # fmt: skip
_OTHER_TAG = 11


@dataclass(frozen=True, slots=True)
class Sums:
    """Running totals over the blocks of a page: `x[end] - x[first]` is a subtree's share."""

    scores: list[float]
    wanted: list[float]
    unwanted: list[float]
    raised_wanted: list[float]
    """The same with every score raised, so that the best prose of the page reaches `STANDARD`."""
    raised_unwanted: list[float]
    size: list[float]
    linked: list[float]
    prose: list[float]
    prose_blocks: list[float]
    by_score: list[float]
    by_score_size: list[float]
    around: Sequence[float]
    """What the surroundings of each block say, part of its score."""
    is_prose: list[bool]


def _running(values: Sequence[float]) -> list[float]:
    return [0.0, *accumulate(values)]


def sums_of(page: Outline, raw_scores: Sequence[float], around: Sequence[float] = ()) -> Sums:
    """Return the running totals of a page; `around` is the part of each score due to names."""
    blocks = page.blocks
    scores = [min(LIMIT, max(-LIMIT, s)) for s in raw_scores]
    prose = [is_prose(block) for block in blocks]
    best = sorted((s for s, p in zip(scores, prose, strict=True) if p), reverse=True)[:SUREST]
    top = sum(best) / len(best) if best else max(scores)
    raised = max(0.0, STANDARD - top)
    mass = [math.pow(block.size, 0.75) for block in blocks]
    gains = [math.tanh(s / 2) * m for s, m in zip(scores, mass, strict=True)]
    lifted = (
        [math.tanh((s + raised) / 2) * m for s, m in zip(scores, mass, strict=True)]
        if raised
        else gains
    )
    return Sums(
        scores,
        _running([max(0.0, g) for g in gains]),
        _running([max(0.0, -g) for g in gains]),
        _running([max(0.0, g) for g in lifted]),
        _running([max(0.0, -g) for g in lifted]),
        _running([block.size for block in blocks]),
        _running([block.linked for block in blocks]),
        _running([
            max(0, block.size - block.linked) if p else 0
            for block, p in zip(blocks, prose, strict=True)
        ]),
        _running([float(p) for p in prose]),
        _running(scores),
        _running([s * block.size for s, block in zip(scores, blocks, strict=True)]),
        around or [0.0] * len(blocks),
        prose,
    )  # fmt: skip


def lifted(page: Outline, sums: Sums, root: int) -> Sums:
    """Return the totals with every score raised, so that the root's best prose reaches `STANDARD`.

    Names learnt on other sites can speak against a whole page; inside its root only the
    differences between blocks count. Where a root holds no prose, as a diary of short lines does,
    its best lines are the measure.
    """
    first, end = page.elements[root].first, page.elements[root].end
    inside = range(first, end)
    measure = [i for i in inside if sums.is_prose[i]] or inside
    best = sorted((sums.scores[i] for i in measure), reverse=True)[:SUREST]
    raised = STANDARD - sum(best) / max(1, len(best))
    if raised <= ROUNDING:
        return sums
    return sums_of(page, [score + raised for score in sums.scores], sums.around)


ROUNDING = 1e-9
"""What a mean may lack to a standard that it was raised to."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A root as its blocks see it."""

    root: int
    first: int
    end: int
    strong_first: int
    """First block of the root that is surely text."""
    strong_last: int
    wanted: float
    paths: Paths
    likeness: Likeness


def frame_of(page: Outline, sums: Sums, root: int) -> Frame:
    """Return what all blocks of a root have in common; the scores are `lifted` ones."""
    a, z = page.elements[root].first, page.elements[root].end
    strong = [
        i for i in range(a, z)
        if sums.scores[i] > STANDARD and page.blocks[i].size > PROSE_SIZE
    ]  # fmt: skip
    wanted = sums.wanted[z] - sums.wanted[a] + 1e-6
    first, last = (strong[0], strong[-1]) if strong else (a, z - 1)
    alike = likeness(page, sums.scores, sums.around, sums.is_prose, (a, z))
    return Frame(root, a, z, first, last, wanted, paths_to(page, root), alike)


NEIGHBOURS = 6
"""Blocks before and after whose mean score is looked at."""

_OUTSIDE = -7.0
"""Score that stands for "no block here"."""


def block_features(page: Outline, sums: Sums, frame: Frame, index: int) -> list[float]:
    """Return the numbers of `BLOCK_FEATURES` for one block inside a root."""
    block = page.blocks[index]
    a, z, total = frame.first, frame.end, frame.wanted
    scores, blocks, by_score = sums.scores, page.blocks, sums.by_score
    score = scores[index]
    values = [
        score,
        math.log1p(block.size),
        block.linked / max(1, block.size),
        float(max(-10, min(10, index - frame.strong_first))),
        float(max(-10, min(10, frame.strong_last - index))),
        (sums.wanted[index] - sums.wanted[a]) / total,
        (sums.wanted[z] - sums.wanted[index + 1]) / total,
    ]
    for step in (-3, -2, -1, 1, 2, 3):
        other = index + step
        values.append(scores[other] if a <= other < z else _OUTSIDE)
    for other in (index - 1, index + 1):
        values.append(math.log1p(blocks[other].size) if a <= other < z else -1.0)
    for other in (index - 1, index + 1):
        there = a <= other < z
        values.append(blocks[other].linked / max(1, blocks[other].size) if there else -1.0)
    before, after = max(a, index - NEIGHBOURS), min(z, index + 1 + NEIGHBOURS)
    values.append((by_score[index] - by_score[before]) / (index - before) if index > a else -7.0)
    count = after - index - 1
    values.append((by_score[after] - by_score[index + 1]) / count if count else _OUTSIDE)
    _add_boxes(page, sums, frame, index, values)
    text = block.text
    digits = sum(map(str.isdigit, text[:100])) / (1 + min(100, len(text)))
    values += (
        float(text[-1] in ".!?。！？”\"…"), float(text[-1] == ":"), digits,
        float(min(30, text.count(" "))),
    )  # fmt: skip
    values += frame.likeness.features(index)
    return values


def _add_boxes(page: Outline, sums: Sums, frame: Frame, index: int, values: list[float]) -> None:
    """Add what is said of the boxes between a block and its root, innermost first."""
    elements, paths = page.elements, frame.paths
    wanted, unwanted, total = sums.wanted, sums.unwanted, frame.wanted
    own_wanted = wanted[index + 1] - wanted[index]
    own_unwanted = unwanted[index + 1] - unwanted[index]
    leaf = page.blocks[index].leaf
    inside = leaf != frame.root
    boxes: list[float] = []
    at = leaf if inside else -1
    if inside and (elements[at].first, elements[at].end) == (index, index + 1):
        at = paths.wider[at]
    while at >= 0 and len(boxes) < 6:
        x, y = elements[at].first, elements[at].end
        good = max(0.0, wanted[y] - wanted[x] - own_wanted)
        bad = max(0.0, unwanted[y] - unwanted[x] - own_unwanted)
        boxes += (good / (good + bad + 1e-9), min(3.0, math.log(y - x)), good / total)
        at = paths.wider[at]
    boxes += [-1.0] * (6 - len(boxes))
    top = elements[paths.top[leaf]] if inside else None
    x, y = (top.first, top.end) if top else (index, index + 1)
    good, bad = wanted[y] - wanted[x], unwanted[y] - unwanted[x]
    tags = paths.tags[leaf] if inside else NO_TAGS
    values += boxes
    values += (
        good / (good + bad + 1e-9), good / total, float(in_figure(elements, frame.root, leaf)),
        float(_TAG_CLASSES.get(elements[page.blocks[index].element].tag, _OTHER_TAG)),
        float("aside" in tags), float("header" in tags), float("footer" in tags),
        float("table" in tags), float("ul" in tags or "ol" in tags), float("blockquote" in tags),
    )  # fmt: skip
