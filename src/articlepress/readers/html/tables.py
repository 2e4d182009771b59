"""Tables of data, with header cells, spans and captions; tables used for layout, taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.code import code_block
from articlepress.readers.html.flow import (
    Flow,
    Handler,
    as_lines,
    attribute,
    block_boundary,
    lines_of,
)
from articlepress.readers.html.line import join_lines
from articlepress.readers.html.spans import settle_spans
from articlepress.readers.html.tags import every, first, own, text_of

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

MAX_SPAN = 100
"""Largest span kept; larger ones are mistakes (`colspan="1000"` for "all of them")."""
PROSE_CHARACTERS = 500
"""A cell this long in a table without header cells holds prose: the table lays out a page."""

_ALIGN_CLASS = re.compile(r"(?:^|\s)align-?(left|center|right)(?:\s|$)", re.I)
"""As WordPress and our own outputs write it."""
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.I)
_CODE_TABLE = re.compile(
    r"(?:^|\s)(?:highlighttable|rouge-table|crayon-table|syntaxhighlighter)", re.I
)
_HEADS = ("th", "caption", "thead")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_DATA = ("iframe", "blockquote")
"""What no cell of a table of data holds."""
FEWEST_ROWS = 3
"""Rows of a table whose headings head rows and columns; two rows of headings and texts are cards
side by side."""
_ROW_GROUPS = ("thead", "tbody", "tfoot")


def table(flow: Flow, tag: Tag) -> None:
    """Read `<table>`."""
    flow.flush()
    ident = flow.take_anchor(tag)
    if _is_code(tag):
        flow.block(code_block(flow, _code_cell(tag), "", [ident] if ident else []))
        return
    rows = list(_rows(tag))
    if _is_layout(tag, rows):
        if ident:
            flow.anchors.append(ident)
        _take_apart(flow, tag)
        return
    groups: dict[str, list[n.Row]] = {"thead": [], "tbody": [], "tfoot": []}
    for group, row in rows:
        made = _row(flow, row)
        if made is not None:
            groups[group].append(made)
    settle_spans(groups)
    caption = next((child for child in own(tag) if child.name == "caption"), None)
    title = join_lines(lines_of(flow.nested(caption))[0]) if caption is not None else ()
    head, body = _split_head(groups["thead"], groups["tbody"])
    if head or body or groups["tfoot"]:
        flow.block(n.Table(head, body, tuple(groups["tfoot"]), title, ident))
    elif title:
        flow.block(n.Paragraph(title))


def _rows(tag: Tag) -> Iterator[tuple[str, Tag]]:
    """Yield a table's own rows, not those of tables inside it, each with its group."""
    for child in own(tag):
        if child.name == "tr":
            yield "tbody", child
        elif child.name in _ROW_GROUPS:
            for row in own(child):
                if row.name == "tr":
                    yield child.name, row


def _cells(row: Tag) -> list[Tag]:
    return [child for child in own(row) if child.name in ("td", "th")]


def _is_code(tag: Tag) -> bool:
    places = [attribute(tag, "class")]
    if tag.parent is not None:
        places.append(attribute(tag.parent, "class"))
    return any(_CODE_TABLE.search(css) for css in places) and (
        first(tag, ("pre", "code")) is not None
    )


def _code_cell(tag: Tag) -> Tag:
    """Return the cell that holds the code, beside the one that holds line numbers."""
    return max(every(tag, ("td",)), key=lambda cell: len(text_of(cell)), default=tag)


def _is_layout(tag: Tag, rows: list[tuple[str, Tag]]) -> bool:
    """Tell whether a table only places things on the page."""
    if attribute(tag, "role") in ("presentation", "none"):
        return True
    if not rows or first(tag, ("table",)) is not None:
        return True
    counts = [len(_cells(row)) for _, row in rows]
    if max(counts, default=0) <= 1:
        return True
    if first(tag, _HEADS) is not None:
        return False
    if first(tag, _NO_DATA) is not None or not _head_cells(tag, rows):
        return True
    cells = [cell for _, row in rows for cell in _cells(row)]
    if any(len(text_of(cell)) > PROSE_CHARACTERS for cell in cells):
        return True
    # Two rows of one column of pictures: a gallery, or a picture with its caption.
    return len(rows) <= 3 and all(
        first(cell, ("img",)) is not None or not text_of(cell).strip() for cell in cells
    )


def _head_cells(tag: Tag, rows: list[tuple[str, Tag]]) -> bool:
    """Tell whether each heading in a table is all that its cell says, as editors style a head."""
    headings = every(tag, _HEADINGS)
    if not headings:
        return True
    alone = (
        len(every(cell, _HEADINGS))
        for _, row in rows
        for cell in _cells(row)
        if (inner := first(cell, _HEADINGS)) is not None
        and text_of(inner).split() == text_of(cell).split()
    )
    cells = sum(len(_cells(row)) for _, row in rows)
    return len(rows) >= FEWEST_ROWS and sum(alone) == len(headings) <= cells / 2


def _take_apart(flow: Flow, tag: Tag) -> None:
    for child in own(tag):
        if child.name == "tr":
            for cell in own(child):
                flow.read(cell)
        elif child.name in _ROW_GROUPS:
            _take_apart(flow, child)
        else:
            flow.flush()
            flow.children(child)
            flow.flush()


def _row(flow: Flow, tag: Tag) -> n.Row | None:
    cells = [_cell(flow, cell) for cell in _cells(tag)]
    if not any(cell.content for cell in cells):
        return None
    return n.Row(tuple(cells))


def _cell(flow: Flow, tag: Tag) -> n.Cell:
    inner = Flow(flow.context, flow.line.wraps, plain=True)
    inner.anchor(tag)
    inner.children(tag)
    blocks = as_lines(inner.finish())
    header = tag.name == "th"
    match blocks:
        case (n.Paragraph(content),):
            blocks = (n.Plain(content),)
        case (n.Heading(_, content),):
            blocks, header = (n.Plain(content),), True
    return n.Cell(
        blocks,
        header,
        _span(tag, "rowspan"),
        _span(tag, "colspan"),
        _alignment(tag),
    )


def _span(tag: Tag, name: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,4})\s*", attribute(tag, name))
    return min(MAX_SPAN, max(1, int(found[1]))) if found else 1


def _alignment(tag: Tag) -> n.Alignment:
    found = _ALIGN.search(attribute(tag, "style")) or _ALIGN_CLASS.search(attribute(tag, "class"))
    given = (found[1] if found else attribute(tag, "align")).lower()
    return given if given in ("left", "center", "right") else ""  # type: ignore[return-value]


def _split_head(
    head: list[n.Row], body: list[n.Row]
) -> tuple[tuple[n.Row, ...], tuple[n.Row, ...]]:
    """Return head and body rows: a first row of header cells only is the head."""
    if not head and len(body) > 1 and all(cell.header for cell in body[0].cells):
        return (body[0],), tuple(body[1:])
    return tuple(head), tuple(body)


HANDLERS: dict[str, Handler] = {
    "table": table,
    # Those that no table holds: a table reads its own.
    **dict.fromkeys(("tr", "td", "th", "thead", "tbody", "tfoot", "caption"), block_boundary),
}
"""Handlers by tag."""
