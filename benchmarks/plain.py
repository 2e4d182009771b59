"""Located roots as plain text, for scoring the finder by itself."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located
from articlepress.page.outline import BLOCK_TAGS, SKIPPED_TAGS


def text_of(located: Located, *, captions: bool = False) -> str:
    """Return the words of the roots without what is dropped, blocks apart by a blank line."""
    parts: list[str] = []
    for root in located.roots:
        _walk(root, located, parts, captions)
        parts.append("\n\n")
    blocks = ("".join(parts)).split("\n\n")
    return "\n\n".join(line for block in blocks if (line := " ".join(block.split())))


def _walk(root: LexborNode, located: Located, parts: list[str], captions: bool) -> None:
    node, depth = root, 0
    while True:
        tag = node.tag or ""
        child = None
        if node.mem_id in located.dropped or tag in SKIPPED_TAGS:
            pass
        elif tag == "-text":
            parts.append(node.text_content or "")
        elif tag == "br":
            parts.append("\n\n" if parts and parts[-1] == "\n" else "\n")
        elif tag[:1] not in "-_!" and (captions or tag != "figcaption"):
            if tag in BLOCK_TAGS:
                parts.append("\n\n")
            child = node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while depth and node.next is None:
            parent = node.parent
            assert parent is not None
            node, depth = parent, depth - 1
            if node.tag in BLOCK_TAGS:
                parts.append("\n\n")
        if not depth:
            return
        following = node.next
        assert following is not None
        node = following
