"""Tables as GitHub's Markdown draws them, with pipes."""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.writers.markdown.inlines import State, one_line

_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def is_simple(table: n.Table) -> bool:
    """Tell whether pipes can draw the table: no spans, one line a cell, one row of headers."""
    rows = (*table.head, *table.body, *table.foot)
    widths = {len(row.cells) for row in rows}
    cells = [cell for row in rows for cell in row.cells]
    return (
        len(table.head) <= 1
        and len(widths) == 1
        and widths != {0}
        and all(cell.row_span == cell.column_span == 1 for cell in cells)
        and all(_is_line(cell.content) for cell in cells)
    )


def _is_line(content: n.Blocks) -> bool:
    return not content or (len(content) == 1 and isinstance(content[0], n.Plain | n.Paragraph))


def pipe_table(state: State, table: n.Table) -> str:
    """Return the table's lines; one without a head gets an empty head, which the syntax wants."""
    body = (*table.body, *table.foot)
    width = len((*table.head, *body)[0].cells)
    head = table.head[0].cells if table.head else (n.Cell(()),) * width
    first = body[0].cells if body else head
    aligns = [top.align or below.align for top, below in zip(head, first, strict=True)]
    lines = [_row(state, head), "|" + "|".join(f" {_RULES[align]} " for align in aligns) + "|"]
    return "\n".join([*lines, *(_row(state, row.cells) for row in body)])


def _row(state: State, cells: tuple[n.Cell, ...]) -> str:
    return "|" + "|".join(f" {_cell(state, cell)} " for cell in cells) + "|"


def _cell(state: State, cell: n.Cell) -> str:
    if not cell.content:
        return ""
    block = cell.content[0]
    assert isinstance(block, n.Plain | n.Paragraph)
    # A pipe splits cells even inside code.
    text = one_line(state, block.content)
    return text.replace("\\|", "|").replace("|", "\\|")
