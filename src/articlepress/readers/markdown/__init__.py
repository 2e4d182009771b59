"""The `markdown` reader: a column with front matter, written as people and pandoc write it.

CommonMark with tables, footnotes, definition lists, attributes, fenced sections, formulas, sub- and
superscripts; HTML in it passes the same gate as a page's. Pictures are looked up beside the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError
from articlepress.limits import keep
from articlepress.marks import carry_notes, note_contents
from articlepress.metadata import Metadata, Provenance
from articlepress.readers import Reader
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class MarkdownReaderOptions:
    """Nothing to choose yet."""


def read(source: Source, options: MarkdownReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the one article of a Markdown file.

    Raises:
        SourceError: the bytes are not UTF-8, or the front matter is broken.
        NoArticle: the file holds no text.
    """
    # imported here: 40 ms of CPU that only Markdown pays
    from articlepress.readers.lifting import lift_credits
    from articlepress.readers.markdown.frontmatter import read_metadata, split_front_matter
    from articlepress.readers.markdown.heading import settle_title
    from articlepress.readers.markdown.tree import Document

    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", where=source.name, hint="save it as UTF-8") from error
    keep("characters", len(text), source.name)
    front, body = split_front_matter(text.replace("\r\n", "\n"), source.name)
    document = Document(notes, source)
    metadata = read_metadata(front, document) if front else Metadata()
    blocks = document.blocks(body)
    known = note_contents(blocks)
    metadata, blocks = settle_title(metadata, blocks)
    blocks = carry_notes(blocks, known)
    if not blocks and not metadata.title:
        raise NoArticle("holds no text", where=source.name)
    metadata = replace(metadata, provenance=Provenance(source.sha256, source.name, "", "markdown"))
    yield lift_credits(Article(metadata, blocks, dict(document.assets)))


READER = Reader(
    "markdown",
    (".md", ".markdown", ".mkd"),
    MarkdownReaderOptions,
    read,
    "Markdown with front matter",
)
