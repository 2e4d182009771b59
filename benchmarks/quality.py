"""Print how well articles are found on pages with gold, and fail below the pinned floors.

    python benchmarks/quality.py ../shared/extraction/dev [--worst 10] [--set scrapinghub]
    python benchmarks/quality.py ../shared/extraction/dev --found

Each set stands twice: the fifth of the pages never trained on (`held`), and the rest. The metrics
are those of `evaluate.py` beside the data. Exit code 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.extraction import record
from articlepress.page.locate import locate
from articlepress.page.parse import parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source

sys.path.insert(0, str(Path(__file__).parent))
from labels_of import fold_of
from plain import text_of

SETS = {
    "scrapinghub": "f1", "wcxb": "f1", "readability": "f1", "trafilatura": "seg_f1",
    "magichtml": "f1", "newspaper3k": "f1",
}  # fmt: skip
TARGETS = {
    "scrapinghub": 0.980, "wcxb": 0.960, "readability": 0.975, "trafilatura": 0.935,
    "magichtml": 0.890, "newspaper3k": 0.820,
}  # fmt: skip

Gold = dict[str, dict[str, Any]]
Predictions = dict[str, dict[str, Any]]


def load_metrics(data: Path) -> ModuleType:
    """Return `evaluate.py` of the folder above the data as a module."""
    path = data.resolve().parent / "evaluate.py"
    spec = importlib.util.spec_from_file_location("evaluate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(folder: Path) -> Iterator[tuple[str, Source]]:
    """Yield id and source of every page of a set."""
    for path in sorted((folder / "pages").glob("*.html.gz")):
        page_id = path.name.removesuffix(".html.gz")
        yield page_id, Source(gzip.decompress(path.read_bytes()), f"{page_id}.html")


def predict(folder: Path, only_found: bool = False) -> Predictions:
    """Return what is extracted from every page of a set, with CPU milliseconds up to the tree."""
    found: Predictions = {}
    answer = found_text if only_found else extracted
    for page_id, source in pages(folder):
        try:
            found[page_id] = answer(source)
        except ArticlepressError as error:
            found[page_id] = {"articleBody": "", "error": str(error)}
    return found


def found_text(source: Source) -> dict[str, Any]:
    """Return the located text alone, read without the reader."""
    notes = Notes()
    start = time.process_time()
    located = locate(parse(source, notes), notes)
    spent = time.process_time() - start
    return {"articleBody": text_of(located), "ms": 1000 * spent}


def extracted(source: Source) -> dict[str, Any]:
    """Return what `articlepress extract` gives."""
    start = time.process_time()
    article = convert(source, HtmlReaderOptions(), Notes()).article
    spent = time.process_time() - start
    fields = record(article, source.name)
    return {
        "articleBody": fields["text"],
        "html": fields["html"],
        "title": fields["title"],
        "author": "; ".join(person["name"] for person in fields["authors"]),
        "date": fields["published"][:10],
        "ms": 1000 * spent,
    }


def measure(metrics: ModuleType, gold: Gold, found: Predictions) -> dict[str, dict[str, Any]]:
    """Return the figures of the whole set, of the held-out fifth and of the rest."""
    ids = {
        "all": list(gold),
        "held": [i for i in gold if fold_of(i) == 0],
        "rest": [i for i in gold if fold_of(i) != 0],
    }
    return {
        part: metrics.evaluate(gold, found, which, structure=part == "all")
        for part, which in ids.items()
    }


def interval(figures: dict[str, Any]) -> str:
    low, high = figures.get("f1_ci", (None, None))
    return f"{low:.3f}..{high:.3f}" if low is not None else "-"


def row(name: str, key: str, parts: dict[str, dict[str, Any]]) -> str:
    every, held, rest = parts["all"], parts["held"], parts["rest"]
    verdict = "met" if every[key] >= TARGETS[name] else "short"
    precision, recall = (
        (every["p"], every["r"]) if key == "f1" else (every["seg_p"], every["seg_r"])
    )
    return (
        f"| {name} | {key} | {every['n']} | {every[key]:.4f} | {interval(every)} "
        f"| {precision:.4f} | {recall:.4f} | {rest[key]:.4f} | {interval(rest)} "
        f"| {held[key]:.4f} | {interval(held)} | {TARGETS[name]:.3f} {verdict} "
        f"| {every['empty']} | {every['ms_mean']:.1f} |"
    )


HEADER = (
    "| set | figure | n | all | 95 % | P | R | rest | 95 % | held | 95 % | target | empty | ms |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def print_worst(metrics: ModuleType, gold: Gold, found: Predictions, count: int) -> None:
    ids = [i for i in gold if gold[i].get("articleBody")]
    rows = {
        i: metrics.tp_fp_fn(gold[i]["articleBody"], found.get(i, {}).get("articleBody", ""))
        for i in ids
    }
    for i in sorted(ids, key=lambda i: float(metrics.doc_f1(rows[i])))[:count]:
        hit, extra, missed = rows[i]
        print(f"    {metrics.doc_f1(rows[i]):.3f} hit {hit:.2f} extra {extra:.2f} "
              f"missed {missed:.2f} {i} {gold[i].get('url', '')}")  # fmt: skip


def below_floor(name: str, parts: dict[str, dict[str, Any]], key: str) -> list[str]:
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
    floor = floors.get("quality", {}).get(name)
    value = parts["all"][key]
    if floor is None or value >= floor:
        return []
    return [f"{name}: {key} {value:.4f} is below the floor {floor:.3f}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--set", action="append", choices=list(SETS))
    parser.add_argument("--found", action="store_true", help="score the finder without the reader")
    parser.add_argument("--dump", type=Path, help="folder for the predictions, as JSON")
    arguments = parser.parse_args()
    metrics = load_metrics(arguments.data)
    failures: list[str] = []
    print(HEADER)
    for name in arguments.set or SETS:
        folder = arguments.data / name
        gold: Gold = json.loads((folder / "gold.json").read_text("utf-8"))
        found = predict(folder, arguments.found)
        parts = measure(metrics, gold, found)
        print(row(name, SETS[name], parts), flush=True)
        if "structure" in parts["all"]:
            print(f"    structure: doc_macro {parts['all']['structure']['doc_macro_f1']:.4f}")
        if not arguments.found:
            fields = (f for f in ("title", "author", "date") if f in parts["all"])
            print("    " + ", ".join(f"{f} {parts['all'][f]:.3f}" for f in fields))
        failures += below_floor(name, parts, SETS[name])
        if arguments.worst:
            print_worst(metrics, gold, found, arguments.worst)
        if arguments.dump:
            arguments.dump.mkdir(parents=True, exist_ok=True)
            text = json.dumps(found, ensure_ascii=False)
            (arguments.dump / f"{name}.json").write_text(text, "utf-8")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
