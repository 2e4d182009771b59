"""What may stand between the words: marks, numbers, a picture's description, the frame, a table.

Takes a bench and a place on it, two matched words with nothing matched between them; takes off what
may stand there and notes what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from articlepress.audit.differences import Bench, Difference
from articlepress.audit.phrases import Phrase
from articlepress.audit.script import NUMBER, Aside, Bag, Script


def explain(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    """Take off what may stand at a place; note what is left."""
    bags = _bags(bench.script, i0, i1)
    if j0 == j1 and not bags:
        return
    numbers = Counter[str]()
    left, framed = unexplained(bench, i0, i1, j0, j1, bags, numbers)
    missing = Counter[str]()
    for bag in bags:
        if bag.required:
            missing += bag.words
    _give_back(bench, framed, missing)
    _exchange(bench, left, missing, numbers)
    bench.seen.update(framed)
    _note_bag(bench, +missing)
    bench.extra += [(start, end, i1) for start, end in left]


def _give_back(bench: Bench, framed: Counter[Phrase], missing: Counter[str]) -> None:
    """Let the cells of a drawn table have the phrases they miss that were taken for the frame's.

    Nothing in their order tells the two apart, but a field that must be said has the first one.
    """
    for words in framed if missing else ():
        owed = int(words in bench.script.frame.required and not bench.seen[words])
        needed = Counter(words)
        while framed[words] > owed and needed <= missing:
            missing -= needed
            framed[words] -= 1


def _exchange(
    bench: Bench, left: list[tuple[int, int]], missing: Counter[str], numbers: Counter[str]
) -> None:
    """Let a cell have the figure it misses that was taken for a mark's number.

    Any figure may be a mark's number; the one left over is then the mark's.
    """
    found = bench.reading.words.folded
    for run in [(start, end) for start, end in left if end == start + 1 and found[start].isdigit()]:
        figure = next((word for word in numbers if missing[word] and numbers[word]), "")
        if not figure:
            return
        numbers[figure] -= 1
        missing.subtract((figure,))
        left.remove(run)


def _bags(script: Script, i0: int, i1: int) -> list[Bag]:
    """Return the bags at a place, to be emptied."""
    found = (bag for i in range(i0, i1 + 1) for bag in script.bags.get(i, ()))
    return [replace(bag, words=Counter(bag.words)) for bag in found]


def _note_bag(bench: Bench, missing: Counter[str]) -> None:
    if missing:
        words = tuple(missing.elements())
        bench.result.differences.append(Difference("lost", words, (), (), "a drawn table"))


def unexplained(
    bench: Bench,
    i0: int,
    i1: int,
    j0: int,
    j1: int,
    bags: list[Bag],
    numbers: Counter[str],
) -> tuple[list[tuple[int, int]], Counter[Phrase]]:
    """Return the runs of the output's words j0 to j1 that nothing at this place explains.

    With them come the phrases of the frame that were met; figures taken for a mark's number are
    added to `numbers`.
    """
    script, found = bench.script, bench.reading.words.folded
    asides = [aside for i in range(i0, i1 + 1) for aside in script.asides.get(i, ())]
    if any(start <= i0 and i1 <= end for start, end in bench.mended):
        asides = []
    may_be_framed = script.is_between_parts(i0, i1)
    framing = script.frame.cover(found, j0, j1) if may_be_framed else {}
    left: list[tuple[int, int]] = []
    framed = Counter[Phrase]()
    j = j0
    while j < j1:
        known = framing.get(j, ())
        taken = _taken(asides, found, j, j1, len(known), numbers)
        if not taken and known:
            taken = len(known)
            framed[known] += 1
        taken = taken or int(j in bench.explained) or _from_bag(bags, found[j])
        if not taken:
            start = left.pop()[0] if left and left[-1][1] == j else j
            left.append((start, j + 1))
        j += taken or 1
    return left, framed


def _taken(
    asides: list[Aside],
    found: Sequence[str],
    j: int,
    j1: int,
    other: int,
    numbers: Counter[str],
) -> int:
    """Return how many words an aside explains, where it explains as many as the frame does."""
    for number, aside in enumerate(asides):
        words = aside.words
        if len(words) < other:
            continue
        if words == NUMBER:
            fits = found[j].isdigit()
        else:
            fits = j + len(words) <= j1 and tuple(found[j : j + len(words)]) == words
        if fits:
            del asides[number]
            numbers[found[j]] += words == NUMBER
            return len(words)
    return 0


def _from_bag(bags: list[Bag], word: str) -> int:
    for bag in bags:
        if bag.words[word] > 0:
            bag.words[word] -= 1
            return 1
    for bag in bags:
        for run in bag.glued.get(word, ()):
            if Counter(run) <= bag.words:
                bag.words -= Counter(run)
                return 1
    for bag in bags if word.isdigit() else ():
        if bag.words[NUMBER[0]] > 0:
            bag.words[NUMBER[0]] -= 1
            return 1
    return 0
