"""Web pages from raw saved pages, judged by our laws and the W3C's Nu Html Checker.

    python benchmarks/html_pages.py ../shared/extraction/dev [--pages 100]

Every saved page of the sets (`SET/pages/*.html.gz`), or some drawn evenly, as `--to html` has it.
Prints the findings by code, with an example each; exits with 1 when one is an error.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections import Counter
from pathlib import Path

from articlepress.check.html.judge import judge
from articlepress.check.html.nu import nu_program
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.pipeline import read_articles, write
from articlepress.source import Source


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--pages", type=int, default=0)
    given = parser.parse_args()
    found = sorted(given.dev.glob("*/pages/*.html.gz"))
    chosen = found[:: max(1, len(found) // given.pages)][: given.pages] if given.pages else found
    if not chosen:
        parser.error(f"{given.dev} holds no SET/pages/*.html.gz")
    with tempfile.TemporaryDirectory() as folder:
        written = [page for path in chosen if (page := _written(path, Path(folder)))]
        findings = list(judge(written))
    kinds = Counter((f.severity, f.code) for f in findings)
    checker = nu_program() or "none: our own laws alone"
    print(f"{len(written)} web pages of {len(chosen)} saved pages; checker: {checker}")
    for (severity, code), count in kinds.most_common():
        example = next(f for f in findings if (f.severity, f.code) == (severity, code))
        print(f"{severity} {code}: {count}, as in {example.path.name}: {example.message[:120]}")
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{errors} errors (target 0)")
    return 1 if errors else 0


def _written(path: Path, folder: Path) -> Path | None:
    """Return the web page of a packed page; none where it holds no article."""
    source = Source(gzip.decompress(path.read_bytes()), path.name.removesuffix(".gz"))
    try:
        content = write(read_articles(source, Notes())[0], "html")
    except ArticlepressError:
        return None
    made = folder / f"{path.parent.parent.name}-{path.name.removesuffix('.gz')}"
    made.write_bytes(content)
    return made


if __name__ == "__main__":
    sys.exit(main())
