"""Tables drawn with spaces and hyphens; too wide ones as a list of their rows."""

from __future__ import annotations

from collections.abc import Callable

from articlepress import nodes as n
from articlepress.grid import Placed, placed
from articlepress.render.textwidth import pad, width
from articlepress.walk import block_texts, query

GAP = 2
"""Columns between two cells."""
NARROWEST_CELL = 10
"""A table whose cells would be narrower than this is written row by row: fewer characters than
these break most words."""
MARK_WIDTH = 5
"""Room for the mark of a link or note: " [12]"."""

Draw = Callable[[n.Blocks, int], list[str]]
Grid = list[list[Placed]]
"""For each row its cells with the column each begins in."""


def draw_table(table: n.Table, columns: int, draw: Draw) -> list[str]:
    """Return a table as lines; `draw` writes a cell's content into so many columns, once a cell."""
    grid = list(placed((*table.head, *table.body, *table.foot)))
    count = max((place + cell.column_span for row in grid for place, cell in row), default=0)
    if count == 0:
        return []
    widths = _fitted(_natural_widths(grid, count), columns - GAP * (count - 1))
    if widths is None:
        return _row_by_row(grid, columns, draw)
    lines: list[str] = []
    for number, row in enumerate(grid):
        lines += _row(row, widths, draw)
        if number + 1 == len(table.head):
            lines.append((" " * GAP).join("-" * size for size in widths))
    return [line.rstrip() for line in lines]


def _natural_widths(grid: Grid, count: int) -> list[int]:
    widths = [1] * count
    for row in grid:
        for place, cell in row:
            if cell.column_span == 1:
                widths[place] = max(widths[place], _natural_width(cell.content))
    return widths


def _natural_width(content: n.Blocks) -> int:
    lines = [line for text in block_texts(content) for line in text.split("\n")]
    marks = any(True for _ in query(content, n.Link)) or any(True for _ in query(content, n.Note))
    lines += [f"[{image.alt}]" for image in query(content, n.Image)]
    return max(map(width, lines), default=1) + (MARK_WIDTH if marks else 0)


def _fitted(natural: list[int], room: int) -> list[int] | None:
    """Return widths that fit the room, the wide columns sharing what the narrow leave, or None."""
    if sum(natural) <= room:
        return natural
    widths = list(natural)
    wide = set(range(len(natural)))
    while wide:
        share = (room - sum(widths[k] for k in range(len(widths)) if k not in wide)) // len(wide)
        if share < NARROWEST_CELL:
            return None
        narrow = {k for k in wide if natural[k] <= share}
        if not narrow:
            for k in wide:
                widths[k] = share
            return widths
        wide -= narrow
    return widths


def _row(row: list[tuple[int, n.Cell]], widths: list[int], draw: Draw) -> list[str]:
    drawn: list[tuple[int, list[str], int, str]] = []
    for place, cell in row:
        span = widths[place : place + cell.column_span]
        size = sum(span) + GAP * (len(span) - 1)
        drawn.append((place, draw(cell.content, size), size, cell.align or "left"))
    out = []
    for number in range(max((len(lines) for _, lines, _, _ in drawn), default=0)):
        line = ""
        for place, lines, size, align in drawn:
            line = pad(line, sum(widths[:place]) + GAP * place)
            # A word or picture wider than its column never runs into the next cell.
            line += " " if line and not line.endswith(" ") else ""
            line += pad(lines[number] if number < len(lines) else "", size, align)
        out.append(line)
    return out


def _row_by_row(grid: Grid, columns: int, draw: Draw) -> list[str]:
    lines: list[str] = []
    for number, row in enumerate(grid):
        if number:
            lines.append("")
        for _, cell in row:
            lines += draw(cell.content, columns)
    return lines
