"""Cost of the codecs: 2,000 nodes of prose to JSON values and back, in CPU milliseconds.

Run: python benchmarks/codec.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.native import from_native, to_native
from articlepress.codec.pandoc import from_pandoc, to_pandoc
from articlepress.metadata import Metadata
from articlepress.walk import walk

NODES = 2_000
ROUNDS = 50


def prose() -> Article:
    words = (n.Text("some words of an ordinary sentence, "),)
    link = n.Link(words, "https://example.org/")
    paragraph = n.Paragraph((*words, n.Emph(words), *words, link, *words))
    count = len(list(walk((paragraph,))))
    return Article(Metadata(), (paragraph,) * (NODES // count))


def median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[ROUNDS // 2] * 1000


def main() -> None:
    article = prose()
    pandoc, native = to_pandoc(article), to_native(article)
    assert from_pandoc(pandoc) == from_native(native) == article
    print(f"{len(list(walk(article.blocks)))} nodes")
    print(f"pandoc  to {median_ms(lambda: to_pandoc(article)):5.2f} ms", end="  ")
    print(f"from {median_ms(lambda: from_pandoc(pandoc)):5.2f} ms")
    print(f"native  to {median_ms(lambda: to_native(article)):5.2f} ms", end="  ")
    print(f"from {median_ms(lambda: from_native(native)):5.2f} ms")


if __name__ == "__main__":
    main()
