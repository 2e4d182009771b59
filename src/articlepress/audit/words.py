"""Words as the audit compares them: letters and digits, without case and typographic form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_ONE_EACH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_ONE_EACH}]|[^\W_{_ONE_EACH}]+")
# Characters without shape: they may stand in a word and part nothing. Control characters are of
# them: no output has any, and a page copied from a PDF can have one behind each word.
_SHAPELESS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"
    "\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(slots=True)
class Words:
    """A run of words, as written and as compared; both lists have the same length."""

    shown: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.folded)

    def add(self, text: str) -> None:
        """Append the words of a text."""
        for word in _WORD.findall(plain(text)):
            self.shown.append(word)
            self.folded.append(word.casefold())


def plain(text: str) -> str:
    """Return the text with ligatures and presentation forms as the letters they stand for."""
    text = _SHAPELESS.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def phrase(text: str) -> tuple[str, ...]:
    """Return a text's words as they are compared."""
    return tuple(word.casefold() for word in _WORD.findall(plain(text)))


def words_of(texts: Iterable[str]) -> Words:
    """Return the words of texts, each text's apart from the next one's."""
    words = Words()
    for text in texts:
        words.add(text)
    return words
