"""What an element's class and id say about bylines and dates, remembered by their spelling.

Which names mean what is data (`rules/byline.toml`, `rules/date.toml`). A page repeats few classes
many times, so each spelling is judged once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.page.rules import Matcher, compile_rules, load_rules

_AUTHOR_WORDS = frozenset(
    ["author", "authors", "byline", "writer", "contributor", "contributors", "autor", "auteur",
     "autore", "verfasser", "columnist", "journalist", "reporter", "creator", "redakteur"]
)  # fmt: skip
_NO_NAME_WORDS = frozenset(
    ["bio", "biography", "description", "social", "image", "avatar", "photo", "img", "comment",
     "comments", "title", "role", "job", "position", "date", "time", "related", "follow", "links",
     "posts", "editor", "reviewer", "reviewed"]
)  # fmt: skip
"""Words that name a part of an author's box that holds no name."""
_DATE_WORDS = frozenset(
    ["date", "dates", "published", "publish", "posted", "time", "timestamp", "datum", "fecha",
     "pubdate", "datetime", "dateline", "created"]
)  # fmt: skip
_NO_DATE_WORDS = frozenset(
    ["event", "comment", "comments", "copyright", "reading", "read", "up", "to"]
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The rules an element matches, each empty where none does."""

    byline: str = ""
    date: str = ""


_NONE = Marks()

_STEMS = re.compile(
    "aut[ho]|auteu|by|writ|contri|column|journal|report|verfas|redak|creat|card|fn|post|meta|info|"
    "detail|date|datum|data|time|day|publ|pub|stamp|fecha|submit|modif|lastmod"
)
"""Each name that the rules or words below know holds one of these; most names hold none, and
asking so costs a tenth of judging them."""


@lru_cache(maxsize=65_536)
def _may_mark(token: str) -> bool:
    """Tell whether a class or id is worth judging; sites repeat few of them in many mixtures."""
    return _STEMS.search(token.lower()) is not None


@lru_cache(maxsize=20_000)
def marks_of(classes: str, identity: str, prop: str, relation: str) -> Marks:
    """Return what an element with these attributes is marked as."""
    if not any(map(_may_mark, f"{classes} {identity} {prop} {relation}".split())):
        return _NONE
    attributes = {"class": classes, "id": identity, "itemprop": prop, "rel": relation}
    given = {name: value for name, value in attributes.items() if value}
    words, byline = _matcher("byline").read("", given)
    date = _matcher("date").read("", given)[1]
    named = set(words)
    byline_name = byline.name if byline else ""
    if not byline_name and named & _AUTHOR_WORDS and not named & _NO_NAME_WORDS:
        byline_name = "byline/words"
    date_name = date.name if date else ""
    if not date_name and named & _DATE_WORDS and not named & _NO_DATE_WORDS:
        date_name = "date/words"
    return Marks(byline_name, date_name) if byline_name or date_name else _NONE


@cache
def _matcher(file: str) -> Matcher:
    return compile_rules(load_rules(file))
