"""The trained models by which the body is found, read from a folder of data.

Gives weights of names (`weights.json`) and two forests (`forests.json`), all three of one training;
what they are asked is `scoring`'s. Trained by `benchmarks/train_blocks.py`, which keeps a second
set, of pages never seen, for `benchmarks/quality.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path

from articlepress.page.blocks import Group
from articlepress.page.bodies import SUBTREE_FEATURES
from articlepress.page.forest import Forest, load_forest
from articlepress.page.judging import BLOCK_FEATURES
from articlepress.resources import rules_folder

EXACT = 1000
"""Weights have three decimals and are summed as whole thousandths: no sum depends on its order,
which for sets is another in each process."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained weight of each feature, by family: `near:share` is `share` in the family near."""

    bias: int
    """Every block's, in thousandths like all weights here."""
    families: Mapping[str, Mapping[str, int]]
    groups: GroupWeights
    """Sums over groups of names, filled as groups are met."""

    def of(self, family: str) -> Callable[[str, int], int]:
        """Return the look-up of one family: name and the weight of a name it does not have."""
        return self.families.get(family, _NONE).get

    def of_body(self, names: Collection[str]) -> float:
        """Return what the names of an element say of it as the whole body, in log-odds."""
        return sum(map(self.of("body"), names, repeat(0))) / EXACT


class GroupWeights(dict[Group, int]):
    """The sum of weights of each group that has been met."""

    def __init__(self, families: Mapping[str, Mapping[str, int]]) -> None:
        super().__init__()
        self.families = families

    def __missing__(self, group: Group) -> int:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        total = sum(map(self.weigh, group))
        self[group] = total
        return total

    def weigh(self, name: str) -> int:
        """Return the weight of one feature, 0 for one that training gave none."""
        family, _, rest = name.partition(":")
        return self.families.get(family, _NONE).get(rest, 0)


_NONE: Mapping[str, int] = {}
MAX_REMEMBERED = 100_000
"""Groups whose sums are remembered; 1,368 pages have 40,000."""


@dataclass(frozen=True, slots=True)
class Models:
    """What one training gave."""

    weights: Weights
    """How likely each block is by itself."""
    subtree: Forest
    """How well a subtree would do as the whole body."""
    block: Forest
    """Whether a block belongs to the body, seen in its place inside the root."""


def shipped_models() -> Models:
    """Return the models that come with the program."""
    return load_models(rules_folder())


@cache
def load_models(folder: Path) -> Models:
    """Return the models of a folder.

    Raises:
        ValueError: a forest asks for a feature that is not computed.
    """
    return Models(
        _load_weights(folder / "weights.json"),
        load_forest(folder / "forests.json", "subtree", SUBTREE_FEATURES),
        load_forest(folder / "forests.json", "block", BLOCK_FEATURES),
    )


def _load_weights(path: Path) -> Weights:
    table = json.loads(path.read_text("utf-8"))
    families = {
        family: {name: round(weight * EXACT) for name, weight in names.items()}
        for family, names in table.items()
    }
    return Weights(families["bias"][""], families, GroupWeights(families))
