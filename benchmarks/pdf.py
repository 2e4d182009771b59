"""PDF from raw pages: standards kept, words kept, CPU against `weasyprint`, memory, long books.

    python benchmarks/pdf.py [--shared ../shared] [--all] [--only words,batch,memory,book,vera]

The rival is the `weasyprint` command, once for each article, on clean HTML of the same article with
the same style sheet and fonts. CPU seconds are user and system of whole processes; each part runs
in a process of its own. The ratios are the result: seconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from articlepress.article import Article, Collection, Part
from articlepress.check.pdf.vera import validate
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.pipeline import prepare, read_articles
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.walk import block_texts
from articlepress.writers.pdf.attempts import Attempt
from articlepress.writers.pdf.fonts import font_files
from articlepress.writers.pdf.layout import sheet
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.pictures import PictureStore, limits_for
from articlepress.writers.pdf.prepare import ready
from articlepress.writers.pdf.write import _markup, write

HERE = Path(__file__).parent
VARIANTS = {"ua-1": ("ua1", "2a"), "a-3a": ("ua1", "3a"), "ua-2": ("ua2", "4")}
BOOK_PAGES = 500
MANY = 200


def pages(shared: Path, every: bool) -> dict[str, Path]:
    """Return the pages to measure, by name."""
    folder = shared / "extraction" / "dev" / "readability" / "pages"
    if every:
        names = sorted(file.name.removesuffix(".html.gz") for file in folder.glob("*.html.gz"))
    else:
        names = tomllib.loads((HERE / "corpus.toml").read_text("utf-8"))["pdf"]["pages"]
    return {name: folder / f"{name}.html.gz" for name in names}


def readable(found: dict[str, Path]) -> dict[str, Path]:
    """Return the pages the reader finds an article on; the others are other benchmarks' matter."""
    kept = {}
    for name, path in found.items():
        try:
            article(path)
        except NoArticle:
            continue
        kept[name] = path
    return kept


def article(path: Path) -> Article:
    source = Source(gzip.decompress(path.read_bytes()), path.name.removesuffix(".gz"))
    return prepare(read_articles(source, Notes())[0])


def make(content: Article | Collection, variant: str = "ua-1") -> bytes:
    out = io.BytesIO()
    write(content, PdfOptions(pdf_variant=variant), load_style("base"), Notes(), out)
    return out.getvalue()


def lost_words(content: Article, data: bytes) -> list[str]:
    """Return the words of the tree that are not in the tagged text, in the tree's order."""
    import pikepdf  # imported here: what measures memory shall not pay for it

    from articlepress.check.pdf.text import tagged_text

    with pikepdf.open(io.BytesIO(data)) as pdf:
        text = re.sub(r"\s+", "", tagged_text(pdf))
    place, lost = 0, []
    for words in block_texts(ready(content, "none").blocks):
        for word in re.findall(r"\w+", words):
            found = text.find(word, place)
            if found < 0:
                lost.append(word)
            else:
                place = found + len(word)
    return lost


def clean_html(content: Article) -> str:
    """Return the document our engine gets, for the rival: HTML, fonts by their files."""
    style, options = load_style("base"), PdfOptions()
    store = PictureStore(limits_for(380, 200), Notes())
    css = re.sub(r"ap-font:([^/]+)/(\d+)", _font_address, sheet(style, options))
    markup = _markup(content, Attempt(options, style), store)
    return "<!doctype html>" + markup.replace("</head>", f"<style>{css}</style></head>", 1)


def _font_address(found: re.Match[str]) -> str:
    return font_files(found[1].replace("+", " "))[int(found[2])].as_uri()


