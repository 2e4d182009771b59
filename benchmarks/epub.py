"""CPU and memory of the EPUB writer on synthetic chapters of 6 kB, generation included.

Run: python benchmarks/epub.py [CHAPTERS...]   (each count in a process of its own)
Targets: 1,000 chapters <= 1.0 CPU s and 60 MB; 5,000 <= 5.0 CPU s and 100 MB; growth linear; the
same bytes twice. Measured beside it, turn by turn: ebooklib as its manual shows it (`--peer`).
The seconds are those of a machine where ebooklib takes 0.36 s for 1,000 chapters and 1.34 s for
5,000: where it takes longer in this very run, the machine is slow or busy, and ours may in step.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import overload

TARGETS = {1000: (1.0, 60, 0.36), 5000: (5.0, 100, 1.34)}
"""CPU seconds and megabytes for so many chapters, and the seconds ebooklib takes there."""
ROUNDS = 3
"""Turns of each; the least counts, for other work on the machine only ever adds."""
PROSE = "the ice on the harbour went out early this year and nobody on the quay could say why; "
LONG = PROSE * 12


def paragraph(number: int, size: int = 600) -> str:
    start = number * 7 % len(PROSE)
    return f"{number}: {LONG[start : start + size]}"


def ours(count: int, path: Path) -> None:
    from articlepress import nodes as n
    from articlepress.article import Article, Collection, Part
    from articlepress.diagnostics import Notes
    from articlepress.metadata import Date, Disclaimer, Metadata, Person
    from articlepress.render.styles import load_style
    from articlepress.writers.epub import EpubOptions, write

    def text(value: str) -> n.Inlines:
        return (n.Text(value),)

    bio = (n.Paragraph(text("Writes about the sea.")),)
    disclaimer = (Disclaimer((n.Paragraph(text("Views are the author's own.")),)),)

    class Columns(Sequence[Article]):
        """Articles made when they are asked for, as a spool gives them."""

        def __len__(self) -> int:
            return count

        @overload
        def __getitem__(self, index: int) -> Article: ...
        @overload
        def __getitem__(self, index: slice) -> Sequence[Article]: ...
        def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
            assert isinstance(index, int)
            if index >= count:
                raise IndexError(index)
            metadata = Metadata(
                title=text(f"Column {index + 1}"),
                authors=(Person(f"Author {index % 40}", bio=bio),),
                published=Date(f"{2000 + index % 20}-{1 + index % 12:02}-{1 + index % 28:02}"),
                canonical_url=f"https://example.org/{index}",
                language="en",
                disclaimers=disclaimer,
            )
            blocks: list[n.Block] = [n.Paragraph(text(paragraph(index + k))) for k in range(10)]
            blocks.insert(5, n.Heading(1, text("A heading")))
            return Article(metadata, tuple(blocks))

    book = Collection("A book of columns", (Part(Columns()),), language="en")
    with path.open("wb") as out:
        write(book, EpubOptions(), load_style("base"), Notes(), out)


def ebooklib_as_documented(count: int, path: Path) -> None:
    from ebooklib import epub

    book = epub.EpubBook()
    book.set_title("A book of columns")
    chapters = []
    for index in range(count):
        chapter = epub.EpubHtml(title=f"Column {index + 1}", file_name=f"c{index}.xhtml", lang="en")
        body = "".join(f"<p>{paragraph(index + k)}</p>" for k in range(10))
        chapter.content = f"<h1>Column {index + 1}</h1>{body}"
        book.add_item(chapter)
        chapters.append(chapter)
    book.toc = chapters
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    epub.write_epub(str(path), book)


def measure(peer: bool, count: int) -> None:
    """Make one book in this process and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.epub"
        start = time.process_time()
        (ebooklib_as_documented if peer else ours)(count, path)
        seconds = time.process_time() - start
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    print(f"{count} {seconds:.2f} {peak_mb:.0f} {len(content)} {digest}")


def run(peer: bool, count: int) -> list[str]:
    flags = ["--one", *(["--peer"] if peer else []), str(count)]
    done = subprocess.run(
        [sys.executable, __file__, *flags], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def main() -> int:
    words = sys.argv[1:]
    counts = [int(word) for word in words if word.isdigit()] or [10, 100, 1000, 5000]
    if "--one" in words:
        measure("--peer" in words, counts[0])
        return 0
    failed = False
    print("chapters  CPU s   MB   bytes      same twice  ebooklib: CPU s, MB  ratio")
    for count in counts:
        turns = [(run(False, count), run(True, count)) for _ in range(ROUNDS)]
        first, peer = turns[0]
        same = len({mine[4] for mine, _ in turns}) == 1
        seconds, peer_s = (min(float(turn[k][1]) for turn in turns) for k in (0, 1))
        peak_mb = float(first[2])
        most_seconds, most_mb, theirs_s = TARGETS.get(count, (1e9, 1e9, 1.0))
        slower = max(1.0, peer_s / theirs_s)
        kept = same and peak_mb <= most_mb and seconds <= most_seconds * slower
        failed |= not kept
        print(
            f"{count:8}  {seconds:5.2f}  {peak_mb:4.0f}  {first[3]:>9}  {same!s:10}  "
            f"{peer_s:.2f} {peer[2]:>12}  {seconds / max(peer_s, 0.01):6.2f}"
            f"{'' if kept else '   over the target'}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
