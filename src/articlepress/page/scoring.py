"""Scores of text blocks to the subtree that is the body, and the blocks kept inside it.

Three questions in turn, each answered by a trained model (`models`): how likely is each block by
itself, which subtree would do best as the whole body, and which blocks inside that subtree belong
to it. A body split over sibling containers is found as their common parent, with what lies between
them dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from articlepress.page import bodies, judging
from articlepress.page.blocks import Block, Outline, is_prose, is_text
from articlepress.page.features import Said
from articlepress.page.forest import Forest
from articlepress.page.mending import mend
from articlepress.page.models import EXACT, Models, Weights
from articlepress.page.paths import NO_TAGS
from articlepress.page.surroundings import Surroundings
from articlepress.page.units import ALL_LINKED

KEEP_FROM = -0.3
"""Log-odds from which a block stays: losing a paragraph is worse than keeping a stray line."""

OWN_SHARE = 0.2
"""How much a block's own score adds to what its place says; best of 0, 0.2, 0.4 out of fold."""

PROSE_BONUS = 0.4
"""What running text inside the root is given on top."""

SURE_TO_KEEP, SURE_TO_DROP = 2.2, -3.0
"""Score from which a block of prose is kept, and below which a block is dropped, unasked: out of
fold the forest agrees, and a third of the blocks need not be asked about."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: element indices, and for each block whether it stays."""

    roots: tuple[int, ...]
    kept: tuple[bool, ...]
    ranked: tuple[tuple[float, int], ...]
    """Best elements with how good a body each would be, for `inspect`."""
    certainty: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How likely each block is body text by itself, in log-odds."""

    whole: list[float]
    around: list[float]
    """The part that the names and tags around the block say."""


def score(page: Outline, described: Sequence[Said], weights: Weights) -> Scores:
    """Return the log-odds of each block to be body text."""
    surroundings = Surroundings(
        page.elements, *(weights.of(name) for name in ("near", "far", "in", "parent"))
    )
    around = [surroundings.weight(page.elements[block.element].parent) for block in page.blocks]
    groups = weights.groups.__getitem__
    own, start, word, mark = (weights.of(name) for name in ("own", "start", "word", "mark"))
    unknown = repeat(0)
    whole = []
    for outside, said in zip(around, described, strict=True):
        total = weights.bias + outside + sum(map(groups, said.groups)) + start(said.start, 0)
        if said.names:
            total += sum(map(own, said.names, unknown))
        if said.words:
            total += sum(map(word, said.words, unknown))
        if said.marks:
            total += sum(map(mark, said.marks, unknown))
        whole.append(total / EXACT)
    return Scores(whole, [outside / EXACT for outside in around])


def choose(page: Outline, scores: Scores, models: Models) -> Choice:
    """Return the root and the blocks kept in it; no root when nothing in any is worth keeping."""
    sums = judging.sums_of(page, scores.whole, scores.around)
    ranked = rank(page, sums, models)
    for value, root in ranked[:MAX_TRIES]:
        kept = keep(page, sums, root, models.block)
        if value < UNSURE:
            kept = rescued(page, kept, root)
        if any(kept):
            return Choice((root,), kept, ranked, min(1.0, max(0.0, value)))
    return Choice((), (False,) * len(page.blocks), ranked, 0.0)


UNSURE, NEXT_TO_NOTHING = 0.2, 0.05
"""Goodness of a root, and share of its text that stays, below which all of the text does: so little
is a diary of short lines misjudged (one of 1,368 pages, and one that scripts fill in)."""


def rescued(page: Outline, kept: tuple[bool, ...], root: int) -> tuple[bool, ...]:
    """Return the blocks kept, or all text of a root of which next to nothing was."""
    chrome = chrome_below(page, root)
    element = page.elements[root]
    text = [
        index
        for index in range(element.first, element.end)
        if is_text(page.blocks[index]) and page.blocks[index].leaf not in chrome
    ]
    size = sum(page.blocks[index].size for index in text)
    stays = sum(block.size for block, stays in zip(page.blocks, kept, strict=True) if stays)
    if stays >= NEXT_TO_NOTHING * size:
        return kept
    found = [False] * len(page.blocks)
    for index in text:
        found[index] = True
    return tuple(found)


MAX_TRIES = 3
"""Candidates tried when the best one turns out to hold nothing worth keeping."""


def rank(page: Outline, sums: judging.Sums, models: Models) -> tuple[tuple[float, int], ...]:
    """Return the candidates with how good a body each would be, best first."""
    compared = bodies.candidates(page, sums, models.weights.of_body)
    rows = bodies.subtree_features(page, sums, compared)
    values = [
        (models.subtree.answer(row), subtree.index)
        for row, subtree in zip(rows, compared, strict=True)
    ]
    # Of equals the innermost: it holds the least that is not the body.
    return tuple(sorted(values, key=lambda pair: (-pair[0], -pair[1])))


def keep(page: Outline, sums: judging.Sums, root: int, forest: Forest) -> tuple[bool, ...]:
    """Return for each block of the page whether it belongs to the body at this root."""
    sums = judging.lifted(page, sums, root)
    frame = judging.frame_of(page, sums, root)
    kept = [False] * len(page.blocks)
    chrome = chrome_below(page, root)
    for index in range(frame.first, frame.end):
        block = page.blocks[index]
        if block.leaf in chrome or (block.linked and is_filing(page, frame, index)):
            continue
        if is_data(page, block) or is_menu(page, block):
            continue
        score = sums.scores[index]
        if score > SURE_TO_KEEP and is_prose(page.blocks[index]):
            kept[index] = True
        elif score > SURE_TO_DROP:
            values = judging.block_features(page, sums, frame, index)
            bonus = PROSE_BONUS if is_prose(page.blocks[index]) else 0.0
            kept[index] = forest.answer(values) + OWN_SHARE * score + bonus > KEEP_FROM
    for index in list(mend(page, kept, (frame.first, frame.end), chrome)):
        kept[index] = True
    return tuple(kept)


FILING_SIZE = 140
"""Letters up to which a line with links in an article's footer says where it is filed."""


