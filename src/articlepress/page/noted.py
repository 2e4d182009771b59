"""Notes and their marks on a page: links that lead to one another by number.

Takes a root of the article. The reader makes the notes; here is asked only which blocks they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the audit asks for the words alone
    from selectolax.lexbor import LexborNode

NOTE_LEVELS = 3
"""Elements around a note's number within one note: `<div class=footnote><p><sup><a>`."""

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?\.?")
"""What a note's mark shows, and the note's own number."""
_BACK = re.compile(r"[↩↑↵⏎⬆⤴^⇑←⇧🔙\ufe0e\ufe0f\s]{1,4}")
"""What a link from a note back to its mark shows."""
NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|references|notes and references|fußnoten|anmerkungen|einzelnachweise"
    r"|notes de bas de page|notas?(?: al pie)?|note|noten|voetnoten|fotnoter|przypisy|примечания",
    re.I,
)
"""What the heading of a list of notes says; it goes with the last of them."""
_HOLDERS = frozenset(("li", "p", "div", "dd", "aside", "section", "tr"))


def is_number(link: LexborNode) -> bool:
    """Tell whether a link shows a note's number or sign and nothing else."""
    return _NUMBER.fullmatch(link.text(deep=True).strip()) is not None


def note_holders(root: LexborNode) -> frozenset[int]:
    """Return the blocks, by `mem_id`, of the notes that lead back to a mark before them."""
    marks: set[str] = set()
    found: set[int] = set()
    for link in root.css("a[href*='#']"):
        leads_to = (link.attributes.get("href") or "").partition("#")[2]
        shown = link.text(deep=True).strip()
        if leads_to in marks and (_NUMBER.fullmatch(shown) or _BACK.fullmatch(shown)):
            holders = (node for node in upwards(link) if node.tag in _HOLDERS)
            if (holder := next(holders, None)) is not None:
                found.add(_whole(holder).mem_id)
        elif _NUMBER.fullmatch(shown):
            marks.update(places_of(link))
    return frozenset(found)


def _whole(holder: LexborNode) -> LexborNode:
    """Return the item a note's paragraph stands in, where it stands in one."""
    above = holder.parent
    return above if above is not None and above.tag == "li" else holder


def upwards(link: LexborNode) -> Iterator[LexborNode]:
    """Yield a node and those around it, as far as one note goes."""
    above: LexborNode | None = link
    for _ in range(NOTE_LEVELS + 1):
        if above is None:
            return
        yield above
        above = above.parent


def places_of(link: LexborNode) -> list[str]:
    """Return the ids by which a link can be led to: its own and those close around it."""
    return [node.id for node in upwards(link) if node.id]
