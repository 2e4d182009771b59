"""The page's own address and the one its relative links are resolved against."""

from __future__ import annotations

import re
from urllib.parse import unquote

from articlepress.page.parse import Page
from articlepress.urls import clean, is_absolute

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


def link_targets(page: Page) -> frozenset[str]:
    """Return the ids that links of the page point to, as written and unescaped."""
    found = set()
    for link in page.tree.css("a[href*='#']"):
        ident = (link.attributes.get("href") or "").strip().partition("#")[2]
        found.add(ident)
        if "%" in ident:
            found.add(unquote(ident))
    return frozenset(found)


def is_own(address: str, base: str, own: str) -> bool:
    """Tell whether an address before its `#` is the page's own; browsers write it out on saving."""
    return not address or (bool(own) and clean(address, base).rstrip("/") == own.rstrip("/"))
