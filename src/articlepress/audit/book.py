"""A book beside its articles: each chapter by itself, then the pages the book adds.

Takes a collection as it was read and a reading of the whole book, gives one comparison whose
differences name chapter and source. A bio or disclaimer stands in its chapter, among those the book
gathers, or in both; each of these places is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.audit.compare import compare
from articlepress.audit.differences import Comparison, Difference
from articlepress.audit.frame import Frame, frame_of
from articlepress.audit.reading import Reading
from articlepress.audit.scribe import script_of
from articlepress.audit.script import Manner, Script
from articlepress.audit.sections import Chapter, Found, find_chapters
from articlepress.audit.words import Words, phrase
from articlepress.labels import label_words
from articlepress.marks import carry_notes, note_contents, own_notes
from articlepress.metadata import Metadata
from articlepress.walk import inline_text, plain_text

MOST_NUMBER = 10_000_000
"""Numbers a book may print on its own pages: those of pages and years."""
TELLING_RUN = 5
"""Words in a row that are an article's, where a page of the book's own repeats them."""
MOST_OWN = 60
"""Words in a row that a page of the book's own may add; a chapter without a source has more."""
HELD = 0.5
"""Part of a credit's words that must stand in a place for it to be looked for there."""
_CREDITS = ("bio", "disclaimer")


@dataclass(frozen=True, slots=True)
class _Credit:
    """One bio or disclaimer of an article."""

    where: str
    name: str
    blocks: n.Blocks
    words: tuple[str, ...]


@dataclass(slots=True)
class _Desk:
    """A book under comparison."""

    book: Collection
    articles: tuple[Article, ...]
    scripts: tuple[Script, ...]
    reading: Reading
    found: Found
    result: Comparison = field(default_factory=Comparison)


def compare_book(book: Collection, reading: Reading) -> Comparison:
    """Return the differences between what a book must say and what it says."""
    articles = tuple(book.every)
    scripts = tuple(script_of(article, reading.manner) for article in articles)
    chapters = [
        Chapter(
            phrase(inline_text(article.metadata.title)),
            _own_words(script),
            phrase(inline_text(article.metadata.kicker)),
        )
        for article, script in zip(articles, scripts, strict=True)
    ]
    desk = _Desk(book, articles, scripts, reading, find_chapters(chapters, reading))
    gathered = _Gathered(desk)
    for number in range(len(articles)):
        _compare_chapter(desk, number, gathered)
    for number in desk.found.astray:
        title = tuple(inline_text(articles[number].metadata.title).split()) or ("untitled",)
        _note(desk, number, [Difference("moved", title, (), (), "the order of the chapters")])
    for section in desk.found.own:
        _compare_own(desk, section, gathered)
    desk.result.differences = _as_moves(desk.result.differences)
    return desk.result


def _own_words(script: Script) -> tuple[str, ...]:
    """Return the words of text and notes: credits may stand elsewhere."""
    places = zip(script.words.folded, script.where, strict=True)
    return tuple(word for word, where in places if where not in _CREDITS)


def _note(desk: _Desk, number: int, differences: Iterable[Difference]) -> None:
    source = desk.articles[number].metadata.provenance.name
    desk.result.differences += [
        replace(found, chapter=number + 1, source=source) for found in differences
    ]


def _as_moves(differences: list[Difference]) -> list[Difference]:
    """Return the differences, words added to one chapter and lost in another as moved."""
    lost = [(d.chapter, {w.casefold() for w in d.words}) for d in differences if d.kind == "lost"]

    def elsewhere(found: Difference) -> bool:
        words = {word.casefold() for word in found.words}
        return any(chapter != found.chapter and words <= gone for chapter, gone in lost)

    return [replace(d, kind="moved") if d.kind == "added" and elsewhere(d) else d
            for d in differences]  # fmt: skip


