"""The structure tree as PDF objects: elements, the parent tree, links, destinations."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from articlepress.writers.pdf.marks import TracedPage
from articlepress.writers.pdf.structure import Node, StructureBuilder, walk_nodes


def tag(pdf: pydyf.PDF, pages: list[TracedPage], builder: StructureBuilder) -> None:
    """Write a built tree into the file, in place of the empty one the engine made."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    mapping = _object(pdf, root["ParentTree"])
    document = _object(pdf, root["K"][0])
    references = pdf.page_references
    annotations = _link_annotations(pages, builder, references)
    nodes = list(walk_nodes(builder.document))
    builder.document.object = document
    for node in nodes:
        if node.object is None:
            node.object = _element(pdf, node, references, document.get("NS"))
    parents: list[dict[int, Any]] = [{} for _ in pages]
    for node in nodes:
        node.object["K"] = _kids(node, references, parents)
        if node.parent is not None:
            node.object["P"] = node.parent.object.reference
    numbers = pydyf.Array()
    for number, known in enumerate(parents):
        slots = max(known) + 1 if known else 0
        row = pydyf.Array(known.get(mcid, "null") for mcid in range(slots))
        numbers.extend((number, row))
    for number, (annotation, node) in enumerate(annotations, len(pages)):
        annotation["StructParent"] = number
        numbers.extend((number, node.object.reference))
    mapping["Nums"] = numbers


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _element(pdf: pydyf.PDF, node: Node, references: tuple[bytes, ...], namespace: Any) -> Any:
    element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", **node.entries})
    if node.page >= 0:
        element["Pg"] = references[node.page]
    if len(node.attributes) > 1:
        element["A"] = pydyf.Dictionary(node.attributes)
    if namespace is not None:
        element["NS"] = namespace
    pdf.add_object(element)
    return element


def _kids(node: Node, references: tuple[bytes, ...], parents: list[dict[int, Any]]) -> pydyf.Array:
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(kid.object.reference)
        elif isinstance(kid, tuple):
            page, mcid = kid
            parents[page][mcid] = node.object.reference
            if page == node.page:
                kids.append(mcid)
            else:
                place = {"Type": "/MCR", "Pg": references[page], "MCID": mcid}
                kids.append(pydyf.Dictionary(place))
        else:
            kids.append(kid)
    return kids


def _link_annotations(
    pages: list[TracedPage],
    builder: StructureBuilder,
    references: tuple[bytes, ...],
) -> list[tuple[Any, Node]]:
    """Hang each link's annotation on its structure element; return both, in order."""
    found = []
    for page in pages:
        for _, _, _, box in page.page.links:
            annotation, element = box.link_annotation, box.element
            node = builder.link_node(element) if annotation is not None else None
            if node is None:
                continue
            assert node.element is not None
            # The words of the link say more to a screen reader than its address does.
            words = " ".join("".join(node.element.itertext()).split()) or _picture_text(node)
            if words:
                annotation["Contents"] = pydyf.String(words)
            reference = {
                "Type": "/OBJR",
                "Obj": annotation.reference,
                "Pg": references[page.number],
            }
            node.kids.append(pydyf.Dictionary(reference))
            if node.page < 0:
                node.page = page.number
            found.append((annotation, node))
    return found


def _picture_text(node: Node) -> str:
    element = node.element
    if element is None:
        return ""
    return " ".join(filter(None, (image.get("alt", "") for image in element.iter("img"))))


def point_at_structure(pdf: pydyf.PDF, root: Element, builder: StructureBuilder) -> None:
    """Make every link and bookmark inside the file go to a structure element (PDF/UA-2, 8.8)."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    names = pdf.catalog.get("Names", {})
    listed = names.pop("Dests", {"Names": []})["Names"] if names else []
    places = {listed[i].string: listed[i + 1] for i in range(0, len(listed), 2)}
    if not names:
        pdf.catalog.pop("Names", None)
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary) or item.get("Subtype") != "/Link":
            continue
        target = item.get("Dest")
        if target is None:
            continue
        element = by_id.get(target.string)
        node = builder.nodes.get(element) if element is not None else None
        item["A"] = _go_to(places[target.string], node or builder.document)
        del item["Dest"]
    _point_bookmarks(pdf, root, builder)


def _point_bookmarks(pdf: pydyf.PDF, root: Element, builder: StructureBuilder) -> None:
    bookmarks = [
        item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and "Title" in item and "Dest" in item
    ]
    headings = [builder.nodes[e] for e in root.iter() if _is_bookmarked(e) and e in builder.nodes]
    same = len(bookmarks) == len(headings)
    for number, item in enumerate(bookmarks):
        node = headings[number] if same else builder.document
        item["A"] = _go_to(item.pop("Dest"), node)


def _is_bookmarked(element: Element) -> bool:
    return element.tag in ("h1", "h2", "h3")


def _go_to(place: pydyf.Array, node: Node) -> pydyf.Dictionary:
    structure = pydyf.Array((node.object.reference, *place[1:]))
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": structure})
