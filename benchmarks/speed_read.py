"""CPU milliseconds a page from bytes to tree, by stage, beside trafilatura's default.

    python benchmarks/speed_read.py ../shared/extraction/dev/scrapinghub [--peer] [--limit N]

Stages are timed one after the other on the same pages in one process; `rest` is credits, metadata
and pictures. With `--peer` trafilatura extracts the same pages in the same run (its package must be
installed), and the ratio of means is printed.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.page.decode import decode
from articlepress.page.facts import gather_facts
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.address import link_targets
from articlepress.readers.html.build import Builder
from articlepress.readers.html.convert import convert
from articlepress.readers.html.fragment import make_fragment
from articlepress.readers.html.pictures import Pictures
from articlepress.source import Source


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    # Any: whatever the stage returns goes to the next.
    start = time.process_time()
    value = work()
    return 1000 * (time.process_time() - start), value


def stages(source: Source) -> dict[str, float]:
    """Return the CPU milliseconds of each stage on one page."""
    spent: dict[str, float] = {}
    spent["decode"], _ = timed(lambda: decode(source, Notes()))
    spent["parse"], page = timed(lambda: parse(source, Notes()))
    spent["parse"] -= spent["decode"]
    spent["locate"], located = timed(lambda: locate(page, Notes()))
    spent["facts"], _ = timed(lambda: gather_facts(page))
    targets = link_targets(page.html)
    spent["fragment"], _ = timed(lambda: make_fragment(located.roots, located.dropped, targets))
    builder = Builder(notes=Notes(), pictures=Pictures(), targets=targets)
    spent["tree"], _ = timed(lambda: builder.blocks(located.roots, located.dropped))
    spent["tree"] -= spent["fragment"]
    whole, _ = timed(lambda: convert(source, HtmlReaderOptions(), Notes()))
    spent["rest"] = whole - sum(spent.values())
    spent["whole"] = whole
    return spent


def peer(source: Source) -> float:
    """Return trafilatura's CPU milliseconds on one page."""
    import trafilatura  # imported here: only `--peer` needs it

    # Any: the package has no types.
    extract: Any = trafilatura.bare_extraction
    spent, _ = timed(lambda: extract(source.content, with_metadata=True))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--limit", type=int, default=100)
    arguments = parser.parse_args()
    rows: list[dict[str, float]] = []
    peers: list[float] = []
    for path in sorted((arguments.data / "pages").glob("*.gz"))[: arguments.limit]:
        source = Source(gzip.decompress(path.read_bytes()), path.name)
        try:
            rows.append(stages(source))
        except ArticlepressError as error:
            print(f"{path.name}: {error}")
            continue
        if arguments.peer:
            peers.append(peer(source))
    rows, peers = rows[1:], peers[1:]  # the first page pays for imports
    print(f"{len(rows)} pages, CPU ms a page: mean / median")
    for name in rows[0]:
        values = [row[name] for row in rows]
        print(f"  {name:9}{statistics.fmean(values):8.2f}{statistics.median(values):8.2f}")
    if peers:
        ours = statistics.fmean(row["whole"] for row in rows)
        theirs = statistics.fmean(peers)
        print(f"  trafilatura{theirs:6.2f}{statistics.median(peers):8.2f}")
        print(f"  ratio of the means {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
