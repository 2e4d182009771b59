"""Two runs of words laid side by side: nothing crosses, only equal words pair."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from articlepress.audit.align import UNMATCHED, align

WORDS = st.lists(st.sampled_from("abcdef"), max_size=40)


@given(first=WORDS, second=WORDS)
def test_pairs_are_equal_and_never_cross(first: list[str], second: list[str]) -> None:
    matched = align(first, second)

    pairs = [(i, j) for i, j in enumerate(matched) if j != UNMATCHED]
    assert all(first[i] == second[j] for i, j in pairs)
    assert [j for _, j in pairs] == sorted({j for _, j in pairs})


@given(words=st.lists(st.sampled_from("abc"), min_size=1, max_size=60), at=st.integers(0))
def test_one_word_dropped_is_one_word_unmatched(words: list[str], at: int) -> None:
    at %= len(words)

    matched = align(words, words[:at] + words[at + 1 :])

    assert matched.count(UNMATCHED) == 1


def test_the_cost_grows_with_the_length_even_where_words_repeat() -> None:
    def cost(size: int) -> float:
        first = [str(k % 50) for k in range(size)]
        second = [word for k, word in enumerate(first) if k % 997]
        start = time.process_time()
        align(first, second)
        return time.process_time() - start

    cost(2_000)
    assert cost(64_000) < 40 * max(cost(8_000), 0.005)
