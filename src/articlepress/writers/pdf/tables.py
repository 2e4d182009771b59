"""Tables as PDF/UA wants them: every row as wide as the widest, no span over the edge."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_SECTIONS = ("thead", "tbody", "tfoot")


def regular_rows(table: Element) -> Iterator[tuple[Element, int, dict[Element, dict[str, int]]]]:
    """Yield each row, how many cells it lacks, and the spans its cells really have.

    A row's span ends with its section, as the layout ends it.
    """
    sections = [list(section) for section in table if section.tag in _SECTIONS]
    laid = [_lay(rows) for rows in sections]
    width = max((columns for section in laid for _, columns, _ in section), default=0)
    for section in laid:
        for row, columns, spans in section:
            yield row, width - columns, spans


def _lay(rows: list[Element]) -> list[tuple[Element, int, dict[Element, dict[str, int]]]]:
    """Return each row of a section with the columns it fills and its cells' spans."""
    hanging: dict[int, int] = {}  # column -> rows it is still taken by a cell above
    laid = []
    for number, row in enumerate(rows):
        column, spans = 0, {}
        below: dict[int, int] = {}
        for cell in row:
            while hanging.get(column, 0):
                column += 1
            wide = _span(cell, "colspan")
            high = min(_span(cell, "rowspan"), len(rows) - number)
            spans[cell] = {"ColSpan": wide, "RowSpan": high}
            for _ in range(wide):
                below[column] = high
                column += 1
        from_above = sum(1 for left in hanging.values() if left)
        laid.append((row, len(below) + from_above, spans))
        hanging = {key: left - 1 for key, left in hanging.items() if left > 1}
        hanging |= {key: high - 1 for key, high in below.items() if high > 1}
    return laid


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return max(1, min(int(value[:6]), 1000)) if value.isdecimal() else 1
