"""Phrases in a run of words: where they stand, and what it costs to find many of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articlepress.audit.compare import compare
from articlepress.audit.frame import Frame
from articlepress.audit.phrases import Phrases
from articlepress.audit.reading import Reading
from articlepress.audit.script import Manner, Script
from articlepress.audit.words import Words

LETTERS = st.lists(st.sampled_from("ab"), max_size=20)
PHRASES = st.sets(st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map(tuple), max_size=6)


@given(words=LETTERS, phrases=PHRASES)
def test_each_phrase_is_found_as_if_it_were_looked_for_alone(
    words: list[str], phrases: set[tuple[str, ...]]
) -> None:
    found = Phrases(phrases).places(words)

    assert dict(found) == {
        phrase: starts for phrase in phrases if (starts := starts_of(words, phrase))
    }


def starts_of(words: list[str], phrase: tuple[str, ...]) -> list[int]:
    starts: list[int] = []
    free = 0
    for start in range(len(words) - len(phrase) + 1):
        if start >= free and tuple(words[start : start + len(phrase)]) == phrase:
            starts.append(start)
            free = start + len(phrase)
    return starts


class Told(str):
    """A word that counts how often it is looked at."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        Told.looks += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Told.looks += 1
        return str.__hash__(self)


def test_the_cost_of_a_comparison_grows_with_the_words_not_with_words_times_headings() -> None:
    def looks(size: int) -> int:
        words = [Told(f"word{k}") for k in range(size)]
        script = Script(words=Words(list(words), list(words)), passages=[0] * size)
        script.where = ["body"] * size
        script.frame = Frame()
        for k in range(0, size - 2, 10):
            script.frame.phrases[words[k]] = [tuple(words[k : k + 2])]
        reading = Reading(Manner("html"), Words(list(words), list(words)))
        Told.looks = 0
        assert not compare(script, reading).differences
        return Told.looks

    assert looks(8_000) < 8 * looks(2_000)
