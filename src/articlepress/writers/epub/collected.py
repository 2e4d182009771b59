"""A collection as a book: title page, contents, parts, chapters, credits and indexes."""

from __future__ import annotations

from typing import BinaryIO

from articlepress.article import Collection
from articlepress.diagnostics import Notes
from articlepress.errors import EpubError
from articlepress.render.styles import Style
from articlepress.resources import build_date
from articlepress.writers.epub import catalogue
from articlepress.writers.epub.binder import open_binder
from articlepress.writers.epub.chapters import Place
from articlepress.writers.epub.options import EpubOptions
from articlepress.writers.epub.package import TocEntry


def write_collection(
    collection: Collection, options: EpubOptions, style: Style, notes: Notes, out: BinaryIO
) -> None:
    """Write the articles of a collection as the chapters of one book.

    Raises:
        EpubError: the collection holds no article.
    """
    moment = catalogue.modified((), build_date())
    binder = open_binder(out, notes, moment, collection.language, "")
    binder.style(style)
    toc = []
    for number, article in enumerate(collection.articles, 1):
        name = f"chapter-{number}.xhtml"
        chapter = binder.chapter(article, name, Place(lambda _: "", collection.language))
        toc.append(TocEntry(chapter.title, name))
    if not toc:
        raise EpubError("the collection holds no article")
    entries = catalogue.collection_entries(collection, (), None)
    identifier = catalogue.identifier([collection.identifier or collection.title])
    binder.contents_at = 0
    binder.close(identifier, collection.title, entries, toc)
