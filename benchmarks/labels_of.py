"""Gold text to a label for each text block of a page, for training and for looking at failures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

TOKEN = re.compile(r"\w+")
SHINGLE = 4
HELD = 0
"""The fifth in no training of the models in `benchmarks/held/`."""


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text or "")


def digest_of(text: str) -> str:
    """Return what stands for a block's text among labels: six letters of its words' hash."""
    return hashlib.sha1(" ".join(tokens(text)).encode()).hexdigest()[:6]


def fold_of(page_id: str) -> int:
    """Return which fifth a page belongs to."""
    return int(hashlib.sha1(page_id.encode()).hexdigest(), 16) // 2 % 5


def label_by_body(texts: Sequence[str], body: str) -> list[int]:
    """Return 1 for blocks whose words stand in the gold body, 0 for the others."""
    gold = tokens(body)
    shingles = {tuple(gold[i : i + SHINGLE]) for i in range(max(1, len(gold) - SHINGLE + 1))}
    words = [tokens(text) for text in texts]
    labels = [-1] * len(texts)
    for index, block in enumerate(words):
        if len(block) >= SHINGLE:
            count = len(block) - SHINGLE + 1
            hits = sum(tuple(block[i : i + SHINGLE]) in shingles for i in range(count))
            needed = 0.5 if len(block) >= 8 else 0.99
            labels[index] = int(hits >= needed * count)
    for index, block in enumerate(words):
        if labels[index] < 0:
            labels[index] = int(bool(block) and _fits(words, labels, index, shingles))
    return labels


def _fits(
    words: list[list[str]], labels: list[int], index: int, shingles: set[tuple[str, ...]]
) -> bool:
    """Tell whether a short block continues the kept block before it or leads into the next."""
    block = words[index]
    before = next((words[i] for i in range(index - 1, -1, -1) if labels[i] == 1), [])
    after = next((words[i] for i in range(index + 1, len(words)) if labels[i] == 1), [])
    rest = SHINGLE - len(block)
    head = tuple(before[-rest:] + block)
    tail = tuple(block + after[:rest])
    return (len(head) == SHINGLE and head in shingles) or (
        len(tail) == SHINGLE and tail in shingles
    )


def label_by_reading(texts: Sequence[str], marked: dict[str, str]) -> list[int]:
    """Return 1 or 0 as a reader marked each block, -1 for what the reader left open.

    Left open are captions and standfirsts too: gold has them on one set and not on the next.
    """
    body = frozenset(marked.get("B", "").split())
    unsure = frozenset(" ".join(marked.get(mark, "") for mark in "CSU").split())
    digests = map(digest_of, texts)
    return [1 if digest in body else -1 if digest in unsure else 0 for digest in digests]
