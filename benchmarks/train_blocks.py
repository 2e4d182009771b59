"""Train the finder's weights and forests on pages with gold, and print cross-validated scores.

    python benchmarks/train_blocks.py ../shared/extraction/dev [--write]

Needs numpy and scikit-learn, which the program itself does not: `pip install -c constraints.txt
-e '.[train]'` brings them. Four models, each trained on the answers of the one before for pages it
had not seen:

1. `weights.json`: logistic regression, one weight a feature name of a block;
2. its family "body": the same for the names of subtrees (this and the next: `train_bodies.py`);
3. `forests.json` "subtree": how well a subtree would do as the whole body;
4. `forests.json` "block": whether a block belongs to the body, seen in its place inside the root.

Every page is judged by models that saw the other four fifths (by SHA-1 of the id). `--write` ships
models that saw all five, and puts beside them, in `benchmarks/held/`, the same without fifth 0, by
which `quality.py` judges that fifth. With `--by-set` every set is judged by models that saw the
other five sets only.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from articlepress.page import bodies, judging
from articlepress.page.blocks import is_prose
from articlepress.page.mending import mend
from articlepress.page.scoring import KEEP_FROM, OWN_SHARE, PROSE_BONUS
from articlepress.resources import rules_folder
from labelled import Array, Labelled, as_matrix, directions, over_folds, read_pages, vocabulary
from labels_of import HELD
from quality import SETS, held_less_rest, interval, load_metrics, measure
from train_bodies import compare, train_names, train_subtrees

NONE_HELD = -1
"""No fifth: what the shipped models were not trained on."""
SMALLEST_WEIGHT = 0.01
SHRINKAGE = 0.04
"""Inverse strength of the pull to zero: at 0.6 a page's own names were learnt by heart (log loss
out of fold 0.274 against 0.247)."""


def train_weights(documents: Sequence[Labelled], held: int) -> dict[str, float]:
    """Set every document's scores out of fold; return the weights to ship."""
    place = vocabulary(
        (document.host, set().union(*document.features))
        for document in documents
        if document.fold != held
    )
    matrix = as_matrix(place, (names for d in documents for names in d.features))
    outer = as_matrix(
        place,
        (names[n:] for d in documents for names, n in zip(d.features, d.own, strict=True)),
    )
    labels = np.concatenate([document.labels for document in documents])
    weights = np.concatenate([document.block_weights(0.6) for document in documents])
    weights = np.where(labels < 0, 0.0, weights)
    weights /= weights[weights > 0].mean()
    folds = np.concatenate([np.full(len(d.labels), d.fold) for d in documents])

    def fit(which: Array) -> Any:
        rows_used = which & (weights > 0)
        model = LogisticRegression(C=SHRINKAGE, max_iter=250, tol=1e-3)
        return model.fit(matrix[rows_used], labels[rows_used], sample_weight=weights[rows_used])

    around = np.zeros(len(folds))

    def ask(model: Any, which: Array) -> Array:
        around[which] = outer[which] @ model.coef_[0]
        return model.decision_function(matrix[which])

    answers, model = over_folds(folds, held, fit, ask)
    at = 0
    for document in documents:
        end = at + len(document.labels)
        document.scores, document.around = answers[at:end].tolist(), around[at:end].tolist()
        at = end
    found = {name: float(model.coef_[0][index]) for name, index in place.items()}
    return {"bias": float(model.intercept_[0]), **found}


def train_blocks(documents: Sequence[Labelled], held: int) -> Any:
    """Set every document's kept blocks out of fold; return the model to ship."""
    rows: list[list[float]] = []
    labels: list[int] = []
    weights: list[float] = []
    owners: list[tuple[int, int]] = []
    for number, document in enumerate(documents):
        if document.root < 0:
            continue
        sums = judging.sums_of(document.page, document.scores, document.around)
        sums = judging.lifted(document.page, sums, document.root)
        document.scores = sums.scores
        frame = judging.frame_of(document.page, sums, document.root)
        counts = document.block_weights(0.7)
        for index in range(frame.first, frame.end):
            rows.append(judging.block_features(document.page, sums, frame, index))
            labels.append(document.labels[index])
            weights.append(counts[index] if document.labels[index] >= 0 else 0.0)
            owners.append((number, index))
    matrix: Array = np.array(rows)
    label: Array = np.array(labels)
    weight: Array = np.array(weights)
    weight /= weight[weight > 0].mean()
    fold: Array = np.array([documents[number].fold for number, _ in owners])

    def fit(which: Array) -> Any:
        used = which & (weight > 0)
        return HistGradientBoostingClassifier(
            max_iter=40, learning_rate=0.18, max_leaf_nodes=16, min_samples_leaf=80,
            l2_regularization=5.0, early_stopping=False, max_features=0.3, random_state=2,
            monotonic_cst=directions(judging.BLOCK_FEATURES, judging.RISING),
        ).fit(matrix[used], label[used], sample_weight=weight[used])  # fmt: skip

    answers, model = over_folds(
        fold, held, fit, lambda m, which: m.decision_function(matrix[which])
    )
    for document in documents:
        document.answers.clear()
    for (number, index), answer in zip(owners, answers, strict=True):
        documents[number].answers[index] = float(answer)
    for document in documents:
        if document.root >= 0:
            document.kept = kept_blocks(document)
    return model


def kept_blocks(document: Labelled) -> list[int]:
    """Return the blocks that stay by the forest's answers, holes mended."""
    kept = [False] * len(document.page.blocks)
    for index, answer in document.answers.items():
        bonus = is_prose(document.page.blocks[index]) * PROSE_BONUS
        kept[index] = answer + OWN_SHARE * document.scores[index] + bonus > KEEP_FROM
    root = document.page.elements[document.root]
    for index in list(mend(document.page, kept, (root.first, root.end), ())):
        kept[index] = True
    return [index for index, stays in enumerate(kept) if stays]


