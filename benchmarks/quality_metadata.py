"""Print how well titles, authors, dates, bios and disclaimers are found on pages with gold.

    python benchmarks/quality_metadata.py ../shared/extraction/dev [--worst FIELD]

In process, parse to credits. Each figure stands twice: over all pages, and over the fifth that no
rule was written from (`held`). The metrics are those of `evaluate.py` and `evaluate_credits.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import importlib.util
import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.page.choose import choose_title
from articlepress.page.choose_dates import choose_date
from articlepress.page.choose_people import choose_people
from articlepress.page.credits import find_credits
from articlepress.page.facts import gather_facts
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.source import Source

METADATA_SETS = ("readability", "wcxb", "trafilatura", "postlight")
CREDITS_SETS = ("wcxb", "scrapinghub", "readability")
TARGETS = {"title": 0.85, "author": 0.75, "date": 0.92}

Row = dict[str, Any]  # Any: a gold row's fields differ from set to set
Rows = dict[str, Row]


def module_beside(data: Path, name: str) -> ModuleType:
    """Return a scoring script of the folder above the data as a module."""
    spec = importlib.util.spec_from_file_location(name, data.resolve().parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_held(page_id: str) -> bool:
    """Tell whether a page belongs to the fifth that no rule was written from."""
    return int(hashlib.sha1(page_id.encode()).hexdigest(), 16) % 5 == 0


def predict(source: Source) -> Row:
    """Return a page's metadata and credits in the form of `predict.py`, with CPU milliseconds."""
    notes = Notes()
    page = parse(source, notes)
    try:
        located = locate(page, notes)
    except ArticlepressError:
        return {}
    start = time.process_time()
    facts = gather_facts(page, located.outline, located.opening)
    credits = find_credits(page, located, facts)
    spent = 1000 * (time.process_time() - start)
    people = choose_people(facts)
    return {
        "title": choose_title(facts).value,
        "author": "; ".join(person.name for person in people),
        "date": choose_date(facts, "published").value[:10],
        "bio": "\n\n".join(bio.text for bio in credits.bios),
        "bio_names": [bio.name for bio in credits.bios],
        "disclaimer": "\n\n".join(find.text for find in credits.disclaimers),
        "ms": spent,
    }


def predict_set(folder: Path) -> Rows:
    """Return the predictions for every page of a set."""
    found: Rows = {}
    for path in sorted((folder / "pages").glob("*.html.gz")):
        page_id = path.name.removesuffix(".html.gz")
        found[page_id] = predict(Source(gzip.decompress(path.read_bytes()), f"{page_id}.html"))
    return found


def field_scores(metrics: ModuleType, gold: Rows, found: Rows, field: str) -> dict[str, float]:
    """Return id -> 1 or 0 for every page whose gold has the field."""
    score: Callable[[Any, Any], tuple[float, float]] = getattr(metrics, f"{field}_score")
    return {
        page_id: score(row[field], found.get(page_id, {}).get(field))[0]
        for page_id, row in gold.items()
        if row.get(field)
    }


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return statistics.fmean(listed) if listed else float("nan")


def print_metadata(data: Path, metrics: ModuleType, found: dict[str, Rows], worst: str) -> None:
    print("| set | title | held | author | held | date | held |\n|---|---|---|---|---|---|---|")
    columns: dict[str, list[float]] = {}
    for name in METADATA_SETS:
        gold = json.loads((data / name / "gold.json").read_text("utf-8"))
        cells = []
        for field in TARGETS:
            scores = field_scores(metrics, gold, found[name], field)
            held = mean(v for k, v in scores.items() if is_held(k))
            columns.setdefault(field, []).append(mean(scores.values()))
            columns.setdefault(f"{field} held", []).append(held)
            cells += [f"{mean(scores.values()):.3f}", f"{held:.3f}"]
            if worst == field:
                for page_id, value in scores.items():
                    if not value and not is_held(page_id):
                        given = found[name].get(page_id, {}).get(field)
                        print(f"{name}/{page_id}\n    {gold[page_id][field]!r}\n    {given!r}")
        print(f"| {name} | " + " | ".join(cells) + " |")
    print("| mean | " + " | ".join(f"{mean(column):.3f}" for column in columns.values()) + " |")


def print_credits(data: Path, found: dict[str, Rows], worst: str) -> None:
    scorer = module_beside(data, "evaluate_credits")
    gold: Rows = json.loads((data / "credits_gold.json").read_text("utf-8"))
    for part in ("all", "held"):
        chosen = {k: v for k, v in gold.items() if part == "all" or is_held(k.partition("/")[2])}
        print(f"credits_gold, {part}:")
        print(scored_credits(scorer, chosen, found, worst if part == "all" else ""))


def scored_credits(scorer: ModuleType, gold: Rows, found: dict[str, Rows], worst: str) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "gold.json").write_text(json.dumps(gold), "utf-8")
        argv = [f"{folder}/gold.json"]
        for name in CREDITS_SETS[:2]:
            Path(folder, f"{name}.json").write_text(json.dumps(found[name]), "utf-8")
            argv.append(f"{name}={folder}/{name}.json")
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            scorer.main([*argv, *(["--worst"] if worst in ("bio", "disclaimer") else [])])
    lines = out.getvalue().splitlines()
    return "\n".join(
        line
        for line in lines
        if not line.startswith(("missed", "wrong"))
        or (worst in line.split()[1] and not is_held(line.split()[2].rstrip(":").partition("/")[2]))
    )


def print_bio_gold(data: Path, metrics: ModuleType, found: dict[str, Rows], worst: str) -> None:
    gold: Rows = json.loads((data / "bio_gold.json").read_text("utf-8"))
    for field in ("bio", "disclaimer"):
        scores = {}
        for key, row in gold.items():
            name, _, page_id = key.partition("/")
            if row.get(field) and name in found:
                given = found[name].get(page_id, {}).get(field) or ""
                scores[page_id] = float(metrics.contain(row[field], given) >= 0.8)
                if worst == field and not scores[page_id] and not is_held(page_id):
                    print(f"bio_gold {key}\n    {row[field]!r}\n    {given!r}")
        held = mean(v for k, v in scores.items() if is_held(k))
        print(f"bio_gold {field}: {mean(scores.values()):.3f} of {len(scores)}, held {held:.3f}")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--worst", default="", choices=("", *TARGETS, "bio", "disclaimer"))
    options = arguments.parse_args()
    metrics = module_beside(options.data, "evaluate")
    found = {
        name: predict_set(options.data / name)
        for name in dict.fromkeys((*METADATA_SETS, *CREDITS_SETS))
    }
    print_metadata(options.data, metrics, found, options.worst)
    print_bio_gold(options.data, metrics, found, options.worst)
    print_credits(options.data, found, options.worst)
    spent = [row["ms"] for rows in found.values() for row in rows.values() if "ms" in row]
    print(f"facts and credits: {statistics.median(spent):.2f} ms a page (median of {len(spent)})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
