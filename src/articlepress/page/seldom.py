"""Words that few texts hold, in an order in which a long text is asked for few of them.

Takes lists of words; gives them by a piece of theirs that most texts lack, so that one question
answers for several words, and one for a single letter takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


def by_piece(words: Iterable[str], shared: Sequence[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return the words by what is looked for first: the piece `shared` with others that a word
    holds, else its first letter beyond ASCII, else nothing."""
    found: dict[str, list[str]] = {}
    for word in words:
        letter = next((character for character in word if not character.isascii()), "")
        piece = next((piece for piece in shared if piece in word), letter)
        found.setdefault(piece, []).append(word)
    return {piece: tuple(same) for piece, same in found.items()}


def places(text: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
    """Yield every place where a text holds one of the words (`by_piece`), word by word."""
    for piece, same in words.items():
        if piece not in text:
            continue
        for word in same:
            at = text.find(word)
            while at >= 0:
                yield at
                at = text.find(word, at + 1)
