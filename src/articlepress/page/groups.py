"""Tables, lists and notes stay whole: a row or item that stands among kept ones is kept with them.

Blocks are judged one by one, and a short cell or a linked item alone looks like chrome. A table
with holes is worse than either, so what a block's looks removed comes back; what a rule for chrome
removed stays away. A note whose mark stands in the text comes back likewise, or its number alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located
from articlepress.page.noted import is_number, places_of, upwards
from articlepress.page.rules import Rule

BY_LOOKS = "block/"
"""Rules that judge a block by its looks begin so."""
PROSE_CHARACTERS = 500
"""A table with a cell this long lays out a page: its cells are judged each for itself."""


def keep_groups_whole(located: Located) -> Located:
    """Return the same finding without holes in its tables of data and its lists."""
    if not any(rule.name.startswith(BY_LOOKS) for rule in located.dropped.values()):
        return located
    dropped = dict(located.dropped)
    for root in located.roots:
        for table in root.css("table"):
            _restore(_whole_table(table, root, dropped), dropped)
            _restore(_cells(table, dropped), dropped)
        for group in root.css("ul, ol, dl"):
            items = [item for item in _elements(group) if item.tag in _ITEMS]
            missing = [item for item in items if item.mem_id in dropped]
            kept = len(items) - len(missing)
            if missing and kept and (len(missing) <= kept or not all(map(_is_link, missing))):
                _restore(missing, dropped)
        _restore(_headings(root, dropped), dropped)
        _restore(_said_of(root, dropped), dropped)
        _restore(list(_notes(root, dropped)), dropped)
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


_ITEMS = frozenset(("li", "dt", "dd"))


def _is_link(item: LexborNode) -> bool:
    """Tell whether an item is mostly a link: of a menu some items look like text."""
    linked = sum(len(link.text(deep=True)) for link in item.css("a"))
    return linked > LINKED_SHARE * len(item.text(deep=True))


def _whole_table(table: LexborNode, root: LexborNode, dropped: dict[int, Rule]) -> list[LexborNode]:
    """Return the dropped box of a data table amid the text, or nothing.

    The box holds little besides the table, the table few links, and kept text stands on both
    sides: numbers look like chrome to a judge of prose.
    """
    if _holds_table(table):  # asked first: 1,000 nested tables would each climb to the root
        return []
    box: LexborNode | None = table
    while box is not None and box.mem_id not in dropped:
        if box.mem_id == root.mem_id:
            return []
        box = box.parent
    if box is None or not _is_data(table):
        return []
    length = len(table.text(deep=True))
    linked = sum(len(link.text(deep=True)) for link in table.css("a"))
    if length < TABLE_SHARE * len(box.text(deep=True)) or linked > LINKED_SHARE * length:
        return []
    sides = (neighbour(box, "prev"), neighbour(box, "next"))
    return [box] if all(stays(side, dropped) or _is_heading(side) for side in sides) else []


TABLE_SHARE = 0.7
"""Share of a box's characters that its table must have to be what the box is for."""
LINKED_SHARE = 0.5
"""Share of linked characters from which a table, or an item of a list, is a menu's."""


def _is_data(table: LexborNode) -> bool:
    """Tell whether a table has rows of several short cells."""
    cells, rows = table.css("td, th"), table.css("tr")
    short = all(len(cell.text(deep=True)) <= PROSE_CHARACTERS for cell in cells)
    return short and len(rows) > 1 and len(cells) > len(rows)


def _is_heading(node: LexborNode | None) -> bool:
    return node is not None and node.tag in ("h2", "h3", "h4", "h5", "h6")


def _cells(table: LexborNode, dropped: dict[int, Rule]) -> list[LexborNode]:
    """Return a table's dropped rows and cells, or nothing where the table is no table of data."""
    if _holds_table(table):
        return []
    parts = table.css("tr, td, th, thead, tbody, tfoot, caption")
    missing = [part for part in parts if part.mem_id in dropped]
    if not missing:
        return []
    cells = [part for part in parts if part.tag in ("td", "th")]
    if any(len(cell.text(deep=True)) > PROSE_CHARACTERS for cell in cells):
        return []
    rows = [part for part in parts if part.tag == "tr"]
    return missing if len(cells) > len(rows) else []


