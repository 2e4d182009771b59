"""Which section of a book holds which article: the sections of an output beside its chapters.

Takes the words of each chapter's text and a reading with its sections, gives the section of each
chapter. A file that has no sections of its own is cut where its chapters' titles stand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from articlepress.audit.align import align, longest_rise
from articlepress.audit.reading import Reading
from articlepress.audit.words import Words

GRAM = 4
"""Words of a run by which a chapter is known; fewer are said by chance too often."""
LEAST_SHARE = 0.2
"""Part of its runs a section must say to be taken for a chapter; a contents page says fewer."""
TELLING_TITLE = 3
"""Words of a title that is seldom said by chance."""
REACH = 200
"""Words before a chapter's first among which its title is looked for."""
MOST_HOLDERS = 50
"""Chapters that may share a run; what more of them say tells none from another."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a chapter is known by."""

    title: tuple[str, ...]
    words: tuple[str, ...]
    """Words of its text, folded."""
    kicker: tuple[str, ...] = ()
    """Words that may stand above its title."""


@dataclass(frozen=True, slots=True)
class Found:
    """The sections of an output, and which of them is which chapter."""

    sections: tuple[Words, ...]
    places: tuple[int, ...]
    """Number of each chapter's section; -1 where none says it."""

    @property
    def own(self) -> tuple[Words, ...]:
        """The sections that are no chapter: what the book itself adds."""
        taken = set(self.places)
        return tuple(words for k, words in enumerate(self.sections) if k not in taken)

    @property
    def astray(self) -> tuple[int, ...]:
        """Chapters that stand in another order than the sources do."""
        held = [(k, place) for k, place in enumerate(self.places) if place >= 0]
        steady = {k for k, _ in longest_rise(held)} if held else set()
        return tuple(k for k, _ in held if k not in steady)


def find_chapters(chapters: Sequence[Chapter], reading: Reading) -> Found:
    """Return the sections of an output with the chapter that each of them holds."""
    breaks = reading.breaks or _title_breaks(chapters, reading.words.folded)
    sections = _sections(reading.words, breaks)
    return Found(sections, _assigned(chapters, sections))


def _sections(words: Words, breaks: Sequence[int]) -> tuple[Words, ...]:
    bounds = sorted({0, len(words), *breaks})
    return tuple(Words(words.shown[a:b], words.folded[a:b]) for a, b in pairwise(bounds))


def _grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    size = min(GRAM, len(words)) or 1
    return {tuple(words[k : k + size]) for k in range(len(words) - size + 1)}


def _holders(chapters: Sequence[Chapter]) -> dict[tuple[str, ...], list[int]]:
    """Return each telling run with the chapters that say it."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, chapter in enumerate(chapters):
        for gram in _grams(chapter.words or chapter.title):
            holders[gram].append(number)
    return {gram: held for gram, held in holders.items() if len(held) <= MOST_HOLDERS}


def _assigned(chapters: Sequence[Chapter], sections: Sequence[Words]) -> tuple[int, ...]:
    """Return the section of each chapter: the pairs that share most come first."""
    holders = _holders(chapters)
    sizes = Counter(number for held in holders.values() for number in held)
    lengths = {len(gram) for gram in holders}
    shared: Counter[tuple[int, int]] = Counter()
    for place, section in enumerate(sections):
        said = section.folded
        runs = {tuple(said[k : k + n]) for n in lengths for k in range(len(said) - n + 1)}
        for gram in runs:
            shared.update((number, place) for number in holders.get(gram, ()))
    places = [-1] * len(chapters)
    taken: set[int] = set()
    # Of equal pairs the earlier come first: two chapters of one text keep their order.
    for (number, place), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if places[number] < 0 and place not in taken and count >= LEAST_SHARE * sizes[number]:
            places[number] = place
            taken.add(place)
    _by_title(chapters, sections, places)
    return tuple(places)


def _by_title(chapters: Sequence[Chapter], sections: Sequence[Words], places: list[int]) -> None:
    """Give a chapter of few words a free section behind the chapter before that says its title."""
    free = [k for k in range(len(sections)) if k not in places]
    for number, chapter in enumerate(chapters):
        if places[number] >= 0:
            continue
        before = max((place for place in places[:number]), default=-1)
        after = min((place for place in places[number:] if place >= 0), default=len(sections))
        for place in free:
            if before < place < after and _says(sections[place].folded, chapter.title):
                places[number] = place
                free.remove(place)
                break


def _says(said: Sequence[str], words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(said)} "


def _title_breaks(chapters: Sequence[Chapter], said: Sequence[str]) -> list[int]:
    """Return where the chapters of a flat text begin: at the title nearest before its words."""
    order = _order(chapters, said)
    matched = align([word for number in order for word in chapters[number].words], said)
    breaks: list[int] = []
    floor = start = 0
    for number in order:
        chapter = chapters[number]
        own = [place for place in matched[start : start + len(chapter.words)] if place >= 0]
        start += len(chapter.words)
        if not own:
            own = _title_after(chapter.title, said, floor)
        first = own[0] if own else floor
        begun = breaks[-1] + 1 if breaks else 0
        head = _head_before(chapter, said, floor, first)
        if head == first and tuple(said[first : first + len(chapter.title)]) != chapter.title:
            # The last words of the chapter before may be found anew behind this one's title.
            head = _head_before(chapter, said, max(begun, first - REACH), first)
        breaks.append(head)
        floor = own[-1] + 1 if own else floor
    return breaks


def _head_before(chapter: Chapter, said: Sequence[str], floor: int, first: int) -> int:
    """Return where the title before a chapter's first word begins, or the kicker above it."""
    title = _title_before(chapter.title, said, floor, first)
    kicker = max(floor, title - len(chapter.kicker))
    return kicker if tuple(said[kicker:title]) == chapter.kicker else title


def _title_before(title: Sequence[str], said: Sequence[str], floor: int, first: int) -> int:
    """Return where a title stands before a chapter's first word, else the place of the word.

    The first place counts, since a picture may repeat it; of a short title the last one, since
    the chapter before may say it too.
    """
    size = len(title)
    places = range(floor, first - size + 1)  # the text itself may begin with its title
    found = [k for k in places if size and tuple(said[k : k + size]) == tuple(title)]
    if not found:
        return first
    return found[0] if size >= TELLING_TITLE else found[-1]


def _title_after(title: Sequence[str], said: Sequence[str], floor: int) -> list[int]:
    """Return the place of a title that follows, for a chapter of which no word is found."""
    size = len(title)
    places = range(floor, len(said) - size + 1)
    found = (k for k in places if size and tuple(said[k : k + size]) == tuple(title))
    return list(islice(found, 1))


def _order(chapters: Sequence[Chapter], said: Sequence[str]) -> list[int]:
    """Return the chapters as they follow in a flat text; one that cannot be told keeps its place
    behind the one before."""
    holders = _holders(chapters)
    lengths = {len(gram) for gram in holders}
    places: dict[int, list[int]] = defaultdict(list)
    for place in range(len(said)):
        for size in lengths:
            held = holders.get(tuple(said[place : place + size]), [])
            if len(held) == 1:
                places[held[0]].append(place)
    keys, last = [], 0
    for number in range(len(chapters)):
        # The middle one: a run may be said by chance far off.
        last = places[number][len(places[number]) // 2] if number in places else last
        keys.append(last)
    return sorted(range(len(chapters)), key=lambda number: (keys[number], number))
