"""The check of EPUB books: our own laws, then epubcheck and Ace where they are installed."""

from __future__ import annotations

from articlepress.check import Check
from articlepress.check.epub.judge import judge

CHECK = Check(
    name="epub",
    suffixes=(".epub",),
    run=judge,
    summary="package, links, ids, headings, pictures, credits; epubcheck and Ace when installed",
)

__all__ = ["CHECK", "judge"]
