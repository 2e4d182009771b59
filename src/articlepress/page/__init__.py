"""Finding things on a page with lexbor; no tree of ours yet, and never BeautifulSoup."""
