"""Strings made from a regular expression itself, to make it slow.

A pattern is slow where one repetition can be left in many ways, or begun at many places. So each
repetition of the pattern is pumped: what leads up to it, then what it repeats a thousand times,
then an end that fails. What it repeats is taken with what leads up to it too, with what follows,
and with every character that two parts of the pattern could both take.
"""

from __future__ import annotations

import re
import re._constants as sre  # type: ignore[import-not-found]  # no stubs: the parser of `re`
import re._parser as parser  # type: ignore[import-not-found]
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_PROBES = "aZ0 \n\t-.,:;/\\<>\"'()[]{}=&#|*_@!%é漢\u00a0’—"
"""Characters of every class patterns ask for."""
_UNTOLD = "\x00"
"""A character hardly any pattern takes."""
LONG_REPEAT = 25
"""A repetition of at most this many is no repetition: its cost is a constant."""
MOST_PUMPS = 6
"""Characters tried of one class: its first ones, and those that other parts take as well."""

Items = list[tuple[Any, Any]]  # Any: what the parser of `re` says of each part


@dataclass(frozen=True, slots=True)
class Attack:
    """A string to be made as long as one likes."""

    prefix: str
    pump: str
    end: str

    def text(self, length: int) -> str:
        """Return the string with about so many characters."""
        return self.prefix + self.pump * (length // len(self.pump)) + self.end


def attacks(pattern: re.Pattern[str]) -> list[Attack]:
    """Return the strings that go for each repetition of a pattern, none twice."""
    tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    alphabet = _alphabet(tree)
    found: dict[Attack, None] = {}
    for prefix, body, after in _repeats(tree, "", "", pattern.flags):
        for unit in _pumps(body, alphabet, pattern.flags):
            follows = _sample(after, pattern.flags)
            for lead, pump in (
                (prefix, unit),
                ("", unit),
                ("", prefix + unit),
                (prefix, unit + follows),
            ):
                for end in (_UNTOLD, "\n" + _UNTOLD, follows[:1] + _UNTOLD):
                    found[Attack(lead, pump, end)] = None
    whole = _sample(tree, pattern.flags)
    for pump in {whole, whole[: len(whole) // 2], whole[:-1], whole[:1], whole[-1:]} - {""}:
        found[Attack("", pump, _UNTOLD)] = None
    for pump in alphabet:
        found[Attack("", pump, _UNTOLD)] = None
    return list(found)


def _alphabet(items: Items) -> str:
    """Return the characters a pattern names, and some of every class."""
    named = "".join(dict.fromkeys(_literals(items)))
    return "".join(dict.fromkeys(named[:40] + _PROBES))


def _literals(items: Items) -> Iterator[str]:
    for op, value in items:
        if op in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(value)
        elif op is sre.IN:
            for kind, inner in value:
                if kind is sre.LITERAL:
                    yield chr(inner)
                elif kind is sre.RANGE:
                    yield chr(inner[0])
        for inner in _inside(op, value):
            yield from _literals(inner)


def _inside(op: Any, value: Any) -> list[Items]:
    """Return the sequences inside a part of a pattern."""
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [list(value[2])]
    if op is sre.SUBPATTERN:
        return [list(value[3])]
    if op is sre.BRANCH:
        return [list(branch) for branch in value[1]]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    if op is sre.ATOMIC_GROUP:
        return [list(value)]
    if op is sre.GROUPREF_EXISTS:
        return [list(part) for part in value[1:] if part]
    return []


def _repeats(
    items: Items, prefix: str, after: str, flags: int
) -> Iterator[tuple[str, Items, Items]]:
    """Yield each long repetition with a text that leads to it and the parts that follow it."""
    for at, (op, value) in enumerate(items):
        lead = prefix + _sample(items[:at], flags)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and (
            value[1] is sre.MAXREPEAT or value[1] > LONG_REPEAT
        ):
            yield lead, list(value[2]), items[at + 1 :]
        for inner in _inside(op, value):
            yield from _repeats(inner, lead, after, flags)


def _pumps(body: Items, alphabet: str, flags: int) -> list[str]:
    """Return texts a repetition takes."""
    if len(body) == 1 and body[0][0] in (sre.IN, sre.ANY, sre.LITERAL, sre.NOT_LITERAL):
        takes = _taker(body[0], flags)
        return [character for character in alphabet if takes(character)][:MOST_PUMPS]
    pumps = dict.fromkeys(_sample(body, flags, turn) for turn in range(3))
    for op, value in body:
        for branch in _inside(op, value) if op in (sre.BRANCH, sre.SUBPATTERN) else ():
            pumps[_sample(branch, flags)] = None
    return [pump for pump in pumps if pump]


def _taker(item: tuple[Any, Any], flags: int) -> Callable[[str], bool]:
    """Return what tells whether a part that takes one character takes this one."""
    op, value = item
    if op is sre.ANY:
        return lambda character: character != "\n" or bool(flags & re.DOTALL)
    if op is sre.LITERAL:
        return lambda character: ord(character) == value
    if op is sre.NOT_LITERAL:
        return lambda character: ord(character) != value
    negated = value[0][0] is sre.NEGATE
    return lambda character: negated != any(_in_class(one, character) for one in value)


def _in_class(one: tuple[Any, Any], character: str) -> bool:
    kind, value = one
    code = ord(character)
    if kind is sre.LITERAL:
        return bool(code == value)
    if kind is sre.RANGE:
        return bool(value[0] <= code <= value[1])
    if kind is sre.CATEGORY:
        return _CATEGORIES[value](character)
    return False


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    sre.CATEGORY_DIGIT: lambda c: unicodedata.category(c) == "Nd",
    sre.CATEGORY_NOT_DIGIT: lambda c: unicodedata.category(c) != "Nd",
    sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    sre.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}


def _sample(items: Items, flags: int, turn: int = 0) -> str:
    """Return a short text a sequence takes; `turn` chooses among branches and classes.

    Looks to either side are left out: what they ask for is met by chance or not at all.
    """
    said: list[str] = []
    for op, value in items:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            takes = _taker((op, value), flags)
            named = "".join(_literals([(op, value)]))
            fitting = [c for c in named + _PROBES if takes(c)]
            said.append(fitting[turn % min(3, len(fitting))] if fitting else "a")
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            said.append(_sample(list(value[2]), flags, turn) * min(max(1, value[0]), 40))
        elif op is sre.BRANCH:
            said.append(_sample(list(value[1][turn % len(value[1])]), flags, turn))
        elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            said.append(_sample(_inside(op, value)[0], flags, turn))
    return "".join(said)
