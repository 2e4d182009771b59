"""Lines that fit but for the space at their end, kept whole.

Pango lets a line's last space hang over its edge, WeasyPrint counts it: text that fits to its last
letter, with a link or emphasis after its space, was broken behind its first word or syllable.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

CHARACTERS_A_WIDTH = 4
"""Most characters on a line as wide as one em, as the engine counts; longer text fits on none."""


@contextmanager
def whole_lines() -> Iterator[None]:
    """Let the engine leave the space at a text's end out of account meanwhile."""
    usual = inline.split_first_line
    inline.split_first_line = _with_hanging_space(usual)
    try:
        yield
    finally:
        inline.split_first_line = usual


def _with_hanging_space(usual: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that breaks a line off a text, with a text that fits left whole."""

    # Any, here and below: WeasyPrint has no type hints.
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
    ) -> Any:
        found = usual(text, style, context, max_width, *rest, **named)
        resume_at = found[2]
        letters = text.rstrip()
        if resume_at is None or not letters or letters == text or "\n" in text:
            return found
        if style["white_space"] not in ("normal", "pre-line") or max_width in (None, math.inf):
            return found
        if len(letters) > max_width / style["font_size"] * CHARACTERS_A_WIDTH:
            return found
        fits = usual(letters, style, context, max_width, *rest, **named)[2] is None
        return usual(text, style, context, math.inf, *rest, **named) if fits else found

    return split_first_line
