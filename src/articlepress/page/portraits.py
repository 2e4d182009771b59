"""Which picture an author's box shows: the address behind what lazy loaders put in its place.

Takes the box; gives the address as the page writes it, or nothing.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.survey import Attributes

_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
SHORTEST_DATA = 400
"""Characters of a `data:` address that holds a face; the empty drawings and grey pixels that
stand for one have at most 200."""


def portrait_of(node: LexborNode) -> Attributes:
    """Return the attributes of a region's first picture; none where it has none."""
    picture = node.css_first("img")
    return picture.attributes if picture is not None else {}


def portrait_address(node: LexborNode) -> str:
    """Return the address of the first picture in a box that is more than a placeholder."""
    inline = ""
    for place, picture in enumerate(node.css("img")[:2]):
        if place and (picture.parent is None or picture.parent.tag != "noscript"):
            break  # another picture; a lazy one has its fallback beside it
        attributes = picture.attributes
        named = [attributes.get(name) or "" for name in _ADDRESSES]
        sets = [(attributes.get(name) or "").split() for name in _SETS]
        for address in (*named, *(found[0].rstrip(",") for found in sets if found)):
            if address[:5] == "data:":
                inline = inline or (address if len(address) >= SHORTEST_DATA else "")
            elif address.strip():
                return address
    return inline
