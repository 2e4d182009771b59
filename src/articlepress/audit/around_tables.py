"""The words around a drawn table, whose own words stand in whatever order: which are the text's.

Takes a bench on which script and output are laid side by side, and matches the words next to each
table anew: a table may say the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articlepress.audit.align import UNMATCHED
from articlepress.audit.differences import Bench

ROOM = 8
"""Words before a firm place among which a word behind a drawn table is looked for."""
FIRM = 6
"""Words side by side that are not met by chance."""
FIRM_REACH = 60
"""Words behind a drawn table that may have been taken for words in it."""


def match_around_tables(bench: Bench) -> None:
    """Match the words next to a drawn table from where they stand firm, towards the table.

    The table's words stand between them in whatever order, and some may be the same words.
    """
    required = sorted(k for k, bags in bench.script.bags.items() if any(b.required for b in bags))
    if not required:
        return
    bounds = [0, *required, len(bench.script.words)]
    for before, place, behind in zip(bounds, required, bounds[2:], strict=False):
        _match_from_firm(bench, range(place, behind))
        _match_from_firm(bench, range(place - 1, before - 1, -1))


def _match_from_firm(bench: Bench, numbers: range) -> None:
    """Match words from the first firm one of these numbers, which lead away from a table."""
    wanted, found, matched = bench.script.words.folded, bench.reading.words.folded, bench.matched
    away = numbers.step
    # Only words on this side of the next table are close to one another.
    starts = range(min(len(numbers), FIRM_REACH + 1))
    runs = ((numbers[k], numbers[k : k + FIRM]) for k in starts)
    firm = next((i for i, run in runs if _stands_firm(matched, run)), -1)
    if firm < 0:
        return
    spot = matched[firm]
    disputed = range(firm, numbers.start, -away)
    for i in disputed:
        matched[i - away] = UNMATCHED
    for i in disputed:
        near = range(spot - away, spot - away * (ROOM + 1), -away)
        spot = next((j for j in near if 0 <= j < len(found) and found[j] == wanted[i - away]), -1)
        if spot < 0:
            return
        matched[i - away] = spot


def _stands_firm(matched: Sequence[int], run: Sequence[int]) -> bool:
    """Tell whether six words from here on are matched, close to one another."""
    places = sorted(matched[i] for i in run)
    return len(run) == FIRM and UNMATCHED not in places and places[-1] - places[0] <= 2 * FIRM


def slide_to_tables(bench: Bench) -> None:
    """Match the few words between two tables so that what the output says besides is a table's.

    Below `Spring 8` a table may begin "Spring is…", before `Spring 15`: of two equal words at both
    ends of what seems added, either may be the text's.
    """
    sizes = {
        k: sum(bag.words.total() for bag in bags if bag.required)
        for k, bags in bench.script.bags.items()
    }
    if not any(sizes.values()):
        return
    matched = bench.matched
    for i in range(len(matched) + 1):
        before = matched[i - 1] if i else -1
        at = matched[i] if i < len(matched) else len(bench.reading.words)
        if at == UNMATCHED or (i and before == UNMATCHED):
            continue
        most = at - before - 1 - sizes.get(i, 0)
        # Links' numbers may be among what stands here.
        marks = len(bench.script.asides.get(i, ())) if most > 0 else 0
        for added in range(most, max(0, most - marks - 1), -1):
            if _slide(bench, sizes, i, added) or _slide(bench, sizes, i, -added):
                break


def _slide(bench: Bench, sizes: Mapping[int, int], i: int, distance: int) -> bool:
    """Move words to equal ones at a distance until what is added before word i stands at a table.

    A positive distance moves the words before word i, a negative one those from i on. Where they
    are not the same, or do not stand side by side, or the table there lacks nothing, all is left
    as it was.
    """
    found, matched = bench.reading.words.folded, bench.matched
    step = -1 if distance > 0 else 1
    k = min(i, i + step)
    for moved in range(1, ROOM + 1):
        if not 0 <= k < len(matched) or matched[k] == UNMATCHED:
            return False
        there = matched[k] + distance
        if not 0 <= there < len(found) or found[there] != found[matched[k]]:
            return False
        beyond = matched[k + step] if 0 <= k + step < len(matched) else UNMATCHED
        room = abs(beyond - matched[k]) - 1
        if beyond != UNMATCHED and room < sizes.get(k if step < 0 else k + 1, 0):
            for number in range(moved):
                matched[k - step * number] += distance
            return True
        if beyond == UNMATCHED or room > 0:
            return False
        k += step
    return False
