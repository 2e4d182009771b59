"""Attributes as Markdown writes them: `{#id .class key=value}`, a bare word, or HTML's own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.directions import stated_direction

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a node is called."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        return self.values.get("lang", "")

    @property
    def kind(self) -> str:
        return self.values.get("data-kind", self.values.get("kind", ""))

    @property
    def direction(self) -> n.Direction:
        return stated_direction(self.values.get("dir", ""))


def of_braces(text: str) -> Attributes:
    """Return attributes from `{#id .class key="value"}`, or from a bare class as in `::: bio`."""
    text = text.strip().rstrip(":").strip()
    if not text.startswith("{") and re.fullmatch(r"[\w-]+", text):
        return Attributes(classes=(text,))
    try:
        words = shlex.split(text.strip("{} \t"))
    except ValueError:  # an open quotation mark
        words = text.strip("{} \t").split()
    ident = next((word[1:] for word in words if word.startswith("#")), "")
    classes = tuple(word[1:] for word in words if word.startswith(".") and len(word) > 1)
    pairs = (word.partition("=") for word in words if "=" in word)
    return Attributes(ident, classes, {key: value for key, _, value in pairs})


def of_values(values: Mapping[str, str]) -> Attributes:
    """Return attributes from those of an HTML tag."""
    return Attributes(values.get("id", ""), tuple(values.get("class", "").split()), values)


def of_token(token: Token) -> Attributes:
    """Return the attributes that a parser put on a token."""
    return of_values({key: str(value) for key, value in token.attrs.items()})


def pixels(text: str) -> int | None:
    """Return a width in pixels from `300` or `300px`; None for other units."""
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None
