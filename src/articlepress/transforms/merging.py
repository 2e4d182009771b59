"""Normal form of text runs after a transform has put inlines in place of others."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

from articlepress import nodes as n
from articlepress.walk import Handler, merge_text, transform

_CONTENT = (
    n.Plain, n.Paragraph, n.Heading, n.Emph, n.Strong, n.Underline, n.Strikeout, n.Superscript,
    n.Subscript, n.SmallCaps, n.Quoted, n.Link, n.Styled,
)  # fmt: skip


def merge_runs(blocks: n.Blocks) -> n.Blocks:
    """Return the blocks with runs of text side by side made one, or the same object."""
    return transform(blocks, _HANDLERS)


def merged(content: n.Inlines) -> n.Inlines:
    """Return inlines in normal form, or the same object where they are already."""
    runs = [isinstance(node, n.Text) for node in content]
    empty = any(isinstance(node, n.Text) and not node.text for node in content)
    if not empty and not any(a and b for a, b in itertools.pairwise(runs)):
        return content
    return merge_text(content)


def _fields(*names: str) -> Handler:
    def handler(node: Any) -> Any:  # Any: any node class that has these fields
        changes = {}
        for name in names:
            before = getattr(node, name)
            after = _lines(before) if name == "lines" else merged(before)
            if after is not before:
                changes[name] = after
        return dataclasses.replace(node, **changes) if changes else node

    return handler


def _lines(lines: tuple[n.Inlines, ...]) -> tuple[n.Inlines, ...]:
    after = tuple(merged(line) for line in lines)
    return after if any(a is not b for a, b in zip(after, lines, strict=True)) else lines


_HANDLERS: dict[type, Handler] = {
    **{kind: _fields("content") for kind in _CONTENT},
    n.Ruby: _fields("base", "reading"),
    n.Quote: _fields("attribution"),
    n.PullQuote: _fields("attribution"),
    n.Figure: _fields("caption", "credit"),
    n.Table: _fields("caption"),
    n.Section: _fields("title"),
    n.Definition: _fields("term"),
    n.LineBlock: _fields("lines"),
}
