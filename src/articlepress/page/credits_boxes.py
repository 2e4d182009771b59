"""Boxes about an author: elements whose class or id says so, and what in them is the bio.

Which names are meant is data (`rules/bio.toml`); the weaker a box's name, the more its prose must
speak of the page's author.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.page.blocks import Block
from articlepress.page.credits_context import HEADING_TAGS, Context
from articlepress.page.credits_speech import (
    NAME_POINTS,
    introduced,
    is_label,
    is_prompt,
    names_in,
    points,
    speaks_of_work,
)
from articlepress.page.dates import read_date
from articlepress.page.name_words import starts_byline
from articlepress.page.names import folded_name, read_names
from articlepress.page.rules import Rule
from articlepress.resources import rules_folder

MAX_BIO_WORDS = 350
"""Words of the longest bio measured; more is a page about a person."""
MAX_BOX_BLOCKS = 40
"""Lines of a box with portrait, links and latest posts."""
MIN_PROSE_WORDS = 4
MIN_LINKED_WORDS = 14
"""Words from which linked text is a bio in a card that is one link, and no list of posts."""
MAX_PROMPT_WORDS = 14
"""Words of the longest call ("Read all of her stories about…") or date line in a box."""
POINTS_NEEDED = {3: 0, 2: 3, 1: 4}
"""Strength of the box's name -> points its prose must have (`credits_speech.points`)."""
CLIMB_FOR_NAME = 4
"""Ancestors of a bio's prose in which its author's name stands."""
MAX_NAME_LINE = 80
SPARE_WORDS = 25
"""Words of name, links and label in a box besides the bio."""


@dataclass(frozen=True, slots=True)
class BioBox:
    """A bio found: its prose, the box around it, whose it is."""

    prose: tuple[int, ...]
    """Blocks."""
    element: int
    """-1 where every element around the prose holds text of the body too."""
    name: str
    rule: Rule
    strength: int
    text: str
    above: tuple[int, ...] = ()
    """Label and name that stand above the prose and not in the element."""


@dataclass(frozen=True, slots=True)
class _BoxRule:
    rule: Rule
    strength: int


_AFFILIATIONS = frozenset(("affiliation", "affiliations", "aff"))
"""Words of the parts in which journals list institutes."""
_LICENCES = frozenset(("license", "licence"))
"""Words of what says who made a picture and who may use it."""
_PARTS = frozenset(("description", "desc", "about", "summary", "intro", "blurb"))
"""Words of a part that describes what its ancestors name."""


@cache
def _rules() -> tuple[tuple[tuple[frozenset[str], _BoxRule], ...], frozenset[str]]:
    """Return the names with their rules, the first that fits winning, and words of which every
    name that matches a rule holds one."""
    table = tomllib.loads((rules_folder() / "bio.toml").read_text("utf-8"))
    named: list[tuple[frozenset[str], _BoxRule]] = []
    for name, entry in table.items():
        rule = Rule(f"bio/{name}", ", ".join(entry["words"][:3]), entry["reason"])
        box = _BoxRule(rule, entry["strength"])
        named += [(frozenset(words.split()), box) for words in entry["words"]]
    # "author box" is known by its author: pages call nearly every element a box.
    common = Counter(word for words, _ in named for word in words)
    telling = (max(sorted(words), key=lambda word: common[word]) for words, _ in named)
    return tuple(named), frozenset((*telling, *_PARTS))


_NO_BOXES = frozenset(("body", "html", "main", "a", *HEADING_TAGS))
_OWNERS = frozenset(("author", "authors", "contributor", "writer", "autor", "auteur"))


def marked_boxes(context: Context, stated: frozenset[int]) -> Iterator[BioBox]:
    """Yield the boxes named as an author's whose prose speaks as the name asks."""
    telling = _rules()[1]
    for index, element in enumerate(context.flat.elements):
        if telling.isdisjoint(element.names) or context.foreign[index]:
            continue
        if element.end - element.first > MAX_BOX_BLOCKS or element.tag in _NO_BOXES:
            continue
        names = frozenset(element.names)
        if not _LICENCES.isdisjoint(names):
            continue
        if not _PARTS.isdisjoint(names):
            names |= _author_words_above(context, index)
        rule = _rule_of(names)
        if rule and (box := _box(context, index, rule, stated)):
            yield box


