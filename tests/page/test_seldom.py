"""Rare words are found as by looking for each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articlepress.page.seldom import by_piece, places

WORDS = ("view", "(view", "opinion", "opinión", "ñandú", "ab", "bab")


@given(st.lists(st.sampled_from((*WORDS, "opini", "n", " ", "é"))).map("".join))
def test_every_place_of_every_word_is_found(text: str) -> None:
    each = [at for word in WORDS for at in range(len(text)) if text.startswith(word, at)]

    for shared in ((), ("view", "opini")):
        assert sorted(places(text, by_piece(WORDS, shared))) == sorted(each)


def test_words_wait_for_a_piece_they_share_or_a_letter_of_their_own() -> None:
    assert by_piece(WORDS, ("view", "opini")) == {
        "view": ("view", "(view"),
        "opini": ("opinion", "opinión"),
        "ñ": ("ñandú",),
        "": ("ab", "bab"),
    }
