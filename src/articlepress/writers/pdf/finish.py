"""A laid-out document to bytes: structure mended, metadata, variant, streams."""

from __future__ import annotations

import pydyf
import weasyprint

from articlepress.article import Article, Collection
from articlepress.writers.pdf.options import PdfOptions
from articlepress.writers.pdf.streams import settle_streams


def pdf_bytes(
    document: weasyprint.Document, content: Article | Collection, options: PdfOptions
) -> bytes:
    """Return the file."""

    def finish(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
        settle_streams(pdf)

    data: bytes = document.write_pdf(pdf_tags=options.pdf_variant != "none", finisher=finish)
    return data
