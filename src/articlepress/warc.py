"""Web archives (WARC): the HTML pages of one, read one at a time.

Takes an archive's name, gives names of its pages, `crawl.warc.gz#1234/https://host/page`: where in
the archive a page begins, and its address. Whoever has such a name reads that page alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import IO, Any
from urllib.parse import urlsplit

from articlepress.errors import MissingTool, SourceError
from articlepress.places import place

SUFFIXES = (".warc", ".warc.gz")

_NAME = re.compile(r"(?s)(.+?\.warc(?:\.gz)?)#(\d+)/(.+)")
_NOT_PLAIN = re.compile(r"[^\w.-]+")
_HTML = ("text/html", "application/xhtml+xml")


def is_archive(name: str) -> bool:
    """Tell whether a name is that of a web archive."""
    return name.lower().endswith(SUFFIXES)


def split_name(name: str) -> tuple[str, int, str] | None:
    """Return archive, offset and address of a page's name, or None where it is no such name."""
    found = _NAME.fullmatch(name) if "#" in name else None
    return (found[1], int(found[2]), found[3]) if found else None


def stem_of(url: str) -> str:
    """Return a name for a page's outputs, of its address's host and path."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "page"
    return _NOT_PLAIN.sub("-", f"{parts.hostname or ''}{parts.path}").strip("-.")[:120] or "page"


def pages(archive: str) -> Iterator[str]:
    """Yield the names of an archive's HTML pages, those a server gave with success.

    Raises:
        SourceError: the archive cannot be read, or breaks off.
    """
    with _opened(archive) as stream:
        records = _records(stream)
        try:
            for record in records:
                if _is_page(record):
                    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
                    yield f"{archive}#{records.get_record_offset()}/{url}"
        except Exception as error:  # warcio raises what its parsers raise
            raise SourceError(f"is a damaged archive: {error}", where=archive) from error


def read_page(archive: str, offset: int, limit: int) -> bytes:
    """Return the bytes of the page that begins at an offset, as its server meant them.

    Raises:
        SourceError: the archive cannot be read there.
    """
    with _opened(archive) as stream:
        try:
            stream.seek(offset)
            record = next(iter(_records(stream)))
            content: bytes = record.content_stream().read(limit)
            missing = 0 if len(content) == limit else record.raw_stream.limit
        except Exception as error:  # as above
            raise SourceError(f"is a damaged archive: {error}", where=archive) from error
    if missing:
        raise SourceError(
            f"is a damaged archive: {missing:,} bytes of the page are missing", where=archive
        )
    return content


def _is_page(record: Any) -> bool:  # Any: warcio is not typed
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0]
    return (
        kind.strip().lower() in _HTML
        and record.http_headers.get_statuscode() == "200"
        and bool(record.rec_headers.get_header("WARC-Target-URI"))
    )


def _opened(archive: str) -> IO[bytes]:
    try:
        return place(archive).open("rb")
    except FileNotFoundError as error:
        raise SourceError("no such file", where=archive) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=archive) from error


def _records(stream: IO[bytes]) -> Any:  # Any: as above
    try:
        # Imported here: only archives need it.
        archives: Any = import_module("warcio.archiveiterator")
    except ImportError as error:
        raise MissingTool(
            "reading web archives needs warcio", hint="pip install 'articlepress[cluster]'"
        ) from error
    return archives.ArchiveIterator(stream)
