"""Words written together on one side and apart on the other: matched, and told where it is wrong.

Takes the words of an output before they are laid beside the script, or a bench on which they are.
"""

from __future__ import annotations

from itertools import pairwise

from articlepress.audit.differences import Bench, difference
from articlepress.audit.script import Script
from articlepress.audit.words import Words


def made_whole(found: Words, script: Script) -> Words:
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


def glue(bench: Bench, i0: int, i1: int, j0: int, j1: int) -> None:
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
