"""The audit over real pages, and the audit itself audited: outputs with one word changed.

Run: python benchmarks/audit.py [--pages N] [--pdf N] [--mutants N] [--books N] [--book-mutants N]
Pages: all sets of the shared reference material (ARTICLEPRESS_SHARED), 1,368 of them, to epub,
newsletter, markdown, text and, for some, pdf; those of readability in books of ten too. Targets: no
word lost, doubled or out of place, on no page a word without a place; every mutant caught.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.audit import Verdict, account_of, audit_bytes
from articlepress.audit.report import difference_parts
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.pipeline import Output, make, read_articles
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.walk import query, transform
from articlepress.writers import find_writer
from audit_books import SIZE, audit_books, book_mutants

SETS = (
    "readability", "scrapinghub", "wcxb", "trafilatura", "magichtml", "newspaper3k", "postlight",
)  # fmt: skip
FORMATS = ("epub", "newsletter", "markdown", "text")
MUTANT_FORMATS = ("html", "epub", "newsletter", "eml", "markdown", "text", "pdf")
KINDS = ("dropped", "doubled", "moved")


@dataclass(slots=True)
class Tally:
    """What the audit of many pages came to."""

    pages: int = 0
    lost_on_pages: int = 0
    visible: int = 0
    outputs: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    bad_words: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def saved_pages(per_set: int, sets: Sequence[str] = SETS) -> Iterator[Path]:
    """Yield packed pages, spread over each set."""
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[2] / "shared"))
    for name in sets:
        found = sorted((shared / "extraction/dev" / name / "pages").glob("*.html.gz"))
        yield from found[:: max(1, len(found) // per_set)][:per_set] if per_set else found


def read_page(path: Path, notes: Notes) -> Article | None:
    """Return the article of a packed page, or None where it holds none."""
    source = Source(gzip.decompress(path.read_bytes()), path.name.removesuffix(".gz"))
    try:
        return read_articles(source, notes)[0]
    except NoArticle:
        return None


def written(article: Article, name: str) -> tuple[str, bytes]:
    """Return the name and the bytes of an article in a format, as the defaults make it."""
    writer = find_writer(name)
    (content,) = make(article, [Output(writer, writer.options())], load_style(), Notes())
    return f"page{writer.suffix}", content


def audit_pages(per_set: int, printed: int) -> Tally:
    """Audit pages in every format; `printed` of them in PDF too."""
    tally = Tally()
    for path in saved_pages(per_set):
        notes = Notes(audit=True)
        article = read_page(path, notes)
        if article is None:
            continue
        tally.pages += 1
        account = account_of(article, notes)
        if account is not None:
            tally.visible += account.visible
            tally.lost_on_pages += not account.is_even
            if not account.is_even:
                print(f"{path.parts[-3]}/{path.name}: lost {account.lost[:20]}")
        for name in (*FORMATS, *(("pdf",) if tally.pages % 10 == 1 and printed > 0 else ())):
            printed -= name == "pdf"
            _audit_output(article, name, f"{path.parts[-3]}/{path.name}", tally)
    return tally


def _audit_output(article: Article, name: str, page: str, tally: Tally) -> None:
    file, content = written(article, name)
    start = time.process_time()
    verdicts = audit_bytes(article, file, content)
    tally.seconds[name] += time.process_time() - start
    tally.outputs[name] += 1
    for verdict in verdicts:
        tally.words[name] += verdict.wanted
        tally.cut[name] += bool(verdict.cut)
        if not verdict.is_whole:
            tally.bad_words[name] += sum(len(found.words) for found in verdict.differences)
            show(page, name, verdict)


def show(page: str, name: str, verdict: Verdict) -> None:
    """Print the first differences of an output."""
    for found in verdict.differences[:3]:
        before, words, after = difference_parts(found)
        print(f"{page} {name}: {found.kind} in {found.place}: {before}[{words}]{after}")


def mutants(count: int) -> tuple[int, int]:
    """Return how many outputs with one word changed were made, and how many were caught."""
    made = caught = 0
    chance = random.Random(1)
    articles = [a for path in saved_pages(12) if (a := read_page(path, Notes())) is not None]
    while made < count:
        article = chance.choice(articles)
        kind = KINDS[made % len(KINDS)]
        changed = mutated(article, kind, chance)
        if changed is None:
            continue
        # A page to PDF costs a second: one in twenty.
        names = MUTANT_FORMATS if made % 20 == 0 else MUTANT_FORMATS[:-1]
        name = "pdf" if made % 20 == 0 else names[made % len(names)]
        file, content = written(changed, name)
        verdicts = audit_bytes(article, file, content)
        made += 1
        if any(not verdict.is_whole for verdict in verdicts):
            caught += 1
        else:
            print(f"not caught: {name}, a word {kind}")
    return made, caught


def mutated(article: Article, kind: str, chance: random.Random) -> Article | None:
    """Return the article with one word dropped, doubled or moved; None where that changes nothing.

    The word is one of the body, of a note, of a bio or of a disclaimer.
    """
    texts = [node for node in query(article.blocks, n.Text) if len(node.text.split()) > 3]
    if not texts:
        return None
    chosen = chance.choice(texts)
    words = chosen.text.split(" ")
    places = [k for k, word in enumerate(words) if any(c.isalnum() for c in word)]
    place = chance.choice(places)
    word = words[place]
    if kind == "dropped":
        after = words[:place] + words[place + 1 :]
    elif kind == "doubled":
        after = words[: place + 1] + words[place:]
    else:
        rest = words[:place] + words[place + 1 :]
        there = chance.choice([k for k in range(len(rest) + 1) if abs(k - place) > 1] or [0])
        after = [*rest[:there], word, *rest[there:]]
    if _folded(after) == _folded(words):
        return None
    text = n.Text(" ".join(after))
    blocks = transform(article.blocks, {n.Text: lambda node: text if node is chosen else node})
    return replace(article, blocks=blocks)


def _folded(words: Sequence[str]) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in " ".join(words).casefold()).split()


def run_books(books: int, count: int) -> bool:
    """Audit pages of readability in books and print what came of it; says whether all is well."""
    pages = saved_pages(books * SIZE, ("readability",)) if books > 0 else ()
    articles = [a for path in pages if (a := read_page(path, Notes())) is not None]
    if not articles:
        return True
    formats = {"epub": 0, "markdown": 0, "text": 0, "newsletter": 0, "pdf": 2}
    tallies = audit_books(articles, formats)
    for name, tally in tallies.items():
        rate = (tally.words + tally.cut) / max(1e-9, tally.seconds) / 1e3
        print(
            f"{name:11} {tally.books:4} books of {SIZE}  {tally.words:9,} words  "
            f"{tally.bad:5,} not once and in order  {tally.cut:9,} behind links  "
            f"{rate:6.0f} thousand words a CPU second"
        )
    made, caught = book_mutants(articles, count, mutated)
    print(f"mutants of books: {caught} of {made} caught")
    return caught == made and not any(tally.bad for tally in tallies.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=0, help="pages of each set; 0: all")
    parser.add_argument("--pdf", type=int, default=60, help="pages to PDF too")
    parser.add_argument("--mutants", type=int, default=200, help="outputs with one word changed")
    parser.add_argument("--books", type=int, default=15, help="books of ten pages; 0: none")
    parser.add_argument("--book-mutants", type=int, default=100, help="books with one change")
    chosen = parser.parse_args()
    if not any(True for _ in saved_pages(1)):
        print("no pages: set ARTICLEPRESS_SHARED")
        return 0
    tally = audit_pages(chosen.pages, chosen.pdf)
    print(
        f"{tally.pages} pages, {tally.visible:,} visible words: "
        f"{tally.lost_on_pages} pages with a word that has no place"
    )
    for name, outputs in tally.outputs.items():
        words, bad = tally.words[name], tally.bad_words[name]
        rate = words / max(1e-9, tally.seconds[name]) / 1e3
        print(
            f"{name:11} {outputs:4} outputs  {words:9,} words  {bad:5,} not once and in order  "
            f"{tally.cut[name]:3} cut as declared  {rate:6.0f} thousand words a CPU second"
        )
    made, caught = mutants(chosen.mutants)
    print(f"mutants: {caught} of {made} caught")
    bound = run_books(chosen.books, chosen.book_mutants)
    whole = not tally.bad_words.total() and not tally.lost_on_pages and caught == made
    return 0 if whole and bound else 1


if __name__ == "__main__":
    sys.exit(main())
