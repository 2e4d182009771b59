"""Where phrases stand in a run of words.

All phrases are looked for in one pass, so that the cost grows with the words and not with the words
times the phrases: a long page has thousands of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Phrase = tuple[str, ...]


@dataclass(slots=True)
class _Branch:
    """What phrases go on with after the words that lead here."""

    onward: dict[str, _Branch] = field(default_factory=dict)
    ended: Phrase = ()
    """The phrase that ends here, where one does."""


class Phrases:
    """Phrases that are looked for together."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._root = _Branch()
        for phrase in phrases:
            branch = self._root
            for word in phrase:
                branch = branch.onward.setdefault(word, _Branch())
            branch.ended = phrase

    def places(self, words: Sequence[str]) -> Mapping[Phrase, list[int]]:
        """Return where each phrase starts that stands there; two of one phrase never overlap."""
        found: dict[Phrase, list[int]] = defaultdict(list)
        for start in range(len(words)):
            for phrase in self._at(words, start):
                places = found[phrase]
                if not places or places[-1] + len(phrase) <= start:
                    places.append(start)
        return found

    def _at(self, words: Sequence[str], start: int) -> Iterator[Phrase]:
        """Yield the phrases that begin at a place, the shorter ones first."""
        branch: _Branch | None = self._root
        for place in range(start, len(words)):
            branch = branch.onward.get(words[place]) if branch else None
            if branch is None:
                return
            if branch.ended:
                yield branch.ended
