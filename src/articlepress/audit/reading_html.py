"""The text a page shows, with a line break wherever a block begins or ends."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = frozenset({"head", "style", "script", "template", "title", "math", "svg", "noscript"})
_INLINE_NAMES = """
    a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q rb ruby s samp small span
    strike strong time tt u var wbr
"""
_INLINE = frozenset(_INLINE_NAMES.split())
"""Elements that do not part words. Raised and lowered text does: a note's number is no letter."""
_HIDDEN = re.compile(r"display\s*:\s*none")


def shown_text(markup: str) -> str:
    """Return the visible text of an HTML page."""
    body = LexborHTMLParser(markup).body
    parts: list[str] = []
    if body is None:
        return ""
    # No recursion: nothing bounds the depth of a file somebody hands in.
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            parts.append(node.text_content or "")
            continue
        if leaving:
            parts.append("\n")
            continue
        if tag[:1] in "-_!" or tag in _UNSEEN or _is_hidden(node.attributes.get("style")):
            continue
        if tag not in _INLINE:
            parts.append("\n")
            stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))
    return "".join(parts)


def shown_tree(root: Any) -> str:
    """Return the visible text of an XHTML tree. Any: lxml's elements have no static types."""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        name = str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""
        if leaving:
            parts.append("\n" if name not in _INLINE else "")
            parts.append(node.tail or "")
            continue
        if not name or name in _UNSEEN or _is_hidden(node.get("style")):
            parts.append(node.tail or "")
            continue
        parts.append("\n" if name not in _INLINE else "")
        parts.append(node.text or "")
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    return "".join(parts)


def _is_hidden(style: str | None) -> bool:
    return bool(style and _HIDDEN.search(style))
