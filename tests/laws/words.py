"""Words of an article as each output should show them, in order."""

from __future__ import annotations

from collections.abc import Iterable

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.walk import walk


def squeezed(text: str) -> str:
    """Return a text without white space, for outputs that break lines where they like."""
    return "".join(text.split())


def missing(wanted: Iterable[str], output: str) -> list[str]:
    """Return the texts that do not follow one another in the output, white space aside."""
    output, place, lost = squeezed(output), 0, []
    for text in wanted:
        found = output.find(squeezed(text), place)
        if found < 0:
            lost.append(text)
        else:
            place = found + len(squeezed(text))
    return lost


def runs(article: Article) -> list[str]:
    """Return the text runs of title and body in reading order, notes and pull quotes left out."""
    dropped: set[int] = set()
    out = []
    for node in walk((*article.metadata.title, *article.blocks)):
        if isinstance(node, n.Note | n.PullQuote):
            dropped |= {id(inner) for inner in walk(node.content)}
        if id(node) in dropped:
            continue
        if isinstance(node, n.Text | n.Code | n.CodeBlock):
            out.append(node.text)
    return out


def every_text(article: Article) -> list[str]:
    """Return the text of each node of the body that has some, alternative texts included."""
    return [
        text
        for node in walk(article.blocks)
        for text in (getattr(node, "text", ""), getattr(node, "alt", ""), getattr(node, "tex", ""))
        if text
    ]
