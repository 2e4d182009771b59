"""What a block shares with the other blocks of its root: tag and names, parent, place.

Takes the outline, the scores and a root; gives named numbers beside those of `judging.py`. A site
sets its running text in one way: a paragraph that looks like the surest ones is text, whatever
its own words say, and one set differently needs better words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articlepress.page.blocks import Outline

LIKENESS_FEATURES = (
    "text_score", "text_score_in_place", "prose_score",
    "alike_wanted_part", "alike_share", "siblings_wanted_part", "siblings_share",
    "cousins_wanted_part", "cousins_share", "among_most", "depth_from_most",
    "capitals", "repeats", "strong", "links",
)  # fmt: skip

LIMIT = 6.0
"""Scores of words are cut to this either way."""

LONGEST_COUNTED = 400
"""Letters from which a block weighs no more."""

SUREST = 12
"""Blocks of prose whose surroundings are the measure of the others'."""

HELD_AGAINST, COUNTED_FOR = -4.0, 2.0
"""How much a block's surroundings can take from the score of its words, and add to it."""

CAPITALS_WITHIN = 60
"""Characters of a block whose capitals are counted."""

_Groups = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The blocks of a root, by what they have in common."""

    page: Outline
    first: int
    scores: Sequence[float]
    around: Sequence[float]
    """What the surroundings of each block of the page say, part of its score."""
    groups: list[_Groups]
    """For each block of the root: its look, its parent, its look with the parent's names."""
    gains: list[float]
    """How much each block of the root is wanted; below 0, unwanted."""
    wanted_of: tuple[dict[int, float], ...]
    """For each kind of group, how much of each group is wanted."""
    unwanted_of: tuple[dict[int, float], ...]
    total: float
    most: int
    """The element that is parent of most of the wanted blocks."""
    prose_score: float
    """Mean score of the root's prose, by size."""
    prose_around: float
    """Mean of what the surroundings of the surest prose say."""
    texts: Counter[str]

    def features(self, index: int) -> list[float]:
        """Return the numbers of `LIKENESS_FEATURES` for one block of the root."""
        elements = self.page.elements
        block = self.page.blocks[index]
        at = index - self.first
        gain = self.gains[at]
        own, against = max(0.0, gain), max(0.0, -gain)
        words = max(-LIMIT, min(LIMIT, self.scores[index] - self.around[index]))
        place = self.around[index] - self.prose_around
        values = [
            words,
            max(-LIMIT, min(LIMIT, words + max(HELD_AGAINST, min(COUNTED_FOR, place)))),
            self.prose_score,
        ]
        for kind, group in enumerate(self.groups[at]):
            good = self.wanted_of[kind].get(group, 0.0) - own
            bad = self.unwanted_of[kind].get(group, 0.0) - against
            values += (good / (good + bad + 1e-6), good / self.total)
        parent = elements[block.element].parent
        text = block.text[:CAPITALS_WITHIN]
        values += (
            float(parent == self.most),
            float(elements[parent].depth - elements[self.most].depth) if parent >= 0 else 0.0,
            sum(map(str.isupper, text)) / (sum(map(str.isalpha, text)) + 1),
            float(self.texts[block.text]),
            block.strong / max(1, block.size),
            float(block.links),
        )
        return values


def likeness(
    page: Outline,
    scores: Sequence[float],
    around: Sequence[float],
    prose: Sequence[bool],
    span: tuple[int, int],
) -> Likeness:
    """Return what the blocks of a span have in common."""
    elements, blocks = page.elements, page.blocks
    first, end = span
    inside = range(first, end)
    running = [i for i in inside if prose[i]]
    surest = sorted(running, key=lambda i: -scores[i])[:SUREST]
    size = sum(blocks[i].size for i in running) or 1
    groups: list[_Groups] = []
    gains: list[float] = []
    wanted_of: tuple[dict[int, float], ...] = ({}, {}, {})
    unwanted_of: tuple[dict[int, float], ...] = ({}, {}, {})
    known: dict[object, int] = {}
    for index in inside:
        element = elements[blocks[index].element]
        parent = element.parent
        look = known.setdefault((element.tag, element.names), len(known))
        named = elements[parent].names if parent >= 0 else ()
        group = (look, parent, known.setdefault((look, named), len(known)))
        gain = math.tanh(scores[index] / 2)
        gain *= math.pow(min(LONGEST_COUNTED, blocks[index].size), 0.75)
        groups.append(group)
        gains.append(gain)
        for table, name in zip(wanted_of if gain > 0 else unwanted_of, group, strict=True):
            table[name] = table.get(name, 0.0) + abs(gain)
    parents = wanted_of[1]
    most = max(parents, key=lambda p: parents[p]) if parents else 0
    return Likeness(
        page, first, scores, around, groups, gains, wanted_of, unwanted_of,
        sum(parents.values()) + 1e-6, max(0, most),
        sum(scores[i] * blocks[i].size for i in running) / size,
        sum(around[i] for i in surest) / max(1, len(surest)),
        Counter(blocks[i].text for i in inside),
    )  # fmt: skip
