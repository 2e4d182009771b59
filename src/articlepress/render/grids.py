"""How wide a table is, for pages that cannot be scrolled sideways."""

from __future__ import annotations

from articlepress import nodes as n

ROOMY_COLUMNS = 6
"""Columns that a telephone's page holds at the usual size: 62 px each of 375, a word of eight
letters. Of 1,368 pages 15 have tables with more."""


def is_crowded(table: n.Table) -> bool:
    """Tell whether a table has more columns than a page has room for."""
    rows = (*table.head, *table.body, *table.foot)
    return any(sum(cell.column_span for cell in row.cells) > ROOMY_COLUMNS for row in rows)
