"""What an issue of several columns must say: of each its title, its byline and its first sentences.

Takes a collection as it was read and the words of an issue, gives one comparison. Where a column
has a standfirst that is its teaser; else whole sentences of its first paragraphs are, and the rest
stands behind the link. Each author's bio and each disclaimer stands once, at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.audit.align import UNMATCHED, align
from articlepress.audit.compare import compare
from articlepress.audit.differences import Comparison, Difference
from articlepress.audit.frame import Frame
from articlepress.audit.reading import Reading
from articlepress.audit.scribe import script_of
from articlepress.audit.script import NUMBER, Aside, Manner, Script
from articlepress.audit.words import Words, phrase, plain
from articlepress.labels import date_text, join_names, label_words
from articlepress.marks import note_contents, own_notes
from articlepress.metadata import Disclaimer, Metadata, Person
from articlepress.walk import addresses, inline_text, plain_text, query

_END = re.compile(r"[.!?…。！？]")


@dataclass(slots=True)
class _Teaser:
    """The words of a column that an issue may begin with."""

    words: Words = field(default_factory=Words)
    ends: list[int] = field(default_factory=list)
    """Numbers of words after which it may end; the last is all of them."""

    def add(self, text: str) -> None:
        """Add a paragraph; each sentence's end in it is one the teaser may end at."""
        for sentence in re.split(rf"(?<={_END.pattern})", plain(text)):
            self.words.add(sentence)
            self.ends.append(len(self.words))

    def length(self, matched: Sequence[int]) -> int:
        """Return after how many words it was left off: the sentence's end up to which most are
        said and fewest missing.

        Words further on may be met by chance, in the link's or the footer's words. At least one
        sentence must stand.
        """
        scores = [0, *accumulate(1 if place != UNMATCHED else -1 for place in matched)]
        ends = [end for end in self.ends if 0 < end < len(scores)]
        return max(ends, key=lambda end: (scores[end], -end), default=len(self.words))


def compare_digest(book: Collection, reading: Reading) -> Comparison:
    """Return the differences between what an issue must say of its columns and what it says."""
    articles = tuple(book.articles)
    teasers = [_teaser(article) for article in articles]
    wanted = sum(len(teaser.words) for teaser in teasers)
    kept = _kept(articles, teasers, reading)
    script, owners = _script(book, articles, kept, reading)
    manner = replace(reading.manner, free_frame=True)
    result = compare(script, replace(reading, manner=manner))
    cut = wanted - sum(len(words) for words in kept)
    result.wanted += cut
    result.cut += cut
    result.differences = [_placed(found, script, owners, articles) for found in result.differences]
    return result


def _teaser(article: Article) -> _Teaser:
    teaser = _Teaser()
    standfirst = inline_text(article.metadata.standfirst)
    if standfirst.strip():
        teaser.words.add(standfirst)
        teaser.ends.append(len(teaser.words))
        return teaser
    for block in article.blocks:
        if isinstance(block, n.Paragraph):
            teaser.add(inline_text(block.content))
    return teaser


def _kept(articles: Sequence[Article], teasers: Sequence[_Teaser], reading: Reading) -> list[Words]:
    """Return the words of each teaser up to where the issue leaves off, whole sentences."""
    said = reading.words.folded
    starts = _title_places(articles, said)
    kept = []
    for teaser, start, end in zip(teasers, starts, [*starts[1:], len(said)], strict=True):
        # No longer than what is there: of two equal paragraphs the first is meant.
        matched = align(teaser.words.folded[: end - start], said[start:end])
        size = teaser.length(matched)
        kept.append(Words(teaser.words.shown[:size], teaser.words.folded[:size]))
    return kept


def _title_places(articles: Sequence[Article], said: Sequence[str]) -> list[int]:
    """Return where each column begins: at its title, or with the one before where that is lost."""
    places, start = [], 0
    for article in articles:
        title = phrase(inline_text(article.metadata.title))
        size = len(title)
        found = (k for k in range(start, len(said)) if size and tuple(said[k : k + size]) == title)
        place = next(found, -1)
        places.append(max(place, start))
        start = place + size if place >= 0 else start
    return places


def _script(
    book: Collection, articles: Sequence[Article], kept: Sequence[Words], reading: Reading
) -> tuple[Script, dict[int, int]]:
    """Return what the issue must say, and the number of the column at each passage."""
    script, owners = Script(), dict[int, int]()
    for article in book.front:
        _append(script, _editors_note(article, reading.manner))
    for number, words in enumerate(kept, 1):
        own = Script(words, [0] * len(words), ["body"] * len(words))
        owners[_append(script, own)] = number
        if reading.manner.numbers_links:
            script.asides.setdefault(len(script.words), []).append(Aside(NUMBER))
    _append(script, script_of(_credits(articles), reading.manner))
    script.frame = _frame(book, articles)
    return script, owners


