"""Two long runs of words laid side by side: which word of one is which of the other.

Runs that occur once in both are the fixed points (patience); what lies between them is matched by
the fewest changes (Myers), up to a bound. The cost grows with the length, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

UNMATCHED = -1

MOST_CHANGES = 300
"""Changes between two fixed points that are still untangled; beyond, everything there differs."""

_GRAMS = (4, 1)
"""Lengths of the runs that are looked for as fixed points, the surer ones first."""

_Box = tuple[int, int, int, int]
"""Start and end in the first run, start and end in the second."""


def align(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """Return for each word of the first run its place in the second, or `UNMATCHED`.

    Places grow: no two pairs cross.
    """
    matched = [UNMATCHED] * len(first)
    boxes: list[_Box] = [(0, len(first), 0, len(second))]
    while boxes:
        box = _trim(first, second, boxes.pop(), matched)
        if box[0] == box[1] or box[2] == box[3]:
            continue
        fixed = _fixed_points(first, second, box)
        if fixed:
            boxes.extend(_between(box, fixed, matched))
        else:
            for i, j in _fewest_changes(first[box[0] : box[1]], second[box[2] : box[3]]):
                matched[box[0] + i] = box[2] + j
    return matched


def _trim(first: Sequence[str], second: Sequence[str], box: _Box, matched: list[int]) -> _Box:
    """Match what both begin and end with; return the box that is left."""
    a0, a1, b0, b1 = box
    while a0 < a1 and b0 < b1 and first[a0] == second[b0]:
        matched[a0] = b0
        a0 += 1
        b0 += 1
    while a0 < a1 and b0 < b1 and first[a1 - 1] == second[b1 - 1]:
        a1 -= 1
        b1 -= 1
        matched[a1] = b1
    return a0, a1, b0, b1


def _fixed_points(first: Sequence[str], second: Sequence[str], box: _Box) -> list[tuple[int, int]]:
    """Return pairs of places where a run starts that is unique in both, in growing order."""
    for size in _GRAMS:
        ours = _once(first, box[0], box[1], size)
        theirs = _once(second, box[2], box[3], size)
        pairs = [(place, theirs[gram]) for gram, place in ours.items() if gram in theirs]
        if pairs:
            return longest_rise(sorted(pairs))
    return []


def _once(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Return each run of that size that occurs once, with its place."""
    found: dict[tuple[str, ...], int] = {}
    often: set[tuple[str, ...]] = set()
    for place in range(start, end - size + 1):
        gram = tuple(words[place : place + size])
        if gram in found:
            often.add(gram)
        else:
            found[gram] = place
    for gram in often:
        del found[gram]
    return found


def longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs in which the second places grow too."""
    tails: list[int] = []
    last: list[int] = []
    before = [UNMATCHED] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tails, place)
        if pile == len(tails):
            tails.append(place)
            last.append(number)
        else:
            tails[pile] = place
            last[pile] = number
        before[number] = last[pile - 1] if pile else UNMATCHED
    rise = []
    number = last[-1]
    while number != UNMATCHED:
        rise.append(pairs[number])
        number = before[number]
    return rise[::-1]


def _between(box: _Box, fixed: Sequence[tuple[int, int]], matched: list[int]) -> Iterator[_Box]:
    a0, a1, b0, b1 = box
    for i, j in fixed:
        matched[i] = j
        yield a0, i, b0, j
        a0, b0 = i + 1, j + 1
    yield a0, a1, b0, b1


def _fewest_changes(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of equal words by the fewest changes (Myers 1986); none beyond the bound."""
    width, height = len(first), len(second)
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for changes in range(min(width + height, MOST_CHANGES) + 1):
        trail.append(dict(reach))
        for diagonal in range(-changes, changes + 1, 2):
            down = diagonal == -changes or (
                diagonal != changes and reach[diagonal - 1] < reach[diagonal + 1]
            )
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < width and y < height and first[x] == second[y]:
                x += 1
                y += 1
            reach[diagonal] = x
            if x >= width and y >= height:
                yield from _walk_back(trail, width, height)
                return


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int]]:
    for changes in range(len(trail) - 1, -1, -1):
        reach, diagonal = trail[changes], x - y
        down = diagonal == -changes or (
            diagonal != changes and reach[diagonal - 1] < reach[diagonal + 1]
        )
        before = diagonal + 1 if down else diagonal - 1
        start = reach[before]
        while x > start + (not down) and y > start - before + down and x > 0 and y > 0:
            x -= 1
            y -= 1
            yield x, y
        x, y = start, start - before


def gaps(matched: Sequence[int], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield every place between two matched words: runs of both sides, which may be empty."""
    i0 = j0 = 0
    for i, j in enumerate(matched):
        if j == UNMATCHED:
            continue
        yield i0, i, j0, j
        i0, j0 = i + 1, j + 1
    yield i0, len(matched), j0, length
