"""Which blocks are captions: they go where their picture goes, whatever they look like.

Takes the outline. A caption that is all link says where its picture is from, or is a teaser: there
the picture leads on too.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Block, Element, Outline

MOSTLY = 0.6
"""Share of linked letters from which a dropped block is called a list of links."""
CAPTION_LEVELS = 4
"""Levels between a caption's words and the figure that makes them one."""
LONGEST_SOURCE = 8
"""Words of the longest linked caption that is no teaser's."""
MOST_LINES = 4
"""Blocks of the longest caption looked at."""

_NAMES = frozenset(
    ("caption", "thumbcaption", "imgcaption", "imagecaption", "photocaption", "picturecaption",
     "piccaption", "mediacaption")
)  # fmt: skip
"""Words of names that captions have, MediaWiki's `thumbcaption` among them."""
_SOURCE = re.compile(
    r"\W{0,3}(?:image|photo(?:graph)?|picture|source|credits?|via|courtesy|foto|bild|quelle"
    r"|fuente)\b",
    re.I,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)(?:[?#]|$)", re.I)


def is_caption(page: Outline, index: int) -> bool:
    """Tell whether a block is the caption of a picture, which goes where its picture goes."""
    block = page.blocks[index]
    at = block.leaf
    for _ in range(CAPTION_LEVELS):
        element = page.elements[at]
        if element.rule is not None:
            return False
        is_named = element.tag == "figcaption" or not _NAMES.isdisjoint(element.names)
        if is_named or element.tag == "figure":
            is_text = block.linked <= MOSTLY * block.size
            return is_text or (is_named and _tells_source(page, block, element))
        if element.parent < 0:
            return False
        at = element.parent
    return False


def _tells_source(page: Outline, block: Block, caption: Element) -> bool:
    """Tell whether a linked line says whose the picture above it is.

    It is all of the caption, or names itself below the caption proper: "Image: …". Buttons on a
    picture ("Print") lead into the page.
    """
    lines = page.blocks[caption.first : caption.end]
    if len(lines) > MOST_LINES:
        return False
    words = sum(len(line.text.split()) for line in lines)
    if words > LONGEST_SOURCE and not _SOURCE.match(block.text):
        return False
    if any((a.attributes.get("href") or "#")[0] == "#" for a in caption.node.css("a")):
        return False
    picture = _picture(page, caption)
    return picture is not None and not _leads_on(picture)


def _picture(page: Outline, caption: Element) -> LexborNode | None:
    """Return the picture of a caption, None where the saved page has none to show."""
    element = caption
    for _ in range(CAPTION_LEVELS):
        if element.images or element.parent < 0:
            break
        element = page.elements[element.parent]
    # A figure holds few lines; in a box of many, thousands of captions would each search it.
    if element.end - element.first > 2 * MOST_LINES:
        return None
    picture = element.node.css_first("img")
    if picture is None:
        return None
    values = ((name, value or "") for name, value in picture.attributes.items())
    shown = any(
        "/" in value and not value.startswith("data:")
        for name, value in values
        if name in ("src", "srcset") or name.startswith("data-")
    )
    return picture if shown else None


def _leads_on(picture: LexborNode) -> bool:
    """Tell whether a picture leads to another page; to itself in full size it may."""
    around = picture.parent
    for _ in range(CAPTION_LEVELS):
        if around is None:
            return False
        if around.tag == "a":
            return _PICTURE_FILE.search(around.attributes.get("href") or "") is None
        around = around.parent
    return False
