"""Cost of the codecs: 2,000 nodes of prose to JSON values and back, in CPU milliseconds.

Run: python benchmarks/codec.py

The least of 200 rounds counts, for the machine is shared. Where panflute is installed, its time for
the same document stands beside ours: JSON values to its tree and back (`Doc.to_json`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.native import from_native, to_native
from articlepress.codec.pandoc import from_pandoc, to_pandoc
from articlepress.metadata import Metadata
from articlepress.walk import walk

NODES = 2_000
ROUNDS = 200


def prose() -> Article:
    words = (n.Text("some words of an ordinary sentence, "),)
    link = n.Link(words, "https://example.org/")
    paragraph = n.Paragraph((*words, n.Emph(words), *words, link, *words))
    count = len(list(walk((paragraph,))))
    return Article(Metadata(), (paragraph,) * (NODES // count))


def least_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def panflute_ms(document: dict[str, Any]) -> tuple[float, float] | None:
    """Return panflute's milliseconds to JSON values and from them, or None where it is not here."""
    try:
        import panflute
    except ImportError:
        return None

    def parse() -> Any:
        return json.loads(text, object_hook=panflute.elements.from_json)

    def values() -> Any:
        return json.loads(text)

    text = json.dumps(document)
    tree = parse()
    # Its tree is built while JSON is parsed; what parsing alone costs is taken off.
    return least_ms(tree.to_json), least_ms(parse) - least_ms(values)


def main() -> None:
    article = prose()
    pandoc, native = to_pandoc(article), to_native(article)
    assert from_pandoc(pandoc) == from_native(native) == article
    print(f"{len(list(walk(article.blocks)))} nodes")
    ours = least_ms(lambda: to_pandoc(article)), least_ms(lambda: from_pandoc(pandoc))
    print(f"pandoc    to {ours[0]:6.2f} ms  from {ours[1]:6.2f} ms  both {sum(ours):6.2f} ms")
    own = least_ms(lambda: to_native(article)), least_ms(lambda: from_native(native))
    print(f"native    to {own[0]:6.2f} ms  from {own[1]:6.2f} ms  both {sum(own):6.2f} ms")
    theirs = panflute_ms(pandoc)
    if theirs is not None:
        print(f"panflute  to {theirs[0]:6.2f} ms  from {theirs[1]:6.2f} ms", end="  ")
        print(f"both {sum(theirs):6.2f} ms, {sum(theirs) / sum(ours):.1f} times ours")


if __name__ == "__main__":
    main()
