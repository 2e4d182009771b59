"""Ids: unique in the article and fit for a page; those of headings are made of their own words in
any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.listings import reanchored, relinked
from articlepress.walk import PAGE_IDS, Handler, ids_of, inline_text, transform, walk

MAX_SLUG_CHARACTERS = 60
"""Longest id made from words: enough for a headline, short enough for an address bar."""


def name_headings(article: Article) -> Article:
    """Return the article with an id on each heading and no id twice, or the same object.

    Ids that are there stay; of two equal ones the later gets a number. White space in them becomes
    hyphens, and one that pages give their own parts (`title`) is put after `x-`: links follow.
    """
    taken: set[str] = set()
    given = identifiers(article.blocks)
    reserved = set(given)
    moved = {ident: _fit(ident) for ident in given if _fit(ident) != ident}
    numbered: dict[str, int] = {}

    def settle(node: Any) -> Any:  # Any: every node class with an id
        wanted = node.id
        if not wanted:
            if not isinstance(node, n.Heading):
                return node
            wanted = slug(inline_text(node.content))
            wanted = _free(_fit(wanted), reserved, numbered)
        elif (wanted := _fit(wanted)) in taken:
            wanted = _free(wanted, reserved, numbered)
        taken.add(wanted)
        reserved.add(wanted)
        return node if wanted == node.id else replace(node, id=wanted)

    handlers: dict[type, Handler] = dict.fromkeys(
        (n.Heading, n.Table, n.Figure, n.Section, n.Styled), settle
    )
    handlers[n.CodeBlock] = lambda block: reanchored(block, settle)
    if moved:
        handlers[n.Link] = lambda link: replace(link, url=_followed(link.url, moved))
        handlers[n.CodeBlock] = lambda block: relinked(
            reanchored(block, settle), lambda run: _followed(run.url, moved)
        )
    blocks: n.Blocks = transform(article.blocks, handlers)
    return article if blocks is article.blocks else replace(article, blocks=blocks)


def identifiers(blocks: n.Blocks) -> list[str]:
    """Return every id of the blocks, in reading order, repeated ones included."""
    return [ident for node in walk(blocks) for ident in ids_of(node)]


def _fit(ident: str) -> str:
    """Return an id as a page may have it.

    Source: https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute (no white space)
    """
    name = "-".join(ident.split())
    return f"x-{name}" if PAGE_IDS.fullmatch(name) else name


def _followed(url: str, moved: Mapping[str, str]) -> str:
    if not url.startswith("#"):
        return url
    target = next((t for t in (url[1:], unquote(url[1:])) if t in moved), "")
    return f"#{moved[target]}" if target else url


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
