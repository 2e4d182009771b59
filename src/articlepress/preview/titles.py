"""Titles of columns that nobody has read yet, for lists of hundreds."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from pathlib import Path

from articlepress.preview.memory import stamp

HEAD_BYTES = 65_536
"""How far into a page its title is looked for."""
_TITLE = re.compile(rb"<title[^<>]*+>((?:(?!<title).){1,400}?)</title", re.IGNORECASE | re.DOTALL)
_SUBJECT = re.compile(rb"^Subject: *([^\r\n]{1,400}(?:\r?\n[ \t][^\r\n]{1,400})*)", re.M | re.I)


def quick_title(path: Path) -> str:
    """Return a page's title as its head says it, without reading the page."""
    return _title(path, stamp(path))


@lru_cache(maxsize=4096)
def _title(path: Path, state: tuple[int, int]) -> str:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return ""
    if path.suffix.lower() in (".eml", ".mhtml", ".mht"):
        return _subject(head)
    found = _TITLE.search(head)
    if found is None:
        return ""
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split())


def _subject(head: bytes) -> str:
    from email.header import decode_header, make_header  # imported here: few columns are messages

    found = _SUBJECT.search(head)
    if found is None:
        return ""
    text = found[1].decode("utf-8", "replace")
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (LookupError, UnicodeError, ValueError):  # a charset nobody knows
        return " ".join(text.split())
