"""Heading levels that start at 1 and skip none, as accessible outlines require."""

from __future__ import annotations

from dataclasses import replace

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.walk import inline_text, transform

MAX_LEVEL = 5
"""Deepest level of the tree: the title is an `h1`, so this is an `h6`."""


def level_headings(article: Article, notes: Notes | None = None) -> Article:
    """Return the article with its outline made regular, or the same object.

    A heading goes at most one level deeper than the one before it; those that stood side by side
    stay side by side. Each change is reported as AP501.
    """
    before: list[int] = []

    def see(heading: n.Heading) -> n.Heading:
        before.append(heading.level)
        return heading

    # The same walk twice, so that both agree on the order where a note stands inside a heading.
    transform(article.blocks, {n.Heading: see})
    after = regular_levels(before)
    if after == before:
        return article
    levels = iter(after)

    def level(heading: n.Heading) -> n.Heading:
        wanted = next(levels)
        if wanted == heading.level:
            return heading
        if notes is not None:
            words = excerpt(inline_text(heading.content))
            message = f"heading level {heading.level} made {wanted}: {words!r}"
            notes.info("AP501", message, Origin(excerpt=words))
        return replace(heading, level=wanted)

    blocks: n.Blocks = transform(article.blocks, {n.Heading: level})
    return replace(article, blocks=blocks)


def regular_levels(levels: list[int]) -> list[int]:
    """Return levels from 1 without gaps on the way down: 2 4 4 2 3 becomes 1 2 2 1 2."""
    regular = []
    open_levels: list[int] = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        regular.append(min(MAX_LEVEL, len(open_levels)))
    return regular
