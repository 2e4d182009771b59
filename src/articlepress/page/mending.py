"""Holes in the body mended: what its neighbours need is kept, whatever it looks like by itself.

Takes the outline and which blocks were kept; gives those kept besides. Each case is one that pages
with gold bear out: of the words it brings back, four fifths and more are body text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from articlepress.page.blocks import Outline, is_prose, is_text
from articlepress.page.noted import NOTES_HEADING
from articlepress.page.units import ALL_LINKED

_LEADS_ON = (":", "：")
"""How a line ends that a list continues: 1,654 of 1,969 words in lists dropped below one are body
text."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""Headings that stand between kept blocks: of h2 to h4 715 of 847 words are body text, of the
others 18 of 20 headings."""
HEADINGS_IN_A_ROW = 3
"""A heading, its own first heading and a label between them: more in a row are a menu."""


def mend(
    page: Outline, kept: Sequence[bool], span: tuple[int, int], gone: Collection[int]
) -> Iterator[int]:
    """Yield the dropped blocks of a span that belong to what is kept around them.

    `gone` are the elements that are chrome by a rule; what stands in one is never brought back.
    """
    first, end = span
    column = _column(page, kept, span)
    title = _first_h1(page)
    above = kept[first]
    begun = False
    for index in range(first + 1, end):
        block = page.blocks[index]
        begun = begun or kept[index - 1]
        if kept[index] or block.leaf in gone:
            above = kept[index]
            continue
        is_between = kept[index - 1] and index + 1 < end and kept[index + 1]
        fills = (is_between and _fills(page, index)) or (
            begun and _is_above_text(page, kept, span, gone, index)
        )
        goes_on = above and _is_in_column(page, index, column)
        above = (
            goes_on
            or (fills and index != title)
            or (kept[index - 1] and _is_table(page, index))
            or _continues(page, kept, span, index)
        )
        if above:
            yield index


def _column(page: Outline, kept: Sequence[bool], span: tuple[int, int]) -> int:
    """Return the element right around most of the kept paragraphs, -1 where there are none."""
    sizes: Counter[int] = Counter()
    for index in range(*span):
        element = page.elements[page.blocks[index].element]
        if kept[index] and element.tag == "p":
            sizes[element.parent] += page.blocks[index].size
    # Of equals the first, whatever order they were met in.
    return max(sizes, key=lambda parent: (sizes[parent], -parent), default=-1)


def _is_in_column(page: Outline, index: int, column: int) -> bool:
    """Tell whether a block is a paragraph where most kept paragraphs stand, set like them.

    Below a kept one 39 of 48 words are body text; there are so few because the forest keeps the
    others. On a page of short paragraphs it is less sure of itself.
    """
    block = page.blocks[index]
    element = page.elements[block.element]
    return (
        element.tag == "p"
        and element.parent == column
        and block.size >= SHORTEST_GOING_ON
        and is_text(block)
    )


SHORTEST_GOING_ON = 25
"""Letters of a paragraph that goes on: shorter lines are labels as often as text."""


def _is_table(page: Outline, index: int) -> bool:
    """Tell whether a block is a table of figures: below a kept block 973 of 1,153 words are body
    text."""
    block = page.blocks[index]
    return (
        block.is_unit
        and page.elements[block.element].tag == "table"
        and block.linked < ALL_LINKED * block.size
    )


def _fills(page: Outline, index: int) -> bool:
    """Tell whether a block between two kept ones is a paragraph of prose, a heading or a listing.

    Of such paragraphs 514 of 549 words are body text, of listings all.
    """
    block = page.blocks[index]
    tag = page.elements[block.element].tag
    return tag in _HEADINGS or tag == "pre" or (tag == "p" and is_prose(block))


def _is_above_text(
    page: Outline, kept: Sequence[bool], span: tuple[int, int], gone: Collection[int], index: int
) -> bool:
    """Tell whether a block is one of a few headings in a row right above a kept block.

    What was dropped before them may be a picture's words or an advertisement. Of 31 such headings
    23 are body text, of the others half stand over kept text that is none.
    """
    if not _leads_nowhere_else(page, gone, index):
        return False
    before, after = index - 1, index + 1
    while index - before < HEADINGS_IN_A_ROW and _is_open(page, kept, span, gone, before):
        before -= 1
    while after - before <= HEADINGS_IN_A_ROW and _is_open(page, kept, span, gone, after):
        after += 1
    is_menu = _is_open(page, kept, span, gone, before)
    return not is_menu and after < span[1] and kept[after]


def _is_open(
    page: Outline, kept: Sequence[bool], span: tuple[int, int], gone: Collection[int], index: int
) -> bool:
    inside = span[0] <= index < span[1]
    return inside and not kept[index] and _leads_nowhere_else(page, gone, index)


def _leads_nowhere_else(page: Outline, gone: Collection[int], index: int) -> bool:
    """Tell whether a block is a heading without links to other pages, and not that of notes.

    The headings of documentation lead to its contents.
    """
    block = page.blocks[index]
    element = page.elements[block.element]
    if element.tag not in _HEADINGS or block.leaf in gone:
        return False
    # The reader takes notes to their marks, and what heads them with them.
    if NOTES_HEADING.fullmatch(block.text.strip()):
        return False
    if not block.linked:
        return True
    # Where there is none inside, the link stands around the heading: a teaser's.
    links = element.node.css("a[href]")
    inside = all((link.attributes.get("href") or "").startswith("#") for link in links)
    return bool(links) and inside


def _first_h1(page: Outline) -> int:
    """Return the first block of the page that is a first-rank heading, -1 where there is none.

    It is the title, which is shown above the text.
    """
    headings = (
        index for index, block in enumerate(page.blocks) if page.elements[block.element].tag == "h1"
    )
    return next(headings, -1)


def _continues(page: Outline, kept: Sequence[bool], span: tuple[int, int], index: int) -> bool:
    """Tell whether a block stands in a list below a kept line that leads on to it."""
    at = page.blocks[index].leaf
    outermost = -1
    for _ in range(LIST_LEVELS):
        if at < 0 or page.elements[at].first <= span[0]:
            break
        if page.elements[at].tag in ("ul", "ol"):
            outermost = at
        at = page.elements[at].parent
    if outermost < 0:
        return False
    before = page.elements[outermost].first - 1
    return kept[before] and page.blocks[before].text.endswith(_LEADS_ON)


LIST_LEVELS = 6
"""Elements between a line and the list it stands in."""
