"""What an output says beside what it must say: words lost, doubled, moved, joined, added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from articlepress.audit.align import UNMATCHED, align
from articlepress.audit.differences import (
    Bench,
    Comparison,
    Difference,
    difference,
    report_differences,
)
from articlepress.audit.mend import mend
from articlepress.audit.reading import Reading
from articlepress.audit.script import NUMBER, Aside, Bag, Script
from articlepress.audit.words import Words

ROOM = 8
"""Words around a disputed place that are weighed again with it."""
FIRM_REACH = 60
"""Words behind a drawn table that may have been taken for words in it."""
ASIDE_ROOM = 60
"""Words before a disputed place that may repeat a picture's description: a long caption."""
MOST_DISPUTES = 40
"""Stretches that are weighed again; an output with more is broken, whatever they would say."""
MOST_LINK_WORDS = 6
"""Words of the link to the rest of a cut text, in the wordiest of our languages."""
TELLING = 2
"""Words of a phrase that is seldom said by chance."""


def compare(script: Script, reading: Reading) -> Comparison:
    """Return the differences between what must be said and what is said.

    A field's words are taken for standing before the text where the output says them more often
    than the text does. That is a guess: where it leaves differences, others are tried, and the best
    reading counts.
    """
    if reading.manner.parts_words:
        reading = replace(reading, words=_made_whole(reading.words, script))
    cut = _cut_away(script, reading.words.folded) if reading.is_cut else frozenset[int]()
    if cut:
        script = script.without(cut)
    guesses = [_frame_places(script, reading.words.folded, asides) for asides in (True, False)]
    best: Comparison | None = None
    for hidden in (*guesses, set[int]()):
        result = _compared(script, reading, hidden)
        if best is None or result.weight < best.weight:
            best = result
        if not best.differences:
            break
    assert best is not None
    best.cut = len(cut)
    best.wanted += len(cut)
    return best


def _made_whole(found: Words, script: Script) -> Words:
    """Return words with two neighbours as one, where only together they are said in the article."""
    wanted = script.words.folded
    asides = (aside.words for placed in script.asides.values() for aside in placed)
    framed = [words for phrases in script.frame.phrases.values() for words in phrases]
    # Two phrases side by side, as "By" and a name, are no parted word either.
    firsts, lasts = {words[0] for words in framed}, {words[-1] for words in framed}
    known = set(wanted)
    pairs = {pair for words in (wanted, *asides, *framed) for pair in pairwise(words)}
    whole = Words()
    for shown, folded in zip(found.shown, found.folded, strict=True):
        if whole.folded:
            before = whole.folded[-1]
            apart = (before, folded) in pairs or (before in lasts and folded in firsts)
            if before + folded in known and not apart:
                whole.shown[-1] += shown
                whole.folded[-1] += folded
                continue
        whole.shown.append(shown)
        whole.folded.append(folded)
    return whole


def _compared(script: Script, reading: Reading, hidden: set[int]) -> Comparison:
    found = reading.words.folded
    laid = [f"{word} " if j in hidden else word for j, word in enumerate(found)]
    bench = Bench(script, reading, align(script.words.folded, laid), set(hidden))
    bench.result.wanted = len(script.words)
    for gap in list(_gaps(bench.matched, len(found))):
        _glue(bench, *gap)
    for place, bags in sorted(script.bags.items()):
        if any(bag.required for bag in bags):
            _match_behind_table(bench, place)
    _mend(bench)
    for i0, i1, j0, j1 in _gaps(bench.matched, len(found)):
        if i0 < i1:
            bench.lost.append((i0, i1))
        _explain(bench, i0, i1, j0, j1)
    _frame(bench)
    report_differences(bench)
    return bench.result


def _frame_places(script: Script, found: list[str], with_asides: bool) -> set[int]:
    """Return the places where a field's words stand beyond the times the text itself says them.

    The first ones are meant: a title stands before the text that repeats it. `with_asides` counts
    what may stand in the text, such as a picture's description, too.
    """
    hidden: set[int] = set()
    phrases = {words for known in script.frame.phrases.values() for words in known}
    telling = [w for w in phrases if w in script.frame.names or len(w) >= TELLING]
    for words in sorted(telling, key=lambda words: (-len(words), words)):
        starts = [start for start in _starts(found, words) if start not in hidden]
        in_text = len(list(_starts(script.words.folded, words)))
        in_text += sum(
            len(list(_starts(list(aside.words), words)))
            for asides in (script.asides.values() if with_asides else ())
            for aside in asides
        )
        for start in starts[: max(0, len(starts) - in_text)]:
            hidden.update(range(start, start + len(words)))
    return hidden


def _starts(words: list[str], phrase: tuple[str, ...]) -> Iterator[int]:
    """Yield the places where a phrase stands; two of them never overlap."""
    size, start, last = len(phrase), 0, len(words) - len(phrase)
    while start <= last:
        try:
            start = words.index(phrase[0], start, last + 1)
        except ValueError:
            return
        if tuple(words[start : start + size]) == phrase:
            yield start
            start += size
        else:
            start += 1


