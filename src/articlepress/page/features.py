"""What can be said of a text block, as words a weight is looked up for.

Takes the outline; gives for each block groups of feature names such as `tag:p`, `size:5`,
`near:share`. The same names train the weights (`benchmarks/train_blocks.py`) and score a page.
Nothing here knows a language: sizes count letters, a CJK character for three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from articlepress.page.blocks import Block, Element, Group, Outline
from articlepress.page.witnesses import SHORTEST_WITNESSED, Witnesses, fold, of_witnesses

SIZE_STEPS = (6, 14, 25, 45, 80, 140, 240, 400, 700)
"""Letters at which a block goes over to the next size class."""

SHORT = 140
"""Letters up to which the words of a block are looked at one by one."""

ALL_LINKS = 4
"""Link class of blocks that are nothing but links; their words say nothing."""

MOST_COUNTED = 6
"""Words of a block that are counted."""

PAUSES_WITHIN = 240
"""Characters of a block whose commas are counted."""

_SENTENCE_ENDS = frozenset(".!?。！？…।؟‽")
_CLOSING_MARKS = "\"'”’»)]」』"
_PAUSE = re.compile(r"[,;،，、；]")
_DIGIT = re.compile(r"\d")
_ASCII_DIGIT = re.compile(r"[0-9]")
"""The same for ASCII text, in half the time."""
DATE_LIKE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d[./-]\d{1,2}\b|\b\d{1,2}:\d\d\b"
    r"|\b\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
    r"|\b\d{1,2}\.? \w{3,9}\.?,? (?:19|20)\d\d\b"
    r"|(?:19|20)\d\d年"
)
_WORD = re.compile(r"[^\W\d_]+")
_NOTABLE = re.compile(r"[©®|@#»›→•·/:]|\.\.\.|…|https?:")
_MAY_BE_NOTABLE = re.compile(r"[©®|@#»›→•·/:….]")

WORDS = 12
"""Words of a short block looked at."""


@dataclass(slots=True)
class Said:
    """What is said of one block: groups of names, and what stands in a family of its own."""

    groups: list[Group]
    names: Sequence[str]
    """Names of its element."""
    start: str = ""
    """Its first two words."""
    words: Sequence[str] = ()
    marks: Sequence[str] = ()

    def features(self) -> list[str]:
        """Return the names of all features, for training."""
        return [
            *chain.from_iterable(self.groups), *(f"own:{name}" for name in self.names),
            *((f"start:{self.start}",) if self.start else ()),
            *(f"word:{word}" for word in self.words), *(f"mark:{mark}" for mark in self.marks),
        ]  # fmt: skip


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


def words_in(text: str, most: int) -> list[str]:
    """Return the first words of a text, runs of letters."""
    found: list[str] = []
    for piece in text.split():
        if piece.isalpha():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
        if len(found) >= most:
            return found[:most]
    return found


def describe(page: Outline, witnesses: Witnesses) -> list[Said]:
    """Return what is said of every block of a page by its text and its own element."""
    elements, blocks = page.elements, page.blocks
    looks = [
        look_of(elements[b.element].tag, size_class(b.size), link_class(b.linked, b.size))
        for b in blocks
    ]
    padded = [NO_LOOK, NO_LOOK, *looks, NO_LOOK, NO_LOOK]
    repeated = Counter(block.text for block in blocks)
    siblings = _long_siblings(page)
    first_title = _title_place(page, witnesses)
    total = sum(block.size for block in blocks) or 1
    before = 0
    described = []
    for index, block in enumerate(blocks):
        look = looks[index]
        size = look.size
        parent = elements[block.element].parent
        said = _of_text(block, look)
        said.groups += (
            look.own, padded[index].before_last, padded[index + 1].before,
            padded[index + 3].after, padded[index + 4].after_next,
            _of_siblings(min(siblings.get(parent, 0), 6), min(size, 5)),
            _of_place(10 * before // total, _from_title(index, first_title)),
        )  # fmt: skip
        if repeated[block.text] > 1:
            said.groups.append(_of_repetition(min(size, 5)))
        if block.size >= SHORTEST_WITNESSED and (found := of_witnesses(block, witnesses)):
            said.groups.append(found)
        said.names = _names_of(elements, block)
        before += block.size
        described.append(said)
    return described


@dataclass(frozen=True, slots=True)
class Look:
    """Tag, length and links of a block, and what they say of it and of the blocks around it."""

    size: int
    link: int
    own: Group
    before: Group
    """Said of the next block."""
    before_last: Group
    after: Group
    """Said of the block before."""
    after_next: Group


NO_LOOK = Look(-1, 0, (), ("prev:none",), ("prev2:none",), ("next:none",), ("next2:none",))
"""Where there is no block."""


# Few mixtures of these exist, and making the names costs more than looking them up.
@lru_cache(maxsize=4096)
def look_of(tag: str, size: int, link: int) -> Look:
    """Return the look of a block by its tag, size class and link class."""
    shape = f"{size}/{min(link, 3)}"
    return Look(
        size,
        link,
        (
            f"size:{size}", f"link:{link}", f"size-link:{size}/{link}",
            f"tag:{tag}", f"tag-size:{tag}/{size}", f"tag-link:{tag}/{link}",
        ),
        (f"prev:{shape}", f"prev-tag:{tag}"),
        (f"prev2:{shape}",),
        (f"next:{shape}", f"next-tag:{tag}"),
        (f"next2:{shape}",),
    )  # fmt: skip


def _from_title(index: int, title: int) -> str:
    """Return where a block stands to the headline, in steps of three blocks."""
    if title < 0:
        return "none"
    if index == title:
        return "at"
    return f"after{min(3, (index - title) // 3)}" if index > title else (
        f"before{min(3, (title - index) // 3)}"
    )  # fmt: skip


@cache
def _of_siblings(siblings: int, size: int) -> Group:
    return (f"siblings:{siblings}/{size}",)


@cache
def _of_place(place: int, title: str) -> Group:
    return f"place:{place}", f"title:{title}"


@cache
def _of_repetition(size: int) -> Group:
    return (f"repeated/{size}",)


def _of_text(block: Block, look: Look) -> Said:
    """Return what a block's text says, and those of its words that are looked at."""
    text, size = block.text, look.size
    said = Said([_of_rhythm(_ending(text), size, _pauses(text), text[:1].islower())], ())
    if block.strong or block.emphasised:
        is_strong, is_emphasised = (
            n * 10 > block.size * 8 for n in (block.strong, block.emphasised)
        )
        said.groups.append(_of_stress(size, is_strong, is_emphasised))
    if block.size > SHORT:
        if look.link != ALL_LINKS:
            said.start = " ".join(words_in(text[:60].lower(), 2))
            said.marks = ("©",) if "©" in text else ()
        return said
    if look.link == ALL_LINKS:
        said.groups.append(_of_count(len(words_in(text, MOST_COUNTED))))
        return said
    figures = len((_ASCII_DIGIT if text.isascii() else _DIGIT).findall(text))
    if figures or text.isupper():
        is_dated = bool(figures) and DATE_LIKE.search(text) is not None
        share = min(4, 5 * figures // max(1, len(text))) if figures else -1
        said.groups.append(_of_figures(share, is_dated, text.isupper()))
    if _MAY_BE_NOTABLE.search(text):
        said.marks = tuple(dict.fromkeys(_NOTABLE.findall(text)))
    words = words_in(text.lower(), WORDS)
    said.words = tuple(dict.fromkeys(words))
    said.start = f"{words[0]} {words[1]}" if len(words) > 1 else ""
    said.groups.append(_of_count(min(len(words), MOST_COUNTED)))
    return said


def _ending(text: str) -> str:
    last = text[-1:]
    if last in _CLOSING_MARKS:
        last = text[-4:].rstrip(_CLOSING_MARKS)[-1:]
    return "sentence" if last in _SENTENCE_ENDS else "colon" if text[-1:] == ":" else ""


def _pauses(text: str) -> int:
    head = text[:PAUSES_WITHIN]
    if head.isascii():
        return min(4, head.count(",") + head.count(";"))
    return min(4, len(_PAUSE.findall(head)))


@cache
def _of_rhythm(end: str, size: int, pauses: int, begins_lower: bool) -> Group:
    ends = (end, f"{end}/{size}") if end == "sentence" else (end,) if end else ()
    return (*ends, f"pauses:{pauses}", *(("lower-start",) if begins_lower else ()))


@cache
def _of_stress(size: int, is_strong: bool, is_emphasised: bool) -> Group:
    strong = (f"strong/{size}",) if is_strong else ()
    return (*strong, f"emphasised/{size}") if is_emphasised else strong


@cache
def _of_count(words: int) -> Group:
    return (f"words:{words}",)


@cache
def _of_figures(share: int, is_dated: bool, is_shouted: bool) -> Group:
    found = (f"digits:{share}",) if share >= 0 else ()
    return (*found, *(("date",) if is_dated else ()), *(("capitals",) if is_shouted else ()))


def _names_of(elements: list[Element], block: Block) -> Sequence[str]:
    """Return the names of a block's element and of those inside it that hold all of the block."""
    names = elements[block.element].names
    leaf = block.leaf
    while leaf > block.element:
        names += elements[leaf].names
        leaf = elements[leaf].parent
    return tuple(dict.fromkeys(names)) if len(names) > 1 else names


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
