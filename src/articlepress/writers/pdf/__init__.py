"""The PDF writer: designed pages, tagged and archival by default."""

from __future__ import annotations

from articlepress.writers import Writer
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.write import write

__all__ = ["PdfOptions", "WRITER"]

WRITER = Writer(
    name="pdf",
    suffix=".pdf",
    media_type="application/pdf",
    options=PdfOptions,
    write=write,
    collections=True,
    summary="designed pages, tagged and archival (PDF/UA-1 and PDF/A-2a)",
)
