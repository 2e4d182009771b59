"""The nodes of one block of text, to be read or left out by themselves.

Takes the outline and a block's number, gives nodes of the page. A block that shares its element
with others, as lines parted by breaks do, is a run of nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Outline

NodeRun: TypeAlias = tuple[LexborNode, ...]
"""Nodes in document order, elements or text; neighbours that are inline are one paragraph."""

_MARKUP_NAMES = """
    a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s small span strike strong sub
    sup time u var
"""
_MARKUP = frozenset(_MARKUP_NAMES.split())
"""Elements that go with their words; one with a picture stays, which may be the author's."""


def block_nodes(flat: Outline, index: int) -> NodeRun:
    """Return the nodes that are exactly a block: its element where it holds nothing else."""
    block = flat.blocks[index]
    for candidate in (block.element, block.leaf):
        element = flat.elements[candidate]
        if (element.first, element.end) == (index, index + 1) and not element.images:
            return (element.node,)
    return block.nodes


def run_nodes(flat: Outline, index: int) -> NodeRun:
    """Return the nodes of a block with its markup: links, emphasis, breaks and the spaces between.

    Its texts alone say "BiographyOur adviser" for `<b>Biography</b><br>Our adviser`.
    """
    nodes = block_nodes(flat, index)
    block = flat.blocks[index]
    if nodes is not block.nodes:
        return nodes
    own = {node.mem_id for node in nodes}
    roots: list[LexborNode] = []
    for node in nodes:
        root = _outermost(node, own)
        if not roots or roots[-1].mem_id != root.mem_id:
            roots += (*_between(roots[-1], root), root) if roots else (root,)
    return tuple(roots)


def without_name(text: str, run: NodeRun, name: str) -> tuple[str, NodeRun]:
    """Return a bio's text and nodes without a name in an element of its own before the sentence.

    Seen: `<a>Ann Lee</a> Ann covers the harbour`, in the boxes of authors.
    """
    rest = text[len(name) :].lstrip()
    if not name or not text.startswith(name) or not rest.startswith(name.split()[0]):
        return text, run
    nodes = run
    if run[0].tag not in _MARKUP and run[0].tag != "-text":
        nodes = (*run[0].iter(include_text=True), *run[1:])
    for place, node in enumerate(nodes):
        if said := " ".join(node.text(deep=True).split()):
            alone = said == name and node.tag != "-text"
            return (rest, nodes[place + 1 :]) if alone else (text, run)
    return text, run


def _outermost(node: LexborNode, own: Set[int]) -> LexborNode:
    """Return the outermost inline element around a text that holds no other block's."""
    while (parent := node.parent) is not None and parent.tag in _MARKUP and _is_of(parent, own):
        node = parent
    return node


def _is_of(element: LexborNode, own: Set[int]) -> bool:
    stack = list(element.iter(include_text=True))
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            if node.mem_id not in own and (node.text_content or "").strip():
                return False
        elif node.tag in _MARKUP or node.tag == "br":
            stack.extend(node.iter(include_text=True))
        else:
            return False
    return True


def _between(one: LexborNode, other: LexborNode) -> Iterator[LexborNode]:
    """Yield the breaks and spaces between two nodes side by side."""
    node = one.next
    while node is not None and node.mem_id != other.mem_id:
        if node.tag == "-text" and (node.text_content or "").strip():
            return
        if node.tag in ("br", "-text"):
            yield node
        node = node.next
