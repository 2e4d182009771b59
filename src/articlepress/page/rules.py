"""Rules as data: `rules/*.toml` loaded into values, matched against whole class and id tokens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from articlepress.resources import rules_folder


@dataclass(frozen=True, slots=True)
class Rule:
    """One markup convention and why it is treated as it is."""

    name: str
    """`chrome/share-buttons`: file and entry, as the ledger prints it."""
    selector: str
    reason: str
    follows: bool = False
    """Whether it stands behind an article and may be longer than it."""
    unless: frozenset[str] = frozenset()
    """Words of a class or id beside which a `:word` of it says another thing."""


@cache
def load_rules(file: str) -> tuple[Rule, ...]:
    """Return the rules of `rules/FILE.toml`, in the order of the file."""
    table = tomllib.loads((rules_folder() / f"{file}.toml").read_text("utf-8"))
    return tuple(
        Rule(
            f"{file}/{name}",
            entry["selector"],
            entry["reason"],
            entry.get("follows", False),
            frozenset(entry.get("unless", ())),
        )
        for name, entry in table.items()
    )


_NAME_WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]{2,}")
_SIMPLE = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*)?"
    r"(?:\.(?P<cls>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<attr>[\w-]+)(?P<op>[\^*]?)=(?P<value>[^\]]+)\]|:word\((?P<word>[a-z]+)\))?"
)
_NAMING_ATTRIBUTES = ("class", "id", "role", "itemprop")


@lru_cache(maxsize=8192)
def words_of(value: str) -> tuple[str, ...]:
    """Return the lower-case words of a class or id: `Post__bodyText` gives post, body, text."""
    return tuple(chain.from_iterable(map(_words_of_token, value[:LONGEST_NAME].split())))


@lru_cache(maxsize=32_768)
def _words_of_token(token: str) -> tuple[str, ...]:
    # Remembered apart: sites mix few tokens into many class attributes.
    if token.isalpha() and token.islower() and token.isascii():
        return (token,) if len(token) > 1 else ()
    return tuple(word.lower() for word in _NAME_WORD.findall(token) if len(word) > 1)


NAMED_BY_TITLE = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "section"))
"""Elements whose id is often their title: <h2 id="related-work">."""

LONGEST_NAME = 240
"""Characters of a class attribute looked at; utility classes run to thousands."""


@dataclass(slots=True)
class Matcher:
    """The rules of a file as dictionaries, so that an element costs a few look-ups.

    Selectors are lists of simple ones: `tag`, `.class`, `#id`, `[attribute=value]`,
    `[class^=prefix]`, `[id^=prefix]`, each with or without a tag before it, and `:word(nav)` for a
    word of the class or id. Class and id compare whole tokens, lower case.
    """

    exact: dict[tuple[str, str], list[tuple[str, Rule]]] = field(default_factory=dict)
    """(attribute, token) -> the tag wanted (or none) and the rule."""
    prefixes: dict[str, list[tuple[str, str, Rule]]] = field(default_factory=dict)
    """Attribute -> prefix, the tag wanted (or none) and the rule."""
    beginnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Attribute -> its prefixes, so that one question rules out most tokens."""
    tags: dict[str, Rule] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()
    """Attributes besides class, id, role and itemprop that some rule looks at."""
    words: dict[str, Rule] = field(default_factory=dict)
    """Words of a class or id that are enough by themselves."""
    _seen: dict[tuple[str | None, ...], tuple[tuple[str, ...], Rule | None]] = field(
        default_factory=dict
    )
    _tokens: dict[tuple[str, str], _Token] = field(default_factory=dict)

    def read(
        self, tag: str, attributes: Mapping[str, str | None]
    ) -> tuple[tuple[str, ...], Rule | None]:
        """Return the words an element is named with, and the first rule it matches."""
        get = attributes.get
        key = (tag, get("class"), get("id"), get("role"), get("itemprop"))
        found = self._seen.get(key)
        if found is None:
            found = self._read(*key)
            if len(self._seen) >= MAX_REMEMBERED:
                self._seen.clear()
            self._seen[key] = found
        if found[1] is None and self.attributes:
            for name in self.attributes:
                value = get(name)
                if value is not None:
                    return found[0], _first(tag, self._token(name, value.strip()).matched)
        return found

    def _read(
        self, tag: str, cls: str | None, identity: str | None, role: str | None, prop: str | None
    ) -> tuple[tuple[str, ...], Rule | None]:
        names: tuple[str, ...] = ()
        rule = self.tags.get(tag)
        if cls:
            tokens = [self._token("class", token) for token in cls.split()]
            names = (
                tuple(chain.from_iterable(token.words for token in tokens))
                if len(cls) <= LONGEST_NAME
                else words_of(cls)
            )
            for token in tokens:
                rule = rule or (_first(tag, token.matched) if token.matched else None)
        telling = names
        for name, value in (("id", identity), ("role", role), ("itemprop", prop)):
            if value:
                words = words_of(value)
                names += words
                rule = rule or _first(tag, self._token(name, value.strip()).matched)
                if name != "id" or tag not in NAMED_BY_TITLE:
                    telling += words
        if rule is None and not self.words.keys().isdisjoint(telling):
            found = (self.words[name] for name in telling if name in self.words)
            rule = next((rule for rule in found if rule.unless.isdisjoint(telling)), None)
        return names, rule

    def _token(self, name: str, token: str) -> _Token:
        """Return what a token of an attribute says, remembered: sites repeat few of them."""
        key = (name, token)
        found = self._tokens.get(key)
        if found is None:
            if len(self._tokens) >= MAX_REMEMBERED:
                self._tokens.clear()
            words = _words_of_token(token) if name == "class" else ()
            found = self._tokens[key] = _Token(words, self._match(name, token.lower()))
        return found

    def _match(self, name: str, token: str) -> tuple[tuple[str, Rule], ...]:
        """Return the tags wanted and the rules that a token matches."""
        exact = tuple(self.exact.get((name, token), ()))
        if not token.startswith(self.beginnings.get(name, ())):
            return exact
        prefixes = self.prefixes[name]
        return exact + tuple((tag, rule) for p, tag, rule in prefixes if token.startswith(p))


