"""A book while it is bound: members in the zip, the spine, and what has been seen on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.labels import label
from articlepress.render.dialect import attribute
from articlepress.render.styles import Style
from articlepress.writers.epub.accessibility import Content, accessibility_entries
from articlepress.writers.epub.chapters import Chapter, Place, make_chapter
from articlepress.writers.epub.cover import Cover
from articlepress.writers.epub.kepub import with_spans
from articlepress.writers.epub.navigation import NAME as NAVIGATION
from articlepress.writers.epub.navigation import navigation
from articlepress.writers.epub.package import Entry, Package, PackageFacts, Reference, TocEntry
from articlepress.writers.epub.page import STYLESHEET, page
from articlepress.writers.epub.pictures import PictureStore
from articlepress.writers.epub.tidy import Headline

XHTML = "application/xhtml+xml"
GENERATOR = "articlepress"


@dataclass(slots=True)
class Binder:
    """Adds members as they are made; `close` writes contents and package, which need all of it."""

    package: Package
    store: PictureStore
    notes: Notes
    language: str
    direction: str = ""
    spine: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    content: Content = field(default_factory=Content)
    kobo_spans: bool = False
    """Mark the sentences of chapters for Kobo's readers."""
    contents_at: int = -1
    """Place of the contents page in the spine; -1 keeps it out of the reading order."""

    @property
    def tag(self) -> str:
        """Language of the words the book adds of its own."""
        return self.language or "und"

    def style(self, style: Style) -> None:
        """Add the style sheet every page links to."""
        self.package.add(STYLESHEET, style.css("epub").encode(), "text/css")

    def cover(self, cover: Cover | None) -> None:
        """Add the cover picture, and alone in a page of its own, the page that shows it."""
        if cover is None:
            return
        name = f"images/cover{cover.asset.suffix}"
        properties = ("cover-image",)
        self.package.add(name, cover.asset.content, cover.asset.media_type, properties=properties)
        size = attribute("width", cover.asset.width_px) + attribute("height", cover.asset.height_px)
        picture = f'<img src="{name}"{attribute("alt", cover.description)}{size}/>'
        body = f'<section epub:type="cover" class="cover">\n<p>{picture}</p>\n</section>\n'
        self.add_page(
            "cover.xhtml", label("cover", self.tag), body, type="cover", guide="cover", css="cover"
        )

    def add_page(
        self,
        name: str,
        title: str,
        body: str,
        *,
        type: str = "",
        guide: str = "",
        document_type: str = "frontmatter",
        css: str = "",
    ) -> None:
        """Add a page of the book's own to the reading order, and to the landmarks with a `type`."""
        direction = self.direction
        content = page(
            title, body, lang=self.tag, direction=direction, body_type=document_type, css=css
        )
        self.package.add(name, content, XHTML)
        self.spine.append(name)
        if type:
            self.references.append(Reference(type, guide, title, name))

    def chapter(self, article: Article, name: str, place: Place) -> Chapter:
        """Add an article as a chapter; the first one is where the text starts."""
        made = make_chapter(article, place, self.store, self.notes)
        content = with_spans(made.content) if self.kobo_spans else made.content
        self.package.add(name, content, XHTML, properties=made.properties)
        self.spine.append(name)
        self.content += made.facts
        if place.type == "chapter" and not any(r.type == "bodymatter" for r in self.references):
            self.references.append(Reference("bodymatter", "text", made.title, name))
        return made

    def close(
        self,
        identifier: str,
        title: str,
        entries: Iterable[Entry],
        toc: Sequence[TocEntry],
        *,
        indexed: bool = False,
    ) -> None:
        """Write contents page and package; the book is whole after this."""
        own = (
            *entries,
            *accessibility_entries(self.content, self.tag, indexed=indexed),
            Entry("name:generator", GENERATOR),
        )
        references = list(self.references)
        if self.contents_at >= 0:
            self.spine.insert(self.contents_at, NAVIGATION)
            contents = Reference("toc", "toc", label("contents", self.tag), NAVIGATION)
            references.insert(min(1, len(references)), contents)
        facts = PackageFacts(
            identifier,
            title,
            self.tag,
            self.direction,
            entries=own,
            toc=tuple(toc),
            references=tuple(references),
        )
        self.package.add(NAVIGATION, navigation(facts), XHTML, properties=("nav",), id="nav")
        self.package.finish(facts, self.spine)


@contextmanager
def open_binder(
    out: BinaryIO, notes: Notes, moment: datetime.datetime, language: str, direction: str
) -> Iterator[Binder]:
    """Give a binder over an empty book; an error on the way abandons the book."""
    package = Package(out, moment)
    try:
        yield Binder(package, PictureStore(package, notes), notes, language, direction)
    except BaseException:
        package.abandon()
        raise


def toc_lines(headlines: Sequence[Headline], name: str, depth: int) -> tuple[TocEntry, ...]:
    """Return headings as nested lines of the contents, at most `depth` levels of them."""
    return _nested([line for line in headlines if line.level <= depth], name)


def _nested(headlines: Sequence[Headline], name: str) -> tuple[TocEntry, ...]:
    lines: list[TocEntry] = []
    start = 0
    while start < len(headlines):
        end = start + 1
        while end < len(headlines) and headlines[end].level > headlines[start].level:
            end += 1
        below = _nested(headlines[start + 1 : end], name)
        line = headlines[start]
        lines.append(TocEntry(line.text, f"{name}#{line.id}", below))
        start = end
    return tuple(lines)
