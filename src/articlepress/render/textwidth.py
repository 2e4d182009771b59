"""Columns of characters on a terminal, and lines broken to fit a number of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Characters no line of Chinese or Japanese starts with (JIS X 4051, the common ones).
_NO_LINE_START = frozenset(
    "、。，．・：；？！）」』】〉》〕］｝’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)
_NO_LINE_END = frozenset("（「『【〈《〔［｛‘“")
_WIDE_LETTER = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Letters and digits as wide as an ideograph: `ＦＷ` and `１０` are a word each, as `FW` is."""


def width(text: str) -> int:
    """Return how many columns a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """Return a text as lines of at most so many columns; its own newlines stay breaks.

    Lines break at spaces and between wide characters that are no word's letters; a longer word
    stands on a line of its own.
    """
    lines = []
    for row in text.split("\n"):
        lines += _wrap_row(row, columns)
    return lines


def _wrap_row(row: str, columns: int) -> list[str]:
    if width(row) <= columns:
        return [" ".join(filter(None, row.split(" ")))]
    lines: list[str] = []
    line, filled = "", 0
    for piece, space in _pieces(row):
        gap = 1 if space and line else 0
        size = width(piece)
        if line and filled + gap + size > columns:
            lines.append(line)
            line, filled, gap = "", 0, 0
        line += (" " if gap else "") + piece
        filled += gap + size
    return [*lines, line] if line or not lines else lines


def _pieces(row: str) -> Iterator[tuple[str, bool]]:
    """Yield what may not be broken, and whether a space stands before it."""
    # Only the plain space breaks: no-break spaces are there to hold.
    for word in filter(None, row.split(" ")):
        if word.isascii() or not re.search("[\u2e80-\uffff]", word):
            yield word, True
            continue
        piece, first = "", True
        for character in word:
            breaks = piece and (
                _character_width(character) == 2 or _character_width(piece[-1]) == 2
            )
            if breaks and _WIDE_LETTER.match(character) and _WIDE_LETTER.match(piece[-1]):
                breaks = False
            if breaks and character not in _NO_LINE_START and piece[-1] not in _NO_LINE_END:
                yield piece, first
                piece, first = "", False
            piece += character
        yield piece, first


def pad(text: str, columns: int, align: str = "left") -> str:
    """Return a text filled up with spaces to so many columns."""
    room = max(0, columns - width(text))
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room
