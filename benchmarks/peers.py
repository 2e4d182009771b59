"""Print our quality and speed beside the rivals' that are installed, on the same pages in one run.

    python benchmarks/peers.py ../shared/extraction/dev [--sample 40] [--set wcxb]

Every system sees every page once, in one process, interleaved page by page, so that a busy
machine slows all alike. Times are CPU milliseconds a page from bytes to text; `ratio` is to
trafilatura's. Rivals, where importable: trafilatura (default, fast), readability-lxml,
resiliparse, newspaper4k.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source
from articlepress.walk import plain_text
from plain import text_of
from quality import SETS, load_metrics, pages

System = Callable[[Source], str]
BASE = "trafilatura"


def articlepress_locate(source: Source) -> str:
    notes = Notes()
    try:
        return text_of(locate(parse(source, notes), notes))
    except ArticlepressError:
        return ""


def articlepress_read(source: Source) -> str:
    """The whole way to our tree and its text, metadata and credits included."""
    try:
        article = convert(source, HtmlReaderOptions(), Notes()).article
        return plain_text(article.blocks)
    except ArticlepressError:
        return ""


def find_systems() -> dict[str, System]:
    """Return the systems that can be imported here, ours first."""
    systems: dict[str, System] = {
        "articlepress": articlepress_read,
        "articlepress, finding only": articlepress_locate,
    }
    try:
        import trafilatura

        systems["trafilatura"] = lambda s: trafilatura.extract(s.content) or ""
        systems["trafilatura fast"] = lambda s: trafilatura.extract(s.content, fast=True) or ""
    except ImportError:
        print("trafilatura is not installed: no ratio", file=sys.stderr)
    try:
        import readability

        systems["readability-lxml"] = lambda s: _plain(
            readability.Document(s.content.decode("utf-8", "replace")).summary()
        )
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        systems["resiliparse"] = lambda s: extract_plain_text(
            s.content.decode("utf-8", "replace"), main_content=True
        )
    except ImportError:
        pass
    try:
        import newspaper

        systems["newspaper4k"] = lambda s: (
            newspaper.article(
                "http://example.org/", input_html=s.content.decode("utf-8", "replace")
            ).text
        )
    except ImportError:
        pass
    return systems


def _plain(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(html).text(separator="\n")


def drawn(page_id: str) -> str:
    """Return a key that orders pages at random, the same way on every machine."""
    return hashlib.sha1(b"peers" + page_id.encode()).hexdigest()


def run(folder: Path, sample: int, systems: dict[str, System]) -> dict[str, dict[str, Any]]:
    """Return each system's predictions with CPU milliseconds."""
    chosen = sorted(pages(folder), key=lambda pair: drawn(pair[0]))[: sample or None]
    found: dict[str, dict[str, Any]] = {name: {} for name in systems}
    for name, system in systems.items():
        system(chosen[0][1])  # imports and compiled patterns are not counted
        found[name] = {}
    for page_id, source in chosen:
        for name, system in systems.items():
            start = time.process_time()
            try:
                text = system(source)
                error = ""
            except Exception as problem:  # a rival may fail in any way; ours raises its own errors
                text, error = "", f"{type(problem).__name__}: {problem}"
            spent = 1000 * (time.process_time() - start)
            found[name][page_id] = {"articleBody": text, "ms": spent, "error": error}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="pages a set (0: all)")
    parser.add_argument("--set", action="append", choices=list(SETS))
    arguments = parser.parse_args()
    metrics = load_metrics(arguments.data)
    systems = find_systems()
    print("| set | n | system | figure | value | P | R | errors | ms a page | median | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in arguments.set or SETS:
        gold = json.loads((arguments.data / name / "gold.json").read_text("utf-8"))
        found = run(arguments.data / name, arguments.sample, systems)
        base = 0.0
        results = {}
        for system, answers in found.items():
            ids = [i for i in answers if i in gold]
            results[system] = metrics.evaluate(gold, answers, ids, 0)
            base = results[system]["ms_mean"] if system == BASE else base
        for system, r in results.items():
            key = SETS[name]
            p, c = ("p", "r") if key == "f1" else ("seg_p", "seg_r")
            ratio = f"{r['ms_mean'] / base:.2f}" if base else "-"
            print(f"| {name} | {r['n']} | {system} | {key} | {r[key]:.3f} | {r[p]:.3f} "
                  f"| {r[c]:.3f} | {r['errors']} | {r['ms_mean']:.1f} | {r['ms_median']:.1f} "
                  f"| {ratio} |", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
