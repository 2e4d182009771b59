"""Listings: `<pre>` and the tables, gutters and spans that highlighters make of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.flow import Flow, Handler, attribute
from articlepress.readers.html.tags import every, first

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?|brush|highlight-source|source|hljs)[-:\s]+([\w+#.-]+)"
)
_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|line-?_?num(?:ber)?s?|lineno[s]?|rouge-gutter|blob-num|ln|linenodiv"
    r"|hljs-ln-numbers|react-syntax-highlighter-line-number|crayon-nums?)(?:$|[\s_-])",
    re.I,
)
_NO_LANGUAGE = frozenset(
    ("none", "plain", "plaintext", "text", "txt", "nohighlight", "no-highlight", "default")
)
_INLINE_NAMES = """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var wbr td th
"""
_INLINE = frozenset(_INLINE_NAMES.split())
"""Elements that end no line of a listing; cells of one row stand on one line."""


def listing(flow: Flow, tag: Tag) -> None:
    """Read `<pre>`: its characters as they stand, without line numbers."""
    flow.flush()
    flow.anchor(tag)
    text = listing_text(tag)
    for child in every(tag, ("img",)):
        flow.context.handlers["img"](flow, child)
    flow.flush()
    if text.strip():
        flow.block(n.CodeBlock(text, language(tag)))


def listing_text(tag: Tag) -> str:
    """Return a listing's characters: breaks and blocks end lines, gutters are left out."""
    parts: list[str] = []
    _collect(tag, parts)
    text = "".join(parts).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _collect(tag: Tag, parts: list[str]) -> None:
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name is None:
            parts.append(str(child))
        elif name == "br":
            parts.append("\n")
        elif name == "paragraph-break":
            _end_line(parts)
        elif not _is_gutter(attribute(child, "class")):  # type: ignore[arg-type]
            if name not in _INLINE:
                _end_line(parts)
            _collect(child, parts)  # type: ignore[arg-type]
            if name not in _INLINE:
                parts.append("\n")


@lru_cache(maxsize=1024)
def _is_gutter(css: str) -> bool:
    """Tell whether a class is that of line numbers; a highlighter writes few of them often."""
    return bool(css) and _GUTTER.search(css) is not None


def _end_line(parts: list[str]) -> None:
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")


def language(tag: Tag) -> str:
    """Return the language a listing's classes or attributes name, or an empty string."""
    code = first(tag, ("code",))
    places = [tag, code] if code is not None else [tag]
    parent = tag.parent
    if parent is not None and len(parent.contents) <= 3:
        places.append(parent)
    for place in places:
        for name in ("data-language", "data-lang", "lang-name"):
            if attribute(place, name):
                return _known(attribute(place, name))
        found = _LANGUAGE.search(attribute(place, "class"))
        if found:
            return _known(found[1])
    return ""


def _known(name: str) -> str:
    name = name.lower().strip(";")
    return "" if name in _NO_LANGUAGE else name


HANDLERS: dict[str, Handler] = {"pre": listing, "listing": listing, "xmp": listing}
"""Handlers by tag."""
