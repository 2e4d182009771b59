"""Spans of a table's cells that end where the table does.

Takes the rows of each group as their markup says; gives rows whose cells reach over no more rows
than their group has, and over no column that exists only because cells reach over it. HTML calls
both errors: https://html.spec.whatwg.org/multipage/tables.html#table-processing-model
"""

from __future__ import annotations

from dataclasses import replace

from articlepress import nodes as n
from articlepress.grid import placed


def settle_spans(groups: dict[str, list[n.Row]]) -> None:
    """Let no cell of the groups reach beyond its group's rows and the table's columns."""
    if not any(_spans(cell) for rows in groups.values() for row in rows for cell in row.cells):
        return
    laid = {name: list(placed(rows)) for name, rows in groups.items()}
    begun = {column for lines in laid.values() for line in lines for column, _ in line}
    for name, lines in laid.items():
        groups[name] = [
            n.Row(
                tuple(_settled(cell, column, begun, len(lines) - number) for column, cell in line)
            )
            for number, line in enumerate(lines)
        ]


def _spans(cell: n.Cell) -> bool:
    return cell.row_span > 1 or cell.column_span > 1


def _settled(cell: n.Cell, column: int, begun: set[int], rows_left: int) -> n.Cell:
    columns = sum(place in begun for place in range(column, column + cell.column_span))
    rows = min(cell.row_span, rows_left)
    if (rows, columns) == (cell.row_span, cell.column_span):
        return cell
    return replace(cell, row_span=rows, column_span=columns)
