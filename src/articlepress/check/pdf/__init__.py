"""What `articlepress check x.pdf` asks: tags, words, fonts, links; veraPDF if installed."""

from __future__ import annotations

from articlepress.check import Check
from articlepress.check.pdf.judge import run

__all__ = ["CHECK"]

CHECK = Check(
    name="pdf",
    suffixes=(".pdf",),
    run=run,
    summary="tags, words, fonts, links; the standards the file claims, where veraPDF is installed",
)
