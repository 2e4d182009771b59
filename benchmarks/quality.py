"""Print how well articles are found on pages with gold, and fail below the pinned floors.

    python benchmarks/quality.py ../shared/extraction/dev [--worst 10] [--set scrapinghub]
    python benchmarks/quality.py ../shared/extraction/dev --found

Everything is measured on what `articlepress extract` gives: bodies, structure, titles, authors,
dates, bios, disclaimers, pages that give nothing. Each figure stands twice, with its 95 % interval
(bootstrap over pages): over all pages, and over a fifth (`held`) that no rule was written from, its
bodies found by models that never saw it (`benchmarks/held/`; those shipped saw all). There are no
rules for sites (`rules/sites`), so none carry a figure; should there be any, a second table is to
be read without them (`--without-sites`). The metrics are those of `evaluate.py` and
`evaluate_credits.py` beside the data. Exit code 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.extraction import record
from articlepress.page.locate import locate
from articlepress.page.models import Models, load_models, shipped_models
from articlepress.page.parse import parse
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source

sys.path.insert(0, str(Path(__file__).parent))
from labels_of import HELD, fold_of
from plain import text_of
from quality_fields import METADATA_SETS, print_credits, print_metadata

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


def predict(
    folder: Path, only_found: bool = False, jobs: int = 1, only_held: bool = False
) -> Predictions:
    """Return what is extracted from every page of a set, with CPU milliseconds up to the tree.

    `only_held`: from the held-out fifth alone, by models that never saw it.
    """
    paths = sorted((folder / "pages").glob("*.html.gz"))
    if only_held:
        paths = [path for path in paths if fold_of(path.name.removesuffix(".html.gz")) == HELD]
    answer = partial(predict_page, only_found=only_found, by_held=only_held)
    with ProcessPoolExecutor(jobs) as pool:
        return dict(pool.map(answer, paths, chunksize=8))


def held_models() -> Models:
    """Return the models that never saw the held-out fifth."""
    return load_models(Path(__file__).parent / "held")


def predict_page(path: Path, only_found: bool, by_held: bool) -> tuple[str, dict[str, Any]]:
    """Return a page's id and what is extracted from it, by the shipped models or those held."""
    page_id = path.name.removesuffix(".html.gz")
    source = Source(gzip.decompress(path.read_bytes()), f"{page_id}.html")
    models = held_models() if by_held else shipped_models()
    try:
        return page_id, (found_text if only_found else extracted)(source, models)
    except ArticlepressError as error:
        return page_id, {"articleBody": "", "error": str(error)}


def found_text(source: Source, models: Models) -> dict[str, Any]:
    """Return the located text alone, read without the reader."""
    notes = Notes()
    start = time.process_time()
    located = locate(parse(source, notes), notes, models=models)
    spent = time.process_time() - start
    return {"articleBody": text_of(located), "ms": 1000 * spent}


def extracted(source: Source, models: Models) -> dict[str, Any]:
    """Return what `articlepress extract` gives."""
    start = time.process_time()
    article = convert(source, HtmlReaderOptions(), Notes(), models).article
    spent = time.process_time() - start
    fields = record(article, source.name)
    return {
        "articleBody": fields["text"],
        "html": fields["html"],
        "title": fields["title"],
        "author": "; ".join(person["name"] for person in fields["authors"]),
        "date": fields["published"][:10],
        "bio": "\n\n".join(person["bio"] for person in fields["authors"] if person["bio"]),
        "disclaimer": fields["disclaimer"],
        "ms": 1000 * spent,
    }


def measure(
    metrics: ModuleType, gold: Gold, found: Predictions, held: Predictions
) -> dict[str, dict[str, Any]]:
    """Return the figures of the whole set, of the held-out fifth and of the rest.

    `held` is what models that never saw that fifth find on it.
    """
    ids = {
        "all": list(gold),
        "held": [i for i in gold if fold_of(i) == HELD],
        "rest": [i for i in gold if fold_of(i) != HELD],
    }
    parts = {
        part: metrics.evaluate(
            gold, held if part == "held" else found, which, DRAWS, structure=part == "all"
        )
        for part, which in ids.items()
    }
    for part, which in ids.items():
        if "seg_f1" in parts[part] and "f1" not in parts[part]:
            answers = held if part == "held" else found
            parts[part]["seg_f1_ci"] = segment_interval(metrics, gold, answers, which)
    return parts


def interval(figures: dict[str, Any], key: str) -> str:
    low, high = figures.get(f"{key}_ci", (None, None))
    return f"{low:.3f}..{high:.3f}" if low is not None else "-"


def segment_interval(
    metrics: ModuleType, gold: Gold, found: Predictions, ids: Sequence[str]
) -> tuple[float, float]:
    """Return the 95 % interval of the segment F1 over drawn pages."""
    rows = [
        metrics.segments(gold[i], found.get(i, {}).get("articleBody") or "")[:3]
        for i in ids if gold[i].get("with") or gold[i].get("without")
    ]  # fmt: skip
    draw = random.Random(7)
    values = []
    for _ in range(DRAWS):
        hit, missed, extra = map(sum, zip(*draw.choices(rows, k=len(rows)), strict=True))
        values.append(2 * hit / (2 * hit + missed + extra))
    return spread(values)


