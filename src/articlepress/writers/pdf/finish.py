"""A laid-out document to bytes: variant, metadata, structure."""

from __future__ import annotations

import weasyprint

from articlepress.article import Article, Collection
from articlepress.writers.pdf.options import PdfOptions


def pdf_bytes(
    document: weasyprint.Document, content: Article | Collection, options: PdfOptions
) -> bytes:
    """Return the file."""
    data: bytes = document.write_pdf(pdf_tags=True)
    return data
