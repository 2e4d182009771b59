"""Spans of a table's cells that end where the table does.

Takes the rows of each group as their markup says; gives rows whose cells reach over no more rows
than their group has, and over no column that exists only because cells reach over it. HTML calls
both errors: https://html.spec.whatwg.org/multipage/tables.html#table-processing-model
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from articlepress import nodes as n

Placed = tuple[int, n.Cell]
"""The column a cell begins in, and the cell."""


def settle_spans(groups: dict[str, list[n.Row]]) -> None:
    """Let no cell of the groups reach beyond its group's rows and the table's columns."""
    if not any(_spans(cell) for rows in groups.values() for row in rows for cell in row.cells):
        return
    placed = {name: list(_placed(rows)) for name, rows in groups.items()}
    begun = {column for lines in placed.values() for line in lines for column, _ in line}
    for name, lines in placed.items():
        groups[name] = [
            n.Row(
                tuple(_settled(cell, column, begun, len(lines) - number) for column, cell in line)
            )
            for number, line in enumerate(lines)
        ]


def _spans(cell: n.Cell) -> bool:
    return cell.row_span > 1 or cell.column_span > 1


def _placed(rows: Iterable[n.Row]) -> Iterator[list[Placed]]:
    """Yield each row's cells with the columns they begin in: cells from above take their room."""
    taken: dict[int, int] = {}
    for row in rows:
        line: list[Placed] = []
        below: dict[int, int] = {}
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            for place in range(column, column + cell.column_span):
                below[place] = cell.row_span
            column += cell.column_span
        yield line
        taken = {place: rest - 1 for place, rest in (taken | below).items() if rest > 1}


def _settled(cell: n.Cell, column: int, begun: set[int], rows_left: int) -> n.Cell:
    columns = sum(place in begun for place in range(column, column + cell.column_span))
    rows = min(cell.row_span, rows_left)
    if (rows, columns) == (cell.row_span, cell.column_span):
        return cell
    return replace(cell, row_span=rows, column_span=columns)
