"""Small decision forests as data: `rules/forests.json`, trained by `benchmarks/train_blocks.py`.

A tree is a flat list of nodes `[feature, threshold, low, high]`, or `[value]` for a leaf; `low` is
the node gone to when the feature is at most the threshold. A forest's answer is its base plus one
leaf of each tree, so every answer can be followed by hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from articlepress.resources import rules_folder

Node = tuple[int, float, int, int]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose leaves add up."""

    base: float
    trees: tuple[tuple[Node, ...], ...]
    """Leaves carry feature -1 and their value as the threshold."""

    def answer(self, values: Sequence[float]) -> float:
        """Return the sum of the leaves reached by these feature values."""
        total = self.base
        for tree in self.trees:
            feature, threshold, low, high = tree[0]
            while feature >= 0:
                feature, threshold, low, high = tree[low if values[feature] <= threshold else high]
            total += threshold
        return total


@cache
def load_forest(name: str, features: tuple[str, ...]) -> Forest:
    """Return a forest of the file, its feature names turned into positions.

    Raises:
        ValueError: the file names a feature that is not computed.
    """
    table = json.loads((rules_folder() / "forests.json").read_text("utf-8"))[name]
    place = {feature: index for index, feature in enumerate(features)}
    trees = []
    for tree in table["trees"]:
        nodes: list[Node] = []
        for node in tree:
            if len(node) == 1:
                nodes.append((-1, float(node[0]), 0, 0))
            elif node[0] not in place:
                raise ValueError(f"forests.json: {name} asks for the unknown {node[0]!r}")
            else:
                nodes.append((place[node[0]], float(node[1]), int(node[2]), int(node[3])))
        trees.append(tuple(nodes))
    return Forest(float(table["base"]), tuple(trees))
