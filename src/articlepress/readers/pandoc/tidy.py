"""Foreign trees in our normal form: addresses through the gate, raw markup and empty spans out."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.pandoc_write import MARK_ID
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import SourceError
from articlepress.listings import relinked
from articlepress.metadata import Metadata
from articlepress.urls import clean, clean_picture
from articlepress.walk import addresses, children, inline_text, merge_text, query, transform, walk

_MARK_URL = f"#{MARK_ID}"
MAX_DEPTH = 100
"""Deepest tree taken: our own readers make about 60 levels, and renderers recurse."""


def tidied(article: Article, notes: Notes) -> Article:
    """Return the article in normal form; what is dropped is reported.

    Raises:
        SourceError: it nests too deep.
    """
    if _depth(article.blocks) > MAX_DEPTH:
        raise SourceError(f"nests deeper than {MAX_DEPTH} levels")
    linked = {url[1:] for url in addresses(article.blocks) if url.startswith("#")}
    work = _Tidy(notes, linked)
    metadata = article.metadata
    blocks = work.blocks(_with_further_marks(article.blocks))
    title = _bare_line(metadata.title)
    if not title:
        title, blocks = title_from_heading(blocks)
    metadata = _tidy_metadata(metadata, title, work)
    return Article(metadata, blocks)


def _with_further_marks(blocks: n.Blocks) -> n.Blocks:
    """Return blocks of ours with the figures that `number_marks` wrote as the marks they are.

    The note is the one of that number: few formats keep the id of its first mark.
    """
    further = {link.url[1:] for link in query(blocks, n.Link) if link.url.startswith(_MARK_URL)}
    known = {f"{MARK_ID}{k}" for k, _ in enumerate(query(blocks, n.Note), 1)} & further
    if not known:
        return blocks
    places = count(1)

    def note(node: n.Note) -> n.Note:
        name = f"{MARK_ID}{next(places)}"
        return replace(node, name=name) if name in known else node

    def link(node: n.Link) -> n.Inline:
        return n.Note((), node.url[1:]) if node.url[1:] in known else node

    def styled(node: n.Styled) -> n.Inline | n.Inlines:
        return node.content if node.id in known else node

    named = transform(blocks, {n.Note: note})
    return transform(named, {n.Link: link, n.Styled: styled})


def _depth(blocks: n.Blocks) -> int:
    deepest = 0
    stack: list[tuple[n.Node, int]] = [(block, 1) for block in blocks]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        if deepest > MAX_DEPTH:
            break
        stack.extend((child, level + 1) for child in children(node))
    return deepest


def _bare_line(content: n.Inlines) -> n.Inlines:
    # A note at a title (`\thanks`) is no part of it.
    return merge_text(transform(content, {n.Note: lambda node: None}))


def title_from_heading(blocks: n.Blocks) -> tuple[n.Inlines, n.Blocks]:
    """Return an opening heading that is above all others as the title, and what stands below it."""
    first = blocks[0] if blocks else None
    if not isinstance(first, n.Heading):
        return (), blocks
    levels = [node.level for node in query(blocks[1:], n.Heading)]
    if levels and min(levels) <= first.level:
        return (), blocks
    lift = min(levels) - 1 if levels else 0

    def raised(node: n.Heading) -> n.Heading:
        return n.Heading(node.level - lift, node.content, node.id)

    return first.content, transform(blocks[1:], {n.Heading: raised})


def _tidy_metadata(metadata: Metadata, title: n.Inlines, work: _Tidy) -> Metadata:
    people = tuple(
        replace(person, bio=work.blocks(person.bio), url=clean(person.url))
        for person in metadata.authors
    )
    disclaimers = tuple(
        replace(item, content=work.blocks(item.content)) for item in metadata.disclaimers
    )
    return replace(metadata, title=title, authors=people, disclaimers=disclaimers)


class _Tidy:
    """The handlers of one document."""

    def __init__(self, notes: Notes, linked: set[str]) -> None:
        self.notes = notes
        self.linked = linked

    def blocks(self, blocks: n.Blocks) -> n.Blocks:
        """Return blocks in normal form."""
        cleaned = transform(
            blocks,
            {
                n.RawInline: self.raw,
                n.RawBlock: self.raw,
                n.Link: self.link,
                n.CodeBlock: self.listing,
                n.Image: self.image,
                n.Styled: self.styled,
                n.Section: self.section,
                n.Embed: lambda node: node if node.url else node.fallback,
            },
        )
        merged = transform(
            cleaned,
            {kind: _merged for kind in (n.Paragraph, n.Plain, n.Heading)},
        )
        return tuple(block for block in merged if not _is_empty(block))

    def raw(self, node: n.RawInline | n.RawBlock) -> None:
        text = node.text.strip()
        if text and not text.startswith("<!--"):
            what = f"{node.format} markup was dropped"
            self.notes.warn("AP208", what, Origin(excerpt=excerpt(text)))

    def link(self, node: n.Link) -> n.Link | n.Inlines:
        url = clean(node.url)
        if not url:
            words = inline_text(node.content)
            self.notes.warn("AP204", "an unsafe link was dropped", Origin(excerpt=excerpt(words)))
            return node.content
        return n.Link(node.content, url, node.title) if node.content else ()

    def listing(self, node: n.CodeBlock) -> n.CodeBlock:
        return relinked(node, lambda link: clean(link.url))

    def image(self, node: n.Image) -> n.Image | n.Inlines:
        if node.src.startswith("data:image/") or not node.src:
            return node
        src = clean_picture(node.src)
        if not src:
            return (n.Text(node.alt),) if node.alt else ()
        return node if src == node.src else replace(node, src=src)

    def section(self, node: n.Section) -> n.Section | n.Blocks:
        """Return a section; a group that only has an id nobody links to is its blocks."""
        if node.role != "group" or node.lang or node.direction or node.title:
            return node
        return node if node.id in self.linked else node.content

    def styled(self, node: n.Styled) -> n.Styled | n.Inlines:
        ident = node.id if node.id in self.linked else ""
        classes = tuple(name for name in node.classes if name not in _NO_CLASSES)
        if not (ident or classes or node.lang or node.direction):
            return node.content
        if not node.content and not ident:
            return ()
        return n.Styled(node.content, node.lang, node.direction, classes, ident)


_NO_CLASSES = frozenset({"anchor", "nolink", "mark", "citation", "math"})
"""Classes pandoc's readers set that mean nothing here."""


def _merged(node: n.Paragraph | n.Plain | n.Heading) -> n.Block:
    content = merge_text(node.content)
    return node if content == node.content else replace(node, content=content)


def _is_empty(block: n.Block) -> bool:
    match block:
        case n.Paragraph(content) | n.Plain(content) | n.Heading(_, content):
            if inline_text(content).strip():
                return False
            return not any(isinstance(node, n.Image | n.Note | n.Math) for node in walk(content))
    return False
