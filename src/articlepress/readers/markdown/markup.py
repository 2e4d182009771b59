"""HTML inside Markdown: sections by their tags, everything else through the page's own gate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Protocol

from articlepress import nodes as n
from articlepress.article import AssetRef
from articlepress.diagnostics import Notes
from articlepress.readers.markdown.attributes import Attributes, of_values
from articlepress.source import Source

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)((?:\s(?:[^<>/]|/(?!>))*+)?)/?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_OPENING = re.compile(r"\s*<(?:div|section|aside|main|article)\b[^<>]*>\s*", re.I)
_CLOSING = re.compile(r"(?:\s*</(?:div|section|aside|main|article)\s*>)+\s*", re.I)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag in a line."""

    name: str
    closing: bool
    attributes: Attributes


class File(Protocol):
    """What HTML needs of the file it stands in."""

    notes: Notes
    source: Source
    assets: dict[str, AssetRef]


def inline_tag(text: str) -> Tag | None:
    """Return the tag that a text is, or None."""
    found = _TAG.fullmatch(text.strip())
    if found is None:
        return None
    return Tag(found[2].lower(), bool(found[1]), _attributes(found[3]))


def _attributes(text: str) -> Attributes:
    values = {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text)
    }
    return of_values(values)


def opening_tag(markup: str) -> Attributes | None:
    """Return the attributes of the section that a block of HTML opens and does no more."""
    if not _OPENING.fullmatch(markup):
        return None
    tag = inline_tag(markup)
    return tag.attributes if tag is not None else None


def closing_tags(markup: str) -> int:
    """Return how many sections a block of HTML closes, where it does no more."""
    return markup.count("</") if _CLOSING.fullmatch(markup) else 0


def blocks_of_html(markup: str, file: File) -> n.Blocks:
    """Return the blocks of HTML as a page's are read: unsafe tags go, pictures are found."""
    markup = _COMMENT.sub("", markup)
    if not markup.strip():
        return ()
    # imported here: lexbor and bs4 cost 60 ms of CPU, and most Markdown has no HTML
    from articlepress.page.parse import parse
    from articlepress.readers.html import HtmlReaderOptions
    from articlepress.readers.html.convert import make_builder

    source = Source(
        f"<!DOCTYPE html><html><body>{markup}</body></html>".encode("utf-8", "replace"),
        file.source.name,
        file.source.path,
    )
    page = parse(source, file.notes)
    body = page.tree.body
    if body is None:
        return ()
    builder = make_builder(page, HtmlReaderOptions(), file.notes)
    blocks = builder.blocks((body,))
    file.assets.update(builder.pictures.assets)
    dropped = re.search(r"<(?:script|style|iframe|object|form)\b", markup, re.I)
    if dropped is not None and not blocks:
        from articlepress.diagnostics import Origin, excerpt

        file.notes.warn("AP208", "HTML in Markdown was dropped", Origin(excerpt=excerpt(markup)))
    return blocks
