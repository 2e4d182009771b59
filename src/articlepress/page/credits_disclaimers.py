"""Disclaimers of a page: paragraphs that say whose views these are, who paid, what is no advice.

What they say is data (`rules/disclaimer.toml`): a hint finds the paragraph, a pattern judges it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from articlepress.metadata import DisclaimerKind, DisclaimerScope
from articlepress.page.credits_context import Context
from articlepress.page.credits_speech import points
from articlepress.page.rules import Rule
from articlepress.page.seldom import by_piece, places
from articlepress.resources import rules_folder

MAX_WORDS = 150
"""Words of the longest disclaimer measured without a label before it."""
MAX_LABELLED_WORDS = 400
MIN_WORDS = 5
MIN_HEADING_WORDS = 12
"""Words from which a heading is a statement set in a heading's style."""
FIRST_LINES = 8
LAST_LINES = 15
"""Lines of the body's two ends in which it says whose views these are; between them it tells of
others' views, unless it names itself."""
BELOW_LABEL = 3
"""Paragraphs between a line such as "Disclaimer:" and one that says so itself."""
NEAR_BODY = 25
"""Blocks between the body's end and a disclaimer that is still the article's own."""

_LABEL = re.compile(
    r"\W*(?:disclaimer|disclosures?|haftungsausschluss|hinweis|transparenzhinweis|avertissement|"
    r"descargo|aviso legal|aviso|disclaimer medico|免责声明|免責事項|免責聲明|"
    r"отказ от ответственности)(?:\s*\([^)]{1,100}\))?\s*[:：–—-]",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"\W*(?:(?:general|medical|legal|financial|affiliate|investment|editorial|important) )?"
    r"(?:disclaimers?|disclosures?|haftungsausschluss|transparenzhinweis|avertissement|"
    r"aviso legal|descargo de responsabilidad|isenção de responsabilidade|avvertenza|"
    r"免责声明|免責事項|免責聲明|отказ от ответственности|إخلاء مسؤولية)\W*",
    re.IGNORECASE,
)
"""A line that stands above a disclaimer."""
_QUOTED = re.compile(r"\s*[\"“”„«»「『‘']")
_STRONG_LABEL = re.compile(r"\W*(?:disclaimer|disclosure|免责声明|免責事項)\s*[:：]", re.IGNORECASE)
_LABEL_HINTS = ("disclaimer:", "disclosure:", "免责声明", "免責事項")
_OTHERS = re.compile(
    r"\bcomment(?:s|er|ers|ing)?\b|\breaders?['’]? (?:comments|views)|cookies?\b|privacy policy|"
    r"all rights reserved|terms of (?:use|service)|©",
    re.IGNORECASE,
)
"""A policy on comments or a site's legal footer, not a word on the article."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """An entry of `rules/disclaimer.toml`."""

    rule: Rule
    kind: DisclaimerKind
    hints: tuple[str, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A block found to be a disclaimer."""

    block: int
    kind: DisclaimerKind
    scope: DisclaimerScope
    rule: Rule
    label: int = -1
    """Block above that says "Disclaimer" and nothing else; -1 where none does."""


def statements(context: Context) -> Iterator[Statement]:
    """Yield the blocks that are disclaimers, in the page's order."""
    blocks = context.flat.blocks
    standing = [index for index in range(len(blocks)) if _may_state(context, index)]
    last = -1
    for index in _hinted(context, standing):
        text = blocks[index].text
        if context.is_heading(index) and len(text.split()) < MIN_HEADING_WORDS:
            continue
        kind = None if _is_of_others(context, index) else _kind_of(text)
        if kind and not _is_told(context, index, kind):
            label = _label_above(context, index, last)
            for block in range(label + 1 if label >= 0 else index, index + 1):
                yield Statement(block, kind.kind, "article", kind.rule, label)
                label = -1
            last = index


def _label_above(context: Context, index: int, last: int) -> int:
    """Return the line "Disclaimer" above a statement and paragraphs of its own, or -1."""
    blocks = context.flat.blocks
    for above in range(index - 1, max(last, index - 2 - BELOW_LABEL), -1):
        if _LABEL_ALONE.fullmatch(blocks[above].text):
            return above
        same = context.flat.elements[blocks[above].element].parent
        if context.is_heading(above) or same != context.flat.elements[blocks[index].element].parent:
            return -1
    return -1


def _is_told(context: Context, index: int, kind: _Kind) -> bool:
    """Tell whether the article itself speaks here: in quotation marks, or in its middle."""
    text = context.flat.blocks[index].text
    if kind.kind in ("affiliate", "sponsored") or _LABEL.match(text):
        return False
    if _is_named_so(context, context.flat.blocks[index].element):
        return False
    if _QUOTED.match(text):
        return True
    middle = context.first + FIRST_LINES <= index <= context.last - LAST_LINES
    return middle and context.in_body[index] and _itself().search(text) is None