@lru_cache(maxsize=20_000)
def _rule_of(names: frozenset[str]) -> _BoxRule | None:
    return next((rule for words, rule in _rules()[0] if words <= names), None)


def _author_words_above(context: Context, index: int) -> frozenset[str]:
    """Return the words for an author in the names of the nearest ancestors."""
    found: set[str] = set()
    for _ in range(5):
        index = context.flat.elements[index].parent
        if index < 0 or context.flat.elements[index].tag in ("article", "main", "body"):
            break
        element = context.flat.elements[index]
        if element.end - element.first > MAX_BOX_BLOCKS or not _LICENCES.isdisjoint(element.names):
            break
        found |= _OWNERS & set(element.names)
    return frozenset((*found, "author")) if found else frozenset()


def _box(context: Context, index: int, rule: _BoxRule, stated: frozenset[int]) -> BioBox | None:
    element = context.flat.elements[index]
    if element.first <= context.headline < element.end:
        return None
    prose = tuple(
        block
        for block in range(element.first, element.end)
        if block not in stated
        and not context.foreign[context.flat.blocks[block].element]
        and is_prose(context, block)
        and not _is_affiliation(context, block)
    )
    if not prose:
        return None
    text = "\n\n".join(context.flat.blocks[block].text for block in prose)
    if len(text.split()) > MAX_BIO_WORDS:
        return None
    name = _owner(context, index, text)
    known = (*context.names, *filter(None, map(folded_name, (name, introduced(text)))))
    told = points(text, known)
    if speaks_of_work(text) and not names_in(text, known) and _shows_name(context, index):
        told += NAME_POINTS
    needed = POINTS_NEEDED[rule.strength]
    # In a sidebar stands the site's owner as well, or whoever is featured.
    if told < (max(needed, 3) if context.framed[index] else needed):
        return None
    if rule.strength == max(POINTS_NEEDED) and folded_name(name) not in context.names:
        name = _named_part(context, index) or name
    return BioBox(prose, widen(context, index, prose, stated), name, rule.rule, rule.strength, text)


def _is_affiliation(context: Context, block: int) -> bool:
    """Tell whether a line says at which institute an author works, as journals list it."""
    element = context.flat.blocks[block].element
    for _ in range(CLIMB_FOR_NAME):
        if element < 0:
            break
        if not _AFFILIATIONS.isdisjoint(context.flat.elements[element].names):
            return True
        element = context.flat.elements[element].parent
    return False


def _shows_name(context: Context, index: int) -> bool:
    """Tell whether a line of a box is an author's name: "Executive editor. Enthusiastic dad." is
    of them then."""
    element = context.flat.elements[index]
    lines = (context.flat.blocks[block].text for block in range(element.first, element.end))
    return any(len(line) <= MAX_NAME_LINE and folded_name(line) in context.names for line in lines)


def words_of(block: Block) -> int:
    """Return how many words a block has: its text has single spaces between them."""
    return block.text.count(" ") + 1


def is_prose(context: Context, index: int) -> bool:
    """Tell whether a line of a box is a sentence and not a name, a link or a date."""
    known = context.prose.get(index)
    if known is None:
        known = context.prose[index] = _is_prose(context, index)
    return known


def _is_prose(context: Context, index: int) -> bool:
    block = context.flat.blocks[index]
    text = block.text
    words = words_of(block)
    if words < MIN_PROSE_WORDS and block.size < 30:
        return False
    if block.linked > 0.6 * block.size and words < MIN_LINKED_WORDS:
        return False
    # "Senior Editor at The Post" is a role; a bio has a verb, a full stop or some length.
    is_long = words >= 8 or block.size > 60
    if not is_long and not text.rstrip("”\"')").endswith((".", "!", "…", "。", "！")):
        return False
    if context.is_heading(index) or is_label(text):
        return False
    if len(text) <= MAX_NAME_LINE and folded_name(text) in context.names:
        return False
    if block.is_unit and is_prompt(text):
        return False  # A menu of calls, however many.
    return words > MAX_PROMPT_WORDS or not (
        is_prompt(text) or starts_byline(text) or read_date(text) or text.count(" | ") > 1
    )


