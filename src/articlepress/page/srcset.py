"""The `srcset` attribute, cut into candidates by the HTML standard's own algorithm.

Addresses may hold commas (`w_1456,c_limit`), so splitting at commas breaks them.
Source: https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_WIDTH_PX = 2600
"""Wider candidates are meant for wall-size screens; print at 300 dpi needs 2,000."""

_SPACE = " \t\n\r\f"
_DESCRIPTOR = re.compile(r"(\d+(?:\.\d+)?)([wx])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One address of a `srcset`."""

    url: str
    width: float = 0.0
    """Pixels, when the page gives them (`800w`)."""
    density: float = 1.0


def parse_srcset(value: str) -> list[Candidate]:
    """Return the candidates in the order of the attribute."""
    found: list[Candidate] = []
    position, size = 0, len(value)
    while True:
        while position < size and value[position] in _SPACE + ",":
            position += 1
        if position >= size:
            return found
        start = position
        while position < size and value[position] not in _SPACE:
            position += 1
        url = value[start:position]
        descriptors = ""
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            position, descriptors = _descriptors(value, position)
        if url:
            found.append(_candidate(url, descriptors))


def _descriptors(value: str, position: int) -> tuple[int, str]:
    """Return where the candidate ends, and its descriptors; commas in brackets end nothing."""
    start, depth = position, 0
    while position < len(value):
        character = value[position]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character == "," and not depth:
            break
        position += 1
    return position + 1, value[start:position].strip(_SPACE)


def _candidate(url: str, descriptors: str) -> Candidate:
    width, density = 0.0, 1.0
    for word in descriptors.split():
        match = _DESCRIPTOR.fullmatch(word)
        if match and match[2] == "w":
            width = float(match[1])
        elif match:
            density = float(match[1])
    return Candidate(url, width, density)


def widest(value: str) -> str:
    """Return the address of the widest candidate within `MAX_WIDTH_PX`, or an empty string."""
    candidates = parse_srcset(value) if value else []
    fitting = [c for c in candidates if c.width <= MAX_WIDTH_PX] or candidates
    best = max(fitting, key=lambda c: (c.width, c.density), default=None)
    return best.url if best else ""
