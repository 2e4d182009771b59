"""Looking at a page and what becomes of it: the static report, and the preview in the browser."""

DEFAULT_PORT = 8765
"""Port of the preview where none is named."""
