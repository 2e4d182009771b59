"""Which subtrees of the page are the article's body, with the score of each candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from articlepress.diagnostics import Notes
from articlepress.page.parse import Page
from articlepress.page.rules import Rule


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
    """`mem_id` of each dropped subtree's root -> the rule that drops it."""
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 1.0
    """0 to 1; below `LOW_CONFIDENCE` the reader warns (AP201)."""


def locate(page: Page, notes: Notes) -> Located:
    """Return where the article's body stands.

    Raises:
        NoArticle: nothing on the page reads like an article; the hint lists the candidates.
    """
    for selector in ("[itemprop=articleBody]", ".entry-content", "article", "main", "body"):
        node = page.tree.css_first(selector)
        if node is not None and node.text(deep=True).strip():
            return Located((node,))
    from articlepress.errors import NoArticle

    raise NoArticle("the page holds no article", where=page.source.name)