def held_less_rest(
    metrics: ModuleType, gold: Gold, found: Predictions, key: str
) -> tuple[float, float]:
    """Return the 95 % interval of what the held-out fifth has more than the rest, both drawn anew.

    Where it holds 0 the fifth differs from the rest by no more than chance.
    """
    text = {i: found.get(i, {}).get("articleBody") or "" for i in gold}
    parts: tuple[list[Any], list[Any]] = [], []
    for i, truth in gold.items():
        if key == "f1":
            row = metrics.tp_fp_fn(truth.get("articleBody") or "", text[i])
        elif truth.get("with") or truth.get("without"):
            row = metrics.segments(truth, text[i])[:3]
        else:
            continue
        parts[fold_of(i) == HELD].append(row)
    draw = random.Random(7)
    values = []
    for _ in range(DRAWS):
        rest, held = (_f1(metrics, draw.choices(rows, k=len(rows)), key) for rows in parts)
        values.append(held - rest)
    return spread(values)


def _f1(metrics: ModuleType, rows: Sequence[Any], key: str) -> float:
    if key == "f1":
        return float(metrics.prf(rows)[0])
    hit, missed, extra = map(sum, zip(*rows, strict=True))
    return float(2 * hit / (2 * hit + missed + extra))


DRAWS = 1000
"""Times the pages are drawn again for an interval."""


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the 2.5 and the 97.5 percentile."""
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]


def row(name: str, key: str, parts: dict[str, dict[str, Any]]) -> str:
    every, held, rest = parts["all"], parts["held"], parts["rest"]
    verdict = "met" if every[key] >= TARGETS[name] else "short"
    precision, recall = (
        (every["p"], every["r"]) if key == "f1" else (every["seg_p"], every["seg_r"])
    )
    return (
        f"| {name} | {key} | {every['n']} | {every[key]:.4f} | {interval(every, key)} "
        f"| {precision:.4f} | {recall:.4f} | {rest[key]:.4f} | {interval(rest, key)} "
        f"| {held[key]:.4f} | {interval(held, key)} | {TARGETS[name]:.3f} {verdict} "
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


def floor_of(*path: str) -> float | None:
    """Return a pinned floor (or ceiling), None where none is pinned."""
    table: Any = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
    for name in path:
        table = table.get(name, {})
    return table if isinstance(table, float) else None


def below(figures: dict[str, float], table: str) -> list[str]:
    """Return a line for each figure below its floor, or above it where the name says `most_`."""
    failures = []
    for name, value in figures.items():
        floor = floor_of(table, name)
        if floor is not None and (value > floor if "most_" in name else value < floor):
            failures.append(f"{table}.{name}: {value:.4f}, the floor is {floor:.3f}")
    return failures


def print_bodies(
    arguments: argparse.Namespace, metrics: ModuleType, found: dict[str, Predictions]
) -> dict[str, float]:
    """Print the table of bodies and structure; return the figures that have floors."""
    figures: dict[str, float] = {"most_empty": 0.0}
    print(HEADER)
    for name in arguments.set or SETS:
        gold: Gold = json.loads((arguments.data / name / "gold.json").read_text("utf-8"))
        found[name] = predict(arguments.data / name, arguments.found, arguments.jobs)
        held = predict(arguments.data / name, arguments.found, arguments.jobs, only_held=True)
        parts = measure(metrics, gold, found[name], held)
        print(row(name, SETS[name], parts), flush=True)
        figures[name] = parts["all"][SETS[name]]
        figures["most_empty"] += parts["all"]["empty"]
        if "structure" in parts["all"]:
            figures["structure"] = parts["all"]["structure"]["doc_macro_f1"]
        if arguments.worst:
            print_worst(metrics, gold, found[name], arguments.worst)
    if "structure" in figures:
        print(f"readability, structure doc_macro: {figures['structure']:.4f} (target 0.930)")
    print(f"pages that give nothing: {figures['most_empty']:.0f} (target 0)")
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--set", action="append", choices=list(SETS))
    parser.add_argument("--found", action="store_true", help="score the finder without the reader")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--dump", type=Path, help="folder for the predictions, as JSON")
    arguments = parser.parse_args()
    metrics = load_metrics(arguments.data)
    found: dict[str, Predictions] = {}
    failures = below(print_bodies(arguments, metrics, found), "quality")
    if not (arguments.found or arguments.set):
        for name in METADATA_SETS:
            if name not in found:
                found[name] = predict(arguments.data / name, jobs=arguments.jobs)
        failures += below(print_metadata(arguments.data, metrics, found), "metadata")
        failures += below(print_credits(arguments.data, metrics, found), "credits")
        print("no rules for sites exist: the figures with and without them are the same")
    if arguments.dump:
        arguments.dump.mkdir(parents=True, exist_ok=True)
        for name, answers in found.items():
            text = json.dumps(answers, ensure_ascii=False)
            (arguments.dump / f"{name}.json").write_text(text, "utf-8")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
