"""Small pages for the tests of the HTML reader: markup in, blocks out."""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.page.anchors import note_list
from articlepress.page.parse import parse
from articlepress.readers.html.address import link_targets
from articlepress.readers.html.build import Builder
from articlepress.readers.html.pictures import Pictures
from articlepress.source import Source
from articlepress.walk import block_texts, query

ADDRESS = "https://paper.example/news/bridge"


def blocks_of(
    html: str, notes: Notes | None = None, *, language: str = "en", root: str = "", title: str = ""
) -> n.Blocks:
    """Return the blocks of a body's markup, as if all of it (or the root) were the article."""
    page = parse(Source(html.encode(), "page.html"), Notes())
    builder = Builder(
        notes=notes if notes is not None else Notes(),
        pictures=Pictures(ADDRESS),
        base=ADDRESS,
        page_url=ADDRESS,
        language=language,
        targets=link_targets(page),
        find=lambda ident: note_list(page, ident),
    )
    body = page.tree.body
    assert body is not None
    roots = tuple(page.tree.css(root)) if root else (body,)
    return builder.blocks(roots, title=title)


def texts_of(blocks: n.Blocks) -> list[str]:
    """Return every word run of blocks, notes included."""
    notes = [text for note in query(blocks, n.Note) for text in block_texts(note.content)]
    return [*block_texts(blocks), *notes]


def words_of(blocks: n.Blocks) -> list[str]:
    return " ".join(texts_of(blocks)).split()
