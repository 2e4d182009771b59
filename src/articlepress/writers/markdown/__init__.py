"""Markdown with YAML front matter: CommonMark, GitHub's tables, footnotes.

Readable as it stands, and by pandoc (`-f markdown`) and every CommonMark program as the same words.
The words of bio and disclaimer stand once: in the text where `transforms/credits` placed them,
else in the front matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO

from articlepress import nodes as n
from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.marks import numbering_of
from articlepress.metadata import Metadata
from articlepress.options import option
from articlepress.render.pullquotes import repeated_quotes
from articlepress.render.styles import Style
from articlepress.walk import query
from articlepress.writers import Writer
from articlepress.writers.markdown.blocks import blocks, indented
from articlepress.writers.markdown.frontmatter import front_matter
from articlepress.writers.markdown.inlines import State


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What can be chosen for Markdown."""

    front_matter: bool = option(True, help="Begin Markdown with the metadata as YAML.")


def write_markdown(
    article: Article | Collection,
    options: MarkdownOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write the article, or each article of a collection, as Markdown in UTF-8."""
    articles = article.every if isinstance(article, Collection) else (article,)
    for number, item in enumerate(articles):
        if number:
            out.write(b"\n")
        text = markdown_document(item, with_front_matter=options.front_matter)
        out.write(text.encode("utf-8", "replace"))


def markdown_document(article: Article, *, with_front_matter: bool = True) -> str:
    """Return the article as Markdown."""
    links = query(article.blocks, n.Link)
    state = State(
        article.metadata.language,
        linked=frozenset(link.url[1:] for link in links if link.url.startswith("#")),
        repeated=repeated_quotes(article.blocks),
        numbering=numbering_of(article.blocks),
    )
    parts = [front_matter(_unplaced(article))] if with_front_matter else []
    parts += [_hero(state, article), blocks(state, article.blocks)]
    number = 0
    notes = state.numbering.notes
    while number < len(notes):  # a note may hold notes of its own
        text = blocks(state, notes[number])
        number += 1
        # Four columns, whatever the number: pandoc takes less for the end of the note.
        first, *rest = indented(text, "    ").lstrip(" ").split("\n")
        parts.append("\n".join([f"[^{number}]: {first}", *rest]))
    return "\n\n".join(filter(None, parts)) + "\n"


def _unplaced(article: Article) -> Metadata:
    """Return the metadata without the words of credits that the text itself holds."""
    metadata = article.metadata
    placed = {section.role for section in query(article.blocks, n.Section)}
    if "bio" in placed:
        authors = tuple(replace(person, bio=()) for person in metadata.authors)
        metadata = replace(metadata, authors=authors)
    if "disclaimer" in placed:
        disclaimers = tuple(replace(item, content=()) for item in metadata.disclaimers)
        metadata = replace(metadata, disclaimers=disclaimers)
    return metadata


def _hero(state: State, article: Article) -> str:
    hero = article.metadata.hero
    if hero is None or any(image.src == hero.image.src for image in query(article.blocks, n.Image)):
        return ""
    return blocks(state, (n.Figure((n.Plain((hero.image,)),), hero.caption, hero.credit),))


WRITER = Writer(
    "markdown",
    ".md",
    "text/markdown",
    MarkdownOptions,
    write_markdown,
    collections=True,
    summary="Markdown with YAML front matter",
)