def _hinted(context: Context, standing: list[int]) -> list[int]:
    """Return those of the blocks that hold a hint: one search of all is faster than one of each."""
    whole = _folded("\n ".join(context.flat.blocks[index].text for index in standing))
    hinted = []
    number = counted = 0
    for place in sorted(places(whole, _hints())):
        # A block's text has no line break of its own, so these count the blocks.
        number += whole.count("\n", counted, place)
        counted = place
        hinted.append(standing[number])
    return list(dict.fromkeys(hinted))


@cache
def _hints() -> Mapping[str, tuple[str, ...]]:
    """Return the hints of all kinds, without those that hold a shorter one."""
    every = {hint for kind in (*_kinds(), _labelled_kind()) for hint in kind.hints}
    return by_piece((h for h in sorted(every) if not any(o in h for o in every - {h})), _SHARED)


_SHARED = ("view", "opini", "confli", "ommissi", " purposes", "disclo", "substitu", "engage")
"""Pieces of several hints each; few texts hold them without one of the hints."""


def stated_only(context: Context, found: Iterable[Statement]) -> frozenset[int]:
    """Return the blocks that are a disclaimer and nothing else, so that no bio may hold them.

    "She is a gardener. Her views are her own." is a bio that disclaims; it stays whole.
    """
    blocks = context.flat.blocks
    return frozenset(
        statement.block
        for statement in found
        if _LABEL.match(text := blocks[statement.block].text)
        or points(text, context.names) < SPEAKS_OF_SOMEONE
    )


SPEAKS_OF_SOMEONE = 2
"""Points (`credits_speech.points`) from which a statement tells of the author as well."""


@cache
def _table() -> dict[str, Any]:
    # Any: the file holds strings and tables
    return tomllib.loads((rules_folder() / "disclaimer.toml").read_text("utf-8"))


@cache
def _itself() -> re.Pattern[str]:
    lines = map(str.strip, _table()["itself"].splitlines())
    return re.compile(rf"(?:{'|'.join(filter(None, lines))})", re.IGNORECASE)


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            Rule(f"disclaimer/{name}", "", entry["reason"]),
            entry["kind"],
            tuple(entry["hints"]),
            tuple(entry["patterns"]),
        )
        for name, entry in _table().items()
        if isinstance(entry, dict)
    )


def _kind_of(text: str) -> _Kind | None:
    words = len(text.split())
    labelled = _LABEL.match(text) is not None
    if words > (MAX_LABELLED_WORDS if labelled else MAX_WORDS):
        return None
    if words < MIN_WORDS and text.isascii():
        return None
    folded = _folded(text)
    for kind in _kinds():
        if any(hint in folded for hint in kind.hints) and any(
            _compiled(pattern).search(text) for pattern in kind.patterns
        ):
            return kind
    return _labelled_kind() if _STRONG_LABEL.match(text) else None


def is_on_earnings(text: str) -> bool:
    """Tell whether a text says who earns by links or who paid, whoever it names."""
    found = _kind_of(text)
    return found is not None and found.kind in ("affiliate", "sponsored")


def _folded(text: str) -> str:
    """Return a text as hints are looked for in it; one that begins with a space begins a word."""
    return f" {text.casefold()}"


def kind_of(text: str) -> DisclaimerKind:
    """Return the kind of a text that is known to be a disclaimer."""
    found = _kind_of(text)
    return found.kind if found else "other"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Compiled when a paragraph hints at it: all of them take 8 ms, and most pages state nothing.
    return re.compile(pattern, re.IGNORECASE)


@cache
def _labelled_kind() -> _Kind:
    reason = "begins with the word disclaimer or disclosure"
    return _Kind(Rule("disclaimer/label", "", reason), "other", _LABEL_HINTS, ())


def _is_named_so(context: Context, element: int) -> bool:
    """Tell whether an element or one of the two around it is called a disclaimer."""
    for _ in range(3):
        if element < 0:
            return False
        if not _NAMES.isdisjoint(context.flat.elements[element].names):
            return True
        element = context.flat.elements[element].parent
    return False


_NAMES = frozenset(("disclaimer", "disclosure", "affiliate"))


def _may_state(context: Context, index: int) -> bool:
    """Tell whether a block stands where a disclaimer of the article's own does."""
    block = context.flat.blocks[index]
    if not context.first - NEAR_BODY <= index <= context.last + NEAR_BODY and not (
        index < context.first and _is_named_so(context, block.element)
    ):
        return False
    if block.linked > 0.7 * block.size or context.foreign[block.element]:
        return False
    return not context.framed[block.element] or context.in_own_footer(block.element)


def _is_of_others(context: Context, index: int) -> bool:
    """Tell whether a statement outside the body is on readers' comments or the whole site."""
    text = context.flat.blocks[index].text
    return (
        not context.in_body[index] and _OTHERS.search(text) is not None and not _LABEL.match(text)
    )
