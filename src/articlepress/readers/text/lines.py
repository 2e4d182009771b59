"""Bytes of a text file to lines that are each one paragraph, heading or list item.

Hard-wrapped lines are joined, edges trimmed of spaces of every kind; nothing is classified here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articlepress.diagnostics import Notes
from articlepress.errors import SourceError
from articlepress.source import Source

MAX_WRAP_COLUMNS = 100
"""Longest line a program that wraps makes: 72 to 80 is usual, 100 the widest met."""
MIN_WRAP_COLUMNS = 40
"""Lines shorter than this that end before the edge are verse or an address, not a wrapped text."""

# Invisible characters a copy brings along; joiners stay, as Persian and Hindi need them.
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x2060, 0xAD), None)
_MARKER = re.compile(r"(?:[-*•‣◦–]|\d{1,3}[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text without breaks."""

    text: str
    starts_chunk: bool = True
    """Whether an empty line (or the start of the text) stands before it."""


def decode_text(source: Source, notes: Notes) -> str:
    """Return the characters of a text file; without a mark and not UTF-8 they are detected.

    Raises:
        SourceError: the bytes are no text.
    """
    content = source.content
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    if b"\0" in content[:4096]:
        raise SourceError("holds no text: there are NUL bytes in it", where=source.name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes  # imported here: 60 ms; nearly every file is UTF-8

    best = from_bytes(content[:65536]).best()
    name = best.encoding if best else "cp1252"
    # What reads as Latin-1 or ASCII on the web is windows-1252.
    name = "cp1252" if name in ("latin_1", "iso8859_1", "ascii") else name
    notes.info("AP102", f"not UTF-8; read as {name}")
    return content.decode(name, "replace")


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text, wrapped ones joined."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    lines: list[Line] = []
    for chunk in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        rows = [_trim(row) for row in re.split("[\n\x85\u2028\u2029]", chunk)]
        rows = [row for row in rows if row]
        for number, row in enumerate(_unwrap(rows)):
            lines.append(Line(row, starts_chunk=number == 0))
    return lines


def _trim(row: str) -> str:
    # No-break spaces inside a line are the author's; those at its ends are a page's leftovers.
    row = row.strip(" \t\f\v\N{NO-BREAK SPACE}\u2000\u2001\u2002\u2003\u2009\u200a\u202f\u3000")
    return re.sub("[ \t\f\v]+", " ", row)


def _unwrap(rows: list[str]) -> list[str]:
    """Return the rows of one chunk with those a program wrapped joined."""
    if len(rows) < 2:
        return rows
    width = max(map(len, rows))
    if width > MAX_WRAP_COLUMNS:
        return rows
    out = [rows[0]]
    previous = rows[0]
    for row in rows[1:]:
        first_word = row.partition(" ")[0]
        # A program breaks a line only where the next word would not have fitted.
        full = len(previous) + 1 + len(first_word) > width - 1 and len(previous) >= MIN_WRAP_COLUMNS
        if full and not _MARKER.match(row):
            out[-1] += row if out[-1].endswith("-") and row[0].islower() else f" {row}"
        else:
            out.append(row)
        previous = row
    return out


def is_list_item(text: str) -> bool:
    """Tell whether a line starts with a bullet or a number and a dot."""
    return _MARKER.match(text) is not None
