"""What a page's metadata says of the article: its title, description, and JSON-LD body.

Gives them folded for comparison, and what a block of text has in common with them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from articlepress.page.blocks import Block, Group

_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TAGS = re.compile(r"<[^>]{1,300}>")
SHORTEST_BODY = 200
"""Characters below which an `articleBody` is a teaser."""
_TITLE_SEAM = re.compile(r"\s[|–—·»-]\s")
_FOLDED = re.compile(r"\w+")
SHORTEST_WITNESSED = 15
"""Letters from which a block is compared with the page's metadata."""
GLANCE = 40
"""Characters of a block whose whole words tell whether it is worth comparing."""
FOLDED = 200
"""Characters of a block compared."""


@dataclass(slots=True)
class Witnesses:
    """What the page says of its article elsewhere, folded for comparison."""

    title: str = ""
    description: str = ""
    body: str = ""
    """JSON-LD `articleBody`."""


def witnesses_of(tree: LexborHTMLParser, html: str) -> Witnesses:
    """Return the witnesses, each empty when the page has none."""
    return Witnesses(_title(tree), _description(tree), _json_body(html))


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first('meta[property="og:title"]')
    text = (node.attributes.get("content") or "") if node is not None else ""
    if not text.strip():
        title = tree.css_first("title")
        text = title.text() if title is not None else ""
    # The site's name stands behind the last dash or bar; the longest part is the headline.
    return fold(max(_TITLE_SEAM.split(text), key=len))


def _description(tree: LexborHTMLParser) -> str:
    for selector in ('meta[property="og:description"]', "meta[name=description]"):
        node = tree.css_first(selector)
        if node is not None and (text := node.attributes.get("content")):
            return fold(text)
    return ""


def _json_body(html: str) -> str:
    match = _BODY.search(html)
    if match is None or len(match[1]) < SHORTEST_BODY:
        return ""
    try:
        text = json.loads(f'"{match[1]}"', strict=False)
    except ValueError:
        return ""
    return fold(_TAGS.sub(" ", text))


def fold(text: str) -> str:
    """Return the letters and digits of a text, lower case, single spaces between words."""
    text = text.lower()
    # Most pieces between spaces are a word already, and asking so is quicker than any pattern.
    pieces = [
        piece if piece.isalnum() else " ".join(_FOLDED.findall(piece)) for piece in text.split()
    ]
    return " ".join(filter(None, pieces))


def of_witnesses(block: Block, witnesses: Witnesses) -> Group:
    """Return what a block of text has in common with the witnesses."""
    title, description = witnesses.title, witnesses.description
    if not witnesses.body:
        if not title and not description:
            return ()
        # Most blocks begin in words that stand in neither: those need no further folding.
        first = fold(block.text[:GLANCE]).rpartition(" ")[0]
        if first not in title and first not in description:
            return ()
    found = []
    folded = fold(block.text[:FOLDED])
    if title and folded in title and len(folded) * 2 > len(title):
        found.append("is-title")
    if description:
        if folded[:60] == description[:60]:
            found.append("is-description" if folded == description else "begins-as-description")
        elif folded[:60] in description:
            found.append("in-description")
    if witnesses.body:
        found.append("in-body" if folded[:120] in witnesses.body else "not-in-body")
    return tuple(found)
