"""Pandoc's JSON, which needs no pandoc, and every format that pandoc writes."""

from articlepress.writers.pandoc.json import WRITER
from articlepress.writers.pandoc.write import writer_for

__all__ = ["WRITER", "writer_for"]
