"""Writers of newsletter HTML and of `.eml` messages."""

from articlepress.writers.email.writer import EML, NEWSLETTER

__all__ = ["EML", "NEWSLETTER"]
