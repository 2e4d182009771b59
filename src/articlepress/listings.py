"""Links and anchors inside preformatted text: a listing taken apart at them, and changed.

Takes a `CodeBlock`, whose links and anchors are places in its text, and gives runs of text or a
listing with others. The text itself is never changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from articlepress import nodes as n


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a listing that lead to one place or nowhere."""

    text: str
    """Empty where only an anchor stands at the listing's end."""
    url: str = ""
    ids: tuple[str, ...] = ()
    """Of the anchors before it; those inside a link stand before the link."""


def runs(block: n.CodeBlock) -> Iterator[Run]:
    """Yield a listing's text run by run."""
    waiting = list(reversed(block.anchors))
    for start, end, url in _stretches(block):
        while start < end:
            ids = _ids_before(end if url else start + 1, waiting)
            cut = min(end, waiting[-1].at) if waiting and not url else end
            yield Run(block.text[start:cut], url, ids)
            start = cut
    if waiting:
        yield Run("", "", tuple(anchor.id for anchor in reversed(waiting)))


def _stretches(block: n.CodeBlock) -> Iterator[tuple[int, int, str]]:
    """Yield where each link, and what stands between two, begins and ends, and leads."""
    at = 0
    for link in block.links:
        yield at, link.start, ""
        yield link.start, link.end, link.url
        at = link.end
    yield at, len(block.text), ""


def _ids_before(place: int, waiting: list[n.CodeAnchor]) -> tuple[str, ...]:
    """Take the anchors before a place off the waiting ones, whose last is the first to come."""
    ids: list[str] = []
    while waiting and waiting[-1].at < place:
        ids.append(waiting.pop().id)
    return tuple(ids)


def relinked(block: n.CodeBlock, readdress: Callable[[n.CodeLink], str]) -> n.CodeBlock:
    """Return the listing with each link led to the address given, or the same object.

    A link whose new address is empty is dropped; its characters stay.
    """
    addresses = [(link, readdress(link)) for link in block.links]
    if all(url == link.url for link, url in addresses):
        return block
    return replace(block, links=tuple(replace(link, url=url) for link, url in addresses if url))


def reanchored(block: n.CodeBlock, rename: Callable[[n.CodeAnchor], n.CodeAnchor]) -> n.CodeBlock:
    """Return the listing with its anchors renamed, or the same object; nameless ones go."""
    anchors = tuple(map(rename, block.anchors))
    if anchors == block.anchors:
        return block
    return replace(block, anchors=tuple(anchor for anchor in anchors if anchor.id))


def bare(block: n.CodeBlock, linked: Collection[str]) -> n.CodeBlock | n.Blocks:
    """Return the listing as its characters alone, for formats whose listings hold nothing else.

    Its anchors that stand among the linked ids go before it.
    """
    if not block.links and not block.anchors:
        return block
    alone = replace(block, links=(), anchors=())
    spans = tuple(n.Styled(id=anchor.id) for anchor in block.anchors if anchor.id in linked)
    return (n.Plain(spans), alone) if spans else alone


def in_place(block: n.CodeBlock) -> bool:
    """Tell whether links and anchors stand inside the text, in order, no link over another."""
    at, size = 0, len(block.text)
    for link in block.links:
        if not at <= link.start < link.end <= size:
            return False
        at = link.end
    places = [anchor.at for anchor in block.anchors]
    return all(0 <= place <= size for place in places) and places == sorted(places)
