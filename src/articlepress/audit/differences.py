"""What the audit says of an output, as values: every run of words that is not as it must be.

Takes the bench on which script and reading lie side by side, gives differences in their context.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from articlepress.audit.align import UNMATCHED
from articlepress.audit.reading import Reading
from articlepress.audit.script import Script

Kind = Literal["lost", "doubled", "moved", "joined", "added"]

CONTEXT = 6
"""Words shown before and after a difference: a line of a terminal."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One run of words that is not as it must be."""

    kind: Kind
    words: tuple[str, ...]
    before: tuple[str, ...]
    """The words before it in the article (lost, joined) or in the output."""
    after: tuple[str, ...]
    place: str
    """`body`, `note`, `bio`, `disclaimer`, or the name of a field."""
    chapter: int = 0
    """Number of the chapter, in a book; 0 for the book's own pages."""
    source: str = ""
    """File name of the chapter's source."""
    at: int = -1
    """Number of the wanted word it is, or stands before."""


@dataclass(slots=True)
class Comparison:
    """What came of one comparison."""

    wanted: int = 0
    """Words the output must say."""
    differences: list[Difference] = field(default_factory=list)
    cut: int = 0
    """Words behind the link to the rest, where a text was over the size limit."""
    framed: int = 0
    """Words around the articles: the sender's, the book's own."""

    @property
    def weight(self) -> int:
        """How many words are not as they must be."""
        return sum(len(difference.words) for difference in self.differences)


@dataclass(slots=True)
class Bench:
    """A script and a reading side by side, and what was found so far."""

    script: Script
    reading: Reading
    matched: list[int]
    explained: set[int] = field(default_factory=set)
    """Places of the output that are known to be no words of the text."""
    mended: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the script whose asides have been used."""
    same: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Words that are the output's but for their spaces: number of the first -> one past the last,
    and the places from and to."""
    result: Comparison = field(default_factory=Comparison)
    lost: list[tuple[int, int]] = field(default_factory=list)
    """Runs of the script's words."""
    extra: list[tuple[int, int, int]] = field(default_factory=list)
    """Runs of the output's words, with the number of the script's word after them."""
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """Required phrases of the frame that were met."""


def report_differences(bench: Bench) -> None:
    """Write the lost and extra runs of a bench into its result, each with its kind."""
    script, found = bench.script, bench.reading.words
    lost_words = Counter(
        script.words.folded[k] for start, end in bench.lost for k in range(start, end)
    )
    for start, end in bench.lost:
        bench.result.differences.append(difference(bench, "lost", start, end))
    body = [j for j in bench.matched if j != UNMATCHED]
    for start, end, _ in bench.extra:
        words = found.folded[start:end]
        outside = not body or end <= body[0] or start > body[-1]
        if outside and bench.reading.manner.free_frame and not _repeats(found.folded, start, end):
            bench.result.framed += end - start
            continue
        if all(lost_words[word] > 0 for word in words):
            kind: Kind = "moved"
        elif _repeats(found.folded, start, end):
            kind = "doubled"
        else:
            kind = "added"
        bench.result.differences.append(
            Difference(
                kind,
                tuple(found.shown[start:end]),
                tuple(found.shown[max(0, start - CONTEXT) : start]),
                tuple(found.shown[end : end + CONTEXT]),
                *_place(bench, start),
            )
        )


def _repeats(found: Sequence[str], start: int, end: int) -> bool:
    words, size = found[start:end], end - start
    return words in (found[max(0, start - size) : start], found[end : end + size])


def _place(bench: Bench, start: int) -> tuple[str, int, str, int]:
    """Return the last four fields of a difference in the output, by the wanted word after it."""
    for number, j in enumerate(bench.matched):
        if j != UNMATCHED and j >= start:
            return bench.script.where[number], 0, "", number
    return "end", 0, "", len(bench.matched)


def difference(bench: Bench, kind: Kind, start: int, end: int) -> Difference:
    """Return a run of the script's words as a difference, in its context."""
    script = bench.script
    shown = script.words.shown
    return Difference(
        kind,
        tuple(shown[start:end]),
        tuple(shown[max(0, start - CONTEXT) : start]),
        tuple(shown[end : end + CONTEXT]),
        script.where[start],
        at=start,
    )
