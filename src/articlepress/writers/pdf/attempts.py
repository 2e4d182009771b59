"""Ways to lay out a document, from what was asked for to the plainest the engine can take.

The layout engine has faults of its own on rare markup. An article is never lost to one: the next
way is tried, and the result says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articlepress.render.dialect import NotePlace
from articlepress.render.styles import Style, load_style
from articlepress.writers.pdf.layout import column_count
from articlepress.writers.pdf.options import PdfOptions

PLAINEST = "plain"
"""The style with the fewest rules."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to lay out a document."""

    options: PdfOptions
    style: Style
    note_place: NotePlace = "foot"
    how: str = ""
    """What is simpler than was asked for, after "laid out again"."""


def attempts(options: PdfOptions, style: Style) -> Iterator[Attempt]:
    """Yield the ways to lay out a document, the one asked for first."""
    yield Attempt(options, style)
    yield Attempt(options, style, "end", "with the notes after the text")
    if column_count(style, options) > 1:
        options = replace(options, columns=1)
        yield Attempt(options, style, "end", "in one column, with the notes after the text")
    plain = replace(options, columns=1, drop_cap="no", links="none")
    yield Attempt(plain, load_style(PLAINEST), "end", f"in the style {PLAINEST!r}")
