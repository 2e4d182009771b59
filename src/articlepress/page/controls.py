"""Buttons beside words: "Copy link" in a heading, "Expand" on a picture.

A button that is all a heading says (the row of an accordion) is the heading and stays.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from articlepress.page.parse import Page
from articlepress.page.rules import Rule

CONTROL = Rule("chrome/control", "button", "a button beside the words it works on")

_AROUND = ("h1", "h2", "h3", "h4", "h5", "h6", "figure")
_SELECTOR = ", ".join(f"{name} button" for name in _AROUND)


def controls(page: Page) -> dict[int, Rule]:
    """Return the buttons in headings and figures that something else stands in, by `mem_id`."""
    if "<button" not in page.html:
        return {}
    return {node.mem_id: CONTROL for node in page.tree.css(_SELECTOR) if _stands_beside_more(node)}


def _stands_beside_more(button: LexborNode) -> bool:
    around = button.parent
    while around is not None and around.tag not in _AROUND:
        around = around.parent
    if around is None:
        return False
    if around.tag == "figure":
        return around.css_first("img, picture, video, svg, iframe") is not None
    said = sum(len(node.text().split()) for node in around.css("button"))
    return len(around.text().split()) > said
