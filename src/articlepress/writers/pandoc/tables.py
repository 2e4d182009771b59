"""Tables made regular: some of pandoc's writers refuse rows of unequal width."""

from __future__ import annotations

from dataclasses import replace

from articlepress import nodes as n

_EMPTY = n.Cell(())


def regular(table: n.Table) -> n.Table:
    """Return the table with every place of its grid covered by just one cell.

    Spans that leave their section or run into another cell are cut; short rows get empty cells.
    """
    sections = [_placed(rows) for rows in (table.head, table.body, table.foot)]
    width = max((len(row) for grid, _ in sections for row in grid), default=0)
    head, body, foot = (_rows(grid, cells, width) for grid, cells in sections)
    return replace(table, head=head, body=body, foot=foot)


_Grid = list[list[int]]
"""For each place the number of the cell that covers it; -1 for none."""


def _placed(rows: tuple[n.Row, ...]) -> tuple[_Grid, list[n.Cell]]:
    grid: _Grid = [[] for _ in rows]
    cells: list[n.Cell] = []
    for line, row in enumerate(rows):
        for cell in row.cells:
            column = next((c for c, at in enumerate(grid[line]) if at < 0), len(grid[line]))
            span = max(1, cell.column_span)
            # What stands to the right already comes from a row above and keeps its place.
            taken = [c for c in range(column, column + span) if _at(grid[line], c) >= 0]
            span = min([span, *(c - column for c in taken)])
            height = min(max(1, cell.row_span), len(rows) - line)
            for below in grid[line : line + height]:
                below.extend([-1] * (column + span - len(below)))
                below[column : column + span] = [len(cells)] * span
            cells.append(replace(cell, row_span=height, column_span=span))
    return grid, cells


def _at(line: list[int], column: int) -> int:
    return line[column] if column < len(line) else -1


def _rows(grid: _Grid, cells: list[n.Cell], width: int) -> tuple[n.Row, ...]:
    out: list[n.Row] = []
    shown: set[int] = set()
    for line in grid:
        row: list[n.Cell] = []
        for number in (*line, *([-1] * (width - len(line)))):
            if number < 0:
                row.append(_EMPTY)
            elif number not in shown:
                shown.add(number)
                row.append(cells[number])
        out.append(n.Row(tuple(row)))
    return tuple(out)
