"""Links that a chrome rule takes out of the midst or the beginning of a sentence come back.

Takes where the article stands. A link's class says how it opens (`popup`) or where it is otherwise
(`mainmenu`), and seldom that its words are none of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from articlepress.page.locate import Located

FEWEST_LETTERS = 10
"""Characters beside a link from which they are a sentence's, and no label or list of links."""
_GOES_ON_TO = re.compile(r"[\w,(“„«\"'’–-]\Z")
_GOES_ON_FROM = re.compile(r"[^\W\d_A-Z]|[,.;:!?)”“»’]")
"""What a sentence goes on with: a small letter, a mark. A capital begins something else."""


def with_whole_sentences(located: Located) -> Located:
    """Return the finding with links kept that a sentence begins with or goes on after."""
    kept = {
        element.node.mem_id
        for element in located.outline.elements
        if element.rule is not None and element.tag == "a" and _goes_on(element.node)
    }
    if kept.isdisjoint(located.dropped):
        return located
    dropped = {ident: rule for ident, rule in located.dropped.items() if ident not in kept}
    return replace(located, dropped=dropped)


def _goes_on(link: LexborNode) -> bool:
    before, after = _words(link.prev), _words(link.next)
    if before:
        begins = len(before) >= FEWEST_LETTERS and _GOES_ON_TO.search(before) is not None
        return begins and _GOES_ON_FROM.match(after) is not None
    is_first = link.prev is None or (link.prev.tag == "-text" and link.prev.prev is None)
    return is_first and len(after) >= FEWEST_LETTERS and after[0].islower()


def _words(node: LexborNode | None) -> str:
    """Return the words of a text, or of what sets them in another type; of others nothing."""
    if node is None:
        return ""
    if node.tag == "-text":
        return (node.text_content or "").strip()
    return node.text(deep=True).strip() if node.tag in _TYPE else ""


_TYPE = frozenset(("span", "font", "b", "strong", "i", "em"))