def _compare_chapter(desk: _Desk, number: int, gathered: _Gathered) -> None:
    article, place = desk.articles[number], desk.found.places[number]
    if place < 0:
        script = desk.scripts[number]
        desk.result.wanted += len(script.words)
        words = tuple(script.words.shown) or tuple(inline_text(article.metadata.title).split())
        _note(desk, number, [Difference("lost", words, (), (), "the whole chapter")])
        return
    section = desk.found.sections[place]
    script = script_of(gathered.without_moved(article, section), desk.reading.manner)
    _add_book_words(script.frame, desk.book)
    if not desk.reading.breaks and number + 1 < len(desk.articles):
        # Without sections, what stands above the next chapter's title stands below this one.
        _merge(script.frame, frame_of(desk.articles[number + 1], addresses=True))
    reading = replace(desk.reading, words=section, breaks=())
    found = compare(script, reading)
    desk.result.wanted += found.wanted
    desk.result.framed += found.framed
    _note(desk, number, found.differences)


def _add_book_words(frame: Frame, book: Collection) -> None:
    languages = {book.language, *(a.metadata.language for a in (*book.front, *book.back))}
    for language in sorted(languages):
        for text in label_words(language):
            frame.add(text)
    editors = (person.name for person in book.editors)
    for text in (book.title, book.subtitle, book.publisher, book.description, *editors):
        frame.add(text, name=text == book.title)
    for part in book.parts:
        frame.add(part.title)


def _merge(frame: Frame, other: Frame) -> None:
    """Add what may stand around another article; none of it must."""
    for phrases in other.phrases.values():
        for words in phrases:
            frame.add(" ".join(words), name=words in other.names)


class _Gathered:
    """The credits a book has gathered on pages of its own."""

    def __init__(self, desk: _Desk) -> None:
        own = desk.found.own
        self.frame = _book_frame(desk)
        self.runs = {
            tuple(script.words.folded[k : k + TELLING_RUN])
            for script in desk.scripts
            for k in range(len(script.words) - TELLING_RUN + 1)
        }
        credits = {(c.where, c.words): c for a in desk.articles for c in _credits(a)}
        shares: dict[_Credit, list[float]] = {
            credit: [_share(credit, section) for section in own] for credit in credits.values()
        }
        # A page of the book's own gathers it: the one that says most of it.
        homes = {c: found.index(max(found)) for c, found in shares.items() if any(found)}
        self.by_section = [
            _standing([c for c, home in homes.items() if home == k], section)
            for k, section in enumerate(own)
        ]
        self._sections = {id(section): k for k, section in enumerate(own)}
        self._held = {c.words for found in self.by_section for c in found}

    def of(self, section: Words) -> tuple[_Credit, ...]:
        """Return the credits that stand in a section of the book's own, in their order there."""
        return self.by_section[self._sections[id(section)]]

    def without_moved(self, article: Article, section: Words) -> Article:
        """Return the article without the credits that the book has on a page of its own alone."""
        moved = {
            credit.words
            for credit in _credits(article)
            if credit.words in self._held and not _standing((credit,), section)
        }
        metadata = article.metadata
        authors = tuple(
            replace(p, bio=()) if phrase(plain_text(p.bio)) in moved else p
            for p in metadata.authors
        )
        disclaimers = tuple(
            d for d in metadata.disclaimers if phrase(plain_text(d.content)) not in moved
        )
        return replace(
            article, metadata=replace(metadata, authors=authors, disclaimers=disclaimers)
        )


def _credits(article: Article) -> Iterator[_Credit]:
    known = note_contents(article.blocks)
    for person in article.metadata.authors:
        if words := phrase(plain_text(person.bio)):
            yield _Credit("bio", person.name, carry_notes(person.bio, known), words)
    for item in article.metadata.disclaimers:
        if words := phrase(plain_text(item.content)):
            yield _Credit("disclaimer", "", carry_notes(item.content, known), words)


