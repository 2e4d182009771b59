"""The audit over books: pages in books of ten, and books with one word or one chapter changed.

Run by `audit.py`. Words dropped, doubled, moved within a chapter and to another, chapters swapped.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.audit import Verdict, audit_bytes
from articlepress.audit.report import difference_parts, place_of
from articlepress.collection import collect
from articlepress.diagnostics import Notes
from articlepress.pipeline import Output, make
from articlepress.render.styles import load_style
from articlepress.walk import query, transform
from articlepress.writers import find_writer

SIZE = 10
"""Articles in a book."""
KINDS = ("dropped", "doubled", "moved", "moved to another chapter", "chapters swapped")
MUTANT_FORMATS = ("epub", "epub", "text", "markdown")
"""A book of ten as PDF costs ten seconds: one mutant in forty."""

Mutate = Callable[[Article, str, random.Random], Article | None]


@dataclass(slots=True)
class Books:
    """What the audit of books of one format came to."""

    books: int = 0
    chapters: int = 0
    words: int = 0
    bad: int = 0
    cut: int = 0
    seconds: float = 0.0
    shown: list[str] = field(default_factory=list)


def written(book: Collection, name: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a book in a format, as the defaults make it."""
    writer = find_writer(name)
    (content,) = make(book, [Output(writer, writer.options())], load_style(), Notes())
    return f"book{writer.suffix}", content


def books_of(articles: Sequence[Article]) -> list[Collection]:
    """Return books of ten articles each; the last may have fewer."""
    return [collect(articles[k : k + SIZE]) for k in range(0, len(articles), SIZE)]


def audit_books(articles: Sequence[Article], formats: dict[str, int]) -> dict[str, Books]:
    """Return what each format came to; so many books are made in it, 0 for all."""
    tallies = {name: Books() for name in formats}
    for number, book in enumerate(books_of(articles)):
        for name, most in formats.items():
            if most and number >= most:
                continue
            file, content = written(book, name)
            start = time.process_time()
            verdicts = audit_bytes(book, file, content)
            tally = tallies[name]
            tally.seconds += time.process_time() - start
            tally.books += 1
            tally.chapters += verdicts[0].chapters
            for verdict in verdicts:
                _add(tally, verdict, f"book {number + 1} {name}")
    return tallies


def _add(tally: Books, verdict: Verdict, where: str) -> None:
    tally.words += verdict.wanted - verdict.cut
    tally.cut += verdict.cut
    tally.bad += sum(len(found.words) for found in verdict.differences)
    for found in verdict.differences[:4]:
        before, words, after = difference_parts(found)
        print(f"{where}: {found.kind} in {place_of(found)}: {before}[{words}]{after}")


def book_mutants(articles: Sequence[Article], count: int, mutate: Mutate) -> tuple[int, int]:
    """Return how many books with one change were made, and how many were caught."""
    chance = random.Random(2)
    books = [book for book in books_of(articles) if len(list(book.articles)) > 1]
    made = caught = 0
    while made < count:
        book, kind = chance.choice(books), KINDS[made % len(KINDS)]
        changed = _changed(book, kind, chance, mutate)
        if changed is None:
            continue
        name = "pdf" if made % 40 == 7 else MUTANT_FORMATS[made % len(MUTANT_FORMATS)]
        file, content = written(changed, name)
        made += 1
        if all(verdict.is_whole for verdict in audit_bytes(book, file, content)):
            print(f"not caught: {name} book, {kind}")
        else:
            caught += 1
    return made, caught


def _changed(
    book: Collection, kind: str, chance: random.Random, mutate: Mutate
) -> Collection | None:
    articles = list(book.articles)
    one, other = sorted(chance.sample(range(len(articles)), 2))
    if kind == "chapters swapped":
        if articles[one].blocks == articles[other].blocks:
            return None
        articles[one], articles[other] = articles[other], articles[one]
    elif kind == "moved to another chapter":
        changed = _moved_over(articles[one], articles[other], chance)
        if changed is None:
            return None
        articles[one], articles[other] = changed
    else:
        mutant = mutate(articles[one], kind, chance)
        if mutant is None:
            return None
        articles[one] = mutant
    return replace(book, parts=(replace(book.parts[0], articles=tuple(articles)),))


def _moved_over(
    giver: Article, taker: Article, chance: random.Random
) -> tuple[Article, Article] | None:
    """Return both articles with a word of the first in the midst of a text of the second."""
    texts = [t for t in query(giver.blocks, n.Text) if len(t.text.split()) > 3]
    there = [t for t in query(taker.blocks, n.Text) if len(t.text.split()) > 3]
    if not texts or not there:
        return None
    source, target = chance.choice(texts), chance.choice(there)
    words, others = source.text.split(" "), target.text.split(" ")
    places = [k for k, word in enumerate(words) if any(c.isalnum() for c in word)]
    place = chance.choice(places)
    middle = chance.randrange(1, len(others))
    short = " ".join(words[:place] + words[place + 1 :])
    long = " ".join([*others[:middle], words[place], *others[middle:]])
    return _with(giver, source, short), _with(taker, target, long)


def _with(article: Article, chosen: n.Text, text: str) -> Article:
    blocks = transform(
        article.blocks, {n.Text: lambda node: n.Text(text) if node is chosen else node}
    )
    return replace(article, blocks=blocks)