def as_data(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return a boosted model as the nested lists `page/forest.py` reads."""
    trees = []
    for (predictor,) in model._predictors:
        trees.append([
            [round(float(n["value"]), 4)] if n["is_leaf"] else
            [names[n["feature_idx"]], round(float(n["num_threshold"]), 4),
             int(n["left"]), int(n["right"])]
            for n in predictor.nodes
        ])  # fmt: skip
    return {"base": round(float(np.ravel(model._baseline_prediction)[0]), 4), "trees": trees}


def print_scores(documents: Sequence[Labelled], data: Path) -> None:
    """Print how well each set's bodies are found by models that never saw the page.

    Against gold over all pages, the held-out fifth and the rest of them, with 95 % intervals;
    against the reader's labels by words; and what the reader's labels themselves get from gold.
    """
    metrics = load_metrics(data)
    for name, figure in SETS.items():
        gold = json.loads((data / name / "gold.json").read_text("utf-8"))
        pages = [d for d in documents if d.set == name]
        found = {d.id: text_of_blocks(d, sorted(d.kept)) for d in pages}
        parts = measure(metrics, gold, found, found)
        shown = (f"{part} {parts[part][figure]:.4f} ({interval(parts[part], figure)})"
                 for part in ("all", "rest", "held"))  # fmt: skip
        low, high = held_less_rest(metrics, gold, found, figure)
        print(f"{name} out of fold: {', '.join(shown)}, held - rest {low:+.3f}..{high:+.3f}")
        read = {d.id: text_of_blocks(d, [i for i, x in enumerate(d.read) if x == 1]) for d in pages}
        ceiling = measure(metrics, gold, read, read)["all"][figure]
        agreed = [share for d in pages if (share := f1_against_reader(d)) is not None]
        print(
            f"{name} against a reader: {statistics.fmean(agreed):.4f}; "
            f"a reader against gold: {ceiling:.4f}"
        )


def text_of_blocks(document: Labelled, kept: Sequence[int]) -> dict[str, str]:
    return {"articleBody": "\n\n".join(document.page.blocks[i].text for i in kept)}


def f1_against_reader(document: Labelled) -> float | None:
    """Return F1 in words of the kept blocks, those a reader left open aside; None without any."""
    if 1 not in document.read:
        return None
    kept = set(document.kept)
    said = list(zip(document.read, document.words, strict=True))
    hit = sum(n for i, (label, n) in enumerate(said) if label == 1 and i in kept)
    wrong = sum(n for i, (label, n) in enumerate(said) if label == 0 and i in kept)
    wanted = sum(n for label, n in said if label == 1)
    return 2 * hit / max(1, hit + wrong + wanted)


def write_models(folder: Path, weights: dict[str, float], subtree: Any, block: Any) -> None:
    """Write weights and forests as data; small weights are left out."""
    table: dict[str, dict[str, float]] = {}
    for name, weight in sorted(weights.items()):
        if abs(weight) >= SMALLEST_WEIGHT:
            family, _, rest = name.partition(":")
            table.setdefault(family, {})[rest] = round(weight, 3)
    text = json.dumps(table, ensure_ascii=False, indent=0)
    (folder / "weights.json").write_text(text + "\n", "utf-8")
    forests = {
        "subtree": as_data(subtree, bodies.SUBTREE_FEATURES),
        "block": as_data(block, judging.BLOCK_FEATURES),
    }
    text = json.dumps(forests, separators=(",", ":")).replace("[[", "\n[[")
    (folder / "forests.json").write_text(text + "\n", "utf-8")


def train(documents: Sequence[Labelled], held: int) -> tuple[dict[str, float], Any, Any]:
    """Return the models, each trained on the answers of the one before."""
    weights = train_weights(documents, held)
    compared = list(compare(documents))
    weights |= train_names(compared, held)
    print("weights trained:", len(weights), flush=True)
    subtree = train_subtrees(compared, held)
    shares = [
        sum(d.words[i] for i in range(d.page.elements[d.root].first, d.page.elements[d.root].end)
            if d.labels[i] == 1) / max(1, sum(n for n, x in zip(d.words, d.labels, strict=True)
            if x == 1)) for d in documents if d.root >= 0
    ]  # fmt: skip
    print(f"share of the body inside the root: {statistics.fmean(shares):.4f}", flush=True)
    return weights, subtree, train_blocks(documents, held)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write rules/*.json")
    parser.add_argument("--by-set", action="store_true", help="judge each set by the other sets")
    arguments = parser.parse_args()
    if arguments.write and arguments.by_set:
        parser.error("--by-set trains no model to write")
    # In threads the order of sums is another each time, and small sets turn on their last digits.
    with threadpool_limits(1):
        run(arguments.data, arguments.write, arguments.by_set)
    return 0


def run(data: Path, write: bool, by_set: bool) -> None:
    """Train, print the scores, and write the models where asked."""
    documents = list(read_pages(data, by_set))
    print(len(documents), "pages,", sum(len(d.labels) for d in documents), "blocks", flush=True)
    models = train(documents, NONE_HELD)
    print_scores(documents, data)
    if write:
        write_models(rules_folder(), *models)
        held = Path(__file__).parent / "held"
        held.mkdir(exist_ok=True)
        write_models(held, *train(documents, HELD))


if __name__ == "__main__":
    sys.exit(main())
