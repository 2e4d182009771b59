"""Rules of a message's frame: head, size, tables, styles. Each yields places and details."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from articlepress.check.email.styling import declarations
from articlepress.check.email.tokens import Document, Tag, Words
from articlepress.writers.email.inline import MERGE_TAG

Place = tuple[int, str]
"""A character of the document, and what stands there."""
Rule = Callable[[Document], Iterator[Place]]

CLIP_BYTES = 102_400
ROOM_BYTES = 81_920
STYLE_BYTES = 16_384

_GHOST = re.compile(
    r"<!--\[if (?:\(?gte )?mso[^\]<]*+\]>(?:(?!<!\[endif\]|<!--\[if).){0,4000}?"
    r"<table[^<>]*?width=[\"']?\d+",
    re.DOTALL,
)
_UTF8 = re.compile(r"charset=[\"']?utf-8", re.IGNORECASE)
_WIDTH = re.compile(r"^([\d.]+)(px|em)$")
_PREHEADER_JUNK = re.compile(r"[\u00ad\u034f\u2007\u200b-\u200d\u00a0\ufeff\s]+")


def _meta(document: Document, name: str) -> Tag | None:
    return next((t for t in document.all("meta") if t.get("name").lower() == name), None)


def doctype(document: Document) -> Iterator[Place]:
    """EM01: no doctype; clients fall back to quirks mode."""
    if not document.html.lstrip().lower().startswith("<!doctype html"):
        yield 0, document.html[:40]


def html_lang(document: Document) -> Iterator[Place]:
    """EM02: <html> names no language."""
    tag = document.first("html")
    if tag is None or tag.get("lang").lower() in ("", "und"):
        yield (tag.start if tag else 0), ""


def text_direction(document: Document) -> Iterator[Place]:
    """EM03: no dir attribute on <html> or <body>."""
    if not any(tag.get("dir") for tag in document.all("html", "body")):
        yield 0, ""


def charset(document: Document) -> Iterator[Place]:
    """EM04: no UTF-8 charset in the first 1,024 bytes."""
    if not _UTF8.search(document.html[:1024]):
        yield 0, ""


def viewport(document: Document) -> Iterator[Place]:
    """EM05: no viewport; phones shrink the page."""
    if _meta(document, "viewport") is None:
        yield 0, ""


def title(document: Document) -> Iterator[Place]:
    """EM06: no title."""
    tag = document.first("title")
    if tag is None or not document.text_of(tag):
        yield (tag.start if tag else 0), ""


def color_scheme(document: Document) -> Iterator[Place]:
    """EM07: no color-scheme metas; Apple Mail inverts colours at will."""
    if not (_meta(document, "color-scheme") and _meta(document, "supported-color-schemes")):
        yield 0, ""


def dark_css(document: Document) -> Iterator[Place]:
    """EM08: no dark colours."""
    if not any(
        re.search(r"prefers-color-scheme:\s*dark", sheet.raw) for sheet in document.all("style")
    ):
        yield 0, ""


def apple_metas(document: Document) -> Iterator[Place]:
    """EM09: no format-detection or x-apple-disable-message-reformatting meta."""
    names = ("format-detection", "x-apple-disable-message-reformatting")
    if not any(_meta(document, name) for name in names):
        yield 0, ""


def _preheader(document: Document) -> tuple[int, str] | None:
    """Return the hidden text that begins the body, if it is there."""
    body = document.first("body")
    hidden: Tag | None = None
    for token in document.tokens[body.number + 1 if body else 0 :]:
        if isinstance(token, Tag):
            style = declarations(token.get("style"))
            if any(d.name == "display" and d.value == "none" for d in style):
                hidden = token
        elif isinstance(token, Words):
            if hidden is None:
                return None
            return hidden.start, _PREHEADER_JUNK.sub(" ", document.text_of(hidden)).strip()
    return None


def has_preheader(document: Document) -> Iterator[Place]:
    """EM10: no preheader; inboxes preview the first words of the page."""
    if _preheader(document) is None:
        body = document.first("body")
        yield (body.start if body else 0), ""


def preheader_length(document: Document) -> Iterator[Place]:
    """EM11: the preheader is not 40 to 160 characters long."""
    found = _preheader(document)
    if found is None:
        return
    # A service's tags are replaced before anyone sees them.
    words = " ".join(MERGE_TAG.sub(" ", found[1]).split())
    if not 40 <= len(words) <= 160:
        yield found[0], f"{len(words)} characters"


def clip_size(document: Document) -> Iterator[Place]:
    """EM12: larger than 102,400 bytes: Gmail clips it."""
    size = len(document.html.encode("utf-8", "replace"))
    if size > CLIP_BYTES:
        yield 0, f"{size:,} bytes"


def room_size(document: Document) -> Iterator[Place]:
    """EM13: larger than 80 KB."""
    size = len(document.html.encode("utf-8", "replace"))
    if size > ROOM_BYTES:
        yield 0, f"{size:,} bytes"


def layout_tables(document: Document) -> list[Tag]:
    """Return the tables without header cells or caption, which only place things."""
    out: list[Tag] = []
    open_tables: list[tuple[Tag, bool]] = []
    for token in document.tokens:
        name = getattr(token, "name", "")
        if isinstance(token, Tag) and name == "table":
            open_tables.append((token, False))
        elif isinstance(token, Tag) and name in ("th", "caption"):
            open_tables = [(tag, True) for tag, _ in open_tables]
        elif name == "table" and open_tables:
            tag, is_data = open_tables.pop()
            if not is_data:
                out.append(tag)
    out += [tag for tag, is_data in open_tables if not is_data]
    return sorted(out, key=lambda tag: tag.start)


def presentation_role(document: Document) -> Iterator[Place]:
    """EM14: a layout table is read out as data."""
    tables = layout_tables(document)
    # A frame around a table of data holds its headings, too.
    if not tables and not any(tag.get("role") in ("presentation", "none") for tag in document.tags):
        yield 0, "no layout table at all"
    for tag in tables:
        if tag.get("role") not in ("presentation", "none"):
            yield tag.start, "<table>"


def table_spacing(document: Document) -> Iterator[Place]:
    """EM15: a layout table without cellpadding and cellspacing."""
    for tag in layout_tables(document):
        if not {"cellpadding", "cellspacing"} <= tag.attributes.keys():
            yield tag.start, "<table>"


def ghost_table(document: Document) -> Iterator[Place]:
    """EM16: no table for Outlook's Word engine, which knows no max-width."""
    if not _GHOST.search(document.html):
        yield 0, ""


