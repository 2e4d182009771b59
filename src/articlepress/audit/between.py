"""What may stand between the words: marks, numbers, a picture's description, the frame, a table.

Takes a bench and a place on it, two matched words with nothing matched between them; takes off what
may stand there and notes what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from articlepress.audit.align import UNMATCHED
from articlepress.audit.differences import Bench, Difference
from articlepress.audit.script import NUMBER, Aside, Bag, Script

ROOM = 8
"""Words before a firm place among which a word behind a drawn table is looked for."""
FIRM_REACH = 60
"""Words behind a drawn table that may have been taken for words in it."""


def explain(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    """Take off what may stand at a place; note what is left."""
    script = bench.script
    bags = _bags(script, i0, i1)
    if j0 == j1 and not bags:
        return
    left = unexplained(bench, i0, i1, j0, j1, bags)
    missing = Counter[str]()
    for bag in bags:
        if bag.required:
            missing += bag.words
    _note_bag(bench, missing)
    bench.extra += [(start, end, i1) for start, end in left]


def _bags(script: Script, i0: int, i1: int) -> list[Bag]:
    """Return the bags at a place, to be emptied."""
    found = (bag for i in range(i0, i1 + 1) for bag in script.bags.get(i, ()))
    return [replace(bag, words=Counter(bag.words)) for bag in found]


def _note_bag(bench: Bench, missing: Counter[str]) -> None:
    if missing:
        words = tuple(missing.elements())
        bench.result.differences.append(Difference("lost", words, (), (), "a drawn table"))


def unexplained(
    bench: Bench, i0: int, i1: int, j0: int, j1: int, bags: list[Bag], *, count: bool = True
) -> list[tuple[int, int]]:
    """Return the runs of the output's words j0 to j1 that nothing at this place explains."""
    script, found = bench.script, bench.reading.words.folded
    asides = [aside for i in range(i0, i1 + 1) for aside in script.asides.get(i, ())]
    if any(start <= i0 and i1 <= end for start, end in bench.mended):
        asides = []
    framed = script.is_between_parts(i0, i1)
    left: list[tuple[int, int]] = []
    j = j0
    while j < j1:
        known = script.frame.longest(found, j, j1) if framed else ()
        taken = _taken(asides, found, j, j1, len(known))
        if not taken and len(known) == 1:
            # A label's word ("by") is a cell's first: the frame may say it as often as it likes.
            taken = _from_bag(bags, found[j])
        if not taken and known:
            taken = len(known)
            if count:
                bench.seen[known] += 1
        taken = taken or int(j in bench.explained) or _from_bag(bags, found[j])
        if not taken:
            start = left.pop()[0] if left and left[-1][1] == j else j
            left.append((start, j + 1))
        j += taken or 1
    return left


def _taken(asides: list[Aside], found: Sequence[str], j: int, j1: int, other: int) -> int:
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
            return len(words)
    return 0


def _from_bag(bags: list[Bag], word: str) -> int:
    for bag in bags:
        for key in (word, *(NUMBER if word.isdigit() else ())):
            if bag.words[key] > 0:
                bag.words[key] -= 1
                return 1
        # "km" and the raised "2" stand as one in a drawn cell.
        k = len(word)
        while k and word[k - 1].isdigit():
            k -= 1
        start, end = word[:k], word[k:]
        if end and start.isalpha() and bag.words[start] > 0 and bag.words[end] > 0:
            bag.words[start] -= 1
            bag.words[end] -= 1
            return 1
    return 0


def match_behind_table(bench: Bench, place: int) -> None:
    """Match the words right behind a drawn table backwards from where they stand firm.

    The table's words stand before them in whatever order, and some of them may be the same words.
    """
    wanted, found, matched = bench.script.words.folded, bench.reading.words.folded, bench.matched
    firm = next((i for i in range(place, len(wanted)) if _stands_firm(matched, i)), -1)
    if firm < 0 or firm - place > FIRM_REACH:
        return
    end = matched[firm]
    matched[place:firm] = [UNMATCHED] * (firm - place)
    for i in range(firm - 1, place - 1, -1):
        near = range(end - 1, max(0, end - ROOM) - 1, -1)
        spot = next((j for j in near if found[j] == wanted[i]), -1)
        if spot < 0:
            return
        matched[i] = end = spot


def _stands_firm(matched: Sequence[int], i: int) -> bool:
    """Tell whether six words from here on are matched, close to one another."""
    run = matched[i : i + 6]
    return len(run) == 6 and UNMATCHED not in run and run[-1] - run[0] <= 2 * len(run)
