"""An editor's note in a little Markdown: paragraphs, emphasis, links, lists."""

from __future__ import annotations

import re

from articlepress import nodes as n
from articlepress.urls import clean

_INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|[*_](?P<emph>[^*_]+)[*_](?!\w)"
    r"|\[(?P<words>[^][]++)\]\((?P<url>[^)\s[]++)\)|<(?P<auto>https?://[^<>\s]++)>"
)
_ITEM = re.compile(r"^[-*+]\s+")


def note_blocks(markdown: str) -> n.Blocks:
    """Return the note's blocks; markup other than the above stays as it is written."""
    blocks: list[n.Block] = []
    for chunk in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if all(_ITEM.match(line) for line in lines):
            items = tuple((n.Plain(_inlines(_ITEM.sub("", line))),) for line in lines)
            blocks.append(n.BulletList(items))
        else:
            blocks.append(n.Paragraph(_inlines(" ".join(lines).lstrip("# "))))
    return tuple(blocks)


def _inlines(text: str) -> n.Inlines:
    out: list[n.Inline] = []
    position = 0
    for found in _INLINE.finditer(text):
        if found.start() > position:
            out.append(n.Text(text[position : found.start()]))
        position = found.end()
        out.append(_node(found))
    if position < len(text):
        out.append(n.Text(text[position:]))
    return tuple(out)


def _node(found: re.Match[str]) -> n.Inline:
    if found["strong"]:
        return n.Strong((n.Text(found["strong"]),))
    if found["emph"]:
        return n.Emph((n.Text(found["emph"]),))
    words, url = found["words"] or found["auto"], clean(found["url"] or found["auto"])
    return n.Link((n.Text(words),), url) if url else n.Text(words)
