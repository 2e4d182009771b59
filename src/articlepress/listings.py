"""Links inside preformatted text: a listing taken apart at them, and their addresses changed.

Takes a `CodeBlock`, whose links are places in its text, and gives runs of text or a listing with
other links. The text itself is never changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from articlepress import nodes as n


def runs(block: n.CodeBlock) -> Iterator[tuple[str, str]]:
    """Yield a listing's text run by run, each with where it leads, or an empty string."""
    at = 0
    for link in block.links:
        if link.start > at:
            yield block.text[at : link.start], ""
        yield block.text[link.start : link.end], link.url
        at = link.end
    if at < len(block.text):
        yield block.text[at:], ""


def relinked(block: n.CodeBlock, readdress: Callable[[n.CodeLink], str]) -> n.CodeBlock:
    """Return the listing with each link led to the address given, or the same object.

    A link whose new address is empty is dropped; its characters stay.
    """
    addresses = [(link, readdress(link)) for link in block.links]
    if all(url == link.url for link, url in addresses):
        return block
    return replace(block, links=tuple(replace(link, url=url) for link, url in addresses if url))


def unlinked(block: n.CodeBlock) -> n.CodeBlock:
    """Return the listing as its characters alone, for formats whose listings hold no links."""
    return replace(block, links=()) if block.links else block


def in_place(text: str, links: Iterable[n.CodeLink]) -> bool:
    """Tell whether links stand inside the text, in order, none over another."""
    at = 0
    for link in links:
        if not at <= link.start < link.end <= len(text):
            return False
        at = link.end
    return True
