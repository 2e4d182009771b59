"""What is shown of an output: the newsletter, pages of a PDF, the book, or its text.

Takes finished bytes, of a column or of a whole book; gives values for the template, documents for
sandboxed frames, and pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from articlepress.formats import all_formats
from articlepress.preview import book, mail, sheets
from articlepress.writers import find_writer
from articlepress.writers.email.options import GMAIL_CLIP_BYTES

FIRST = ("newsletter", "pdf", "epub", "html", "eml", "text", "markdown", "json")
"""Formats with a tab of their own; the others stand in a list."""
NAMES = {"pdf": "PDF", "epub": "EPUB", "html": "HTML", "json": "JSON", "eml": "Message"}
CHECKED = ("newsletter", "eml", "epub", "pdf")
"""Formats with a check of their own."""
PENDING = ("pdf", "epub")
"""Formats that are waited for in the page, not before it; so are those pandoc makes."""
MOST_TEXT = 2_000_000
"""Characters of an output shown as text; browsers take a second for each million."""

_TEXTUAL = (
    "application/json",
    "application/xml",
    "application/rtf",
    "application/x-fictionbook+xml",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A format in the list of all."""

    name: str
    summary: str


@cache
def other_formats() -> tuple[Listed, ...]:
    """Return the formats without a tab that can be made on this machine."""
    found = (item for item in all_formats() if item.direction == "write" and not item.problem)
    return tuple(Listed(f.name, f.summary) for f in found if f.name not in FIRST)


def is_offered(form: str) -> bool:
    """Tell whether a format is one of those shown."""
    return form in FIRST or any(item.name == form for item in other_formats())


def is_pending(form: str) -> bool:
    """Tell whether a format is waited for in the page."""
    return form in PENDING or form not in FIRST


def is_text(form: str) -> bool:
    """Tell whether what is made can be read as it is."""
    kind = find_writer(form).media_type
    return kind.startswith("text/") or kind in _TEXTUAL


def shown(form: str, content: bytes, base: str) -> dict[str, object]:
    """Return what the template of an output is filled with; `base` begins its addresses."""
    values: dict[str, object] = {"form": form, "base": base, "size": len(content), "text": None}
    match form:
        case "pdf":
            values |= {"sheets": sheets.sheets(content), "sheet_widths": sheets.WIDTHS}
        case "epub":
            values["chapters"] = book.book_chapters(content)
        case "newsletter":
            values |= {"widths": mail.WIDTHS, "limit": GMAIL_CLIP_BYTES}
        case "eml":
            values["text"] = mail.plain_part(content)
        case "html":
            pass
        case _ if is_text(form):
            values["text"] = content.decode("utf-8", "replace")[:MOST_TEXT]
    return values


def frame(form: str, content: Callable[[bool], bytes], query: Mapping[str, str]) -> str:
    """Return a document of an output for a sandboxed frame.

    `content` gives the output, with pictures inside it where it is asked for them.

    Raises:
        KeyError: nothing of this format is shown in a frame.
        IndexError: the book has no such document.
    """
    match form:
        case "newsletter":
            return mail.newsletter_page(
                content(query.get("pictures") != "blocked").decode(),
                dark=query.get("scheme") == "dark",
                stripped=query.get("style") == "stripped",
            )
        case "epub":
            return book.book_page(content(False), int(query.get("chapter", "0")))
        case "html":
            return content(False).decode()
    raise KeyError(form)
