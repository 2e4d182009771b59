"""Places on the page found by address: a note's list, several subtrees in document order."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.parse import Page
from articlepress.page.runs import NodeRun

MAX_LIST_CHARACTERS = 200_000
"""A list longer than this is the page itself, not its notes."""

_HOLDERS = frozenset(("li", "p", "dd", "dt", "div", "aside", "section", "tr", "blockquote"))
_LISTS = frozenset(("ol", "ul", "dl", "section", "div", "table", "tbody"))
_NOTE_WORDS = ("note", "reference", "endnote", "cite", "fn", "footer")


def note_list(page: Page, ident: str) -> NodeRun:
    """Return the list that holds the element of an id, or the element's own block, or nothing."""
    if not ident or any(c in ident for c in '"\\\n'):
        return ()
    node = page.tree.css_first(f'[id="{ident}"]') or page.tree.css_first(f'a[name="{ident}"]')
    while node is not None and node.tag not in _HOLDERS:
        node = node.parent
    if node is None:
        return ()
    parent = node.parent
    if parent is not None and _is_list(parent, node):
        node = parent
    return (node,) if len(node.text(deep=True)) <= MAX_LIST_CHARACTERS else ()


def in_order(page: Page, nodes: NodeRun) -> NodeRun:
    """Return nodes in document order, without those that stand inside another of them."""
    wanted = {node.mem_id for node in nodes}
    found: list[LexborNode] = []
    for node in page.root.traverse(include_text=True):
        if node.mem_id in wanted and not any(_stands_in(node, outer) for outer in found):
            found.append(node)
    return tuple(found)


def _stands_in(node: LexborNode, outer: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id == outer.mem_id:
            return True
        above = above.parent
    return False


def _is_list(parent: LexborNode, item: LexborNode) -> bool:
    if parent.tag not in _LISTS:
        return False
    names = f"{parent.attributes.get('class')} {parent.id} {parent.attributes.get('role')}".lower()
    return item.tag in ("li", "dd", "dt") or any(word in names for word in _NOTE_WORDS)
