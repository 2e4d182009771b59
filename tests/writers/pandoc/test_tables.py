"""Tables that pandoc's writers take: every place of the grid covered once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articlepress import nodes as n
from articlepress.walk import block_texts
from articlepress.writers.pandoc.tables import regular
from laws.strategies import law

CELLS = st.builds(
    n.Cell,
    st.sampled_from([(n.Plain((n.Text(word),)),) for word in ("a", "b", "c")]),
    row_span=st.integers(0, 4),
    column_span=st.integers(0, 4),
)
ROWS = st.lists(st.lists(CELLS, max_size=4).map(tuple).map(n.Row), max_size=4).map(tuple)


def covered(rows: tuple[n.Row, ...]) -> list[int]:
    """Return how many places of each row are covered; a place covered twice raises."""
    grid: dict[tuple[int, int], n.Cell] = {}
    for line, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (line, column) in grid:
                column += 1
            for below in range(cell.row_span):
                for right in range(cell.column_span):
                    place = (line + below, column + right)
                    assert place not in grid
                    assert place[0] < len(rows)
                    grid[place] = cell
    return [sum(1 for place in grid if place[0] == line) for line in range(len(rows))]


@given(table=st.builds(n.Table, ROWS, ROWS, ROWS))
@law(100)
def test_any_table_becomes_a_full_grid_with_every_word(table: n.Table) -> None:
    after = regular(table)

    widths = {w for rows in (after.head, after.body, after.foot) for w in covered(rows)}
    assert len(widths) <= 1
    assert list(block_texts((after,))) == list(block_texts((table,)))
    assert regular(after) == after
