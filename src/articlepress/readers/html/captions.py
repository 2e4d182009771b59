"""Captions that only their words tell: a paragraph that says what the picture before it shows.

Takes blocks, gives them with such a paragraph made the caption of its figure.
"""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.readers.html.figures import split_credit
from articlepress.walk import inline_text, query

FEWEST_LETTERS = 4
"""Letters of the shortest alternative text that a paragraph can repeat by intent."""
FEWEST_TO_GO_ON = 20
MOST_BEYOND = 40
"""Letters of alternative text that a caption may go on from, and of what it adds: "by Ann Lee". Of
47 such paragraphs on 1,366 pages all are captions."""


def take_repeated(blocks: n.Blocks) -> n.Blocks:
    """Return blocks with a paragraph that repeats the alternative text of the picture before it
    as the picture's caption.

    Newsrooms fill both from one field, and many themes name the second by no class. In a bio it is
    the name below the portrait.
    """
    out: list[n.Block] = []
    for block in blocks:
        match block, out[-1:]:
            case n.Paragraph(), [n.Figure() as last] if _repeats(block, last):
                caption, credit = split_credit(block.content)
                out[-1] = n.Figure(last.content, caption, last.credit or credit, last.id)
            case _:
                out.append(block)
    return tuple(out) if len(out) < len(blocks) else blocks


def _repeats(paragraph: n.Paragraph, figure: n.Figure) -> bool:
    images = list(query(figure.content, n.Image))
    if figure.caption or len(images) != 1:
        return False
    shown, said = _letters(images[0].alt), _letters(inline_text(paragraph.content))
    if said == shown:
        return len(shown) >= FEWEST_LETTERS
    beyond = len(said) - len(shown)
    return len(shown) >= FEWEST_TO_GO_ON and beyond <= MOST_BEYOND and said.startswith(shown)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()
