"""Pull quotes whose words the text says too: formats without a margin leave them out."""

from __future__ import annotations

from collections.abc import Iterator

from articlepress import nodes as n
from articlepress.walk import block_texts, children, inline_text, walk


def repeated_quotes(blocks: n.Blocks) -> frozenset[int]:
    """Return the `id()` of each pull quote whose words, attribution too, stand in the text."""
    quotes = [node for node in walk(blocks) if isinstance(node, n.PullQuote)]
    if not quotes:
        return frozenset()
    body = _letters(" ".join(_texts_without_pull_quotes(blocks)))
    return frozenset(id(quote) for quote in quotes if _repeats(quote, body))


def _repeats(quote: n.PullQuote, body: str) -> bool:
    words = _letters(" ".join(block_texts(quote.content)))
    return bool(words) and words in body and _letters(inline_text(quote.attribution)) in body


def _texts_without_pull_quotes(blocks: n.Blocks) -> Iterator[str]:
    nodes: list[n.Node] = list(reversed(blocks))
    while nodes:
        node = nodes.pop()
        if isinstance(node, n.PullQuote):
            continue
        if isinstance(node, n.Paragraph | n.Plain):
            yield inline_text(node.content)
        nodes.extend(reversed(list(children(node))))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
