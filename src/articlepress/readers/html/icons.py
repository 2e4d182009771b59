"""Pictures that are the page's own and no article's: drawings on buttons, icons of a theme,
pictures in boxes that are never shown.

Takes a picture and where it stands. An icon among the words of a line is part of the sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.page.picture_address import DRAWN
from articlepress.readers.html.flow import attribute
from articlepress.readers.html.tags import around, text_of

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

ICON_WORDS = 2
"""Words by which an icon is named ("Zoom in"); a drawing that shows something has more."""
BUTTON_LEVELS = 3
"""Elements between a button and its picture."""

_PLAYER_BUTTON = re.compile(r"/get_?(?:adobe_?)?flash_?player\.(?:gif|png|jpg)\Z", re.I)
"""What SWFObject's template writes in place of a film: the way to a program that is no more."""

_BLOCK_NAMES = """
    address article aside blockquote div dl figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol
    p pre section table ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def is_of_the_page(tag: Tag, image: n.Image) -> bool:
    """Tell whether a picture is hidden, drawn on a button, or an icon no words stand around."""
    address = image.src.partition("?")[0]
    if _is_hidden_alone(tag) or _PLAYER_BUTTON.search(address):
        return True
    if DRAWN.search(address) is None:
        # A photograph on a button is a video's still, or one that grows when it is pressed.
        return False
    if any(parent.name == "button" for parent in around(tag, BUTTON_LEVELS)):
        return True
    if not _is_icon(address) or len(image.alt.split()) > ICON_WORDS:
        return False
    return not any(_says_beside(tag, side) for side in ("previous_sibling", "next_sibling"))


def _is_hidden_alone(tag: Tag) -> bool:
    """Tell whether a box that its own style hides holds this picture and nothing else.

    Scripts count readers so, and hide what is meant for other sites alone. A box beside another
    with a picture is a slide, one with words is shown in time.
    """
    for box in around(tag, HIDDEN_LEVELS):
        if _HIDDEN.search(attribute(box, "style")):
            held = _nodes_of(box)
            is_alone = len(held) == 1 and held[0] is tag
            return is_alone and not any(map(_holds_picture, _beside(box)))
    return False


_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
HIDDEN_LEVELS = 4
"""Elements between a picture and the box that hides it."""


def _nodes_of(box: Tag) -> list[Tag]:
    """Return the pictures and words of a box, as far as they are told apart: two are enough."""
    found: list[Tag] = []
    for node, _ in zip(box.descendants, range(LINE_LENGTH), strict=False):
        is_words = node.name is None and node.strip()  # type: ignore[attr-defined]
        if is_words or node.name in _PICTURES:  # type: ignore[attr-defined]
            found.append(node)  # type: ignore[arg-type]
            if len(found) > 1:
                break
    return found


_PICTURES = frozenset(("img", "amp-img", "video", "audio", "iframe", "svg", "object", "embed"))


def _beside(box: Tag) -> list[Tag]:
    """Return the elements of the same name right before and after a box."""
    found = []
    for side in ("previous_sibling", "next_sibling"):
        other = getattr(box, side)
        while other is not None and other.name is None and not other.strip():
            other = getattr(other, side)
        if other is not None and other.name == box.name:
            found.append(other)
    return found


def _holds_picture(box: Tag) -> bool:
    return any(node.name in _PICTURES for node in _nodes_of(box))


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
