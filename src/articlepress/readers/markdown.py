"""The `markdown` reader: a preface or a note written in CommonMark.

The first heading of level 1 is the title. Markup in HTML is dropped and reported; pictures are
looked up beside the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.assets import local_file
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import NoArticle, SourceError
from articlepress.metadata import Metadata, Provenance
from articlepress.readers import Reader
from articlepress.source import Source
from articlepress.urls import clean, clean_picture
from articlepress.walk import merge_text

if TYPE_CHECKING:  # 20 ms of CPU that only Markdown pays
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class MarkdownReaderOptions:
    """Nothing to choose yet."""


def read(source: Source, options: MarkdownReaderOptions, notes: Notes) -> Iterator[Article]:
    """Yield the one article of a Markdown file.

    Raises:
        SourceError: the bytes are not UTF-8.
        NoArticle: the file holds no text.
    """
    from markdown_it import MarkdownIt  # imported here: 20 ms of CPU

    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", where=source.name, hint="save it as UTF-8") from error
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    tree = _Tree(parser.parse(text), notes, source.folder)
    blocks = list(tree.blocks(""))
    title: n.Inlines = ()
    if blocks and isinstance(first := blocks[0], n.Heading) and first.level == 1:
        title = first.content
        del blocks[0]
    if not blocks and not title:
        raise NoArticle("holds no text", where=source.name)
    below = [_below_title(block) if title else block for block in blocks]
    metadata = Metadata(
        title=title, provenance=Provenance(source.sha256, source.name, "", "markdown")
    )
    yield Article(metadata, tuple(below), tree.assets)


def _below_title(block: n.Block) -> n.Block:
    # `##` under a `#` title is the first level of the tree.
    if isinstance(block, n.Heading):
        return n.Heading(max(1, block.level - 1), block.content, block.id)
    return block


@dataclass(slots=True)
class _Tree:
    """The tokens of a file, taken one after the other."""

    tokens: Sequence[Token]
    notes: Notes
    folder: Path | None
    assets: dict[str, AssetRef] = field(default_factory=dict)
    at: int = 0

    def blocks(self, end: str) -> Iterator[n.Block]:
        """Yield blocks up to a closing token, which is taken too."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[n.Block]:
        match token.type:
            case "paragraph_open":
                content = self._inline("paragraph_close")
                if content:
                    yield n.Plain(content) if token.hidden else _paragraph(content)
            case "heading_open":
                content = self._inline("heading_close")
                if content:
                    yield n.Heading(min(int(token.tag[1]), 5), content)
            case "blockquote_open":
                yield n.Quote(tuple(self.blocks("blockquote_close")))
            case "bullet_list_open":
                yield n.BulletList(tuple(self._items("bullet_list_close")))
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                yield n.OrderedList(tuple(self._items("ordered_list_close")), start)
            case "fence" | "code_block":
                yield n.CodeBlock(token.content, token.info.split(" ")[0])
            case "hr":
                yield n.Rule()
            case "table_open":
                yield self._table()
            case "html_block":
                self._drop(token.content)
            case _:
                pass

    def _items(self, end: str) -> Iterator[n.Blocks]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            if token.type == "list_item_open":
                yield tuple(self.blocks("list_item_close"))

    def _table(self) -> n.Table:
        parts: dict[str, list[n.Row]] = {"thead_open": [], "tbody_open": []}
        part = "tbody_open"
        cells: list[n.Cell] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            match token.type:
                case "table_close":
                    break
                case "thead_open" | "tbody_open":
                    part = token.type
                case "tr_open":
                    cells = []
                case "tr_close":
                    parts[part].append(n.Row(tuple(cells)))
                case "th_open" | "td_open":
                    content = self._inline(token.type.replace("open", "close"))
                    cells.append(n.Cell((n.Plain(content),), header=token.type == "th_open"))
                case _:
                    pass
        return n.Table(tuple(parts["thead_open"]), tuple(parts["tbody_open"]))

    def _inline(self, end: str) -> n.Inlines:
        content: n.Inlines = ()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            content = _Line(token.children or [], self).until("")
        return merge_text(content)

    def _drop(self, markup: str) -> None:
        self.notes.warn("AP208", "HTML in Markdown was dropped", Origin(excerpt=excerpt(markup)))


def _paragraph(content: n.Inlines) -> n.Block:
    match content:
        case (n.Image(),):
            return n.Figure((n.Plain(content),))
    return n.Paragraph(content)


_WRAPS: dict[str, Callable[[n.Inlines], n.Inline]] = {
    "em": n.Emph,
    "strong": n.Strong,
    "s": n.Strikeout,
}


@dataclass(slots=True)
class _Line:
    """The tokens of one line of text."""

    tokens: Sequence[Token]
    tree: _Tree
    at: int = 0

    def until(self, end: str) -> n.Inlines:
        """Return inlines up to a closing token."""
        out: list[n.Inline] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            out += self._node(token)
        return merge_text(out)

    def _node(self, token: Token) -> Iterator[n.Inline]:
        name = token.type.removesuffix("_open")
        match token.type:
            case "text":
                yield n.Text(token.content)
            case "softbreak":
                yield n.Text(" ")
            case "hardbreak":
                yield n.LineBreak()
            case "code_inline":
                yield n.Code(token.content)
            case "em_open" | "strong_open" | "s_open":
                content = self.until(f"{name}_close")
                if content:
                    yield _WRAPS[name](content)
            case "link_open":
                url, content = clean(str(token.attrGet("href") or "")), self.until("link_close")
                title = str(token.attrGet("title") or "")
                kept: n.Inlines = (n.Link(content, url, title),) if url and content else content
                yield from kept
            case "image":
                yield from self._image(token)
            case "html_inline":
                self.tree._drop(token.content)
            case _:
                pass

    def _image(self, token: Token) -> Iterator[n.Image]:
        src = clean_picture(str(token.attrGet("src") or ""))
        if not src:
            return
        file = local_file(src, self.tree.folder) if self.tree.folder else None
        if file is not None:
            self.tree.assets[src] = AssetRef(path=file)
        yield n.Image(src, token.content, str(token.attrGet("title") or ""))


READER = Reader("markdown", (".md", ".markdown"), MarkdownReaderOptions, read, "CommonMark text")
