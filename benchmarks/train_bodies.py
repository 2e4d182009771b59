"""Train what tells a page's body among its subtrees: the weights of names, and a forest.

Takes labelled pages whose blocks have scores; gives the family "body" of `weights.json` (logistic
regression: is a subtree with such names the best of its page?) and the forest "subtree" of
`forests.json`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression

from articlepress.page import bodies, judging
from labelled import Array, Labelled, as_matrix, directions, over_folds, vocabulary

NAMES_SHRINKAGE = 0.3
"""Inverse strength of the pull to zero; from 0.1 to 1 the same within chance."""

AS_GOOD = 0.01
"""How far below the best subtree of its page one may fall and still be called the body."""

REGRET, MOST_REGRET = 2.0, 0.5
"""How much what a subtree lacks to its page's best counts besides its own worth, and the most it
may lack: pages are told apart by it, and only subtrees of one page are ever compared."""

LEAVES, TREES = 12, 80
"""Size of the forest; half of it lacks a tenth more to the best subtrees of its pages."""


@dataclass(frozen=True)
class Compared:
    """The subtrees of one page that are compared as its body."""

    document: Labelled
    sums: judging.Sums
    subtrees: list[bodies.Subtree]
    names: list[set[str]]
    targets: list[float]
    """How good each would be; not a number where gold does not tell."""


def compare(documents: Sequence[Labelled]) -> Iterator[Compared]:
    """Yield the subtrees of each page that has scores."""
    for document in documents:
        if not document.scores:
            continue
        sums = judging.sums_of(document.page, document.scores, document.around)
        found = bodies.candidates(document.page, sums, lambda names: 0.0)
        elements = document.page.elements
        names = [bodies.names_of(elements, bodies.same_blocks(elements, s.index)) for s in found]
        known = 1 in document.labels
        targets = [subtree_target(document, s) if known else math.nan for s in found]
        yield Compared(document, sums, found, names, targets)


def subtree_target(document: Labelled, subtree: bodies.Subtree) -> float:
    """Return how good a subtree is as the body: F1 in words, wanted blocks counting more."""
    inside = range(subtree.first, subtree.end)
    words, labels, scores = document.words, document.labels, document.scores
    wanted = sum(n for n, label in zip(words, labels, strict=True) if label == 1)
    hit = sum(words[i] for i in inside if labels[i] == 1)
    hit_kept = sum(words[i] for i in inside if labels[i] == 1 and scores[i] > -0.5)
    kept = sum(words[i] for i in inside if scores[i] > -0.5)
    everything = sum(words[i] for i in inside)
    return min(1.0, (hit + hit_kept) / (wanted + 0.6 * kept + 0.4 * everything + 1e-9))


def train_names(compared: list[Compared], held: int) -> dict[str, float]:
    """Set what names say of each subtree, out of fold; return the weights to ship."""
    place = vocabulary(
        (page.document.host, set().union(*page.names))
        for page in compared
        if page.document.fold != held and not math.isnan(page.targets[0])
    )
    matrix = as_matrix(place, (names for page in compared for names in page.names))
    folds = np.array([page.document.fold for page in compared for _ in page.subtrees])
    targets = np.array([target for page in compared for target in page.targets])
    best = np.array([max(page.targets) for page in compared for _ in page.subtrees])
    is_body = targets > best - AS_GOOD

    def fit(which: Array) -> Any:
        used = which & ~np.isnan(targets)
        return LogisticRegression(C=NAMES_SHRINKAGE, max_iter=300).fit(matrix[used], is_body[used])

    answers, model = over_folds(
        folds, held, fit, lambda m, which: np.asarray(matrix[which] @ m.coef_[0])
    )
    at = 0
    for page in compared:
        for number, subtree in enumerate(page.subtrees):
            page.subtrees[number] = replace(subtree, named=float(answers[at]))
            at += 1
    return {f"body:{name}": float(model.coef_[0][index]) for name, index in place.items()}


def train_subtrees(compared: Sequence[Compared], held: int) -> Any:
    """Set every document's root out of fold; return the model to ship."""
    matrix: Array = np.array(
        [
            row
            for page in compared
            for row in bodies.subtree_features(page.document.page, page.sums, page.subtrees)
        ]
    )
    targets: Array = np.array(
        [
            target - REGRET * min(MOST_REGRET, max(page.targets) - target)
            for page in compared
            for target in page.targets
        ]
    )
    folds: Array = np.array([page.document.fold for page in compared for _ in page.subtrees])

    def fit(which: Array) -> Any:
        used = which & ~np.isnan(targets)
        return HistGradientBoostingRegressor(
            max_iter=TREES, learning_rate=0.1, max_leaf_nodes=LEAVES, min_samples_leaf=30,
            l2_regularization=2.0, early_stopping=False, max_features=0.4, random_state=0,
            monotonic_cst=directions(bodies.SUBTREE_FEATURES, bodies.RISING, bodies.FALLING),
        ).fit(matrix[used], targets[used])  # fmt: skip

    answers, model = over_folds(folds, held, fit, lambda m, which: m.predict(matrix[which]))
    at = 0
    for page in compared:
        end = at + len(page.subtrees)
        best = max(zip(answers[at:end].tolist(), (s.index for s in page.subtrees), strict=True))
        page.document.root = best[1]
        at = end
    return model