class _Token(NamedTuple):
    """What one token of an attribute says by itself."""

    words: tuple[str, ...]
    """Words of a class; of other attributes none."""
    matched: tuple[tuple[str, Rule], ...]
    """The tags wanted, or none, and the rules matched."""


def _first(tag: str, matched: tuple[tuple[str, Rule], ...]) -> Rule | None:
    return next((rule for wanted, rule in matched if not wanted or wanted == tag), None)


MAX_REMEMBERED = 20_000
"""Distinct attribute values, and tokens, that a matcher remembers; a page has about 300."""


@lru_cache(maxsize=16)
def compile_rules(rules: tuple[Rule, ...]) -> Matcher:
    """Return a matcher for rules whose selectors are lists of simple selectors.

    The same rules give the same matcher, which remembers the names that sites have in common.

    Raises:
        ValueError: a selector is not simple.
    """
    matcher = Matcher()
    looked_at = set()
    for rule in rules:
        for selector in rule.selector.split(","):
            match = _SIMPLE.fullmatch(selector.strip())
            if match is None or not selector.strip():
                raise ValueError(f"{rule.name}: {selector.strip()!r} is not a simple selector")
            tag = match["tag"] or ""
            if match["cls"]:
                matcher.exact.setdefault(("class", match["cls"].lower()), []).append((tag, rule))
            elif match["id"]:
                matcher.exact.setdefault(("id", match["id"].lower()), []).append((tag, rule))
            elif match["word"]:
                matcher.words[match["word"]] = rule
            elif match["attr"]:
                value = match["value"].strip("\"'").lower()
                if match["attr"] not in _NAMING_ATTRIBUTES:
                    looked_at.add(match["attr"])
                if match["op"] == "^":
                    matcher.prefixes.setdefault(match["attr"], []).append((value, tag, rule))
                else:
                    matcher.exact.setdefault((match["attr"], value), []).append((tag, rule))
            else:
                matcher.tags[tag] = rule
    matcher.attributes = tuple(sorted(looked_at))
    matcher.beginnings = {
        name: tuple(prefix for prefix, _, _ in found) for name, found in matcher.prefixes.items()
    }
    return matcher
