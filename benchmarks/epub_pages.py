"""Books from raw saved pages, judged: epubcheck, our laws, Ace, words of tree and spine, rebuild.

Run: python benchmarks/epub_pages.py [--pages N] [--ace N]
Pages: the readability set of the shared reference material (ARTICLEPRESS_SHARED); each as a book of
its own and all as one. Targets: 0 findings; 0 words lost, joined or doubled; identical bytes twice.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.check import Finding
from articlepress.check.epub.laws import broken_laws
from articlepress.check.epub.validators import ace, epubcheck
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.pipeline import collect, prepare, prepare_collection, read_articles
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.walk import block_texts, transform, walk
from articlepress.writers.epub import EpubOptions, write

XHTML = "{http://www.w3.org/1999/xhtml}"
# What the book adds of its own, or the tree says in another order (a card's title and its text).
ADDED = ("note-mark", "note-back", "missing-picture", "embed", "math")


def pages(limit: int) -> list[Path]:
    """Return saved pages, at most `limit` of them spread over the whole set."""
    shared = Path(os.environ.get("ARTICLEPRESS_SHARED", Path(__file__).parents[2] / "shared"))
    found = sorted((shared / "extraction/dev/readability/pages").glob("*.html.gz"))
    return found[:: max(1, len(found) // limit)][:limit] if limit else found


def read_page(path: Path) -> Article:
    """Return the article of a packed page, as it was read."""
    source = Source(gzip.decompress(path.read_bytes()), path.name.removesuffix(".gz"))
    return read_articles(source, Notes())[0]


def bound(document: Article | Collection) -> bytes:
    """Return the book of an article or collection."""
    out = io.BytesIO()
    ready = prepare_collection(document) if isinstance(document, Collection) else prepare(document)
    write(ready, EpubOptions(), load_style("base"), Notes(), out)
    return out.getvalue()


def tree_words(article: Article) -> Iterator[str]:
    """Yield the words of the prepared body: text, then notes, then credits."""
    blocks = transform(article.blocks, {n.Embed: lambda _: None, n.Math: lambda _: None})
    end = len(blocks)
    while end and isinstance(blocks[end - 1], n.Section):
        if blocks[end - 1].role not in ("bio", "disclaimer"):  # type: ignore[union-attr]
            break
        end -= 1
    yield from _words(block_texts(blocks[:end]))
    for node in walk(blocks):
        if isinstance(node, n.Note):
            yield from _words(block_texts(node.content))
    yield from _words(block_texts(blocks[end:]))


def spine_words(content: bytes) -> Iterator[str]:
    """Yield the words of the chapter's text, notes and credits."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("EPUB/article.xhtml"))
    for element in list(root.iter()):
        classes = set((element.get("class") or "").split())
        if str(element.tag).rpartition("}")[2] in ("rt", "rp", "math") or classes & set(ADDED):
            element.clear(keep_tail=True)
    section = next(e for e in root.iter(f"{XHTML}section") if e.get("id") == "article")
    for child in section:
        if child.get("class") not in ("title-block", "source", "hero"):
            yield from _words(_lines(child))


def _lines(element: Any) -> Iterator[str]:  # Any: lxml without stubs
    """Yield the text with a space where a block begins or a line breaks."""
    inline = {"a", "em", "strong", "u", "s", "sup", "sub", "span", "q", "code", "ruby", "img"}
    parts: list[str] = []

    def collect_text(node: Any) -> None:
        name = str(node.tag).rpartition("}")[2]
        if name not in inline:
            parts.append(" ")
        parts.append(node.text or "")
        for child in node:
            collect_text(child)
            parts.append(child.tail or "")
        if name not in inline:
            parts.append(" ")

    collect_text(element)
    yield "".join(parts)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from "".join(c for c in text if c.isprintable() or c.isspace()).split()


def judge(paths: list[Path], aces: int) -> tuple[list[Finding], int, int, int]:
    """Return findings, words compared, words changed, and books that differ when made again."""
    findings: list[Finding] = []
    words = changed = different = 0
    with tempfile.TemporaryDirectory() as folder:
        books: list[Path] = []
        articles = []
        for path in paths:
            try:
                article = read_page(path)
            except NoArticle as error:
                print(f"left out: {error}")
                continue
            articles.append(article)
            content = bound(article)
            different += content != bound(article)
            tree, spine = list(tree_words(prepare(article))), list(spine_words(content))
            words += len(tree)
            if tree != spine:
                before, after = Counter(tree), Counter(spine)
                count = max(1, ((before - after) + (after - before)).total())
                changed += count
                print(f"{path.name}: {count} words differ: {list(before - after)[:4]} -> "
                      f"{list(after - before)[:4]}")  # fmt: skip
            books.append(Path(folder) / f"{path.name}.epub")
            books[-1].write_bytes(content)
        books.append(Path(folder) / "collection.epub")
        books[-1].write_bytes(bound(collect(articles)))
        for book in books:
            findings += broken_laws(book.read_bytes(), book)
        findings += epubcheck(books)
        if aces:
            findings += ace([*books[:: max(1, len(books) // aces)][:aces], books[-1]])
    return findings, words, changed, different


def main() -> int:
    words = sys.argv[1:]
    limit = int(words[words.index("--pages") + 1]) if "--pages" in words else 0
    aces = int(words[words.index("--ace") + 1]) if "--ace" in words else 0
    paths = pages(limit)
    if not paths:
        print("no pages: set ARTICLEPRESS_SHARED")
        return 0
    findings, compared, changed, different = judge(paths, aces)
    for finding in findings:
        if finding.severity != "info" or finding.code.startswith("EP0"):
            print(finding.severity, finding.code, finding.path.name, finding.place, finding.message)
    grave = sum(finding.severity != "info" for finding in findings)
    print(
        f"{len(paths)} pages, single and as one book: {grave} findings; {compared:,} words, "
        f"{changed} changed; {different} books differ when made again"
    )
    return 1 if grave or changed or different else 0


if __name__ == "__main__":
    sys.exit(main())
