"""What an output must say, as values: words in reading order, and what may stand between them.

Every word belongs to a passage: a paragraph, a cell, a caption, a note. `scribe` writes a script
from an article, `compare` holds an output against it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from articlepress.audit.frame import Frame
from articlepress.audit.words import Words

Where = Literal["body", "note", "bio", "disclaimer"]

Glued = dict[str, frozenset[tuple[str, ...]]]
"""Runs of words that may stand as one, by that one: "km" and the raised "2" by "km2"."""

MOST_RAISED = 8
"""Raised and lowered words in a row that may stand as one with the word before them."""
NUMBER = ("#",)
"""Stands for any one number: the mark of a note, a link's number."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What a format declares of itself: where it puts things and what it leaves out."""

    name: str
    notes: Literal["marks", "before credits", "after credits"] = "after credits"
    """Where a note's words stand."""
    draws_tables: bool = False
    """Cells stand side by side in lines, so that only their words can be counted."""
    repeats_headings: bool = False
    """A wide table may become a list in which each value follows its column's heading."""
    opens_table_notes: bool = False
    """A note in a table may stand in brackets at its mark."""
    numbers_links: bool = False
    """A number after each link leads to its address at the end."""
    parts_words: bool = False
    """What is read back may part a word where the line or the style changes within it."""
    free_frame: bool = False
    """Words of the sender (greeting, address) stand before and after the article."""
    teases: bool = False
    """Of several articles it shows the first sentences and a link to the rest."""
    declared: tuple[str, ...] = ()
    """What it leaves out, in words for people."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that may stand at a place and need not: a mark, a number, a picture's description."""

    words: tuple[str, ...]


@dataclass(slots=True)
class Bag:
    """Words that must stand at a place in whatever order: the cells of a drawn table, a formula."""

    words: Counter[str]
    required: bool
    where: Where = "body"
    glued: Glued = field(default_factory=dict)


@dataclass(slots=True)
class Script:
    """The words an output must say, once and in order."""

    words: Words = field(default_factory=Words)
    passages: list[int] = field(default_factory=list)
    """Number of each word's passage."""
    where: list[Where] = field(default_factory=list)
    """Where each word belongs."""
    glued: set[int] = field(default_factory=set)
    """Words that may stand without a space after the word before: raised and lowered ones."""
    asides: dict[int, list[Aside]] = field(default_factory=dict)
    """What may stand before a word, by its number; the last number is the end's."""
    bags: dict[int, list[Bag]] = field(default_factory=dict)
    somewhere: list[tuple[str, ...]] = field(default_factory=list)
    """Phrases that must stand in the output, wherever."""
    frame: Frame = field(default_factory=Frame)
    borders: set[int] = field(default_factory=set)
    """Words before which another article begins, where several stand in one script."""

    def runs(self) -> Glued:
        """Return the runs of its words that may stand as one, by that one."""
        runs: Glued = {}
        for number in self.glued:
            end = number
            while end in self.glued and end - number < MOST_RAISED:
                end += 1
                run = tuple(self.words.folded[number - 1 : end])
                runs["".join(run)] = runs.get("".join(run), frozenset()) | {run}
        return runs

    def without(self, gone: frozenset[int]) -> Script:
        """Return the script without some words; what may stand before them stands where they end.

        What must stand among them in any order goes with them.
        """
        kept = [k for k in range(len(self.words)) if k not in gone]
        after = {old: new for new, old in enumerate(kept)} | {len(self.words): len(kept)}
        for old in range(len(self.words) - 1, -1, -1):
            after.setdefault(old, after[old + 1])
        asides: dict[int, list[Aside]] = {}
        for place, found in self.asides.items():
            asides.setdefault(after[place], []).extend(found)
        return Script(
            Words([self.words.shown[k] for k in kept], [self.words.folded[k] for k in kept]),
            [self.passages[k] for k in kept],
            [self.where[k] for k in kept],
            {after[k] for k in self.glued if k not in gone},
            asides,
            {after[place]: bags for place, bags in self.bags.items() if place not in gone},
            [],
            self.frame,
            {after[k] for k in self.borders},
        )

    def is_between_parts(self, i0: int, i1: int) -> bool:
        """Tell whether the frame's words may stand between words i0 - 1 and i1.

        They may around the text, between text and credits, between two notes or credits, and
        between two articles.
        """
        if i0 == 0 or i1 == len(self.words) or any(k in self.borders for k in range(i0, i1 + 1)):
            return True
        if self.passages[i0 - 1] == self.passages[i1]:
            return False
        return self.where[i0 - 1] != self.where[i1] or self.where[i1] != "body"
