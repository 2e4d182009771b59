"""Bytes changed by chance: what tries a door where no coverage guides."""

from __future__ import annotations

import random

LARGEST = 16_384
"""Bytes of an input: enough for every structure, few enough for thousands of runs a minute."""


def changed(data: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """Return the bytes with a few pieces cut, doubled, changed, or taken from another seed."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.randint(0, 40))
        other = chance.choice(seeds)
        place = chance.randint(0, len(other))
        piece = chance.choice(
            [b"", data[start:end] * 2, bytes([chance.randint(0, 255)]), other[place : place + 60]]
        )
        data = data[:start] + piece + data[end:]
    return data[:LARGEST]
