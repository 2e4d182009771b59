"""Pictures that are the page's own and no article's: drawings on buttons, icons of a theme.

Takes a picture and where it stands. An icon among the words of a line is part of the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.page.picture_address import DRAWN
from articlepress.readers.html.tags import around, text_of

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

ICON_WORDS = 2
"""Words by which an icon is named ("Zoom in"); a drawing that shows something has more."""
BUTTON_LEVELS = 3
"""Elements between a button and its picture."""

_BLOCK_NAMES = """
    address article aside blockquote div dl figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol
    p pre section table ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def is_of_the_page(tag: Tag, image: n.Image) -> bool:
    """Tell whether a picture is drawn on a button, or an icon that no words stand around."""
    address = image.src.partition("?")[0]
    if DRAWN.search(address) is None:
        # A photograph on a button is a video's still, or one that grows when it is pressed.
        return False
    if any(parent.name == "button" for parent in around(tag, BUTTON_LEVELS)):
        return True
    if not _is_icon(address) or len(image.alt.split()) > ICON_WORDS:
        return False
    return not any(_says_beside(tag, side) for side in ("previous_sibling", "next_sibling"))


def _is_icon(address: str) -> bool:
    """Tell whether an address is called an icon: by its folder, or by its file's name."""
    *folders, name = address.lower().split("/")
    if not folders or not name.endswith((".svg", ".gif")):
        return False
    if not {"icon", "icons"}.isdisjoint(folders[1:]):
        return True
    return name.endswith(".svg") and (
        name.startswith(("icon_", "icon-")) or name.endswith(("_icon.svg", "-icon.svg"))
    )


def _says_beside(tag: Tag, side: str) -> bool:
    """Tell whether words of the same line stand beside a tag."""
    other = getattr(tag, side)
    for _ in range(LINE_LENGTH):
        if other is None or other.name in _BLOCKS:
            break
        if (str(other) if other.name is None else text_of(other)).strip():
            return True
        other = getattr(other, side)
    return False


LINE_LENGTH = 40
"""Nodes beside an icon that are looked at: more without a word are a wall of icons."""
