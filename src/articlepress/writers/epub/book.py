"""A book from an article, or from a collection: what is bound, in which order."""

from __future__ import annotations

import tempfile
from typing import BinaryIO

from articlepress.article import Article, Collection
from articlepress.diagnostics import Notes
from articlepress.render.styles import Style
from articlepress.resources import build_date
from articlepress.writers.epub import catalogue
from articlepress.writers.epub.binder import open_binder, toc_lines
from articlepress.writers.epub.chapters import Place, sound_date, sound_language
from articlepress.writers.epub.collected import write_collection
from articlepress.writers.epub.cover import article_cover
from articlepress.writers.epub.options import EpubOptions
from articlepress.writers.epub.package import TocEntry

CHAPTER = "article.xhtml"
ALL_LEVELS = 6


def write(
    document: Article | Collection,
    options: EpubOptions,
    style: Style,
    notes: Notes,
    out: BinaryIO,
) -> None:
    """Write a book to a binary file.

    Raises:
        EpubError: a collection holds no article.
        AssetError: the cover is no picture.
    """
    if not out.seekable():
        # A zip made in a pipe gives each member's size after it, which old readers refuse.
        with tempfile.TemporaryFile() as whole:
            write(document, options, style, notes, whole)
            whole.seek(0)
            while block := whole.read(1 << 16):
                out.write(block)
    elif isinstance(document, Collection):
        write_collection(document, options, style, notes, out)
    else:
        write_article(document, options, style, notes, out)


def write_article(
    article: Article, options: EpubOptions, style: Style, notes: Notes, out: BinaryIO
) -> None:
    """Write a book of one article: cover, chapter, contents."""
    metadata = article.metadata
    published = sound_date(metadata.published, notes)
    moment = catalogue.modified((metadata.updated, published), build_date())
    language = sound_language(metadata.language)
    with open_binder(out, notes, moment, language, metadata.direction) as binder:
        binder.kobo_spans = options.kepub
        binder.style(style)
        binder.cover(article_cover(article, options.cover, style, notes))
        chapter = binder.chapter(article, CHAPTER, Place(lambda _: "", language))
        lines = toc_lines(chapter.headlines, CHAPTER, options.toc_depth or ALL_LEVELS)
        binder.close(
            catalogue.identifier(_name_parts(article, chapter.title)),
            chapter.title,
            catalogue.article_entries(metadata, chapter.title, published),
            (TocEntry(chapter.title, CHAPTER, lines),),
        )


def _name_parts(article: Article, title: str) -> list[str]:
    """Return what names the article for good: its address, or title, authors and date."""
    metadata = article.metadata
    if metadata.canonical_url:
        return [metadata.canonical_url]
    date = metadata.published.iso if metadata.published else ""
    return [title, *(person.name for person in metadata.authors), date]
