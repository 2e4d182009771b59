"""Titles, authors, dates, bios and disclaimers for the table of `quality.py`, with intervals.

Takes the predictions of all sets; prints a row a figure and returns the figures that have floors.
`quality_metadata.py` measures the same without the bodies and lists what went wrong.
"""

from __future__ import annotations

import json
import random
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from quality_metadata import (
    CREDITS_SETS,
    METADATA_SETS,
    TARGETS,
    Rows,
    field_scores,
    is_held,
    mean,
    module_beside,
    scored_credits,
)

__all__ = ["METADATA_SETS", "print_credits", "print_metadata"]

BIO_TARGET = 0.90
CONTAINED = 0.8
"""Share of a gold text's shingles that a field must hold to have it."""
DRAWS = 1000
_RATES = re.compile(
    r"^(\w+): recall ([\d.]+).*?precision ([\d.]+).*without one (\d+) of (\d+)", re.M
)


def mean_interval(columns: Sequence[Sequence[float]]) -> str:
    """Return the 95 % interval of the mean of the columns' means, pages drawn within a column."""
    draw = random.Random(7)
    values = sorted(
        statistics.fmean(statistics.fmean(draw.choices(c, k=len(c))) for c in columns)
        for _ in range(DRAWS)
    )
    return f"{values[int(0.025 * DRAWS)]:.3f}..{values[int(0.975 * DRAWS)]:.3f}"


def print_metadata(data: Path, metrics: ModuleType, found: dict[str, Rows]) -> dict[str, float]:
    """Print exact titles, authors and dates, set by set and their mean; return the means."""
    print("\n| field | " + " | ".join(METADATA_SETS) + " | mean | 95 % | held | 95 % | target |")
    print("|---|" + "---|" * (len(METADATA_SETS) + 5))
    figures = {}
    for field, target in TARGETS.items():
        columns = []
        held = []
        for name in METADATA_SETS:
            gold = json.loads((data / name / "gold.json").read_text("utf-8"))
            scores = field_scores(metrics, gold, found[name], field)
            columns.append(list(scores.values()))
            held.append([value for page_id, value in scores.items() if is_held(page_id)])
        held = [column for column in held if column]
        figures[field] = mean(map(mean, columns))
        cells = [f"{mean(column):.3f}" for column in columns]
        cells += [f"{figures[field]:.3f}", mean_interval(columns)]
        cells += [f"{mean(map(mean, held)):.3f}", mean_interval(held)]
        verdict = "met" if figures[field] >= target else "short"
        print(f"| {field} | " + " | ".join(cells) + f" | {target:.3f} {verdict} |")
    return figures


def print_credits(data: Path, metrics: ModuleType, found: dict[str, Rows]) -> dict[str, float]:
    """Print how well bios and disclaimers are found, return the figures."""
    figures = {"bio_gold": _bio_gold(data, metrics, found)}
    gold: Rows = json.loads((data / "credits_gold.json").read_text("utf-8"))
    scorer = module_beside(data, "evaluate_credits")
    for part in ("all", "held"):
        chosen = {k: v for k, v in gold.items() if part == "all" or is_held(k.partition("/")[2])}
        text = scored_credits(scorer, chosen, found, "")
        print(f"credits_gold, {part}:\n{text}")
        if part == "held":
            continue
        for field, recall, precision, wrong, empty in _RATES.findall(text):
            figures[f"{field}_recall"] = float(recall)
            figures[f"{field}_precision"] = float(precision)
            if field == "bio":
                figures["most_false_bios"] = int(wrong) / max(1, int(empty))
    return figures


def _bio_gold(data: Path, metrics: ModuleType, found: dict[str, Rows]) -> float:
    gold: Rows = json.loads((data / "bio_gold.json").read_text("utf-8"))
    scores = {}
    for key, wanted in gold.items():
        name, _, page_id = key.partition("/")
        if wanted.get("bio") and name in CREDITS_SETS:
            given = found[name].get(page_id, {}).get("bio") or ""
            scores[page_id] = float(metrics.contain(wanted["bio"], given) >= CONTAINED)
    held = [value for page_id, value in scores.items() if is_held(page_id)]
    value = mean(scores.values())
    verdict = "met" if value >= BIO_TARGET else "short"
    around = mean_interval([list(scores.values())])
    print(
        f"\nbio_gold: {value:.3f} of {len(scores)} as a field ({around}), "
        f"held {mean(held):.3f} of {len(held)}, target {BIO_TARGET:.2f} {verdict}"
    )
    return value
