"""The summary between title and text, where the page shows one apart from the text.

Takes what the search for credits knows; gives the block and the rule that names it. Which names
elements give it is data (`rules/standfirst.toml`); the page's own description is a witness.
"""

from __future__ import annotations

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.page.credits_context import Context
from articlepress.page.credits_speech import is_prompt
from articlepress.page.dates import read_date
from articlepress.page.name_words import is_about_others, starts_byline
from articlepress.page.names import folded_name, read_names
from articlepress.page.rules import Rule
from articlepress.resources import rules_folder

LINES_BELOW = 10
"""Lines below the headline among which the summary stands: kicker, byline and date come between."""
MIN_WORDS = 4
MAX_WORDS = 90
"""Words of the longest summary seen; more is the text's first paragraph."""
MIN_SIZE = 20
"""Letters, a CJK character counting for three, of the shortest summary."""
MAX_BLOCKS = 2
"""Lines of an element named so; one with more is a part of the text."""
MAX_NAMED = 0.5
"""Share of a line's characters that are names; more is a list of authors."""
SET_APART = 0.9
"""Share of bold or slanted letters from which a paragraph is set apart from the text."""
MIN_WITNESS = 40
"""Letters from which the page's description is a witness; shorter ones agree by chance."""

_HEADED = Rule("standfirst/heading", "h2", "a sentence set as a heading, first below the headline")
_WITNESSED = Rule("standfirst/data", "", "says what the page's description says, apart from text")


def find_standfirst(context: Context, taken: Set[int]) -> tuple[int, Rule] | None:
    """Return the block of the summary and its rule; `taken` are blocks of other credits."""
    if context.headline < 0:
        return None
    blocks = context.flat.blocks
    witnesses = _witnesses(context)
    for index in range(context.headline + 1, min(context.headline + LINES_BELOW, len(blocks))):
        if index > context.first + 1:
            return None
        if index in taken:
            continue
        # To read a line for names takes longest, so it is asked last.
        rule = _rule_for(context, index, witnesses)
        if rule and _may_be(context, index) and not _is_all(context, index):
            return index, rule
    return None


def _rule_for(context: Context, index: int, witnesses: Set[str]) -> Rule | None:
    """Return what makes a line the summary: how it is named, that it is a sentence and a heading,
    or the page's data where the line is set apart; a weak name needs either besides."""
    apart = _is_apart(context, index)
    strength, rule = _named(context, index)
    if rule and (strength > 1 or apart):
        return rule
    if context.is_heading(index) and _is_sentence(context.flat.blocks[index].text):
        return _HEADED
    if not (rule or apart) or folded_name(context.flat.blocks[index].text) not in witnesses:
        return None
    return rule or _WITNESSED


def _is_sentence(text: str) -> bool:
    """Tell whether a heading is long and ends as a sentence does; questions head what answers."""
    return len(text) >= SENTENCE and text.rstrip("\"'”’»)").endswith((".", "!", "。", "…"))


SENTENCE = 80
"""Characters of the shortest such heading; those of sections end in a stop as well. Of 27 pages 24
have the summary there, three their first sentence."""


def _witnesses(context: Context) -> frozenset[str]:
    """Return what the page's data gives as the article's summary, folded."""
    facts = context.facts
    texts = (fact.value for field in ("description", "subtitle") for fact in facts.of(field))
    return frozenset(folded for text in texts if len(folded := folded_name(text)) >= MIN_WITNESS)


def _may_be(context: Context, index: int) -> bool:
    """Tell whether a line reads like a summary: a sentence, not a byline, a date or a link."""
    block = context.flat.blocks[index]
    text = block.text
    words = len(text.split())
    if words > MAX_WORDS or block.size < MIN_SIZE or (words < MIN_WORDS and text.isascii()):
        return False
    if context.foreign[block.element] or block.linked > block.size / 2 or is_prompt(text):
        return False
    if context.flat.elements[block.element].tag in ("li", "td", "th", "figcaption", "dd", "dt"):
        return False
    if starts_byline(text) or (read_date(text) and words < 2 * MIN_WORDS):
        return False
    title = context.flat.blocks[context.headline].text
    if folded_name(text) in (folded_name(title), *context.names) or is_about_others(text):
        return False
    return sum(map(len, read_names(text, strict=True))) < MAX_NAMED * len(text)


def _is_all(context: Context, index: int) -> bool:
    """Tell whether a line is most of the text, as on a page of one paragraph."""
    sizes = sum(
        b.size for b, inside in zip(context.flat.blocks, context.in_body, strict=True) if inside
    )
    return context.in_body[index] and context.flat.blocks[index].size > sizes / 2


def _is_apart(context: Context, index: int) -> bool:
    """Tell whether a line is a heading, bold, slanted, or stands in a header or above the text."""
    block = context.flat.blocks[index]
    if context.is_heading(index) or not context.in_body[index]:
        return True
    climb = block.element
    while climb >= 0 and context.flat.elements[climb].first > context.headline:
        climb = context.flat.elements[climb].parent
    if climb >= 0 and context.flat.elements[climb].tag == "header":
        return True
    return max(block.strong, block.emphasised) >= SET_APART * block.size


def _named(context: Context, index: int) -> tuple[int, Rule | None]:
    """Return what the element around a line, or one around that alone, is named as."""
    elements = context.flat.elements
    climb = context.flat.blocks[index].leaf
    while climb >= 0 and elements[climb].end - elements[climb].first <= MAX_BLOCKS:
        found = _rule_of(frozenset(elements[climb].names))
        if found is not None:
            return found.strength, found.rule
        climb = elements[climb].parent
    return 0, None


@dataclass(frozen=True, slots=True)
class _NameRule:
    rule: Rule
    strength: int
    words: tuple[frozenset[str], ...]


@cache
def _rules() -> tuple[_NameRule, ...]:
    table = tomllib.loads((rules_folder() / "standfirst.toml").read_text("utf-8"))
    return tuple(
        _NameRule(
            Rule(f"standfirst/{name}", ", ".join(entry["words"][:3]), entry["reason"]),
            entry["strength"],
            tuple(frozenset(words.split()) for words in entry["words"]),
        )
        for name, entry in table.items()
    )


@lru_cache(maxsize=8192)
def _rule_of(names: frozenset[str]) -> _NameRule | None:
    return next((rule for rule in _rules() if any(w <= names for w in rule.words)), None)
