"""Whether Markdown comes back as it was written, on real articles.

    python benchmarks/markdown_passes.py [--shared ../shared] [--articles 60] [--verbose]

The first pages of the readability development set are read as HTML and written as Markdown (pass
0). That is read and written (pass 1), and that again (pass 2). `same` counts articles whose pass 1
is their pass 0, `stable` those whose pass 2 is their pass 1, and `words` those that keep every
letter of their text from pass 0 to pass 2.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articlepress.article import Article
from articlepress.codec.record import letters_of
from articlepress.pipeline import prepare, read, write
from articlepress.source import Source
from pandoc_formats import articles


@dataclass(frozen=True)
class Passes:
    """What became of one article."""

    name: str
    texts: tuple[str, str, str]
    words_kept: bool


def passes(shared: Path, number: int) -> Iterator[Passes]:
    for name, article in articles(shared, number):
        texts = [write(prepare(article), "markdown").decode()]
        trees: list[Article] = []
        for _ in range(2):
            back = read(Source(texts[-1].encode(), f"{name}.md"), reader="markdown")
            trees.append(back)
            texts.append(write(prepare(back), "markdown").decode())
        kept = letters_of(trees[0].blocks) == letters_of(trees[1].blocks)
        yield Passes(name, (texts[0], texts[1], texts[2]), kept)


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return "\n".join(f"    {line[:160]}" for line in list(lines)[2:12])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", "../shared"))
    parser.add_argument("--shared", type=Path, default=shared)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    found = list(passes(given.shared, given.articles))
    same = sum(p.texts[0] == p.texts[1] for p in found)
    stable = sum(p.texts[1] == p.texts[2] for p in found)
    words = sum(p.words_kept for p in found)
    for item in found if given.verbose else ():
        for start in (0, 1):
            before, after = item.texts[start : start + 2]
            if before != after:
                print(f"{item.name}: pass {start} to {start + 1}\n{difference(before, after)}")
    print(f"{len(found)} articles: same {same}, stable {stable}, words {words}")
    return 0 if stable == words == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
