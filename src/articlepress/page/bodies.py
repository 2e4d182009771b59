"""Numbers that describe a subtree as a whole body.

Takes the outline and the running totals of `judging.py`; gives named numbers for the forest
"subtree" of `rules/forests.json`. Besides sums it asks what the names of an element say
(`entry-content`, `article body`), each with a weight learnt on pages with gold, and what those of
the subtrees inside and around it say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from articlepress.page.blocks import Element, Outline
from articlepress.page.judging import LIMIT, Sums
from articlepress.page.surroundings import is_inside

SUBTREE_FEATURES = (
    "wanted_share", "unwanted_part", "raised_wanted_share", "raised_unwanted_part", "worth_to_best",
    "size_share", "linked_part", "prose_share", "prose_part", "prose_blocks", "size", "blocks",
    "is_article", "is_main", "is_body", "h1_inside", "headings", "h1_before",
    "first_score", "last_score", "score_before", "score_after", "mean_score", "mean_score_by_size",
    "parent_prose_ratio", "parent_wanted_ratio", "parent_worth_to_best",
    "named", "named_inside", "named_inside_share", "named_around",
)  # fmt: skip

RISING = frozenset((
    "wanted_share", "raised_wanted_share", "worth_to_best", "mean_score", "mean_score_by_size",
    "named",
))  # fmt: skip
FALLING = frozenset(("unwanted_part", "raised_unwanted_part", "linked_part"))
"""Numbers that may only speak for, or only against: a forest must not learn pages by heart."""

LOSS_SHARE = 0.35
"""What an unwanted block costs its subtree, against what a wanted one gives: it can be dropped."""

CANDIDATES_BY_WORTH, CANDIDATES_BY_PROSE = 8, 5
"""Subtrees compared as whole bodies."""

TOO_SMALL = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "a", "span", "b", "strong", "i", "em", "pre",
    "blockquote", "figure", "figcaption", "dt", "dd", "font", "label",
))  # fmt: skip
"""Elements that are a piece of a body and never one themselves."""

HOLDS_THE_BODY = 0.6
"""Share of a subtree's wanted text from which one inside it may be the body in its place; of 0.4,
0.6 and 0.8 the best out of fold."""

NOT_NAMED = -6.0
"""Where no subtree stands inside or around: below what any names say."""

Hear = Callable[[Collection[str]], float]
"""What names say of an element as the whole body, in log-odds."""


@dataclass(frozen=True, slots=True)
class Subtree:
    """A subtree that might be the body."""

    index: int
    """The innermost of the elements that hold just these blocks."""
    outermost: int
    first: int
    end: int
    worth: float
    wanted: float
    """What its blocks are wanted, raised so that the page's best prose is."""
    named: float
    """What the names of its elements say, in log-odds."""


def candidates(page: Outline, sums: Sums, hear: Hear) -> list[Subtree]:
    """Return the subtrees worth comparing as bodies, each set of blocks once."""
    innermost = {
        (element.first, element.end): index
        for index, element in enumerate(page.elements)
        if element.end > element.first and element.tag not in TOO_SMALL
    } or {(0, len(page.blocks)): 0}
    wanted, unwanted = sums.raised_wanted, sums.raised_unwanted
    prose, linked = sums.prose, sums.linked
    worth = {
        (a, z): wanted[z] - wanted[a] - LOSS_SHARE * (unwanted[z] - unwanted[a])
        for a, z in innermost
    }
    by_worth = sorted(innermost, key=lambda r: -worth[r])[:CANDIDATES_BY_WORTH]
    by_prose = sorted(
        innermost, key=lambda r: prose[r[0]] - prose[r[1]] + linked[r[1]] - linked[r[0]]
    )[:CANDIDATES_BY_PROSE]
    found = []
    for span in dict.fromkeys((*by_worth, *by_prose)):
        index = innermost[span]
        a, z = span
        chain = same_blocks(page.elements, index)
        named = hear(names_of(page.elements, chain))
        found.append(Subtree(index, chain[-1], a, z, worth[span], wanted[z] - wanted[a], named))
    return found


def same_blocks(elements: Sequence[Element], index: int) -> list[int]:
    """Return an element and those around it that hold the same blocks, innermost first."""
    inner = elements[index]
    chain = [index]
    outer = inner.parent
    while outer >= 0 and (elements[outer].first, elements[outer].end) == (inner.first, inner.end):
        chain.append(outer)
        outer = elements[outer].parent
    return chain