def children_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def in_process(part: str, *arguments: str) -> tuple[dict[str, float], float]:
    """Run one part in a process of its own; return what it reports and its CPU seconds."""
    before = children_s()
    command = [sys.executable, __file__, "--part", part, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return report, children_s() - before


def part_batch(found: dict[str, Path]) -> dict[str, float]:
    for path in found.values():
        make(article(path))
    return {"articles": len(found), "rss_mb": peak_mb()}


def part_memory(found: dict[str, Path]) -> dict[str, float]:
    """Make `MANY` articles, every page of the dev set in turn: Chinese and 44 pages among them."""
    paths = list(found.values())
    for number in range(MANY):
        make(article(paths[number % len(paths)]))
    return {"articles": MANY, "rss_mb": peak_mb()}


def part_book(found: dict[str, Path]) -> dict[str, float]:
    """Return milliseconds a page of an article of about ten pages and of a long book."""
    one = article(found["lwn-1"])
    make(one)  # fonts and style sheet, once
    short, short_pages = timed(one)
    copies = BOOK_PAGES // short_pages + 1
    parts = (Part(tuple(replace(one) for _ in range(copies))),)
    long, long_pages = timed(Collection("A long book", parts, language="en"))
    return {"short_ms": short * 1000 / short_pages, "long_ms": long * 1000 / long_pages,
            "short_pages": short_pages, "long_pages": long_pages, "rss_mb": peak_mb()}  # fmt: skip


def timed(content: Article | Collection) -> tuple[float, int]:
    import pikepdf

    start = time.process_time()
    data = make(content)
    spent = time.process_time() - start
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return spent, len(pdf.pages)


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def rows(found: dict[str, Path], wanted: set[str], flags: list[str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "words" in wanted:
            yield from words_rows(found)
        if "batch" in wanted:
            yield from batch_rows(found, folder, flags)
        if "memory" in wanted:
            report, _ = in_process("memory", *flags, "--all")
            yield f"{MANY} articles in one process: peak RSS {report['rss_mb']:.0f} MB (≤ 180)"
        if "book" in wanted:
            report, _ = in_process("book", *flags)
            ratio = report["long_ms"] / report["short_ms"]
            yield (
                f"book of {report['long_pages']:.0f} pages: {report['long_ms']:.0f} ms a page, "
                f"{ratio:.2f} × an article of {report['short_pages']:.0f} (≤ 1.5)"
            )
        if "vera" in wanted:
            yield from vera_rows(found, folder)


def words_rows(found: dict[str, Path]) -> Iterator[str]:
    whole, same = 0, 0
    for name, path in found.items():
        content = article(path)
        data = make(content)
        lost = lost_words(content, data)
        whole += not lost
        same += data == make(content)
        if lost:
            yield f"  {name}: {len(lost)} words missing or out of order: {lost[:8]}"
    yield f"words of the tree in order in the tagged text: {whole} of {len(found)}"
    yield f"made twice, identical bytes: {same} of {len(found)}"


def batch_rows(found: dict[str, Path], folder: Path, flags: list[str]) -> Iterator[str]:
    report, ours = in_process("batch", *flags)
    rival = 0.0
    for name, path in found.items():
        html = folder / f"{name}.html"
        html.write_text(clean_html(article(path)), "utf-8")
        before = children_s()
        command = [sys.executable, "-m", "weasyprint", str(html), str(folder / "rival.pdf")]
        subprocess.run(command, check=True, capture_output=True)
        rival += children_s() - before
    yield (
        f"batch of {len(found)}: {ours:.1f} CPU s from raw pages, weasyprint on clean HTML "
        f"{rival:.1f}: ratio {ours / rival:.2f} (≤ 0.5); peak RSS {report['rss_mb']:.0f} MB"
    )


def vera_rows(found: dict[str, Path], folder: Path) -> Iterator[str]:
    for variant, flavours in VARIANTS.items():
        paths = []
        for name, path in found.items():
            paths.append(folder / f"{name}.{variant}.pdf")
            paths[-1].write_bytes(make(article(path), variant))
        broken = {path for path, finding in validate(paths, flavours)}
        for path, finding in validate(sorted(broken), flavours) if broken else ():
            yield f"  {path.name}: {finding.code} {finding.message[:120]}"
        good = len(paths) - len(broken)
        yield f"veraPDF {' and '.join(flavours)} ({variant}): {good} of {len(paths)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("ARTICLEPRESS_SHARED", str(HERE.parent.parent / "shared"))
    parser.add_argument("--shared", default=default)
    parser.add_argument("--all", action="store_true", help="all pages, not the ten of the corpus")
    parser.add_argument("--only", default="words,batch,memory,book,vera")
    parser.add_argument("--part", default="")
    options = parser.parse_args()
    found = readable(pages(Path(options.shared), options.all))
    if options.part:
        parts = {"batch": part_batch, "memory": part_memory, "book": part_book}
        print(json.dumps(parts[options.part](found)))
        return
    flags = ["--shared", options.shared, *(["--all"] if options.all else [])]
    for row in rows(found, set(options.only.split(",")), flags):
        print(row, flush=True)


if __name__ == "__main__":
    main()
