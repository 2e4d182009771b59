"""The only thing a document may fetch: our packaged fonts and the pictures resolved for it.

WeasyPrint asks its fetcher for style sheets, imports, fonts, pictures, attachments and what an SVG
names. All of them come here, and all but our own two schemes are refused and noted.
"""

from __future__ import annotations

import logging
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.urls import URLFetcher, URLFetcherResponse

from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.writers.pdf import fonts, pictures
from articlepress.writers.pdf.pictures import PictureStore

_STYLE_FILE = re.compile(r"url\(\"(data:[^\"]+)\"\)")


class ClosedFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no type hints
    """Serves fonts by `ap-font:`, a store's pictures by `ap-picture:`, and a style's own files,
    which stand in its sheet; nothing else."""

    def __init__(
        self, store: PictureStore | None = None, notes: Notes | None = None, css: str = ""
    ) -> None:
        super().__init__(allowed_protocols=())
        self._in_style = frozenset(_STYLE_FILE.findall(css)) if "data:" in css else frozenset()
        self._store = store
        self._notes = notes

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url.startswith(fonts.SCHEME + ":"):
            content = fonts.font_bytes(url)
            if content is not None:
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        elif url.startswith(pictures.SCHEME + ":") and self._store is not None:
            asset = self._store.served.get(url)
            if asset is not None:
                return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
        elif url in self._in_style:
            kind, _, content64 = url.removeprefix("data:").partition(";base64,")
            return URLFetcherResponse(url, b64decode(content64), {"Content-Type": kind})
        if self._notes is not None:
            self._notes.warn(
                "AP604",
                f"a style or picture asked for {excerpt(url)!r}, which is not part of the article; "
                "it was refused",
                Origin(excerpt=excerpt(url)),
                hint="only packaged fonts and the article's own pictures are read",
            )
        raise ValueError("refused: not part of the article")


class _NotesHandler(logging.Handler):
    """Turns WeasyPrint's log into diagnostics."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(logging.WARNING)
        self._notes = notes
        self._seen: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = excerpt(record.getMessage())
        if message in self._seen or message.startswith(_KNOWN):
            return
        self._seen.add(message)
        self._notes.info("AP602", f"WeasyPrint: {message}")


_KNOWN = (
    ".notdef glyph",  # AP601 says it once for all characters
    'Image "ap-picture',  # pictures without alternative text become decoration
    "Failed to load image",  # the fetcher has said why
    "Missing required",  # a page may not say its language; the reader has said so
    "Ignored",  # rules for other media in a style of the user's
)


@contextmanager
def engine_log(notes: Notes) -> Iterator[None]:
    """Collect what the engine logs meanwhile as diagnostics, and keep it off standard error."""
    handler = _NotesHandler(notes)
    logger = logging.getLogger("weasyprint")
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [handler], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = before, propagate
