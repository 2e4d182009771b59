"""Drawings: an SVG file reduced to shapes, text and gradients, or nothing.

A book must not run scripts or reach out of itself. What is not on the lists below goes; links to
other files go; styles go where they name an address.
"""

from __future__ import annotations

import re
from typing import Any

from articlepress.writers.epub.namespaces import name_within

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_ELEMENTS = frozenset(
    (  # noqa: SIM905 - a list of this length is read as prose
        "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text "
        "tspan textPath linearGradient radialGradient stop clipPath mask pattern marker style "
        "switch filter feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA "
        "feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feOffset "
    ).split()
)
_REFUSED_VALUE = re.compile(
    r"javascript:|data:|url\(\s*[\"']?(?!#)|@import|expression\(|\\\\", re.IGNORECASE
)
_LOCAL = re.compile(r"#[A-Za-z_][\w.-]*")
_IDENT = re.compile(r"[A-Za-z_][\w.-]*")
_ATTRIBUTE = re.compile(r"(?!on)[a-zA-Z][\w-]*")


def safe_svg(content: bytes) -> bytes | None:
    """Return the drawing with only harmless content, or None where it is no well-formed SVG."""
    from lxml import etree  # imported here: few articles have drawings

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if name_within(SVG, root) != "svg":
        return None
    # Copied, never cleaned in place: what the lists do not name cannot slip through, and the
    # document type with its entities stays behind.
    clean = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
    _copy(root, clean, set())
    packed: bytes = etree.tostring(clean, encoding="utf-8", xml_declaration=True)
    return packed


def _copy(source: Any, target: Any, ids: set[str]) -> None:
    from lxml import etree

    for name, value in source.attrib.items():
        if _keeps(name, value, ids):
            target.set(name, value)
    target.text = _safe_text(source, source.text)
    for child in source:
        name = name_within(SVG, child)
        if name in _ELEMENTS:
            copy = etree.SubElement(target, f"{{{SVG}}}{name}")
            _copy(child, copy, ids)
            copy.tail = child.tail


def _safe_text(element: Any, text: str | None) -> str | None:
    if name_within(SVG, element) == "style" and text and _REFUSED_VALUE.search(text):
        return None
    return text


def _keeps(name: str, value: str, ids: set[str]) -> bool:
    if name in (f"{{{XLINK}}}href", "href"):
        return _LOCAL.fullmatch(value) is not None
    if name == "id":
        fresh = _IDENT.fullmatch(value) is not None and value not in ids
        ids.add(value)
        return fresh
    return _ATTRIBUTE.fullmatch(name) is not None and not _REFUSED_VALUE.search(value)
