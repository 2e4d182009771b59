"""Addresses of people's profiles: what among links leads to a person elsewhere.

Takes addresses as pages write them, in the boxes of authors and in data. What they are resolved
against is the reader's affair.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articlepress.urls import host, query_value

PROFILE_HOSTS = frozenset(
    ["twitter.com", "x.com", "facebook.com", "linkedin.com", "instagram.com", "mastodon.social",
     "github.com", "youtube.com", "tiktok.com", "bsky.app", "threads.net", "medium.com",
     "pinterest.com", "reddit.com", "xing.com", "vk.com", "t.me", "de.linkedin.com",
     "uk.linkedin.com"]
)  # fmt: skip
"""Sites on which people have profiles; other links in a bio are its text's."""

_SHARES = re.compile(
    r"/(?:intent|share|sharer|share\.php|sharer\.php|sharearticle|sharing|submit|dialog|plugins"
    r"|pin/create|spi/shares|cws/share|feed/share\w*)(?:/|$)",
    re.I,
)
"""Paths under which the networks take a page that somebody shares (their share buttons' own)."""
_BY_NAME = re.compile(r"/intent/(?:user|follow)/?")
"""Paths of a button that follows the account named by `screen_name`."""
_TWICE = re.compile(r"https?://[\w.-]+/+(https?://[\w.-]+/.+)", re.I)
"""An address written into a field that asks for the account's name, as Yoast's "X username"."""


def profile_of(link: str) -> str:
    """Return the address of the profile a link leads to, or nothing where it leads to none."""
    address = stated_profile(link)
    return address if host(address) in PROFILE_HOSTS else ""


def stated_profile(link: str) -> str:
    """Return an address that data gives as a person's, or nothing where it only shares a page."""
    link = link.strip()
    if host(link) not in PROFILE_HOSTS:
        return link
    doubled = _TWICE.fullmatch(link)
    link = doubled[1] if doubled else link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    account = query_value(link, "screen_name").lstrip("@")
    if account and _BY_NAME.fullmatch(parts.path):
        return f"https://{parts.netloc}/{account}"
    return link if parts.path.strip("/") and not _SHARES.match(parts.path) else ""


def shares_page(link: str) -> bool:
    """Tell whether a link hands the page to a network, a messenger or a letter."""
    if link.lower().startswith(("mailto:?", "whatsapp:", "sms:?")):
        return True
    try:
        path = urlsplit(link).path
    except ValueError:
        return False
    name = host(link)
    return (name in PROFILE_HOSTS and _SHARES.match(path) is not None) or (
        name in ("api.whatsapp.com", "wa.me") and "text=" in link
    )
