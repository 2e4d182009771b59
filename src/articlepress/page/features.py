"""What can be said of a text block, as words a weight is looked up for.

Takes the outline; gives for each block a list of feature names such as `tag:p`, `size:5`,
`near:share`. The same lists train the weights (`benchmarks/train_blocks.py`) and score a page.
Nothing here knows a language: sizes count letters, a CJK character for three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeAlias

from articlepress.page.blocks import Block, Element, Outline

SIZE_STEPS = (6, 14, 25, 45, 80, 140, 240, 400, 700)
"""Letters at which a block goes over to the next size class."""

SHORT = 140
"""Letters up to which the words of a block are looked at one by one."""

ALL_LINKS = 4
"""Link class of blocks that are nothing but links; their words say nothing."""

NEAR_LEVELS = 3
"""Ancestors whose names count as near; what is above counts as far."""

PAUSES_WITHIN = 240
"""Characters of a block whose commas are counted."""

_SENTENCE_END = re.compile(r"[.!?。！？…।؟‽][\"'”’»)\]」』]*$")
_PAUSE = re.compile(r"[,;،，、；]")
_DIGIT = re.compile(r"\d")
DATE_LIKE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d[./-]\d{1,2}\b|\b\d{1,2}:\d\d\b"
    r"|\b\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d{1,2}\.? \w{3,9}\.?,? (?:19|20)\d\d\b"
    r"|(?:19|20)\d\d年"
)
_WORD = re.compile(r"[^\W\d_]+")
_FOLDED = re.compile(r"\w+")
_NOTABLE = re.compile(r"[©®|@#»›→•·/:]|\.\.\.|…|https?:")


@dataclass(slots=True)
class Witnesses:
    """What the page says of its article elsewhere, folded for comparison."""

    title: str = ""
    description: str = ""
    body: str = ""
    """JSON-LD `articleBody`."""


@dataclass(slots=True)
class Described:
    """Features of every block, and those of the elements they stand in."""

    own: list[list[str]]
    """For each block: of its text and its own element."""
    contexts: dict[int, list[str]] = field(default_factory=dict)
    """For each parent of a block's element: names and tags of the ancestors."""


def size_class(size: int) -> int:
    """Return 0 for the shortest blocks up to `len(SIZE_STEPS)` for the longest."""
    for index, step in enumerate(SIZE_STEPS):
        if size < step:
            return index
    return len(SIZE_STEPS)


def link_class(linked: int, size: int) -> int:
    """Return 0 for a block without links up to 4 for one that is nothing but links."""
    if not linked or not size:
        return 0
    share = linked / size
    return 1 if share < 0.15 else 2 if share < 0.4 else 3 if share < 0.85 else 4


def fold(text: str) -> str:
    """Return the letters and digits of a text, lower case, single spaces between words."""
    return " ".join(_FOLDED.findall(text.lower()))


def describe(page: Outline, witnesses: Witnesses) -> Described:
    """Return the features of every block of a page."""
    elements, blocks = page.elements, page.blocks
    sizes = [size_class(block.size) for block in blocks]
    links = [link_class(block.linked, block.size) for block in blocks]
    repeated = Counter(block.text for block in blocks)
    siblings = _long_siblings(page)
    first_title = _title_place(page, witnesses)
    total = sum(block.size for block in blocks) or 1
    before = 0
    described = Described([])
    around: dict[int, Around] = {}
    count = len(blocks)
    for index, block in enumerate(blocks):
        features = _of_text(block, sizes[index], links[index])
        features += _of_tag(elements[block.element].tag, sizes[index], links[index])
        for step, name in _NEIGHBOURS:
            other = index + step
            if 0 <= other < count:
                tag = elements[blocks[other].element].tag if step in (-1, 1) else ""
                features += _of_neighbour(name, tag, sizes[other], links[other])
            else:
                features.append(f"{name}:none")
        parent = elements[block.element].parent
        features.append(f"siblings:{min(siblings.get(parent, 0), 6)}/{min(sizes[index], 5)}")
        features.append(f"place:{10 * before // total}")
        before += block.size
        features.append(
            "title:none" if first_title < 0 else
            "title:at" if index == first_title else
            f"title:after{min(3, (index - first_title) // 3)}" if index > first_title else
            f"title:before{min(3, (first_title - index) // 3)}"
        )  # fmt: skip
        if repeated[block.text] > 1:
            features.append(f"repeated/{min(sizes[index], 5)}")
        features += _of_witnesses(block, witnesses)
        features += _of_names(elements, block)
        described.own.append(features)
        if parent not in described.contexts:
            described.contexts[parent] = _of_ancestors(elements, around, parent)
    return described


_NEIGHBOURS = ((-1, "prev"), (-2, "prev2"), (1, "next"), (2, "next2"))


# Few mixtures of these exist, and making three names costs more than looking them up.
@lru_cache(maxsize=4096)
def _of_tag(tag: str, size: int, link: int) -> tuple[str, ...]:
    return f"tag:{tag}", f"tag-size:{tag}/{size}", f"tag-link:{tag}/{link}"


@lru_cache(maxsize=4096)
def _of_neighbour(name: str, tag: str, size: int, link: int) -> tuple[str, ...]:
    look = f"{name}:{size}/{min(link, 3)}"
    return (look, f"{name}-tag:{tag}") if tag else (look,)


@cache
def _of_shape(size: int, link: int) -> tuple[str, ...]:
    return f"size:{size}", f"link:{link}", f"size-link:{size}/{link}"


