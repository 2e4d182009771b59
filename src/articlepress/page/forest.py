"""Small decision forests as data: `rules/forests.json`, trained by `benchmarks/train_blocks.py`.

A tree is a flat list of nodes `[feature, threshold, low, high]`, or `[value]` for a leaf; `low` is
the node gone to when the feature is at most the threshold. A forest's answer is its base plus one
leaf of each tree, so every answer can be followed by hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Node: TypeAlias = tuple[int, float, Any, Any]
"""Feature, threshold, node below for low values, node below for high ones (Any: a type cannot name
itself here). A leaf is feature -1 with its value as the threshold: no type need be asked."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose leaves add up."""

    base: float
    trees: tuple[Node, ...]

    def answer(self, values: Sequence[float]) -> float:
        """Return the sum of the leaves reached by these feature values."""
        total = self.base
        for feature, threshold, low, high in self.trees:
            while feature >= 0:
                feature, threshold, low, high = low if values[feature] <= threshold else high
            total += threshold
        return total


def load_forest(path: Path, name: str, features: tuple[str, ...]) -> Forest:
    """Return a forest of the file, its feature names turned into positions.

    Raises:
        ValueError: the file names a feature that is not computed.
    """
    table = json.loads(path.read_text("utf-8"))[name]
    place = {feature: index for index, feature in enumerate(features)}
    asked = {node[0] for tree in table["trees"] for node in tree if len(node) > 1}
    if unknown := sorted(asked - place.keys()):
        raise ValueError(f"{path.name}: {name} asks for the unknown {unknown[0]!r}")
    return Forest(float(table["base"]), tuple(_tree(tree, 0, place) for tree in table["trees"]))


def _tree(nodes: list[list[Any]], at: int, place: dict[str, int]) -> Node:
    """Return the node of a flat list with all that is below it: trees are four levels deep."""
    node = nodes[at]
    if len(node) == 1:
        return -1, float(node[0]), None, None
    feature, threshold, low, high = node
    return (
        place[feature], float(threshold), _tree(nodes, low, place), _tree(nodes, high, place),
    )  # fmt: skip
