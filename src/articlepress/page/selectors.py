"""One element of a page as a CSS selector that finds it again, here and on the site's next page.

Takes the page and a node; gives the shortest selector that matches that node alone. Names that a
theme gives come first; numbers, which differ from page to page, only where nothing else is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_PLAIN = re.compile(r"-?[A-Za-z_][\w-]*")
_NUMBERED = re.compile(r"\d{2,}|[0-9a-f]{6,}")
"""Names that look made for one page: `post-48213`, `css-1x8k2f`."""
_MOST_CLASSES = 6
_HIGHEST = 30
"""Ancestors looked at for a name."""


def selector_for(tree: LexborHTMLParser, node: LexborNode) -> str:
    """Return a selector that matches the node and nothing else on its page.

    An element without any name is found from the nearest one above that has one; text nodes stand
    for the element around them.
    """
    if (node.tag or "-")[0] == "-" and node.parent is not None:
        node = node.parent
    path: list[str] = []
    here: LexborNode | None = node
    for _ in range(_HIGHEST):
        if here is None or here.tag in ("body", "html", None):
            break
        for name in _names(here):
            selector = " > ".join((name, *path))
            if _is_alone(tree, selector, node):
                return selector
        path.insert(0, _step(here))
        here = here.parent
    return " > ".join(("body", *path)) if here is None or here.tag == "body" else " > ".join(path)


def _names(node: LexborNode) -> Iterator[str]:
    """Yield the selectors an element has by its own names, those that will last first."""
    attributes = node.attributes
    tag = node.tag or ""
    identity = attributes.get("id") or ""
    classes = [css for css in (attributes.get("class") or "").split() if _PLAIN.fullmatch(css)]
    lasting = [css for css in classes if not _NUMBERED.search(css)][:_MOST_CLASSES]
    if _PLAIN.fullmatch(identity) and not _NUMBERED.search(identity):
        yield f"{tag}#{identity}"
    yield from (f"{tag}.{css}" for css in lasting)
    if len(lasting) > 1:
        yield tag + "".join(f".{css}" for css in lasting)
    if tag in ("main", "article", "header", "footer", "aside", "nav", "time", "address"):
        yield tag


def _step(node: LexborNode) -> str:
    """Return an element as a child of its parent: by class where that tells it, else by number."""
    parent = node.parent
    tag = node.tag or "*"
    if parent is None:
        return tag
    same = []
    child = parent.child
    while child is not None:
        if child.tag == tag:
            same.append(child.mem_id)
        child = child.next
    return tag if len(same) == 1 else f"{tag}:nth-of-type({same.index(node.mem_id) + 1})"


def _is_alone(tree: LexborHTMLParser, selector: str, node: LexborNode) -> bool:
    try:
        found = tree.css(selector)
    except SelectolaxError:
        return False
    return len(found) == 1 and found[0].mem_id == node.mem_id