def names_of(elements: Sequence[Element], chain: Sequence[int]) -> set[str]:
    """Return what elements are named, word by word and in pairs of words, and their tags."""
    found: set[str] = set()
    for index in chain:
        element = elements[index]
        if is_inside(element):
            found |= _names_and_pairs(element.names)
        found.add(f"<{element.tag}>")
    return found


@lru_cache(maxsize=4096)
def _names_and_pairs(names: tuple[str, ...]) -> frozenset[str]:
    # Remembered: most sites name their columns alike.
    return frozenset((*names, *map(" ".join, pairwise(names))))


def subtree_features(page: Outline, sums: Sums, compared: Sequence[Subtree]) -> list[list[float]]:
    """Return the numbers of `SUBTREE_FEATURES` for each of the subtrees compared."""
    best = max((subtree.worth for subtree in compared), default=0.0) or 1.0
    return [
        [*_by_sums(page, sums, subtree, best), *_by_names(subtree, compared)]
        for subtree in compared
    ]


def _by_names(subtree: Subtree, compared: Sequence[Subtree]) -> list[float]:
    """Return what a subtree's names say, and those of the subtrees inside and around it."""
    inside, share, around = NOT_NAMED, 0.0, NOT_NAMED
    for other in compared:
        if other is subtree:
            continue
        if subtree.first <= other.first and other.end <= subtree.end:
            if other.wanted >= HOLDS_THE_BODY * subtree.wanted and other.named > inside:
                inside, share = other.named, other.wanted / (subtree.wanted + 1e-6)
        elif other.first <= subtree.first and subtree.end <= other.end:
            around = max(around, other.named)
    return [subtree.named, inside, share, around]


def _by_sums(page: Outline, sums: Sums, subtree: Subtree, best: float) -> list[float]:
    elements, blocks = page.elements, page.blocks
    a, z = subtree.first, subtree.end
    same = {elements[index].tag for index in same_blocks(elements, subtree.index)}
    outer = elements[subtree.outermost].parent
    parent = elements[outer if outer >= 0 else subtree.index]
    b, y = parent.first, parent.end
    tags = [elements[block.element].tag for block in blocks[a:z]]
    wanted, unwanted = sums.wanted[z] - sums.wanted[a], sums.unwanted[z] - sums.unwanted[a]
    raised_unwanted = sums.raised_unwanted[z] - sums.raised_unwanted[a]
    parent_wanted = sums.raised_wanted[y] - sums.raised_wanted[b]
    parent_unwanted = sums.raised_unwanted[y] - sums.raised_unwanted[b]
    size, prose = sums.size[z] - sums.size[a], sums.prose[z] - sums.prose[a]
    scores = sums.scores
    return [
        wanted / (sums.wanted[-1] + 1e-6),
        unwanted / (wanted + unwanted + 1e-6),
        subtree.wanted / (sums.raised_wanted[-1] + 1e-6),
        raised_unwanted / (subtree.wanted + raised_unwanted + 1e-6),
        subtree.worth / best,
        size / (sums.size[-1] + 1e-6),
        (sums.linked[z] - sums.linked[a]) / (size + 1),
        prose / (sums.prose[-1] + 1e-6),
        prose / (size + 1),
        math.log1p(sums.prose_blocks[z] - sums.prose_blocks[a]),
        math.log1p(size),
        math.log(z - a),
        float("article" in same),
        float("main" in same),
        float("body" in same),
        float(tags.count("h1")),
        float(min(20, tags.count("h2") + tags.count("h3") + tags.count("h4"))),
        float(any(elements[block.element].tag == "h1" for block in blocks[:a])),
        scores[a],
        scores[z - 1],
        scores[a - 1] if a else -LIMIT,
        scores[z] if z < len(scores) else -LIMIT,
        (sums.by_score[z] - sums.by_score[a]) / (z - a),
        (sums.by_score_size[z] - sums.by_score_size[a]) / (size + 1e-6),
        (sums.prose[y] - sums.prose[b]) / (prose + 1),
        parent_wanted / (subtree.wanted + 1e-6),
        (parent_wanted - LOSS_SHARE * parent_unwanted) / best,
    ]