def _holds_table(table: LexborNode) -> bool:
    """Tell whether a table stands in the table. The walk ends at the first, whatever follows."""
    node: LexborNode | None = table.child
    depth = 1
    while node is not None and depth:
        if node.tag == "table":
            return True
        if node.child is not None:
            node = node.child
            depth += 1
            continue
        while depth and node.next is None:
            node = node.parent
            depth -= 1
            assert node is not None
        if depth:
            node = node.next
    return False


def _headings(root: LexborNode, dropped: dict[int, Rule]) -> list[LexborNode]:
    """Return the dropped headings that stand between two kept neighbours, and parts of kept ones.

    The number of a chapter often has a box of its own.
    """
    found = []
    for heading in root.css("h2, h3, h4, h5, h6"):
        if heading.mem_id not in dropped:
            found += [part for part in _elements(heading) if part.mem_id in dropped]
        else:
            before, after = neighbour(heading, "prev"), neighbour(heading, "next")
            if stays(before, dropped) and stays(after, dropped):
                found.append(heading)
    return found


def _said_of(root: LexborNode, dropped: dict[int, Rule]) -> list[LexborNode]:
    """Return the dropped lines that say whose a kept quotation is, or what unfolds below them."""
    whose = root.css("blockquote > footer, blockquote > cite")
    found = [part for part in whose if stays(neighbour(part, "prev"), dropped)]
    found += [s for s in root.css("details > summary") if stays(neighbour(s, "next"), dropped)]
    return found


def _notes(root: LexborNode, dropped: dict[int, Rule]) -> Iterator[LexborNode]:
    """Yield the dropped notes, and the dropped numbers of notes, that lead back to a kept mark."""
    links = [
        (link, (link.attributes.get("href") or "").partition("#")[2])
        for link in root.css("a[href*='#']")
        if is_number(link)
    ]
    by_place = {ident: link for link, _ in links for ident in places_of(link)}
    leads = {(link.mem_id, ident) for link, ident in links}
    for link, ident in links:
        # A note's own number leads to the mark, and the mark to the number or what holds it.
        mark = by_place.get(ident)
        if mark is None or not any((mark.mem_id, place) in leads for place in places_of(link)):
            continue
        above = next((node for node in upwards(link) if node.mem_id in dropped), None)
        if above is not None and not any(node.mem_id in dropped for node in upwards(mark)):
            yield above


def neighbour(node: LexborNode, side: str) -> LexborNode | None:
    """Return the nearest element beside a node, empty paragraphs passed over.

    `<p>` before a block that no paragraph can hold is closed by the parser and left empty.
    """
    other: LexborNode | None = getattr(node, side)
    while other is not None and (not other.is_element_node or _is_empty_paragraph(other)):
        other = getattr(other, side)
    return other


def _is_empty_paragraph(node: LexborNode) -> bool:
    if node.tag != "p":
        return False
    child = node.child
    return child is None or (child.next is None and not (child.text_content or "x").strip())


def stays(node: LexborNode | None, dropped: Mapping[int, Rule]) -> bool:
    """Tell whether a node is an element of text that was not dropped itself, and has words."""
    return (
        node is not None
        and node.mem_id not in dropped
        and node.tag in _TEXT
        and bool(node.text(deep=True).strip())
    )


_TEXT = frozenset(("p", "ul", "ol", "dl", "blockquote", "pre", "table", "div", "figure"))


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _restore(nodes: list[LexborNode], dropped: dict[int, Rule]) -> None:
    for node in nodes:
        rule = dropped.get(node.mem_id)
        if rule is not None and rule.name.startswith(BY_LOOKS):
            del dropped[node.mem_id]
