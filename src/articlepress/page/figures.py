"""Captions whose picture was not saved: the figure shows nothing, and its words say of nothing.

Takes where the article stands; gives the same finding without them. Scripts fill such figures.
"""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located
from articlepress.page.rules import Rule

BARE = Rule("figure/nothing-shown", "figure", "caption of a picture that the saved page lacks")

_SHOWN = (
    "picture source, video, iframe, audio, embed, object, svg, canvas, math, table, pre, ul, ol,"
    " blockquote, noscript, amp-img, amp-video, amp-iframe, [style*='url(']"
)
_BOXES = frozenset(("div", "span", "a", "b", "strong", "i", "em", "small"))
MOST_WORDS, MOST_NODES = 3, 40
"""Words of a figure without a caption up to which it says nothing by itself; steps of the walk."""
_STAND_IN = re.compile(
    r"""(?<![\w-])data-[\w-]{1,60}+=["'][^"']{1,2000}\.(?:jpe?g|png|webp|gif|avif)""", re.I
)
"""An address that a script makes a picture of; the reader does too."""


def without_bare_captions(located: Located) -> Located:
    """Return the finding without figures of a caption or a number and nothing to look at."""
    dropped = dict(located.dropped)
    for root in located.roots:
        for figure in root.css("figure"):
            if figure.mem_id not in dropped and _is_bare(figure):
                dropped[figure.mem_id] = BARE
    return located if len(dropped) == len(located.dropped) else replace(located, dropped=dropped)


def _is_bare(figure: LexborNode) -> bool:
    caption = figure.css_first("figcaption")
    if caption is None:
        return _is_counter(figure) and _STAND_IN.search(figure.html or "") is None
    if figure.css_first(_SHOWN) is not None:
        return False
    if figure.text(deep=True).split() != caption.text(deep=True).split():
        return False
    if any(_has_address(picture) for picture in figure.css("img")):
        return False
    return _STAND_IN.search(figure.html or "") is None


def _is_counter(figure: LexborNode) -> bool:
    """Tell whether a figure is a few words in boxes: "861 Kudos", as themes draw it.

    The walk ends at the first thing too many: thousands of figures may stand one in another.
    """
    words = 0
    ahead = [figure.child]
    for _ in range(MOST_NODES):
        node = ahead.pop() if ahead else None
        if node is None:
            if not ahead:
                return words > 0
            continue
        ahead.append(node.next)
        if node.tag == "-text":
            words += len((node.text_content or "").split())
        elif node.tag in _BOXES:
            ahead.append(node.child)
        elif node.tag != "-comment":
            return False
        if words > MOST_WORDS:
            return False
    return False


def _has_address(picture: LexborNode) -> bool:
    return any(
        value and (name in ("src", "srcset") or (name.startswith("data-") and "/" in value))
        for name, value in picture.attributes.items()
    )
