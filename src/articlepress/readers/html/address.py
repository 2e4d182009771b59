"""The page's own address and the one its relative links are resolved against."""

from __future__ import annotations

import re
from urllib.parse import unquote

from articlepress.page.parse import Page
from articlepress.urls import clean, is_absolute

_FRAGMENT = re.compile(r"""#([^"'<>\s\\;,(){}]{1,300})(?=["'>\s])""")

_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)(https?://\S+)"
    r"|<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)"
)
_HEAD_CHARACTERS = 4_096


def page_address(page: Page, given: str = "") -> str:
    """Return the page's address: as given, saved or stated; empty where nobody says."""
    for candidate in (given, page.source.url):
        if is_absolute(candidate):
            return clean(candidate)
    for selector, name in (
        ("link[rel=canonical]", "href"),
        ('meta[property="og:url"]', "content"),
        ("link[rel=shortlink]", "href"),
    ):
        node = page.tree.css_first(selector)
        value = clean(node.attributes.get(name) or "") if node is not None else ""
        if is_absolute(value):
            return value
    return ""


def saved_from(html: str) -> str:
    """Return the address browsers and SingleFile note in a comment when they save a page."""
    found = _SAVED_FROM.search(html[:_HEAD_CHARACTERS])
    return (found[1] or found[2]) if found else ""


def base_address(page: Page, address: str) -> str:
    """Return what relative links are resolved against: `<base href>`, else the page's address."""
    node = page.tree.css_first("base[href]")
    stated = clean(node.attributes.get("href") or "", address) if node is not None else ""
    return stated if is_absolute(stated) else address


def link_targets(html: str) -> frozenset[str]:
    """Return the ids that links of the page may point to, as written and unescaped.

    Whatever follows a `#` counts, colours in style sheets too: an id kept for nothing costs less
    than a look at every link's start.
    """
    found = set(_FRAGMENT.findall(html))
    return frozenset(found | {unquote(ident) for ident in found if "%" in ident})
