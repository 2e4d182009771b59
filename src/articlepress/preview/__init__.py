"""Looking at a page and what becomes of it: the static report, and the preview in the browser."""
