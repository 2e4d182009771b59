"""Transforms: article to article. Names map to lazy references; the order is the order of use.

A transform is a pure function that shares what it does not change; the same object coming back
means that nothing had to be done. One that has something to report takes the run's notes besides.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import ConfigError
from articlepress.marks import carry_notes, note_contents
from articlepress.registry import find

GROUP = "articlepress.transforms"

Transform: TypeAlias = Callable[[Article], Article]

BUILTIN = {
    "language": "articlepress.transforms.language:settle_language",
    "images": "articlepress.transforms.images:settle_images",
    "separators": "articlepress.transforms.separators:settle_separators",
    "credits": "articlepress.transforms.credits:place_credits",
    "headings": "articlepress.transforms.headings:level_headings",
    "identifiers": "articlepress.transforms.identifiers:name_headings",
    "links": "articlepress.transforms.links:drop_dead_links",
    "typography": "articlepress.transforms.typography:set_typography",
}

DEFAULT_ORDER = (
    "language", "images", "separators", "credits", "headings", "identifiers", "links",
)  # fmt: skip
"""What runs before every writer. Separators end where the text does, before credits; those stand
before what works on the blocks, so that a link or heading inside a bio is looked after as any
other."""


def find_transform(name: str) -> Transform:
    """Return the transform of that name, or behind a dotted `module:function`.

    Raises:
        ConfigError: no such name; the hint suggests the nearest.
    """
    table = {name: name} if ":" in name else BUILTIN
    found: Transform = find(name, table, GROUP, _unknown)
    return found


def apply_transforms(
    article: Article, names: Sequence[str] = DEFAULT_ORDER, notes: Notes | None = None
) -> Article:
    """Return the article after the named transforms, in the order given.

    A note whose first mark a transform dropped stands at its next one.

    Raises:
        ConfigError: a name is unknown, or a transform returned something that is no article.
    """
    known = note_contents(article.blocks)
    for name in names:
        transform: Any = find_transform(name)  # Any: some take notes besides the article
        if notes is not None and "notes" in inspect.signature(transform).parameters:
            article = transform(article, notes)
        else:
            article = transform(article)
        if not isinstance(article, Article):
            raise ConfigError(f"transform {name!r} returned no article but {article!r:.60}")
    blocks = carry_notes(article.blocks, known)
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def _unknown(name: str, suggestion: str) -> ConfigError:
    return ConfigError(f"no transform is called {name!r}", hint=suggestion)
