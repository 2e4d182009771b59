"""Whether a saved page holds its whole article: pages that follow it, a wall in front of it.

Takes a parsed page; gives what is told of it. Only markup that can mean nothing else counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articlepress.page.parse import Page

_PAGES = "a.post-page-numbers, .page-links > a[href]"
"""What WordPress (`wp_link_pages`) writes below one of an article's pages."""
_WALLED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false\b', re.IGNORECASE)
_PART = re.compile(r'"cssSelector"\s*:\s*"\.([\w-]{1,100})"')
"""The part that is not for everybody: schema.org's `hasPart`, whose selector names a class
(https://developers.google.com/search/docs/appearance/structured-data/paywalled-content)."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What a page lacks of its article, and the remedy."""

    what: str
    hint: str


def absent_part(page: Page) -> Absent | None:
    """Return what the page lacks of its article by its own markup; None where it lacks nothing."""
    if "post-page-numbers" in page.html or "page-links" in page.html:
        pages = {node.attributes.get("href") for node in page.tree.css(_PAGES)}
        if pages:
            count = f"{len(pages)} more page" + ("s" if len(pages) > 1 else "")
            return Absent(
                f"the article has {count}, which this file does not hold",
                "save its other pages too, or its view as a single page",
            )
    if _WALLED.search(page.html):
        names = set(_PART.findall(page.html))
        if names and not any(_is_shown(page, name) for name in names):
            return Absent(
                "the part for subscribers is not on this page",
                "save the page from a browser that is signed in",
            )
    return None


def _is_shown(page: Page, name: str) -> bool:
    nodes = page.tree.css(f'[class~="{name}"]')
    return any(node.text(deep=True).strip() for node in nodes)
