"""Pages with gold as training reads them: blocks, labels, features, fifths.

Takes the folder of sets; gives every page with a label for each block, and what the trainers of the
models (`train_blocks.py`, `train_bodies.py`) share: vocabularies, answers out of fold.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import numpy as np
import scipy.sparse

from articlepress.diagnostics import Notes
from articlepress.page.blocks import Outline
from articlepress.page.features import describe
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.surroundings import context_features
from articlepress.page.witnesses import witnesses_of
from labels_of import fold_of, label_by_body, label_by_reading, tokens
from quality import SETS, pages

Array: TypeAlias = Any  # numpy is absent where types are checked
SITES_NEEDED = 3
"""Sites a feature name must be seen on to get a weight."""

OF_PROGRAMS = ("newspaper3k", "readability")
"""Sets whose gold is what a program found: its habits are learnt as they are. By the readers'
labels instead, pages out of fold come out the same within chance."""

LABELS = Path(__file__).parent / "labels"
"""Every page's blocks as a reader marked them (`label_pages.py`)."""


@dataclass
class Labelled:
    """A page with its label for each block."""

    set: str
    id: str
    host: str
    page: Outline
    labels: list[int]
    read: list[int]
    """What the reader said of each block: 1, 0, or -1 where unsure."""
    words: list[int]
    features: list[list[str]]
    fold: int
    """What it is judged together with by models that never saw it: its fifth, or its set."""
    own: list[int]
    """How many of a block's features are its own; the others are of what is around it."""
    scores: list[float] = field(default_factory=list)
    around: list[float] = field(default_factory=list)
    root: int = -1
    answers: dict[int, float] = field(default_factory=dict)
    """The block forest's log-odds for each block inside the root."""
    kept: list[int] = field(default_factory=list)

    def block_weights(self, power: float) -> list[float]:
        """Return what each block's label counts: its share of the body, long ones damped."""
        total = sum(max(1, n) for n, label in zip(self.words, self.labels, strict=True)
                    if label == 1) or 100  # fmt: skip
        return [min(1.0, (max(1, n) / total) ** power) for n in self.words]


def read_pages(data: Path, by_set: bool) -> Iterator[Labelled]:
    matcher = compile_rules(load_rules("chrome"))
    for number, name in enumerate((*SETS, "postlight"), 1):
        gold = json.loads((data / name / "gold.json").read_text("utf-8"))
        marked = json.loads((LABELS / f"{name}.json").read_text("utf-8"))
        for page_id, source in pages(data / name):
            if page_id not in gold:
                continue
            page = parse(source, Notes())
            flat = outline(page.root, matcher)
            described = describe(flat, witnesses_of(page.tree, page.html))
            texts = [block.text for block in flat.blocks]
            truth = gold[page_id]
            body = truth.get("articleBody")
            labels = read = label_by_reading(texts, marked[page_id])
            if body:
                by_gold = label_by_body(texts, body)
                labels = by_gold if name in OF_PROGRAMS else settled(read, by_gold)
            around: dict[int, list[str]] = {}
            features = []
            for block, said in zip(flat.blocks, described, strict=True):
                parent = flat.elements[block.element].parent
                if parent not in around:
                    around[parent] = context_features(flat.elements, parent)
                features.append([sys.intern(name) for name in said.features() + around[parent]])
            words = [len(tokens(text)) for text in texts]
            host = urlsplit(truth.get("url") or "").netloc.removeprefix("www.")
            host = host if host not in ("", "fakehost") else page_id
            fold = number if by_set else fold_of(page_id)
            own = [len(said.features()) for said in described]
            yield Labelled(name, page_id, host, flat, labels, read, words, features, fold, own)


def settled(read: Sequence[int], gold: Sequence[int]) -> list[int]:
    """Return a reader's labels, and gold's where the reader left a block open.

    A page without an article for the reader has at most what gold makes of it.
    """
    if 1 not in read:
        return list(gold)
    return [a if a >= 0 else b for a, b in zip(read, gold, strict=True)]


def over_folds(
    folds: Array, held: int, fit: Callable[[Array], Any], ask: Callable[[Any, Array], Array]
) -> tuple[Array, Any]:
    """Return out-of-fold answers and the model trained on all but the held fifth."""
    answers = np.zeros(len(folds))
    for fold in sorted(set(folds.tolist())):
        model = fit((folds != held) & (folds != fold))
        answers[folds == fold] = ask(model, folds == fold)
    return answers, fit(folds != held)


def vocabulary(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, int]:
    """Return a number for each feature name of enough sites; takes sites with their names."""
    sites: dict[str, set[str]] = defaultdict(set)
    for host, names in named:
        for name in names:
            sites[name].add(host)
    known = sorted(name for name, where in sites.items() if len(where) >= SITES_NEEDED)
    return {name: index for index, name in enumerate(known)}


def as_matrix(place: dict[str, int], blocks: Iterable[Collection[str]]) -> Array:
    """Return a sparse matrix of which names each block has."""
    rows = [sorted({place[name] for name in names if name in place}) for names in blocks]
    return scipy.sparse.csr_matrix(
        (
            np.ones(sum(map(len, rows))),
            np.concatenate([np.array(row, dtype=np.int64) for row in rows]),
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), len(place)),
    )


def directions(
    names: Sequence[str], rising: frozenset[str], falling: frozenset[str] = frozenset()
) -> list[int]:
    """Return 1, -1 or 0 for each feature: the way a forest's answer may move with it."""
    return [(name in rising) - (name in falling) for name in names]
