"""Where the cells of a table stand once their spans are laid out."""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.grid import placed


def row(*spans: tuple[int, int]) -> n.Row:
    """Return a row of empty cells that reach over so many rows and columns."""
    return n.Row(tuple(n.Cell((), row_span=high, column_span=wide) for high, wide in spans))


def test_cells_from_above_keep_their_columns() -> None:
    rows = (row((3, 1), (1, 2), (2, 1)), row((1, 1), (1, 1)), row((1, 3)), row((1, 1)))

    columns = [[column for column, _ in line] for line in placed(rows)]

    assert columns == [[0, 1, 3], [1, 2], [1], [0]]
