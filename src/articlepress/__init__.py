"""articlepress: raw saved web pages to publishable PDF, EPUB and newsletters."""

__version__ = "0.1.0"
