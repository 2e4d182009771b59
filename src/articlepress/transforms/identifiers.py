"""Ids of headings: unique in the article, made of the heading's own words in any script."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.listings import reanchored
from articlepress.walk import Handler, ids_of, inline_text, transform, walk

MAX_SLUG_CHARACTERS = 60
"""Longest id made from words: enough for a headline, short enough for an address bar."""


def name_headings(article: Article) -> Article:
    """Return the article with an id on each heading and no id twice, or the same object.

    Ids that are there stay; of two equal ones the later gets a number.
    """
    taken: set[str] = set()
    reserved = set(identifiers(article.blocks))
    numbered: dict[str, int] = {}

    def settle(node: Any) -> Any:  # Any: every node class with an id
        wanted = node.id
        if not wanted:
            if not isinstance(node, n.Heading):
                return node
            wanted = _free(slug(inline_text(node.content)), reserved, numbered)
        elif wanted in taken:
            wanted = _free(wanted, reserved, numbered)
        taken.add(wanted)
        reserved.add(wanted)
        return node if wanted == node.id else replace(node, id=wanted)

    handlers: dict[type, Handler] = dict.fromkeys(
        (n.Heading, n.Table, n.Figure, n.Section, n.Styled), settle
    )
    handlers[n.CodeBlock] = lambda block: reanchored(block, settle)
    blocks: n.Blocks = transform(article.blocks, handlers)
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def identifiers(blocks: n.Blocks) -> list[str]:
    """Return every id of the blocks, in reading order, repeated ones included."""
    return [ident for node in walk(blocks) for ident in ids_of(node)]


def _free(wanted: str, taken: set[str], numbered: dict[str, int]) -> str:
    """Return the name, or the first of `name-2`, `name-3`… that is not taken.

    `numbered` remembers how far a name was counted: pages repeat one heading a thousand times.
    """
    if wanted not in taken:
        return wanted
    number = numbered.get(wanted, 2)
    while f"{wanted}-{number}" in taken:
        number += 1
    numbered[wanted] = number
    return f"{wanted}-{number}"


def slug(text: str) -> str:
    """Return words as an id valid in XML: letters, digits and marks of any script, hyphens between.

    Cut at a word's end after `MAX_SLUG_CHARACTERS`; `section` where no letter is left.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    # casefold can undo the composition (ΐ), and an id should look as it was typed.
    folded = unicodedata.normalize("NFC", folded)
    # Apostrophes join: "Assad's" is one word.
    folded = folded.translate({ord(c): None for c in "'’ʼ`"})
    kept = "".join(c if _is_word(c) else " " for c in folded)
    words = kept.split()
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:MAX_SLUG_CHARACTERS]
        if len(longer) > MAX_SLUG_CHARACTERS:
            break
        name = longer
    if not name:
        return "section"
    # An XML name cannot start with a digit or a mark.
    return name if name[0].isalpha() else f"s-{name}"


def _is_word(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lu", "Lt", "Lo", "Lm", "Mn", "Mc", "Nd"}