def is_filing(page: Outline, frame: judging.Frame, index: int) -> bool:
    """Tell whether a block with links is a line of a footer inside the root.

    On pages with gold 132 of 132 such lines are no body text. Notes stand in numbered lists.
    """
    block = page.blocks[index]
    tags = frame.paths.tags[block.leaf] if block.leaf != frame.root else NO_TAGS
    return block.size < FILING_SIZE and "footer" in tags and "ol" not in tags


def is_data(page: Outline, block: Block) -> bool:
    """Tell whether a block is an object in JSON: what a plugin keeps for its script.

    A listing may show one; it stands in `<pre>` or `<code>`.
    """
    text = block.text
    if text[:2] not in ('{"', "[{") or text[-1] not in "}]":
        return False
    tags = {page.elements[block.element].tag, page.elements[block.leaf].tag}
    return tags.isdisjoint(("pre", "code"))


def is_menu(page: Outline, block: Block) -> bool:
    """Tell whether a block is a table that is nothing but links.

    Pages with gold hold too few to learn from: two, neither of them body text.
    """
    is_linked = block.linked >= ALL_LINKED * block.size
    return block.is_unit and is_linked and page.elements[block.element].tag == "table"


def chrome_below(page: Outline, root: int) -> frozenset[int]:
    """Return the elements inside the root that are chrome by rule, or stand in such an element.

    What a plugin writes under its own name is never text; only a match that holds most of the
    root's words is a theme's misnomer and not believed.
    """
    top = page.elements[root]
    believed = (top.end - top.first) * MISNOMER
    found: set[int] = set()
    for index in range(root + 1, len(page.elements)):
        element = page.elements[index]
        if element.first >= top.end:
            break
        if element.parent in found or (
            element.rule is not None and element.end - element.first <= believed
        ):
            found.add(index)
    return frozenset(found)


MISNOMER = 0.5
"""Share of the root's blocks from which an element named like chrome is taken for text."""