def _of_text(block: Block, size: int, link: int) -> list[str]:
    text = block.text
    found = list(_of_shape(size, link))
    if _SENTENCE_END.search(text[-4:]):
        found += ("sentence", f"sentence/{size}")
    elif text.endswith(":"):
        found.append("colon")
    pauses = len(_PAUSE.findall(text[:PAUSES_WITHIN]))
    found.append(f"pauses:{min(pauses, 4)}")
    if text[:1].islower():
        found.append("lower-start")
    if link == ALL_LINKS:
        if block.size <= SHORT:
            words = _WORD.findall(text)
            found.append(f"words:{min(len(words), 6)}")
    elif block.size <= SHORT:
        digits = len(_DIGIT.findall(text))
        if digits:
            found.append(f"digits:{min(4, 5 * digits // max(1, len(text)))}")
            if DATE_LIKE.search(text):
                found.append("date")
        if text.isupper():
            found.append("capitals")
        found += [f"mark:{mark}" for mark in dict.fromkeys(_NOTABLE.findall(text))]
        words = _WORD.findall(text.lower())
        found += [f"word:{word}" for word in dict.fromkeys(words[:12])]
        if len(words) > 1:
            found.append(f"start:{words[0]} {words[1]}")
        found.append(f"words:{min(len(words), 6)}")
    else:
        words = _WORD.findall(text[:60].lower())
        if words:
            found.append(f"start:{' '.join(words[:2])}")
        if "©" in text:
            found.append("mark:©")
    if block.strong * 10 > block.size * 8:
        found.append(f"strong/{size}")
    if block.emphasised * 10 > block.size * 8:
        found.append(f"emphasised/{size}")
    return found


def _of_witnesses(block: Block, witnesses: Witnesses) -> list[str]:
    if block.size < SHORTEST_WITNESSED or not (
        witnesses.title or witnesses.description or witnesses.body
    ):
        return []
    found = []
    folded = fold(block.text[:FOLDED])
    title, description = witnesses.title, witnesses.description
    if title and folded in title and len(folded) * 2 > len(title):
        found.append("is-title")
    if description:
        if folded[:60] == description[:60]:
            found.append("is-description" if folded == description else "begins-as-description")
        elif folded[:60] in description:
            found.append("in-description")
    if witnesses.body:
        found.append("in-body" if folded[:120] in witnesses.body else "not-in-body")
    return found


SHORTEST_WITNESSED = 15
"""Letters from which a block is compared with the page's metadata."""

FOLDED = 200
"""Characters of a block compared."""


def _of_names(elements: list[Element], block: Block) -> list[str]:
    names = elements[block.element].names
    leaf = block.leaf
    while leaf > block.element:
        names += elements[leaf].names
        leaf = elements[leaf].parent
    return [f"own:{name}" for name in dict.fromkeys(names)]


Around: TypeAlias = tuple[dict[str, None], dict[str, None]]
"""Names and tags of an element and its ancestors, innermost first: dictionaries are sets that keep
their order, so that no sum of weights depends on a hash seed."""


def _of_ancestors(elements: list[Element], known: dict[int, Around], index: int) -> list[str]:
    """Return the features of a place; `known` remembers what places have in common."""
    found = [f"parent:{elements[index].tag}"] if index >= 0 and _is_inside(elements[index]) else []
    tags = _around(elements, known, index)[1]
    near: dict[str, None] = {}
    for _ in range(NEAR_LEVELS):
        if index < 0:
            break
        if _is_inside(elements[index]) and elements[index].names:
            near.update(dict.fromkeys(elements[index].names))
        index = elements[index].parent
    far = _around(elements, known, index)[0]
    found += [f"near:{name}" for name in near]
    found += [f"far:{name}" for name in far if name not in near]
    found += [f"in:{tag}" for tag in tags if tag not in ("div", "span")]
    return found


def _is_inside(element: Element) -> bool:
    return element.tag != "body" and element.tag != "html"


def _around(elements: list[Element], known: dict[int, Around], index: int) -> Around:
    """Return the names and tags around a place, climbing to the nearest place that is known."""
    path = []
    while index >= 0 and index not in known:
        path.append(index)
        index = elements[index].parent
    names, tags = known[index] if index >= 0 else ({}, {})
    for index in reversed(path):
        element = elements[index]
        if _is_inside(element):
            if element.names:
                names = dict.fromkeys((*element.names, *names))
            if element.tag not in tags:
                tags = {element.tag: None, **tags}
        known[index] = names, tags
    return names, tags


def _long_siblings(page: Outline) -> dict[int, int]:
    """Return how many blocks of prose each element has as children."""
    found: Counter[int] = Counter()
    for block in page.blocks:
        if block.size >= SIZE_STEPS[4] and block.linked * 3 < block.size:
            found[page.elements[block.element].parent] += 1
    return found


def _title_place(page: Outline, witnesses: Witnesses) -> int:
    """Return the index of the block that is the headline, -1 when none is found."""
    heading = -1
    for index, block in enumerate(page.blocks):
        tag = page.elements[block.element].tag
        if tag == "h1" and heading < 0:
            heading = index
        if tag in ("h1", "h2", "h3") and witnesses.title:
            folded = fold(block.text)
            if (
                folded
                and (folded == witnesses.title or folded in witnesses.title)
                and len(folded) * 2 > len(witnesses.title)
            ):
                return index
    return heading


def all_features(described: Described, page: Outline, index: int) -> Iterable[str]:
    """Return own and context features of one block, for training."""
    parent = page.elements[page.blocks[index].element].parent
    return described.own[index] + described.contexts[parent]
