"""What an element's class and id say about bylines and dates, remembered by their spelling.

Which names mean what is data (`rules/byline.toml`, `rules/date.toml`). Sites mix the same few names
into ever new class attributes, so each name is judged once and the attributes are put together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.page.rules import LONGEST_NAME, compile_rules, load_rules, words_of

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


UNMARKED = Marks()

_STEMS = re.compile(
    "aut[ho]|auteu|by|writ|contri|column|journal|report|verfas|redak|creat|card|fn|post|meta|info|"
    "detail|date|datum|data|time|day|publ|pub|stamp|fecha|submit|modif|lastmod|firma"
)
"""Each name that the rules or words below know holds one of these; most names hold none, and
asking so costs a tenth of judging them."""


@lru_cache(maxsize=32_768)
def _token(attribute: str, token: str) -> tuple[str, str, frozenset[str]]:
    """Return the rules that one class, or the id, matches by itself, and its words that matter."""
    key = (attribute, token.lower())
    words = _KNOWN.intersection(words_of(token)) if attribute != "rel" else frozenset()
    return _names("byline").get(key, ""), _names("date").get(key, ""), words


_KNOWN = _AUTHOR_WORDS | _NO_NAME_WORDS | _DATE_WORDS | _NO_DATE_WORDS


@lru_cache(maxsize=8192)
def marks_of(classes: str, identity: str, prop: str, relation: str) -> Marks:
    """Return what an element with these attributes is marked as."""
    # Remembered, for a page repeats its cards and a site its pages.
    if not _STEMS.search(f"{classes} {identity} {prop} {relation}".lower()):
        return UNMARKED
    tokens = [_token("class", css) for css in classes.split()]
    rest = (("id", identity), ("itemprop", prop), ("rel", relation))
    tokens += [_token(name, value.strip()) for name, value in rest if value]
    byline = next((token[0] for token in tokens if token[0]), "")
    date = next((token[1] for token in tokens if token[1]), "")
    if len(classes) > LONGEST_NAME:
        # Utility classes run to thousands of characters and hold every word.
        tokens = [_token("class", css) for css in classes[:LONGEST_NAME].split()]
        tokens += [_token(name, value.strip()) for name, value in rest if value]
    words = frozenset().union(*[token[2] for token in tokens])
    if not byline and words & _AUTHOR_WORDS and not words & _NO_NAME_WORDS:
        byline = "byline/words"
    if not date and words & _DATE_WORDS and not words & _NO_DATE_WORDS:
        date = "date/words"
    return Marks(byline, date) if byline or date else UNMARKED


@cache
def telling_words() -> frozenset[str]:
    """Return words of which every name that is marked holds one; most names on a page hold none."""
    names = {token for file in ("byline", "date") for _, token in _names(file)}
    every = [set(words_of(name)) for name in names]
    common = Counter(word for words in every for word in words)
    telling = {
        min(words, key=lambda word: (word in _EVERYWHERE, -common[word], word))
        for words in every
        if words
    }
    return frozenset(telling) | _AUTHOR_WORDS | _DATE_WORDS


_EVERYWHERE = frozenset(
    ["post", "entry", "article", "story", "single", "blog", "td", "wp", "block", "elementor",
     "item", "type", "mvp", "gh", "by", "name", "header", "link", "title", "on", "text"]
)  # fmt: skip
"""Words in too many names to tell anything."""


@cache
def _names(file: str) -> dict[tuple[str, str], str]:
    """Return (attribute, its value or one class) -> the name of the rule that says so.

    Raises:
        ValueError: a rule asks for more than a whole name.
    """
    matcher = compile_rules(load_rules(file))
    if matcher.prefixes or matcher.tags or matcher.words:
        raise ValueError(f"rules/{file}.toml holds a selector that is no whole class, id or value")
    return {key: found[0][1].name for key, found in matcher.exact.items()}
