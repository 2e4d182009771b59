"""Print the CPU milliseconds of each stage from a page's bytes to the tree, beside trafilatura's.

    python benchmarks/stages.py ../shared/extraction/dev [--sample 20] [--set wcxb] [--no-peer]

Every page is read once, stage by stage as `convert` does it, and then extracted by trafilatura's
default in the same process, so that a busy machine slows both. What modules remember between pages
is kept, as in a batch; the first pages only warm up and are not counted.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.page.credits import find_credits
from articlepress.page.decode import decode_page
from articlepress.page.facts import gather_facts
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.page.settled import settle
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import make_article, make_builder
from articlepress.readers.html.metadata import reconcile
from articlepress.source import Source
from articlepress.undisturbed import undisturbed

STAGES = ("decode", "parse", "locate", "facts", "credits", "metadata", "tree")
WARM_UP = 3
"""Pages read before the count: they pay for imports and compiled rules."""

Result = TypeVar("Result")


class Clock:
    """CPU milliseconds by stage."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Return what the work gives; its time is added to the stage."""
        start = time.process_time()
        try:
            return work()
        finally:
            self.spent[stage] += 1000 * (time.process_time() - start)


def read_by_stages(source: Source) -> dict[str, float]:
    """Return the milliseconds of each stage on one page; of a page that fails, those it reached."""
    clock = Clock()
    notes = Notes()
    options = HtmlReaderOptions()
    try:
        clock.time("decode", lambda: decode_page(source, Notes()))
        page = clock.time("parse", lambda: parse(source, notes))
        clock.spent["parse"] -= clock.spent["decode"]
        located = clock.time("locate", lambda: settle(locate(page, notes)))
        facts = clock.time("facts", lambda: gather_facts(page, located.outline, located.opening))
        credits = clock.time("credits", lambda: find_credits(page, located, facts))
        builder = clock.time(
            "tree", lambda: make_builder(page, options, notes, facts.first("language"))
        )
        metadata = clock.time(
            "metadata",
            lambda: reconcile(
                page, facts, credits, builder.blocks, builder.pictures.resolve, notes
            ),
        )
        clock.time("tree", lambda: make_article(builder, located, credits, metadata))
    except ArticlepressError:
        pass
    return clock.spent


def drawn_pages(data: Path, sample: int, sets: list[str]) -> Iterator[Source]:
    """Yield the same pages on every machine, drawn at random from each set, sets mixed."""
    folders = sorted(folder for folder in data.iterdir() if (folder / "pages").is_dir())
    chosen = []
    for folder in folders:
        if sets and folder.name not in sets:
            continue
        named = {hashlib.sha1(p.name.encode()).hexdigest(): p for p in folder.glob("pages/*.gz")}
        chosen += sorted(named.items())[: sample or None]
    for _, path in sorted(chosen):
        yield Source(gzip.decompress(path.read_bytes()), path.name)


def timed(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of work that may fail."""
    start = time.process_time()
    with contextlib.suppress(Exception):  # a rival may fail in any way; the time it took counts
        work()
    return 1000 * (time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int, default=20, help="pages a set (0: all)")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--no-peer", action="store_true")
    arguments = parser.parse_args()
    rows: list[dict[str, float]] = []
    for source in drawn_pages(arguments.data, arguments.sample, arguments.set):
        with undisturbed():
            row = read_by_stages(source)
        row["page"] = sum(row.values())
        if not arguments.no_peer:
            import trafilatura  # imported here: only the comparison needs it

            row["trafilatura"] = timed(partial(trafilatura.extract, source.content))
        rows.append(row)
    print(report(rows[WARM_UP:]))
    return 0


def report(rows: list[dict[str, float]]) -> str:
    """Return the table of stages, and the ratio where a peer was timed."""
    lines = [f"{len(rows)} pages, CPU ms a page", f"{'stage':12}{'mean':>9}{'median':>9}"]
    for name in rows[0]:
        values = [row[name] for row in rows]
        lines.append(f"{name:12}{statistics.fmean(values):9.2f}{statistics.median(values):9.2f}")
    if "trafilatura" in rows[0]:
        ours, theirs = ([row[name] for row in rows] for name in ("page", "trafilatura"))
        mean = statistics.fmean(ours) / statistics.fmean(theirs)
        median = statistics.median(ours) / statistics.median(theirs)
        lines.append(f"{'ratio':12}{mean:9.2f}{median:9.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