def _append(script: Script, other: Script) -> int:
    """Add another script's words after a border; return the number of its first passage."""
    start = len(script.words)
    passage = max(script.passages, default=-1) + 1
    script.borders.add(start)
    script.words.shown += other.words.shown
    script.words.folded += other.words.folded
    script.passages += [passage + number for number in other.passages]
    script.where += other.where
    script.glued |= {start + number for number in other.glued}
    for number, asides in other.asides.items():
        script.asides.setdefault(start + number, []).extend(asides)
    for number, bags in other.bags.items():
        script.bags.setdefault(start + number, []).extend(bags)
    script.borders.add(len(script.words))
    return passage


def _editors_note(article: Article, manner: Manner) -> Script:
    blocks = tuple(block for block in article.blocks if not isinstance(block, n.Section))
    return script_of(Article(Metadata(), blocks), manner)


def _credits(articles: Sequence[Article]) -> Article:
    """Return an article that is nothing but the credits of all: an author's first bio, each
    disclaimer once."""
    people: dict[str, Person] = {}
    disclaimers: dict[tuple[str, ...], Disclaimer] = {}
    seen: set[tuple[str, ...]] = set()
    for number, article in enumerate(articles):
        known, owner = note_contents(article.blocks), f"{number}"
        for person in (p for p in article.metadata.authors if p.bio):
            key = person.name.casefold() or plain_text(person.bio)
            people.setdefault(key, replace(person, bio=own_notes(person.bio, known, owner)))
        for said in article.metadata.disclaimers:
            content = own_notes(said.content, known, owner)
            disclaimers[phrase(plain_text(content))] = replace(said, content=content)
    authors = []
    for person in people.values():
        if (words := phrase(plain_text(person.bio))) not in seen:
            seen.add(words)
            authors.append(person)
    metadata = Metadata(authors=tuple(authors), disclaimers=tuple(disclaimers.values()))
    return Article(metadata, ())


def _frame(book: Collection, articles: Sequence[Article]) -> Frame:
    """Return what may stand around the teasers; the titles and the bylines must."""
    frame = Frame()
    languages = {book.language, *(article.metadata.language for article in articles)}
    for language in sorted(languages):
        for text in label_words(language):
            frame.add(text)
    for text in (book.title, book.subtitle, book.publisher, book.description):
        frame.add(text, name=text == book.title)
    for part in book.parts:
        frame.add(part.title)
    for article in articles:
        _add_column(frame, article, sorted(languages))
    for url in addresses([b for a in articles for p in a.metadata.authors for b in p.bio]):
        frame.add(url)
    frame.most_entries = 4 * len(articles) + 20
    return frame


def _add_column(frame: Frame, article: Article, languages: Sequence[str]) -> None:
    metadata = article.metadata
    frame.add(inline_text(metadata.title), "title")
    for person in metadata.authors:
        frame.add(person.name, "author" if person.role == "author" else "")
        for text in (person.url, join_names(("", person.name), metadata.language)):
            frame.add(text)
        joined = phrase(join_names(("", person.name), metadata.language))
        frame.instead[phrase(person.name)] = (joined,)
        if person.portrait is not None:
            frame.add(person.portrait.alt)
    hero = [metadata.hero.image] if metadata.hero else []
    for image in (*hero, *query(article.blocks, n.Image)):
        frame.add(image.alt)
    for text in (metadata.canonical_url, metadata.site.name, metadata.site.url,
                 metadata.description):  # fmt: skip
        frame.add(text)
    if metadata.published is not None:
        for language in languages:
            frame.add(date_text(metadata.published, language))


def _placed(
    found: Difference, script: Script, owners: dict[int, int], articles: Sequence[Article]
) -> Difference:
    """Return a difference with the column it is in."""
    number = _column(found, script, owners, articles)
    if not number:
        return found
    source = articles[number - 1].metadata.provenance.name
    place = "teaser" if found.place == "body" else found.place
    return replace(found, chapter=number, source=source, place=place)


def _column(
    found: Difference, script: Script, owners: dict[int, int], articles: Sequence[Article]
) -> int:
    if found.place in ("title", "author"):
        for number, article in enumerate(articles, 1):
            names = [person.name for person in article.metadata.authors]
            if found.words in (phrase(t) for t in (inline_text(article.metadata.title), *names)):
                return number
        return 0
    if found.place != "body" or found.at < 0 or found.at >= len(script.words):
        return 0
    return owners.get(script.passages[found.at], 0)
