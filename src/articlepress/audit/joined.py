"""Words written together on one side and apart on the other: matched, and told where it is wrong.

Takes the words of an output before they are laid beside the script, or a bench on which they are.
"""

from __future__ import annotations

from itertools import accumulate, pairwise, product

from articlepress.audit.differences import Bench, difference
from articlepress.audit.script import Script
from articlepress.audit.words import Words

ROOM = 8
"""Words before those that are the same: marks, a link's number, a picture's description."""


def made_whole(found: Words, script: Script) -> Words:
    """Return words with two neighbours as one, where only together they are said in the article.

    Numbers stay as they are: a note's mark, its number and its own first word are three.
    """
    wanted = script.words.folded
    asides, framed = _asides(script), _framed(script)
    # Two phrases side by side, as "By" and a name, are no parted word either.
    firsts, lasts = {words[0] for words in framed}, {words[-1] for words in framed}
    known = set(wanted)
    pairs = {pair for words in (wanted, *asides, *framed) for pair in pairwise(words)}
    for place, placed in script.asides.items():
        # Nor are a word and a picture's description behind it.
        pairs.update(product(wanted[place - 1 : place], (aside.words[0] for aside in placed)))
        pairs.update(product((aside.words[-1] for aside in placed), wanted[place : place + 1]))
    whole = Words()
    for shown, folded in zip(found.shown, found.folded, strict=True):
        if whole.folded:
            before = whole.folded[-1]
            apart = (before, folded) in pairs or (before in lasts and folded in firsts)
            apart = apart or (before.isdigit() and folded.isdigit())
            if before + folded in known and not apart:
                whole.shown[-1] += shown
                whole.folded[-1] += folded
                continue
        whole.shown.append(shown)
        whole.folded.append(folded)
    return whole


def made_apart(found: Words, script: Script) -> Words:
    """Return words with a raised one parted from the word before it, as the article has both.

    Left as it is what may be said as one word too, as each number, or as two with a space between.
    """
    if not script.glued:
        return found
    wanted = script.words.folded
    bags = [bag for placed in script.bags.values() for bag in placed]
    tabled = (words for bag in bags for words in (bag.words, bag.glued))
    known = {w for words in (wanted, *_asides(script), *_framed(script), *tabled) for w in words}
    loose = {pair for k, pair in enumerate(pairwise(wanted), 1) if k not in script.glued}
    sure = {
        word: run
        for word, ways in script.runs().items()
        for run in ways
        if len(ways) == 1 and word not in known and not word.isdigit()
        and loose.isdisjoint(pairwise(run))
    }  # fmt: skip
    apart = Words()
    for shown, folded in zip(found.shown, found.folded, strict=True):
        run = sure.get(folded, (folded,))
        ends = [0, *accumulate(map(len, run[:-1])), len(shown)]
        apart.shown += [shown[start:end] for start, end in pairwise(ends)]
        apart.folded += run
    return apart


def _asides(script: Script) -> list[tuple[str, ...]]:
    return [aside.words for placed in script.asides.values() for aside in placed]


def _framed(script: Script) -> list[tuple[str, ...]]:
    return [words for phrases in script.frame.phrases.values() for words in phrases]


def glue(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
    """Match words that are written together on one side and apart on the other."""
    i, j = i0, j0
    while i < i1 and j < j1:
        same = _nearest_same(bench, i, i1, j, j1)
        if same is None:
            # Without a common start: what is left is lost or extra.
            i, j = (i + 1, j) if i1 - i >= j1 - j else (i, j + 1)
            continue
        _accept(bench, *same)
        _, i, _, j = same


def _nearest_same(
    bench: Bench, i: int, i1: int, j: int, j1: int
) -> tuple[int, int, int, int] | None:
    """Return the nearest words of script and output that are the same but for their spaces.

    Words before them are lost or extra, or may stand there: the number of a link.
    """
    for skipped in range(ROOM + 1):
        for lost in range(max(0, skipped - (j1 - j) + 1), min(skipped, i1 - i - 1) + 1):
            start, place = i + lost, j + skipped - lost
            ends = _same_letters(bench, start, i1, place, j1)
            if ends is not None:
                return start, ends[0], place, ends[1]
    return None


def _same_letters(bench: Bench, i: int, i1: int, j: int, j1: int) -> tuple[int, int] | None:
    """Return where the words end that begin at two places and have the same letters."""
    wanted, found = bench.script.words.folded, bench.reading.words.folded
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
            return None
    return a, b


def _accept(bench: Bench, i: int, a: int, j: int, b: int) -> None:
    """Match words i to a with words j to b, and say so where they were joined."""
    for number in range(i, a):
        bench.matched[number] = min(j + number - i, b - 1)
    bench.explained.update(range(j, b))
    bench.same[i] = a, j, b
    joins = a - i > 1 and not all(k in bench.script.glued for k in range(i + 1, a))
    parts = b - j > 1 and not bench.reading.manner.parts_words
    if joins or parts:
        bench.result.differences.append(difference(bench, "joined", i, a))
