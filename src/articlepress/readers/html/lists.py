"""Handlers of lists: bullets, numbers, definitions; items that stand in none.

Each takes the flow and the element and adds blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.flow import (
    Flow,
    Handler,
    as_lines,
    attribute,
    block_boundary,
    lines_of,
)
from articlepress.readers.html.line import join_lines
from articlepress.readers.html.tags import own

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_LISTS = (n.BulletList, n.OrderedList)
_LIST_STYLES: dict[str, n.ListStyle] = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}


def bullets(flow: Flow, tag: Tag) -> None:
    """Read `<ul>`."""
    items = _items(flow, tag)
    if not items:
        return
    if all(isinstance(block, n.Figure) for item in items for block in item):  # a gallery
        flow.block(*(block for item in items for block in item))
    elif all(len(item) == 1 and isinstance(item[0], _LISTS) for item in items):
        flow.block(*(item[0] for item in items))  # `<ul><ul>`: an indent, no items of its own
    elif len(items) > 1 and not flow.plain and all(map(_is_section, items)):
        flow.block(*(_loose(block) for item in items for block in item))
    else:
        flow.block(n.BulletList(tuple(items)))


def _is_section(item: n.Blocks) -> bool:
    """Tell whether an item is a heading with text below it, a picture perhaps above it.

    `<ul class="cards"><li><img><h3>…</h3><p>…</p></li>` shows sections side by side; a bullet
    before each would stand below its picture.
    """
    match item:
        case (n.Heading(), _, *_) | (n.Figure(), n.Heading(), _, *_):
            return True
    return False


def _loose(block: n.Block) -> n.Block:
    return n.Paragraph(block.content) if isinstance(block, n.Plain) else block


def numbers(flow: Flow, tag: Tag) -> None:
    """Read `<ol>` with its start and style."""
    items = _items(flow, tag)
    if not items:
        return
    given = re.fullmatch(r"\s*(\d{1,6})\s*", attribute(tag, "start"))
    start = int(given[1]) if given else _first(tag)
    style = _LIST_STYLES.get(attribute(tag, "type"), "decimal")
    flow.block(n.OrderedList(_without_numbers(items, start), start, style))


def _without_numbers(items: list[n.Blocks], start: int) -> tuple[n.Blocks, ...]:
    """Return items without the numbers the page writes into them, where each has its own.

    Style sheets draw these instead of the list's: `<li><span class="step">1</span> …`.
    """
    bare = [_without_number(item, str(start + place)) for place, item in enumerate(items)]
    found = tuple(item for item in bare if item)
    return found if len(found) == len(items) > 1 else tuple(items)


def _without_number(item: n.Blocks, number: str) -> n.Blocks:
    """Return an item without its number in a block or line of its own; nothing where none is."""
    match item:
        case (n.Plain((n.Text(text),)) | n.Paragraph((n.Text(text),)), *rest):
            return tuple(rest) if text.strip(" .)") == number else ()
        case (n.Plain((n.Text(text), n.LineBreak(), *line)), *rest):
            return (n.Plain(tuple(line)), *rest) if text.strip(" .)") == number else ()
    return ()


def _first(tag: Tag) -> int:
    first = next((child for child in own(tag) if child.name == "li"), None)
    value = first.attrs.get("value") if first is not None else None
    return int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,6}", value) else 1


def _items(flow: Flow, tag: Tag) -> list[n.Blocks]:
    """Return a list's items; what stands between them goes with the item before."""
    flow.flush()
    flow.anchor(tag)
    consumed = flow.context.footnotes.consumed
    items: list[n.Blocks] = []
    stray = Flow(flow.context, flow.line.wraps, plain=True)
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name == "li" and id(child) not in consumed:
            _end_stray(items, stray)
            stray.anchor(child)  # type: ignore[arg-type]
            stray.children(child)  # type: ignore[arg-type]
            item = as_lines(stray.finish())
            if item:
                items.append(item)
            stray = Flow(flow.context, flow.line.wraps, plain=True)
        elif name is None:
            stray.text(child)  # type: ignore[arg-type]
        elif id(child) not in consumed:
            flow.context.handlers.get(name, block_boundary)(stray, child)  # type: ignore[arg-type]
    _end_stray(items, stray)
    return items


def _end_stray(items: list[n.Blocks], stray: Flow) -> None:
    found = stray.finish()
    stray.blocks = []
    if found and items:
        items[-1] += found
    elif found:
        items.append(found)


def item(flow: Flow, tag: Tag) -> None:
    """Read an `<li>` outside any list."""
    flow.flush()
    flow.anchor(tag)
    content = Flow(flow.context, flow.line.wraps, plain=True)
    content.children(tag)
    blocks = as_lines(content.finish())
    if not blocks:
        return
    match flow.blocks:
        case [*_, n.BulletList(items)]:
            flow.blocks[-1] = n.BulletList((*items, blocks))
        case _:
            flow.block(n.BulletList((blocks,)))


def definitions(flow: Flow, tag: Tag) -> None:
    """Read `<dl>`; its groups may stand in `<div>`s."""
    if not any(child.name in ("dt", "dd") for child in _entries(tag)):
        block_boundary(flow, tag)
        return
    flow.flush()
    flow.anchor(tag)
    terms: list[n.Inlines] = []
    found: list[tuple[n.Inlines, list[n.Blocks]]] = []
    for child in _entries(tag):
        inner = Flow(flow.context, flow.line.wraps, plain=True)
        inner.read(child)
        content = inner.finish()
        if child.name == "dt":
            lines, others = lines_of(content)
            terms.append(join_lines(lines))
            content = tuple(others)
        if not content:
            continue
        if any(terms) or not found:
            found.append((join_lines(terms), []))
            terms = []
        found[-1][1].append(as_lines(content))
    if any(terms):
        found.append((join_lines(terms), []))
    items = tuple(n.Definition(term, tuple(texts)) for term, texts in found)
    if items:
        flow.block(n.DefinitionList(items))


def _entries(tag: Tag) -> Iterator[Tag]:
    """Yield what stands in a list of definitions, out of the `<div>`s that group it."""
    for child in tag.contents:
        if child.name == "div":  # type: ignore[attr-defined]
            yield from _entries(child)  # type: ignore[arg-type]
        else:
            yield child  # type: ignore[misc]


HANDLERS: dict[str, Handler] = {
    "ul": bullets,
    "menu": bullets,
    "dir": bullets,
    "ol": numbers,
    "li": item,
    "dl": definitions,
}
"""Handlers by tag."""
