"""Which picture an author's box shows: the address behind what lazy loaders put in its place.

Takes the box; gives the address as the page writes it, or nothing.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.picture_address import picture_reference
from articlepress.page.survey import Attributes


def portrait_of(node: LexborNode) -> Attributes:
    """Return the attributes of a region's first picture; none where it has none."""
    picture = node.css_first("img")
    return picture.attributes if picture is not None else {}


def portrait_address(node: LexborNode) -> str:
    """Return the address of the first picture in a box that is more than a placeholder."""
    for place, picture in enumerate(node.css("img")[:2]):
        if place and (picture.parent is None or picture.parent.tag != "noscript"):
            break  # another picture; a lazy one has its fallback beside it
        attributes = {name: value or "" for name, value in picture.attributes.items()}
        if reference := picture_reference(attributes):
            return reference
    return ""
