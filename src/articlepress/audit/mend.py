"""A disputed stretch laid side by side again, with what may stand there taken into account.

Where an output adds a mark, a number or a picture's description, and words around it repeat, plain
alignment can take the wrong one of two equal words. Here every choice in the stretch is weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articlepress.audit.align import UNMATCHED, gaps
from articlepress.audit.between import unexplained
from articlepress.audit.differences import Bench
from articlepress.audit.script import NUMBER, Script

ROOM = 8
"""Words around a disputed place that are weighed again with it."""
ASIDE_ROOM = 60
"""Words before a disputed place that may repeat a picture's description: a long caption."""
MOST_DISPUTES = 40
"""Stretches that are weighed again; an output with more is broken, whatever they would say."""
MOST_CELLS = 250_000
"""Size of the table one stretch may take: 500 words against 500, 0.1 s."""


@dataclass(frozen=True, slots=True)
class _Mended:
    """The best reading of a stretch."""

    pairs: tuple[tuple[int, int], ...]
    """Words of the script with their places in the output."""
    explained: frozenset[int]
    """Places in the output taken by what may stand there."""
    changes: int
    """Words lost or extra."""


@dataclass(frozen=True, slots=True)
class _Item:
    words: tuple[str, ...]
    number: int = -1
    """Number of the script's word; -1 for an aside."""
    instead: int = 0
    """Items before it that it may stand for: words that the output writes as one, or apart."""
    count: int = 1
    """Words of the script it is."""


def mend_disputes(bench: Bench) -> None:
    """Weigh again every stretch where words seem lost or extra."""
    size = len(bench.reading.words)
    places = list(gaps(bench.matched, size))
    tables = [
        k for k, (i0, i1, _, _) in enumerate(places)
        if any(bag.required for i in range(i0, i1 + 1) for bag in bench.script.bags.get(i, ()))
    ]  # fmt: skip
    disputed: list[tuple[int, int]] = []
    for number, (i0, i1, j0, j1) in enumerate(places):
        bags = [bag for i in range(i0, i1 + 1) for bag in bench.script.bags.get(i, ())]
        if bags or (i0 == i1 and not unexplained(bench, i0, i1, j0, j1, [], Counter())[0]):
            continue
        reach = ROOM + i1 - i0 + j1 - j0 + _longest_aside(bench.script, i0 - ASIDE_ROOM, i1)
        start, end = max(0, number - reach), min(len(places) - 1, number + reach)
        # Never over a drawn table: its words would be weighed as words of the text.
        start = max([start, *(k + 1 for k in tables if k < number)])
        end = min([end, *(k - 1 for k in tables if k > number)])
        if disputed and start <= disputed[-1][1]:
            disputed[-1] = (disputed[-1][0], end)
        else:
            disputed.append((start, end))
    for start, end in disputed[:MOST_DISPUTES]:
        # From after the first gap to before the last: both ends are matched words.
        _mend_stretch(bench, places[start][0], places[end][1], places[start][2], places[end][3])


def _longest_aside(script: Script, start: int, end: int) -> int:
    """Return the words of the longest aside that may stand in a stretch."""
    asides = (aside for i in range(start, end + 1) for aside in script.asides.get(i, ()))
    return max((len(aside.words) for aside in asides), default=0)


def _mend_stretch(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    before = bench.matched[i0:i1]
    taken = {j for j in before if j != UNMATCHED}
    bad = before.count(UNMATCHED) + sum(
        j not in taken and j not in bench.explained for j in range(j0, j1)
    )
    mended = _mended(bench, i0, i1, j0, j1)
    if mended is None or mended.changes > bad:
        return
    bench.matched[i0:i1] = [UNMATCHED] * (i1 - i0)
    for i, j in mended.pairs:
        bench.matched[i] = j
    bench.explained |= mended.explained
    bench.mended.append((i0, i1))


def _mended(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> _Mended | None:
    """Return the best reading of words i0 to i1 against places j0 to j1; None where it is too long.

    Best is what loses and adds the fewest words.
    """
    found = bench.reading.words.folded
    items = _items(bench, i0, i1, _phrases(bench.script, found, j0, j1))
    width = j1 - j0 + 1
    if len(items) * width > MOST_CELLS:
        return None
    places = list(found[j0:j1])
    table = [list(range(width))]
    for item in items:
        table.append(_row(table[-1], table[-1 - item.instead], item, places))
    return _read(table, items, places, j0)


def _phrases(script: Script, found: Sequence[str], j0: int, j1: int) -> list[_Item]:
    """Return the frame's phrases that stand in the stretch, in their order there."""
    known = (script.frame.longest(found, j, j1) for j in range(j0, j1))
    return [_Item(words) for words in known if words]


def _items(bench: Bench, i0: int, i1: int, framed: list[_Item]) -> list[_Item]:
    script, found = bench.script, bench.reading.words.folded
    items: list[_Item] = []
    ending: dict[int, _Item] = {}
    for i in range(i0, i1 + 1):
        if framed and script.is_between_parts(i, i):
            items += framed
        items += [_Item(aside.words) for aside in script.asides.get(i, ())]
        if i < i1 and i in bench.same:
            end, start, stop = bench.same[i]
            # `instead` counts from the list's start until its end is known.
            ending[end - 1] = _Item(tuple(found[start:stop]), i, len(items), end - i)
        if i < i1:
            items.append(_Item((script.words.folded[i],), i))
        if run := ending.get(i):
            items.append(replace(run, instead=len(items) - run.instead))
    return items


def _skipped(item: _Item) -> int:
    """Return how many words of the script are lost where this item does not stand."""
    return int(item.number >= 0 and not item.instead)


def _row(above: list[int], before: list[int], item: _Item, places: list[str]) -> list[int]:
    """Return the cost of reading up to each place once this item is done with.

    `above` is that cost without it, `before` without what it stands for either.
    """
    row = [cost + _skipped(item) for cost in above]
    size = len(item.words)
    for j in range(1, len(row)):
        if j >= size and before[j - size] < row[j] and _stands(item, places, j - size):
            row[j] = before[j - size]
        if row[j - 1] + 1 < row[j]:
            row[j] = row[j - 1] + 1
    return row


def _stands(item: _Item, places: list[str], j: int) -> bool:
    if item.words == NUMBER:
        return places[j].isdigit()
    return places[j] == item.words[0] and tuple(places[j : j + len(item.words)]) == item.words


def _read(table: list[list[int]], items: list[_Item], places: list[str], j0: int) -> _Mended:
    pairs: list[tuple[int, int]] = []
    explained: set[int] = set()
    row, j = len(items), len(places)
    while row or j:
        cost = table[row][j]
        if j and table[row][j - 1] + 1 == cost:
            j -= 1
            continue
        item = items[row - 1]
        size, before = len(item.words), row - 1 - item.instead
        if j >= size and table[before][j - size] == cost and _stands(item, places, j - size):
            j -= size
            row = before
            if item.number >= 0:
                pairs += ((item.number + k, j0 + j + min(k, size - 1)) for k in range(item.count))
            if item.number < 0 or item.instead:
                explained.update(range(j0 + j, j0 + j + size))
            continue
        assert table[row - 1][j] + _skipped(item) == cost
        row -= 1
    return _Mended(tuple(reversed(pairs)), frozenset(explained), table[-1][-1])
