"""Words too long for a phone's line: found by their width, loosened where they can be.

Only the parts of a message that hold such a word get `word-break`, which Yahoo does not know: what
needs no help keeps its lines as every client breaks them.
"""

from __future__ import annotations

import re

from articlepress import nodes as n
from articlepress.walk import block_texts, inline_text, query, transform

ROOM_EM = 16.0
"""Room for a word of a paragraph: 272 px at 17 px, a narrow phone's line with a little to spare."""
NESTED_ROOM_EM = 14.7
"""Room for a word in a list, quote or table: 250 px at 17 px."""
NOTE_ROOM_EM = 17.5
"""Room for a word of a note: 245 px at 14 px."""
TITLE_ROOM_EM = 8.5
"""Room for a word of the title: 280 px at the largest title size on phones, bold."""
HEADING_ROOMS_EM = (10.8, 12.5, 13.9)
"""Room for a word of a heading of the first levels: 280 px at 22, 19 and 17 px, bold."""
CODE_ROOM = 29
"""Room for a word of code in a paragraph, in characters of 9.03 px."""
CODE_BLOCK_ROOM = 25
"""Room for a word of a code block, in characters of 8.43 px: it has a margin of its own."""

# Lines break after a hyphen between letters or figures, and between ideographs.
_RUN = re.compile(r"(?:[^ \t\n\r\u2e80-\uffff\U00010000-\U0010ffff-]|-(?![^\W_])|(?<![^\W_])-){8,}")
# Widths in DejaVu Serif, the widest face met.
_NARROW = re.compile(r"[ijlfrtIJ.,:;/\\|!()\[\]'\"`*_\xa0\u202f]")
_WIDE = re.compile(r"[mwMW@%]")
_CAPITAL = re.compile(r"[A-Z<>=+#&~]")


def width_em(word: str) -> float:
    """Return about how wide a word is, in units of its font size."""
    narrow = len(_NARROW.findall(word))
    wide = len(_WIDE.findall(word))
    capital = len(_CAPITAL.findall(word)) - len(re.findall(r"[IJMW]", word))
    return 0.4 * narrow + wide + 0.82 * capital + 0.62 * (len(word) - narrow - wide - capital)


def has_long_word(text: str, room_em: float = ROOM_EM) -> bool:
    """Tell whether some word is wider than a phone's line."""
    # A character is at most 1 em wide, so short words need no second look; dots and slashes are
    # narrow in a serif but as wide as any other character in code.
    return any(
        len(word) > room_em and (len(word) > CODE_ROOM or width_em(word) > room_em)
        for word in _RUN.findall(text)
    )


def holds_long_word(blocks: n.Blocks, room_em: float | None = None) -> bool:
    """Tell whether some word of the blocks is wider than a phone's line.

    Without `room_em` paragraphs have more room than lists, quotes and tables.
    """
    if len(blocks) == 1 and isinstance(blocks[0], n.CodeBlock):
        return any(len(word) > CODE_BLOCK_ROOM for word in _RUN.findall(blocks[0].text))
    is_flat = all(isinstance(block, n.Plain | n.Paragraph) for block in blocks)
    room = room_em or (ROOM_EM if is_flat else NESTED_ROOM_EM)
    if any(has_long_word(text, room) for text in block_texts(blocks)):
        return True
    return any(
        has_long_word(inline_text(heading.content), _heading_room(heading))
        for heading in query(blocks, n.Heading)
    )


def _heading_room(heading: n.Heading) -> float:
    return HEADING_ROOMS_EM[min(heading.level, len(HEADING_ROOMS_EM)) - 1]


def loosened(blocks: n.Blocks) -> n.Blocks:
    """Return the blocks with names that no-break spaces make longer than a line set free."""
    return transform(blocks, {n.Text: _free})


def _free(node: n.Text) -> n.Text:
    text = _RUN.sub(_freed, node.text)
    return node if text == node.text else n.Text(text)


def _freed(found: re.Match[str]) -> str:
    word = found[0]
    if width_em(word) <= NESTED_ROOM_EM:
        return word
    return word.replace("\xa0", " ").replace("\u202f", " ")
