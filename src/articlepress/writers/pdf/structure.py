"""The structure tree of a tagged PDF, built from the markup the pages were made of.

One element of the markup is one structure element however many pages it spans; running heads,
repeated table heads, ornaments and pictures without words are artifacts.

Source: ISO 32000-1:2008, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from articlepress.nodes import CREDIT_ROLES
from articlepress.writers.pdf.marks import (
    Mark,
    TracedPage,
    is_hyphenated,
    make_artifact,
    mark_places,
    runs_right_to_left,
    soften_hyphen,
    spell_out,
)
from articlepress.writers.pdf.roles import Roles, class_names, is_decorative
from articlepress.writers.pdf.tables import regular_rows

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Node:
    """A structure element in the making."""

    kind: str
    parent: Node | None = None
    element: Element | None = None
    kids: list[Node | tuple[int, int] | pydyf.Dictionary] = field(default_factory=list)
    """Nodes, marks as (page, mcid), link annotations."""
    page: int = -1
    attributes: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    object: Any = None


class StructureBuilder:
    """Builds the tree of one document: marks in, nodes out."""

    def __init__(self, root: Element, roles: Roles) -> None:
        self._roles = roles
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self.document = Node("Document")
        self.nodes: dict[Element, Node] = {}
        self._heading = 0

    def take(self, page: TracedPage) -> None:
        """Add a drawn page; what is no content becomes artifacts in its stream."""
        places = mark_places(page)
        for mark in page.in_order():
            place = places.pop(mark.mcid)
            if not self.add(mark, page):
                kind = "/Pagination" if mark.element is None else "/Layout"
                make_artifact(page, place, kind)
            elif runs_right_to_left(mark):
                spell_out(page, place, mark)
            elif is_hyphenated(mark):
                soften_hyphen(page, place)
        for place in places.values():
            make_artifact(page, place, "/Layout")

    def add(self, mark: Mark, page: TracedPage) -> bool:
        """Add a mark at its place; False when it is an artifact."""
        element = mark.element
        if element is None or is_decorative(element, mark.tag):
            return False
        node = self.node(element)
        if self._is_repeated_head(element, mark.page):
            return False
        node = self._pseudo(node, mark.tag)
        if node.page < 0:
            node.page = mark.page
        if node.kind == "Figure":
            node.attributes.setdefault("BBox", _bounds(mark.box, page))
        node.kids.append((mark.page, mark.mcid))
        return True

    def node(self, element: Element) -> Node:
        """Return the node an element's text belongs to, made with its parents where missing."""
        if element in self.nodes:
            return self.nodes[element]
        parent_element = self._parents.get(element)
        parent = self.node(parent_element) if parent_element is not None else self.document
        if element in self.nodes:  # a table above has just laid out all its rows and cells
            return self.nodes[element]
        kind = self._roles.kind(element)
        if not kind:
            self.nodes[element] = parent
            return parent
        node = Node(kind, self._holder(parent, kind, element), element)
        assert node.parent is not None
        node.parent.kids.append(node)
        self._describe(node, element)
        self.nodes[element] = node
        if kind == "Table":
            self._lay_table(element)
        return node

    def _holder(self, parent: Node, kind: str, element: Element) -> Node:
        """Return the node that may hold a kind: an item's body, a list's item for `dt` and `dd`."""
        if parent.kind == "LI" and kind not in ("Lbl", "LBody"):
            return self._last(parent, "LBody") or self._append(parent, "LBody")
        if element.tag in ("dt", "dd") and parent.kind == "L":
            item = self._last(parent, "LI")
            if item is None or (element.tag == "dt" and self._last(item, "LBody")):
                item = self._append(parent, "LI")
            return item
        return parent

    def _pseudo(self, node: Node, tag: str) -> Node:
        """Return where the text of a pseudo-element goes; other text goes to its element."""
        if tag.endswith("::marker") and node.kind == "LI":
            return self._last(node, "Lbl") or self._append(node, "Lbl", first=True)
        if tag.endswith("::footnote-call") and node.parent is not None:
            # The mark stands in the sentence, before the note it refers to.
            return self._before(node, "Reference" if self._roles.is_old else "Lbl")
        if tag.endswith("::footnote-marker"):
            return self._last(node, "Lbl") or self._append(node, "Lbl", first=True)
        if node.kind == "LI":
            return self._last(node, "LBody") or self._append(node, "LBody")
        return node

    def _before(self, node: Node, kind: str) -> Node:
        assert node.parent is not None
        made = Node(kind, node.parent)
        node.parent.kids.insert(node.parent.kids.index(node), made)
        return made

    def _append(self, parent: Node, kind: str, *, first: bool = False) -> Node:
        node = Node(kind, parent)
        parent.kids.insert(0 if first else len(parent.kids), node)
        return node

    @staticmethod
    def _last(node: Node, kind: str) -> Node | None:
        for kid in reversed(node.kids):
            if isinstance(kid, Node) and kid.kind == kind:
                return kid
        return None

    def _describe(self, node: Node, element: Element) -> None:
        """Put on a node what its kind and the markup's attributes say."""
        node.attributes.update(self._roles.attributes(node.kind, element))
        alternative = element.get("alt", "")
        if node.kind == "Figure" and alternative:
            node.entries["Alt"] = pydyf.String(alternative)
        role = next((name for name in class_names(element) if name in CREDIT_ROLES), "")
        if role and element.tag in ("aside", "section"):
            node.entries["T"] = pydyf.String(role)  # by this `articlepress check` knows it
        language = element.get("lang") or element.get(_LANG)
        if language:
            node.entries["Lang"] = pydyf.String(language)
        if node.kind[:1] == "H" and node.kind[1:].isdigit():
            # PDF/UA-1 7.4.2: no level is left out on the way down.
            self._heading = min(int(node.kind[1:]), self._heading + 1)
            node.kind = f"H{self._heading}"
        if node.kind in ("Note", "FENote"):
            node.entries["ID"] = pydyf.String(f"note-{len(self.nodes)}")

    def _lay_table(self, table: Element) -> None:
        """Make the nodes of every row and cell, empty ones too, with rows of equal width."""
        for caption in table.iter("caption"):
            self.node(caption)  # the layout draws it when it likes; it is read first
        for row, missing, spans in regular_rows(table):
            node = self.node(row)
            for cell in row:
                self.node(cell).attributes.update(spans.get(cell, {}))
            for _ in range(missing):
                self._append(node, "TD")

    def _is_repeated_head(self, element: Element, page: int) -> bool:
        above: Element | None = element
        while above is not None and above.tag != "thead":
            above = self._parents.get(above)
        if above is None:
            return False
        head = self.node(above)
        if head.page < 0:
            head.page = page
        return head.page != page

    def link_node(self, element: Element) -> Node | None:
        """Return the node of the link an element stands in."""
        above: Element | None = element
        while above is not None:
            if above.tag == "a" and above.get("href"):
                return self.node(above)
            above = self._parents.get(above)
        return None


def _bounds(box: Any, page: TracedPage) -> pydyf.Array:
    """Return a picture's place in points from the page's lower left corner."""
    left, top = box.content_box_x(), box.content_box_y()
    height = page.page.height
    return pydyf.Array(
        round(value * 0.75, 2)
        for value in (left, height - top - box.height, left + box.width, height - top)
    )


def walk_nodes(node: Node) -> Iterator[Node]:
    """Yield a node and all below it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(kid for kid in reversed(current.kids) if isinstance(kid, Node))
