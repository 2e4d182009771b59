"""Posts of other sites that an article shows: where their own words lead."""

from __future__ import annotations

from urllib.parse import urlsplit

from articlepress import nodes as n
from articlepress.walk import query


def leads_to(words: n.Blocks, url: str) -> bool:
    """Tell whether a post's own words link to it, as the date below it does.

    Whatever host: twitter.com and x.com are one, and paths name the author and the post.
    """
    place = _path(url)
    return bool(place) and any(_path(link.url) == place for link in query(words, n.Link))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.strip("/")
    except ValueError:
        return ""