def _gaps(matched: Sequence[int], length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield every place between two matched words: runs of both sides, which may be empty."""
    i0 = j0 = 0
    for i, j in enumerate(matched):
        if j == UNMATCHED:
            continue
        yield i0, i, j0, j
        i0, j0 = i + 1, j + 1
    yield i0, len(matched), j0, length


# --- joined and parted words -------------------------------------------------------------------


def _glue(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    """Match words that are written together on one side and apart on the other."""
    wanted, found = bench.script.words.folded, bench.reading.words.folded
    i, j = i0, j0
    while i < i1 and j < j1:
        ours, theirs = wanted[i], found[j]
        a, b = i + 1, j + 1
        while ours != theirs:
            if len(ours) < len(theirs) and theirs.startswith(ours) and a < i1:
                ours += wanted[a]
                a += 1
            elif len(theirs) < len(ours) and ours.startswith(theirs) and b < j1:
                theirs += found[b]
                b += 1
            else:
                break
        if ours != theirs:
            # Without a common start: what is left is lost or extra.
            i, j = (i + 1, j) if i1 - i >= j1 - j else (i, j + 1)
            continue
        _accept(bench, i, a, j, b)
        i, j = a, b


def _accept(bench: Bench, i: int, a: int, j: int, b: int) -> None:
    """Match words i to a with words j to b, and say so where they were joined."""
    for number in range(i, a):
        bench.matched[number] = min(j + number - i, b - 1)
    bench.explained.update(range(j, b))
    joins = a - i > 1 and not all(k in bench.script.glued for k in range(i + 1, a))
    parts = b - j > 1 and not bench.reading.manner.parts_words
    if joins or parts:
        bench.result.differences.append(difference(bench, "joined", i, a))


def _match_behind_table(bench: Bench, place: int) -> None:
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


# --- what may stand between the words ---------------------------------------------------------


def _mend(bench: Bench) -> None:
    """Weigh again every stretch where words seem lost or extra."""
    size = len(bench.reading.words)
    gaps = list(_gaps(bench.matched, size))
    tables = [
        k for k, (i0, i1, _, _) in enumerate(gaps)
        if any(bag.required for i in range(i0, i1 + 1) for bag in bench.script.bags.get(i, ()))
    ]  # fmt: skip
    disputed: list[tuple[int, int]] = []
    for number, (i0, i1, j0, j1) in enumerate(gaps):
        bags = [bag for i in range(i0, i1 + 1) for bag in bench.script.bags.get(i, ())]
        if bags or (i0 == i1 and not _unexplained(bench, i0, i1, j0, j1, [], count=False)):
            continue
        reach = ROOM + i1 - i0 + j1 - j0 + _longest_aside(bench.script, i0 - ASIDE_ROOM, i1)
        start, end = max(0, number - reach), min(len(gaps) - 1, number + reach)
        # Never over a drawn table: its words would be weighed as words of the text.
        start = max([start, *(k + 1 for k in tables if k < number)])
        end = min([end, *(k - 1 for k in tables if k > number)])
        if disputed and start <= disputed[-1][1]:
            disputed[-1] = (disputed[-1][0], end)
        else:
            disputed.append((start, end))
    for start, end in disputed[:MOST_DISPUTES]:
        # From after the first gap to before the last: both ends are matched words.
        _mend_stretch(bench, gaps[start][0], gaps[end][1], gaps[start][2], gaps[end][3])


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
    mended = mend(bench.script, bench.reading.words.folded, i0, i1, j0, j1)
    if mended is None or mended.changes > bad:
        return
    bench.matched[i0:i1] = [UNMATCHED] * (i1 - i0)
    for i, j in mended.pairs:
        bench.matched[i] = j
    bench.explained |= mended.explained
    bench.mended.append((i0, i1))


def _explain(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    """Take off what may stand at a place; note what is left."""
    script = bench.script
    bags = _bags(script, i0, i1)
    if j0 == j1 and not bags:
        return
    left = _unexplained(bench, i0, i1, j0, j1, bags)
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


def _unexplained(
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


# --- the frame and the cut --------------------------------------------------------------------


def _frame(bench: Bench) -> None:
    frame, found = bench.script.frame, bench.reading.words.folded
    for words, name in frame.required.items():
        if bench.seen[words] or _holds(found, words) or _holds(found, frame.joined.get(words, ())):
            continue
        bench.result.differences.append(Difference("lost", words, (), (), name))

    for words in bench.script.somewhere:
        if not _holds(bench.reading.words.folded, words):
            bench.result.differences.append(Difference("lost", words, (), (), "table heading"))


def _holds(found: list[str], words: tuple[str, ...]) -> bool:
    """Tell whether a field's words stand anywhere, one after another."""
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(found)} "


def _cut_away(script: Script, found: Sequence[str]) -> frozenset[int]:
    """Return the words at the end of the text, and of its notes, that a cut output leaves out.

    The link's own words ("Read on") may have been taken for some of them.
    """
    matched = align(script.words.folded, found)
    gone: set[int] = set()
    for part in ("body", "note"):
        places = [k for k, where in enumerate(script.where) if where == part]
        lost = [k for k in places if matched[k] == UNMATCHED]
        # A word lost before the cut is a loss: the tail begins where nearly all is gone.
        for first in lost:
            tail = [k for k in places if k >= first]
            if sum(matched[k] != UNMATCHED for k in tail) <= MOST_LINK_WORDS:
                gone.update(tail)
                break
    return frozenset(gone)