def _book_frame(desk: _Desk) -> Frame:
    """Return what the pages of the book itself may say: titles, names, dates, labels, numbers."""
    frame = Frame()
    for article in desk.articles:
        _merge(frame, frame_of(article, addresses=True))
    _add_book_words(frame, desk.book)
    frame.most_entries = MOST_NUMBER
    return frame


def _standing(credits: Sequence[_Credit], section: Words) -> tuple[_Credit, ...]:
    """Return the credits of which a section says the most words in a row, in its order.

    Two that differ by a word are kept apart: a stretch of the section is one credit's.
    """
    spans = [(span, credit) for credit in credits if (span := _span(credit.words, section.folded))]
    spans.sort(key=lambda item: (-item[0][2], item[0][0]))
    chosen: list[tuple[tuple[int, int, float], _Credit]] = []
    for span, credit in spans:
        if all(span[1] <= other[0] or other[1] <= span[0] for other, _ in chosen):
            chosen.append((span, credit))
    return tuple(credit for _, credit in sorted(chosen, key=lambda item: item[0][0]))


def _share(credit: _Credit, section: Words) -> float:
    span = _span(credit.words, section.folded)
    return span[2] if span else 0.0


def _span(words: Sequence[str], said: Sequence[str]) -> tuple[int, int, float] | None:
    """Return start, end and share of the stretch that says most of a credit's words in a row."""
    from difflib import SequenceMatcher  # imported here: few audits are of books

    size = len(words)
    whole = f" {' '.join(said)} ".find(f" {' '.join(words)} ")
    if whole >= 0:
        start = f" {' '.join(said)} "[: whole + 1].count(" ") - 1
        return start, start + size, 1.0
    known = set(words)
    near = [k for k, word in enumerate(said) if word in known]
    best: tuple[int, int, float] | None = None
    for start in near[:: max(1, size // 8)]:
        stretch = said[max(0, start - size // 8) : start + size]
        blocks = SequenceMatcher(None, words, stretch, autojunk=False).get_matching_blocks()
        share = sum(block.size for block in blocks) / size
        if share >= HELD and (best is None or share > best[2]):
            first = next(block for block in blocks if block.size)
            offset = max(0, start - size // 8) + first.b - first.a
            best = (max(0, offset), offset + size, share)
    return best


def _compare_own(desk: _Desk, section: Words, gathered: _Gathered) -> None:
    """Compare a page of the book's own with what it gathers; what else it says is counted."""
    credits = gathered.of(section)
    script = _credits_script(credits, desk.reading.manner)
    script.frame = gathered.frame
    found = compare(script, replace(desk.reading, words=section, breaks=()))
    desk.result.wanted += found.wanted
    desk.result.framed += max(0, len(section) - found.wanted)
    for difference in found.differences:
        if difference.kind == "added" and difference.place not in _CREDITS:
            if _is_an_articles(difference, gathered):
                difference = replace(difference, kind="doubled")
            elif len(difference.words) > MOST_OWN:
                difference = replace(difference, place="a page that is no source's")
            else:
                continue
        desk.result.differences.append(difference)


def _is_an_articles(difference: Difference, gathered: _Gathered) -> bool:
    """Tell whether words on a page of the book's own are an article's, said once more."""
    words = [w for word in difference.words for w in phrase(word)]
    return any(
        tuple(words[k : k + TELLING_RUN]) in gathered.runs
        for k in range(len(words) - TELLING_RUN + 1)
    )


def _credits_script(credits: Sequence[_Credit], manner: Manner) -> Script:
    """Return what a page that gathers credits must say; its notes end it."""
    from articlepress.metadata import Disclaimer, Person  # as one article that is nothing but these

    credits = [replace(c, blocks=own_notes(c.blocks, {}, f"{k}")) for k, c in enumerate(credits)]
    bios = tuple(Person(c.name, bio=c.blocks) for c in credits if c.where == "bio")
    rest = tuple(Disclaimer(c.blocks) for c in credits if c.where != "bio")
    after = replace(manner, notes="after credits")
    return script_of(Article(Metadata(authors=bios, disclaimers=rest), ()), after)
