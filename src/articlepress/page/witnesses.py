"""What a page's metadata says of the article: its title, description, and JSON-LD body."""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

from articlepress.page.features import Witnesses, fold

_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TAGS = re.compile(r"<[^>]{1,300}>")
SHORTEST_BODY = 200
"""Characters below which an `articleBody` is a teaser."""
_TITLE_SEAM = re.compile(r"\s[|–—·»-]\s")


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
