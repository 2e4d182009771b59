"""A source to a parsed page (lexbor, HTML5 rules)."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articlepress.diagnostics import Notes
from articlepress.page.bounds import keep_bounds
from articlepress.page.decode import decode_page
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page, chrome included."""

    source: Source
    html: str
    """Decoded text, without what stood before the doctype."""
    tree: LexborHTMLParser

    @property
    def root(self) -> LexborNode:
        """The `<html>` element, which lexbor always makes."""
        root = self.tree.root
        assert root is not None
        return root


def parse(source: Source, notes: Notes) -> Page:
    """Return the parsed page.

    Raises:
        SourceError: the bytes are no HTML.
        LimitExceeded: the page is over a bound (`limits`).
    """
    decoded = decode_page(source, notes)
    keep_bounds(decoded.text, decoded.tags, source.name)
    return Page(source, decoded.text, LexborHTMLParser(decoded.utf8 or decoded.text))