def _owner(context: Context, index: int, text: str) -> str:
    """Return whose bio a box holds.

    The nearest name around the prose decides, an author's before any other; then the author whom
    the prose names; then the only author there is, and what the box itself calls a name.
    """
    people = {folded_name(person.name): person.name for person in context.people}
    for place, short in enumerate(_lines_around(context, index)):
        if author := _author_in(short, people):
            return author
        if place == 0 and (named := names_in(text, people)):
            return people[named[0]]
        if stated := next((name for line in short if (name := _stated_name(line))), ""):
            return stated
    if own := introduced(text):
        return own
    return context.people[0].name if len(context.people) == 1 else ""


def author_around(context: Context, index: int) -> str:
    """Return the author whom a short line beside an element's text names, or nothing."""
    people = {folded_name(person.name): person.name for person in context.people}
    found = (_author_in(short, people) for short in _lines_around(context, index))
    return next(filter(None, found), "")


def _lines_around(context: Context, index: int) -> Iterator[list[str]]:
    """Yield the short lines of an element and of those around it that are boxes still."""
    flat = context.flat
    for _ in range(CLIMB_FOR_NAME):
        element = flat.elements[index]
        if index < 0 or element.end - element.first > MAX_BOX_BLOCKS:
            return
        lines = (block.text for block in flat.blocks[element.first : element.end])
        yield [line for line in lines if len(line) <= MAX_NAME_LINE]
        index = element.parent


def _author_in(lines: list[str], people: Mapping[str, str]) -> str:
    """Return the author, of `people` by folded name, whom the first of some lines names."""
    for line in lines:
        folded = folded_name(line)
        if author := next((people[name] for name in people if name and name in folded), ""):
            return author
    return ""


def _named_part(context: Context, index: int) -> str:
    """Return what the nearest part of a box that is called its name says, or nothing."""
    elements = context.flat.elements
    for _ in range(CLIMB_FOR_NAME):
        if index < 0 or elements[index].end - elements[index].first > MAX_BOX_BLOCKS:
            break
        around = elements[index]
        for block in context.flat.blocks[around.first : around.end]:
            if "name" in elements[block.element].names and len(block.text) <= MAX_NAME_LINE:
                names = read_names(block.text)
                return names[0] if len(names) == 1 else ""
        index = around.parent
    return ""


def _stated_name(line: str) -> str:
    """Return the full name a line consists of, or an empty string."""
    if is_label(line):
        return ""
    names = read_names(line, strict=True)
    return names[0] if len(names) == 1 and len(names[0].split()) > 1 else ""


def widen(context: Context, index: int, prose: tuple[int, ...], stated: frozenset[int]) -> int:
    """Return the outermost element around a bio that holds little else: name, portrait, links."""
    flat = context.flat
    spoken = sum(words_of(flat.blocks[block]) for block in prose)
    while (parent := flat.elements[index].parent) >= 0:
        element = flat.elements[parent]
        inside = range(element.first, element.end)
        words = sum(map(words_of, flat.blocks[element.first : element.end]))
        if words - spoken > SPARE_WORDS or context.headline in inside:
            break
        if element.tag in ("article", "main", "body"):
            break
        if holds_body(context, parent, stated.union(prose)):
            break
        index = parent
    return index


def holds_body(context: Context, index: int, known: frozenset[int]) -> bool:
    """Tell whether an element holds prose of the body besides the blocks already `known`."""
    element = context.flat.elements[index]
    return any(
        context.in_body[block]
        and block not in known
        and not context.foreign[context.flat.blocks[block].element]
        and is_prose(context, block)
        for block in range(element.first, element.end)
    )
