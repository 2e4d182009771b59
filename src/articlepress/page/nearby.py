"""The lines of text around an element, in reading order, as a reader sees them above and below it.

Takes a node; gives its neighbouring lines, nearest first. The walk is bounded, so a page of any
size costs the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

MAX_STEPS = 700
"""Nodes visited in one direction; fifty lines of a layout of divs have about so many."""

_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "cite", "em", "font", "i", "mark", "small", "span", "strong", "sub",
     "sup", "time", "u", "br"]
)  # fmt: skip
_SKIPPED = frozenset(
    ["script", "style", "template", "svg", "noscript", "select", "option", "textarea", "iframe",
     "form", "button", "nav", "title", "head"]
)  # fmt: skip


def lines_after(node: LexborNode, limit: int, *, records: bool = True) -> Iterator[str]:
    """Yield up to `limit` lines that follow the element.

    Without `records` those of tables' rows that begin with a heading are left out.
    """
    yield from _lines(_walk(node, forward=True, records=records), limit, forward=True)


def lines_before(node: LexborNode, limit: int) -> Iterator[str]:
    """Yield up to `limit` lines that precede the element, the nearest first."""
    yield from _lines(_walk(node, forward=False), limit, forward=False)


def _lines(texts: Iterator[str | None], limit: int, *, forward: bool) -> Iterator[str]:
    pieces: list[str] = []
    count = 0
    for text in texts:
        if text is not None:
            # White space matters between words, not at a line's beginning.
            if pieces or not text.isspace():
                pieces.append(text)
            continue
        for line in _parted(pieces, forward):
            yield line
            count += 1
            if count >= limit:
                return
        pieces = []
    yield from _parted(pieces, forward)


def _parted(pieces: list[str], forward: bool) -> list[str]:
    """Return the lines of a run of text, in the order of the walk.

    What a `<br>` parts in a short run are the lines of a byline; in a longer one they go on.
    """
    text = "".join(pieces if forward else pieces[::-1])
    if _BREAK not in text:
        line = " ".join(text.split())
        return [line] if line else []
    lines = [line for part in text.split(_BREAK) if (line := " ".join(part.split()))]
    if sum(map(len, lines)) > MAX_BOX or len(lines) > MAX_BOX_LINES:
        return [" ".join(lines)]
    return lines if forward else lines[::-1]


_BREAK = "\x00"
"""Stands for a `<br>`; a page's text holds none, since the parser replaces it."""
MAX_BOX = 80
"""Characters of the longest byline in lines of its own: name, paper, place, date."""
MAX_BOX_LINES = 5


def _walk(start: LexborNode, *, forward: bool, records: bool = True) -> Iterator[str | None]:
    """Yield the texts in order, and None wherever a line ends."""
    node = start
    for _ in range(MAX_STEPS):
        following = node.next if forward else node.prev
        while following is None:
            parent = node.parent
            if parent is None or parent.tag in ("body", "html"):
                return
            if parent.tag not in _INLINE:
                yield None
            node = parent
            following = node.next if forward else node.prev
        node = following
        while (tag := node.tag) not in _SKIPPED and tag != "-text":
            if tag == "tr" and not records and _is_record(node):
                break
            if tag == "br":
                yield _BREAK
            elif tag not in _INLINE:
                yield None
            inner = node.child if forward else node.last_child
            if inner is None:
                break
            node = inner
        if tag == "-text":
            yield node.text_content or ""


def _is_record(row: LexborNode) -> bool:
    """Tell whether a table's row says what is true of the article's subject: "Written by", a name.

    Seen: the infoboxes of MediaWiki, whose rows begin with a heading.
    """
    cell = row.child
    while cell is not None and cell.tag != "th" and cell.tag != "td":
        cell = cell.next
    return cell is not None and cell.tag == "th"
