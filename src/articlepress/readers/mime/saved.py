"""A page saved as MHTML to the page itself, its pictures with it."""

from __future__ import annotations

from dataclasses import replace

from articlepress.errors import SourceError
from articlepress.readers.mime.parts import read_parts
from articlepress.source import Source


def page_of(source: Source) -> Source:
    """Return the page inside an MHTML file.

    Raises:
        SourceError: the file holds no page.
    """
    parts = read_parts(source)
    if not parts.html:
        raise SourceError("holds no page", where=source.name, hint="save the page again")
    # What browsers write beside the part's own address.
    said = str(parts.message["snapshot-content-location"] or "").strip()
    address = next((a for a in (said, parts.location) if a.startswith("http")), source.url)
    return replace(source, content=parts.html, url=address, parts=parts.files)
