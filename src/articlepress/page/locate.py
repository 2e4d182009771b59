"""Which subtrees of the page are the article's body, and what inside them is not.

Takes the parsed page; gives the roots, the subtrees dropped below them with the rule that drops
each, and the candidates considered. Building a tree of our own is the reader's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from selectolax.lexbor import LexborNode

from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import NoArticle
from articlepress.page.blocks import Outline, is_prose
from articlepress.page.controls import controls
from articlepress.page.corrected import NOT_CORRECTED, Corrected
from articlepress.page.drops import drops
from articlepress.page.features import describe
from articlepress.page.models import Models, shipped_models
from articlepress.page.outline import outline
from articlepress.page.parse import Page
from articlepress.page.rules import Rule, compile_rules, load_rules
from articlepress.page.scoring import Choice, Scores, choose, score
from articlepress.page.witnesses import witnesses_of

OPENING = 2_000
LOW_CONFIDENCE = 0.5
"""Confidence below which the finding is reported as AP201."""
SHORTEST_TEXT = 25
"""Letters outside links that one block must hold where no block scored: half a short sentence. A
page of menus has none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subtree considered, for `inspect`."""

    selector: str
    score: float
    words: int


@dataclass(frozen=True, slots=True)
class Located:
    """The body: one or more subtrees in document order, and what inside them is dropped."""

    roots: tuple[LexborNode, ...]
    dropped: Mapping[int, Rule] = field(default_factory=dict)
    """`mem_id` of each dropped subtree's root -> the rule that drops it.

    A dropped subtree may be a single text node, where text stands beside what is kept.
    """
    candidates: tuple[Candidate, ...] = ()
    outline: Outline = field(default_factory=lambda: Outline([], []), repr=False, compare=False)
    """The page, flat, for those who look for more on it; empty where nobody made it."""
    opening: str = field(default="", repr=False)
    """The body's first running text, at most `OPENING` characters: enough to tell its language."""


def locate(
    page: Page,
    notes: Notes,
    corrected: Corrected = NOT_CORRECTED,
    models: Models | None = None,
) -> Located:
    """Return where the article's body stands; regions people spoke of are not judged.

    It is found by the shipped models where no others are given.

    Raises:
        NoArticle: nothing on the page reads like an article; the hint lists the candidates.
    """
    flat = outline(page.root, compile_rules(load_rules("chrome")), corrected.regions)
    if not flat.blocks:
        raise _no_article(page, flat)
    models = models or shipped_models()
    choice = choose(flat, block_scores(page, flat, models), models)
    words = [0, *accumulate(len(block.text.split()) for block in flat.blocks)]
    candidates = tuple(_candidate(flat, words, value, index) for value, index in choice.ranked)
    nothing_to_read = only_labels(flat)
    if corrected.of("keep") and (nothing_to_read or not choice.roots):
        return Located((), {}, candidates, flat)
    if nothing_to_read:
        raise _no_article(page, flat)
    if not choice.roots:
        choice = whole_page(flat)
    elif is_note(flat):
        choice = replace(whole_page(flat), certainty=choice.certainty)
    roots = tuple(flat.elements[index].node for index in choice.roots)
    opening = _opening(flat, choice)
    if choice.certainty < LOW_CONFIDENCE:
        place = candidates[0].selector if candidates else "body"
        notes.warn(
            "AP201",
            f"the article was found with low confidence ({choice.certainty:.2f}) in {place}",
            Origin(selector=place, excerpt=excerpt(opening)),
            hint="articlepress inspect shows the other candidates",
        )
    dropped = drops(flat, choice) | controls(flat)
    return Located(roots, dropped, candidates, flat, opening)


def block_scores(page: Page, flat: Outline, models: Models) -> Scores:
    """Return how likely each block of the page is body text by itself, as log-odds."""
    return score(flat, describe(flat, witnesses_of(page.tree, page.html)), models.weights)


SMALLEST_MENU = 4
"""Blocks from which links alone are a menu and not a very short page."""


def is_note(flat: Outline) -> bool:
    """Tell whether a page is so short, and without a menu, that all of it is the article."""
    is_menu = any(element.tag == "nav" for element in flat.elements) or any(
        block.is_unit and block.linked for block in flat.blocks
    )
    return len(flat.blocks) < SMALLEST_MENU and not is_menu


def only_labels(flat: Outline) -> bool:
    """Tell whether a page holds nothing but links and words too few for a sentence."""
    if is_note(flat):
        return False
    unlinked = [block.size - block.linked for block in flat.blocks]
    return max(unlinked) < SHORTEST_TEXT and sum(unlinked) < sum(b.linked for b in flat.blocks)


def _no_article(page: Page, flat: Outline) -> NoArticle:
    where = page.source.name
    if not flat.blocks and not any(element.rule for element in flat.elements):
        hint = "pages that scripts fill in must be saved from the browser, not downloaded"
        return NoArticle("the page holds no text", where=where, hint=hint)
    hint = "it holds links and labels only; save the article's own page"
    return NoArticle("nothing on the page reads like an article", where=where, hint=hint)


def whole_page(flat: Outline) -> Choice:
    """Return the choice of everything: a page too poor to score still has its words."""
    body = next((i for i, e in enumerate(flat.elements) if e.tag == "body"), 0)
    return Choice((body,), (True,) * len(flat.blocks), (), 0.0)


def selector_of(flat: Outline, index: int) -> str:
    """Return an element's tag, id and classes as a CSS selector."""
    element = flat.elements[index]
    attributes = element.node.attributes
    identity = attributes.get("id") or ""
    classes = (attributes.get("class") or "").split()
    return element.tag + (f"#{identity}" if identity else "") + "".join(f".{c}" for c in classes)


def _candidate(flat: Outline, words: list[int], value: float, index: int) -> Candidate:
    element = flat.elements[index]
    inside = words[element.end] - words[element.first]
    return Candidate(selector_of(flat, index), round(value, 1), inside)


def _opening(flat: Outline, choice: Choice) -> str:
    """Return the first text kept: prose, or whatever there is where nothing is prose."""
    kept = [block for block, stays in zip(flat.blocks, choice.kept, strict=True) if stays]
    told: list[str] = []
    room = OPENING
    for block in filter(is_prose, kept):
        told.append(block.text[:room])
        room -= len(block.text)
        if room <= 0:
            break
    return " ".join(told or [block.text for block in kept])[:OPENING]
