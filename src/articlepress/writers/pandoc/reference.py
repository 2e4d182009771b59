"""The reference document: the look of a Word or OpenDocument file, made from a style's tokens."""

from __future__ import annotations

from articlepress.pandoc.program import run_pandoc
from articlepress.render.styles import Style


def reference_document(form: str, style: Style) -> bytes:
    """Return pandoc's own reference document for `docx` or `odt`."""
    return run_pandoc([f"--print-default-data-file=reference.{form}"], b"", "write").content
