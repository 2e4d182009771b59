"""The order of an article's blocks once they are all there: heading levels, headings written in
bold, rules and headings that lead to nothing, pull quotes said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articlepress import nodes as n
from articlepress.walk import inline_text, plain_text

MAX_LEVEL = 5
BOLD_HEADING_WORDS = 14
"""A bold paragraph of more words is emphasis, or a standfirst."""
BOLD_HEADING_CHARACTERS = 100

_SENTENCE_END = re.compile(r"[.!;,:。！；，：…]['\"”’»)]*$")
_WORD = re.compile(r"\w")


def outline(blocks: n.Blocks, title: str = "") -> n.Blocks:
    """Return the article's blocks with headings in order and nothing that leads nowhere."""
    found = list(_bold_headings(_without_title(list(blocks), title)))
    found = _levels(found)
    return tuple(_tidy(found))


def _without_title(blocks: list[n.Block], title: str) -> list[n.Block]:
    """Return blocks without a first heading that repeats the article's title."""
    folded = _fold(title)
    for index, block in enumerate(blocks[:4]):
        if isinstance(block, n.Heading) and folded and _fold(inline_text(block.content)) == folded:
            return blocks[:index] + blocks[index + 1 :]
    return blocks


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _bold_headings(blocks: list[n.Block]) -> Iterator[n.Block]:
    """Yield blocks with each bold line that serves as a heading made one.

    It serves as one when the block after it is text that it can stand over, and text stands before
    it or another such line later: a lone bold line at the top is a standfirst.
    """
    candidates = [_is_bold_line(block) and _leads(blocks, i) for i, block in enumerate(blocks)]
    several = sum(candidates) > 1
    for index, block in enumerate(blocks):
        if candidates[index] and (index > 0 or several):
            match block:
                case n.Paragraph((n.Strong(content),)) | n.Paragraph(
                    (n.Emph((n.Strong(content),)),)
                ):
                    yield n.Heading(0, content)
                    continue
        yield block


def _is_bold_line(block: n.Block) -> bool:
    if type(block) is not n.Paragraph or len(block.content) != 1:
        return False  # nearly every block; the patterns below cost ten times as much
    match block:
        case n.Paragraph((n.Strong(content),)) | n.Paragraph((n.Emph((n.Strong(content),)),)):
            if any(isinstance(node, n.Image | n.Note | n.LineBreak) for node in content):
                return False
            text = inline_text(content).strip()
            return (
                bool(_WORD.search(text))
                and len(text) <= BOLD_HEADING_CHARACTERS
                and len(text.split()) <= BOLD_HEADING_WORDS
                and not _SENTENCE_END.search(text)
            )
    return False


def _leads(blocks: list[n.Block], index: int) -> bool:
    """Tell whether text follows that a heading could stand over."""
    for block in blocks[index + 1 : index + 3]:
        match block:
            case n.Paragraph():
                return not _is_bold_line(block)
            case n.BulletList() | n.OrderedList() | n.Table() | n.Quote():
                return True
            case n.Figure() | n.Embed():
                continue
            case _:
                return False
    return False


def _levels(blocks: list[n.Block]) -> list[n.Block]:
    """Return blocks with heading levels from 1 on, without gaps; level 0 marks a bold line.

    A heading stands one level below the last one before it that is higher on the page, so that
    neighbours of one rank stay neighbours whatever ranks the page leaves out.
    """
    out: list[n.Block] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, n.Heading):
            level = len(above) + 1
            if block.level:
                while above and above[-1] >= block.level:
                    above.pop()
                above.append(block.level)
                level = len(above)
            block = replace(block, level=min(MAX_LEVEL, level))
        out.append(block)
    return out


def _tidy(blocks: list[n.Block]) -> list[n.Block]:
    """Return blocks without rules at the ends or side by side."""
    out: list[n.Block] = []
    for block in blocks:
        if isinstance(block, n.Rule) and (not out or isinstance(out[-1], n.Rule)):
            continue
        out.append(block)
    while out and isinstance(out[-1], n.Rule):
        out.pop()
    return _drop_repeated_pull_quotes(out)


def _drop_repeated_pull_quotes(blocks: list[n.Block]) -> list[n.Block]:
    """Return blocks as they are where a pull quote repeats the text; it is marked by its class.

    A pull quote whose words stand nowhere else is a quotation: nobody may drop it.
    """
    if not any(isinstance(block, n.PullQuote) for block in blocks):
        return blocks
    text = _fold(plain_text(b for b in blocks if not isinstance(b, n.PullQuote)))
    out: list[n.Block] = []
    for block in blocks:
        if isinstance(block, n.PullQuote) and _fold(plain_text(block.content)) not in text:
            block = n.Quote(block.content, block.attribution)
        out.append(block)
    return out
