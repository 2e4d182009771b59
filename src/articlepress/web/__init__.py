"""Pages of the web, only when asked for: each is kept as one MHTML file and read from there."""