def container(document: Document) -> Iterator[Place]:
    """EM17: no container 480 to 700 px wide."""
    for tag in document.tags:
        if "max-width" not in tag.get("style"):
            continue
        for declaration in declarations(tag.get("style")):
            width = _WIDTH.match(declaration.value) if declaration.name == "max-width" else None
            if width and 480 <= float(width[1]) * (16 if width[2] == "em" else 1) <= 700:
                return
    yield 0, ""


def pixels_per_inch(document: Document) -> Iterator[Place]:
    """EM18: no PixelsPerInch: Outlook scales pictures on dense screens."""
    if "PixelsPerInch>96" not in document.html:
        yield 0, ""


def external_css(document: Document) -> Iterator[Place]:
    """EM34: external CSS."""
    for tag in document.all("link"):
        if "stylesheet" in tag.get("rel").lower():
            yield tag.start, tag.get("href")
    for sheet in document.all("style"):
        if "@import" in sheet.raw:
            yield sheet.start, "@import"


def style_size(document: Document) -> Iterator[Place]:
    """EM35: style in the body or above 16 KB: Gmail drops it."""
    body = document.first("body")
    total = 0
    for sheet in document.all("style"):
        total += len(sheet.raw.encode("utf-8", "replace"))
        if body is not None and sheet.number > body.number:
            yield sheet.start, "<style> in the body"
    if total > STYLE_BYTES:
        yield document.all("style")[0].start, f"{total:,} bytes"


def line_length(document: Document) -> Iterator[Place]:
    """EM40: a line above 998 octets, and no quoted-printable."""
    position = 0
    for line in document.html.split("\n"):
        if len(line) > 300 and len(line.encode("utf-8", "replace")) > 998:
            yield position, f"{len(line.encode('utf-8', 'replace')):,} octets"
            return
        position += len(line) + 1
