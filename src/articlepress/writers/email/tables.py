"""Data tables that never push a phone's screen sideways.

A table whose columns fit 320 px stays a table; a wider one becomes a list of records, a row each,
every value with its column's heading before it. A value across several columns stands under none of
their headings. No cell is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articlepress import nodes as n
from articlepress.grid import placed
from articlepress.walk import block_texts, inline_text

PHONE_PX = 264
"""Room for a table on the narrowest phone: 320 px less the sheet's margins."""
CHARACTER_PX = 9.4
"""Mean width of a character at 15 px in the widest sans serif met, DejaVu."""
CELL_PADDING_PX = 16

WORD = re.compile(r"[^ \t\n\r-]+")
"""What a line never breaks in; no-break spaces hold words together."""

_Grid = list[list[n.Cell | None]]


def fit_table(table: n.Table) -> n.Table:
    """Return the table itself when a phone can show it, or its rows as records in one column.

    One column is as narrow as it gets: such a table, records included, is returned as it is.
    """
    if _is_one_column(table) or least_width_px(table) <= PHONE_PX:
        return table
    heads = _headings(table)
    body = _grid((*table.body, *table.foot))
    rows = [n.Row((_record(row, heads),)) for row in body]
    if not rows or _holds_more_than_lines(table.head):
        rows = [n.Row((_record(row, [()] * len(row)),)) for row in _grid(table.head)] + rows
    elif unsaid := [words for words in _unsaid(body, heads) if words]:
        lines = tuple(n.Paragraph((n.Strong(words),)) for words in unsaid)
        rows = [n.Row((n.Cell(lines),)), *rows]
    return replace(table, head=(), body=tuple(rows), foot=())


def _is_one_column(table: n.Table) -> bool:
    rows = (*table.head, *table.body, *table.foot)
    return all(len(row.cells) <= 1 and not any(c.row_span > 1 for c in row.cells) for row in rows)


def _holds_more_than_lines(head: tuple[n.Row, ...]) -> bool:
    cells = (cell for row in head for cell in row.cells)
    return any(not isinstance(block, n.Plain | n.Paragraph) for c in cells for block in c.content)


def _unsaid(body: _Grid, heads: list[n.Inlines]) -> Iterator[n.Inlines]:
    """Yield the headings that stand before no value: over a column that is spanned, or over the
    names of the rows."""
    said: set[int] = set()
    for row in body:
        filled = [number for number, cell in enumerate(row) if cell is not None and cell.content]
        for number in filled:
            cell = row[number]
            if cell is None or cell.column_span > 1 or (number == filled[0] and _is_name(cell)):
                continue
            said.add(number)
    yield from (words for number, words in enumerate(heads) if number not in said)


def _is_name(cell: n.Cell) -> bool:
    """Tell whether a row's first cell names it, without its column's heading."""
    match cell.content:
        case (n.Plain(content) | n.Paragraph(content), *_):
            return cell.header and bool(inline_text(content).strip())
    return False


def least_width_px(table: n.Table) -> float:
    """Return the width below which some word of the table would be cut."""
    grid = _grid((*table.head, *table.body, *table.foot))
    columns = max((len(row) for row in grid), default=0)
    widths = [0.0] * columns
    for row in grid:
        for number, cell in enumerate(row):
            if cell is not None and cell.column_span == 1:
                widths[number] = max(widths[number], _cell_width(cell))
    return sum(width + CELL_PADDING_PX for width in widths)


def _cell_width(cell: n.Cell) -> float:
    words = (word for text in block_texts(cell.content) for word in WORD.findall(text))
    longest = max((_word_width(word) for word in words), default=0.0)
    pictures = [block for block in cell.content if _holds_picture(block)]
    return max(longest, 120.0 if pictures else 0.0)


def _holds_picture(block: n.Block) -> bool:
    from articlepress.walk import query

    return next(query((block,), n.Image), None) is not None


def _word_width(word: str) -> float:
    wide = sum(1 for character in word if character > "\u2e7f")
    # Ideographs break anywhere; a word of them needs the width of one.
    return CHARACTER_PX * (len(word) - wide) if not wide else 2 * CHARACTER_PX


def _grid(rows: tuple[n.Row, ...]) -> _Grid:
    """Return rows with spans resolved: a cell stands in its first place, None in the others."""
    grid: _Grid = []
    for cells in placed(rows):
        width = max((column + cell.column_span for column, cell in cells), default=0)
        line: list[n.Cell | None] = [None] * width
        for column, cell in cells:
            line[column] = cell
        grid.append(line)
    return grid


def _headings(table: n.Table) -> list[n.Inlines]:
    """Return the words over each column; several head rows are joined by a slash."""
    grid = _grid(table.head)
    columns = max((len(row) for row in grid), default=0)
    heads: list[n.Inlines] = []
    for number in range(columns):
        words: list[str] = []
        for row in grid:
            cell = row[number] if number < len(row) else None
            text = " ".join(block_texts(cell.content)) if cell is not None else ""
            if text and text not in words:
                words.append(text)
        heads.append((n.Text(" / ".join(words)),) if words else ())
    return heads


def _record(row: list[n.Cell | None], heads: list[n.Inlines]) -> n.Cell:
    """Return one cell that says what the row says, a line for each value."""
    content: list[n.Block] = []
    for number, cell in enumerate(row):
        if cell is None or not cell.content:
            continue
        is_labelled = number < len(heads) and cell.column_span == 1
        head = heads[number] if is_labelled else ()
        content += _value(cell, head, is_first=not content)
    return n.Cell(tuple(content))


def _value(cell: n.Cell, head: n.Inlines, *, is_first: bool) -> list[n.Block]:
    first, *rest = cell.content
    if not isinstance(first, n.Plain | n.Paragraph):
        label: list[n.Block] = [n.Paragraph((n.Strong(head),))] if head else []
        return [*label, *cell.content]
    if is_first and (_is_name(cell) or (not head and inline_text(first.content).strip())):
        return [n.Paragraph((n.Strong(first.content),)), *rest]
    lead: n.Inlines = (n.Strong((*head, n.Text(":"))), n.Text(" ")) if head else ()
    return [n.Paragraph((*lead, *first.content)), *rest]
