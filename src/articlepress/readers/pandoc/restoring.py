"""A document whose metadata and credits are being found again, and the words of its blocks."""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.codec.record import digest, letters, letters_of
from articlepress.metadata import Metadata
from articlepress.walk import query

HEADS = frozenset({"title", "subtitle", "author", "date", "kicker", "standfirst"})


class Restoring:
    """A document being restored."""

    def __init__(self, metadata: Metadata, blocks: list[n.Block]) -> None:
        self.metadata = metadata
        self.blocks = blocks

    def find(self, length: int, name: str, *, last: bool = False) -> tuple[int, int] | None:
        """Return where a run of blocks has just the words of a digest."""
        words = [said_by(block) for block in self.blocks]
        starts = range(len(words))
        for start in reversed(starts) if last else starts:
            if not words[start]:
                continue
            run, end = "", start
            while end < len(words) and len(run) < length:
                run += words[end]
                end += 1
            if len(run) == length and digest(run) == name:
                return start, end
        return None


def said_by(block: n.Block) -> str:
    """Return the letters of a block; a picture's own words, shown as its caption, are none."""
    words = letters_of((block,))
    image = next(query((block,), n.Image), None)
    return "" if image is not None and words == letters(image.alt) else words


def content_of(block: n.Block) -> n.Inlines:
    """Return the line of a paragraph or heading, nothing of other blocks."""
    match block:
        case n.Paragraph(content) | n.Plain(content) | n.Heading(_, content):
            return content
    return ()
