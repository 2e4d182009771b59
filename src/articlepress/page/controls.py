"""Buttons beside words: "Copy link" in a heading, "Expand" on a picture.

A button that is all a heading says (the row of an accordion) is the heading and stays.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.blocks import Outline
from articlepress.page.rules import Rule

CONTROL = Rule("chrome/control", "button", "a button beside the words it works on")

_AROUND = ("h1", "h2", "h3", "h4", "h5", "h6", "figure")


def controls(page: Outline) -> dict[int, Rule]:
    """Return the buttons in headings and figures that something else stands in, by `mem_id`."""
    known: dict[int, LexborNode | None] = {}
    return {
        button.mem_id: CONTROL
        for button in page.buttons
        if (around := _around(button, known)) is not None and _says_more(around)
    }


def _around(button: LexborNode, known: dict[int, LexborNode | None]) -> LexborNode | None:
    """Return the heading or figure a button stands in.

    `known` remembers the answer for each element passed, so that all buttons of a page together
    cost its size, however deep they stand.
    """
    passed = []
    node = button.parent
    found = None
    while node is not None:
        if node.mem_id in known:
            found = known[node.mem_id]
            break
        passed.append(node.mem_id)
        if node.tag in _AROUND:
            found = node
            break
        node = node.parent
    known.update(dict.fromkeys(passed, found))
    return found


def _says_more(around: LexborNode) -> bool:
    """Tell whether a figure shows something, or a heading says more than its buttons do."""
    if around.tag == "figure":
        return around.css_first("img, picture, video, svg, iframe") is not None
    said = sum(len(node.text().split()) for node in around.css("button"))
    return len(around.text().split()) > said
