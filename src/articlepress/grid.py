"""Where a table's cells stand once their spans are laid out.

Takes rows, gives each row's cells with the columns they begin in.
Source: https://html.spec.whatwg.org/multipage/tables.html#table-processing-model
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from articlepress import nodes as n

Placed: TypeAlias = tuple[int, n.Cell]
"""The column a cell begins in, from 0, and the cell."""


def placed(rows: Iterable[n.Row]) -> Iterator[list[Placed]]:
    """Yield each row's cells with their columns: those that reach down from above keep theirs."""
    held: dict[int, int] = {}  # column -> rows that a cell from above still fills
    for row in rows:
        line: list[Placed] = []
        below: dict[int, int] = {}
        column = 0
        for cell in row.cells:
            while held.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            for inside in range(column, column + cell.column_span):
                below[inside] = cell.row_span
            column += cell.column_span
        yield line
        held = {inside: rest - 1 for inside, rest in (held | below).items() if rest > 1}
