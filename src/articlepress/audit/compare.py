"""What an output says beside what it must say: words lost, doubled, moved, joined, added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articlepress.audit.align import UNMATCHED, align, gaps
from articlepress.audit.around_tables import match_around_tables, slide_to_tables
from articlepress.audit.between import explain
from articlepress.audit.differences import Bench, Comparison, Difference, report_differences
from articlepress.audit.joined import glue, made_apart, made_whole
from articlepress.audit.mend import mend_disputes
from articlepress.audit.phrases import Phrase, Phrases
from articlepress.audit.reading import Reading
from articlepress.audit.script import Script

MOST_MET = 6
"""Words of what a cut leaves out that may be met by chance: those of a link, a last sentence's."""
TELLING = 2
"""Words of a phrase that is seldom said by chance."""


def compare(script: Script, reading: Reading) -> Comparison:
    """Return the differences between what must be said and what is said.

    A field's words are taken for standing before the text where the output says them more often
    than the text does. That is a guess: where it leaves differences, others are tried, and the best
    reading counts.
    """
    cut = _cut_away(script, reading.words.folded, reading.cut_at)
    if cut:
        script = script.without(cut)
    words = made_apart(reading.words, script)
    if reading.manner.parts_words:
        words = made_whole(words, script)
    reading = replace(reading, words=words)
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


def _compared(script: Script, reading: Reading, hidden: set[int]) -> Comparison:
    found = reading.words.folded
    laid = [f"{word} " if j in hidden else word for j, word in enumerate(found)]
    bench = Bench(script, reading, align(script.words.folded, laid))
    bench.result.wanted = len(script.words)
    for gap in list(gaps(bench.matched, len(found))):
        glue(bench, *gap)
    match_around_tables(bench)
    slide_to_tables(bench)
    mend_disputes(bench)
    for i0, i1, j0, j1 in gaps(bench.matched, len(found)):
        if i0 < i1:
            bench.lost.append((i0, i1))
        explain(bench, i0, i1, j0, j1)
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
    sought = Phrases(telling)
    places = sought.places(found)
    texts: list[Sequence[str]] = [script.words.folded]
    if with_asides:
        texts += [aside.words for asides in script.asides.values() for aside in asides]
    in_text: Counter[Phrase] = Counter()
    for text in texts:
        in_text.update({words: len(starts) for words, starts in sought.places(text).items()})
    for words in sorted(places, key=lambda words: (-len(words), words)):
        starts = [start for start in places[words] if start not in hidden]
        for start in starts[: max(0, len(starts) - in_text[words])]:
            hidden.update(range(start, start + len(words)))
    return hidden


def _frame(bench: Bench) -> None:
    frame, taken = bench.script.frame, set(bench.matched)
    # A title is not said by a text that begins with its words.
    around = _line("" if j in taken else w for j, w in enumerate(bench.reading.words.folded))
    for words, name in frame.required.items():
        if bench.seen[words] or _line(words) in around:
            continue
        instead = frame.instead.get(words, ())
        if not instead or any(_line(said) not in around for said in instead):
            bench.result.differences.append(Difference("lost", words, (), (), name))

    every = _line(bench.reading.words.folded)
    for words in bench.script.somewhere:
        if _line(words) not in every:
            bench.result.differences.append(Difference("lost", words, (), (), "table heading"))


def _line(words: Iterable[str]) -> str:
    """Return words such that a run of them is one that stands in it."""
    return f" {' '.join(words)} "


def _cut_away(script: Script, found: Sequence[str], cut_at: int | None) -> frozenset[int]:
    """Return the words at the end of the text, and of its notes, that a cut output leaves out.

    The text stands before the link to the rest, its notes behind it.
    """
    gone: set[int] = set()
    if cut_at is None:
        return frozenset()
    for part, said in (("body", found[:cut_at]), ("note", found[cut_at:])):
        places = [k for k, where in enumerate(script.where) if where == part]
        # A word nobody says ends ours: the last paragraph written may end as the last of all does.
        wanted = [*(script.words.folded[k] for k in places), ""]
        matched = align(wanted, said)
        end = _tail(matched[:-1])
        if part == "body":
            end = _begun(script, places, end)
            end += _unmet_ending(wanted[end:], said, matched[:end])
        gone.update(places[end:])
    return frozenset(gone)


def _begun(script: Script, places: Sequence[int], end: int) -> int:
    """Return where the passage begins whose later words are gone: cuts fall between blocks.

    Its first words were met by what the output adds: an embed's host may begin the next link too.
    """
    while (
        0 < end < len(places) and script.passages[places[end - 1]] == script.passages[places[end]]
    ):
        end -= 1
    return end


def _unmet_ending(left: Sequence[str], said: Sequence[str], matched: Sequence[int]) -> int:
    """Return how many of the words left out are what is said last, and met by nothing before.

    What an output adds (the host of an embed) may part them from what they follow, and what is left
    out may say them many times.
    """
    last = max(matched, default=UNMATCHED)
    for size in range(min(LONGEST_ENDING, len(left), len(said) - 1 - last), 0, -1):
        if left[:size] == said[-size:]:
            return size
    return 0


LONGEST_ENDING = 40


def _tail(matched: Sequence[int]) -> int:
    """Return where the words begin that are gone: one is, and nearly all behind it.

    What is lost earlier is a loss. A few words of the tail may be met by chance, at the text's end
    or in the words of the link and of the footer.
    """
    first, met = len(matched), 0
    for k in range(len(matched) - 1, -1, -1):
        if matched[k] == UNMATCHED:
            first = k
            continue
        met += 1
        if met > MOST_MET:
            break
    return first
