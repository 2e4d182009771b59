"""Which of pandoc's formats take our tree, and whose credits come back, on real articles.

    python benchmarks/pandoc_formats.py [--shared ../shared] [--articles 60] [--formats docx,odt]

The articles are the first pages of the readability development set, as our reader reads them. Each
gets what it lacks, so that there is something to survive: two authors with bios (one of them with a
list), and disclaimers of the kinds opinion and affiliate. `took` counts articles that pandoc
accepted, `opened` those it read again (where it reads the format), and authors, bios and
disclaimers those in which every name, word and kind came back.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.record import letters_of
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.metadata import Disclaimer, Metadata, Person
from articlepress.pandoc.table import pandoc_formats
from articlepress.pipeline import prepare, read, write
from articlepress.readers import BUILTIN
from articlepress.source import Source
from articlepress.walk import inline_text

TARGETS = ("docx", "odt", "markdown", "html", "epub", "latex", "jats")
"""Formats of issue 7's table: every article's credits survive."""
OWN = ("markdown", "html", "epub")
"""Those of the targets that our own writers and readers make and read."""


def articles(shared: Path, number: int) -> Iterator[tuple[str, Article]]:
    pages = sorted((shared / "extraction/dev/readability/pages").glob("*.html.gz"))
    found = 0
    for page in pages:
        source = Source(gzip.decompress(page.read_bytes()), page.name.removesuffix(".gz"))
        try:
            article = read(source, reader="html")
        except ArticlepressError:
            continue
        yield page.name.partition(".")[0], with_credits(article)
        found += 1
        if found == number:
            return


def with_credits(article: Article) -> Article:
    metadata = article.metadata
    authors = metadata.authors[:1] or (Person("Ada Lind"),)
    first = authors[0]
    if not first.bio:
        first = replace(
            first, bio=(paragraph(f"{first.name} writes a column “by the sea” – daily."),)
        )
    items = ((n.Plain(text("A first book & more")),), (n.Plain(text("A second, 50% longer")),))
    second = Person(
        "José Ångström-O’Neill", bio=(paragraph("He draws. His books:"), n.BulletList(items))
    )
    disclaimers = metadata.disclaimers or (
        Disclaimer((paragraph("The views expressed are the author's own."),)),
    )
    affiliate = Disclaimer((paragraph("We earn when you buy through our links."),), "affiliate")
    metadata = replace(
        metadata, authors=(first, second), disclaimers=(*disclaimers, affiliate), hero=None
    )
    return replace(article, metadata=metadata)


def text(words: str) -> n.Inlines:
    return (n.Text(words),)


def paragraph(words: str) -> n.Paragraph:
    return n.Paragraph(text(words))


def names_of(metadata: Metadata) -> list[str]:
    return [person.name for person in metadata.authors]


def bios_of(metadata: Metadata) -> list[str]:
    return [letters_of(person.bio) for person in metadata.authors]


def disclaimers_of(metadata: Metadata) -> list[tuple[str, str]]:
    return [(item.kind, letters_of(item.content)) for item in metadata.disclaimers]


def judge(article: Article, form: str, tally: Counter[str], reads: bool) -> list[str]:
    """Count one article in one format; what did not survive comes back."""
    lost = []
    try:
        content = write(article if form == "json" else prepare(article), form)
        tally["took"] += 1
    except ArticlepressError as error:
        return [str(error)]
    if not reads:
        return []
    try:
        reader = f"pandoc:{form}" if form in BUILTIN and form not in OWN else form
        back = read(Source(content, f"a.{form}"), reader=reader, notes=Notes()).metadata
        tally["opened"] += 1
    except ArticlepressError as error:
        return [str(error)]
    before = article.metadata
    for what, kept in (
        ("authors", names_of(back) == names_of(before)),
        ("bios", bios_of(back) == bios_of(before)),
        ("disclaimers", disclaimers_of(back) == disclaimers_of(before)),
        ("titles", inline_text(back.title) == inline_text(before.title)),
    ):
        tally[what] += kept
        if not kept:
            lost.append(what)
    return lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", "../shared"))
    parser.add_argument("--shared", type=Path, default=shared)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--formats", default="")
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    table = pandoc_formats()
    written = [name for name, item in table.items() if "write" in item.ways and name not in OWN]
    forms = given.formats.split(",") if given.formats else [*OWN, *written]
    several = list(articles(given.shared, given.articles))
    missed = 0
    for form in forms:
        tally: Counter[str] = Counter()
        reads = form in OWN or "read" in table[form].ways
        for name, article in several:
            lost = judge(article, form, tally, reads)
            if lost and given.verbose:
                print(f"    {form} {name}: {', '.join(lost)}")
        columns = ["took", "opened", "authors", "bios", "disclaimers", "titles"]
        row = [str(tally[c]) if reads or c == "took" else "-" for c in columns]
        print(f"{form:24}" + "".join(f"{c} {v:>3}  " for c, v in zip(columns, row, strict=True)))
        wanted = ("took", "opened", "authors", "bios", "disclaimers")
        missed += form in TARGETS and any(tally[c] != len(several) for c in wanted)
        missed += tally["took"] != len(several)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
