"""Markdown's tokens to blocks: markdown-it parses, this makes the tree.

Fenced sections (`::: bio`) and HTML's `<div class="bio">` are sections with a role; other HTML is
read as a page's is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.article import AssetRef
from articlepress.assets import data_url, local_file
from articlepress.diagnostics import Notes, Origin
from articlepress.readers.markdown.attributes import Attributes, of_braces, of_token
from articlepress.readers.markdown.inlines import Line
from articlepress.readers.markdown.markup import blocks_of_html, closing_tags, opening_tag
from articlepress.readers.markdown.sections import Frame, close
from articlepress.source import Source
from articlepress.urls import clean_picture
from articlepress.walk import inline_text, merge_text

if TYPE_CHECKING:  # 20 ms of CPU that only Markdown pays
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 40
"""Deepest nesting of blocks parsed; deeper text is taken as it stands."""
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_SAID = ("— ", "– ", "― ")
"""How the line that names who said a quotation begins."""


@cache
def parser() -> MarkdownIt:
    """Return the parser with every extension that is read."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    md.use(sub_plugin).use(superscript_plugin)
    return md.use(container_plugin, "section", validate=lambda *_: True)


@dataclass(slots=True)
class Document:
    """One file while it is read: what its text and its front matter's values share."""

    notes: Notes
    source: Source
    assets: dict[str, AssetRef] = field(default_factory=dict)
    footnotes: dict[int, list[Token]] = field(default_factory=dict)
    texts: int = 0
    """Texts read so far, each with notes of its own."""
    _again: set[int] = field(default_factory=set)
    """Numbers of the notes of the text that are marked more than once."""
    _named: set[str] = field(default_factory=set)
    """Names of the notes that stand at a mark."""
    _open_notes: set[int] = field(default_factory=set)

    def blocks(self, text: str) -> n.Blocks:
        """Return the blocks of a text."""
        tokens = parser().parse(text) if text.strip() else []
        before, self.footnotes, self._again = (self.footnotes, self._again), {}, set()
        self.texts += 1
        try:
            return self.tree(self._without_notes(tokens))
        finally:
            self.footnotes, self._again = before

    def line(self, text: str) -> n.Inlines:
        """Return the inlines of a text on one line; blocks in it are joined."""
        out: list[n.Inline] = []
        for token in parser().parseInline(text) if text.strip() else []:
            out += Line(token.children or [], self).all()
        return merge_text(out)

    def tree(self, tokens: Sequence[Token]) -> n.Blocks:
        """Return the blocks of tokens."""
        return Blocks(tokens, self).until("")

    def note(self, ident: int) -> n.Note | None:
        """Return a footnote by its number, or None where it has no text or stands in itself.

        Its further marks have its name alone.
        """
        tokens = self.footnotes.get(ident)
        if tokens is None or ident in self._open_notes:
            return None
        name = f"note-{self.texts}-{ident + 1}" if ident in self._again else ""
        if name in self._named:
            return n.Note((), name)
        self._open_notes.add(ident)
        try:
            content = self.tree(tokens)
        finally:
            self._open_notes.discard(ident)
        if content and name:
            self._named.add(name)
        return n.Note(content, name) if content else None

    def image(self, src: str, alt: str) -> n.Image | None:
        """Return a picture, its bytes registered where they lie beside the file."""
        if src.startswith("data:"):
            ref = data_url(src)
            if ref is None:
                return None
            name = f"picture-{len(self.assets) + 1}"
            self.assets[name] = ref
            return n.Image(name, alt)
        known = clean_picture(src)
        if not known:
            return None
        folder = self.source.folder
        file = local_file(known, folder) if folder else None
        if file is not None:
            self.assets[known] = AssetRef(path=file)
        return n.Image(known, alt)

    def warn(self, code: str, message: str, origin: Origin) -> None:
        """Report what was dropped or not understood."""
        self.notes.warn(code, message, origin)

    def _without_notes(self, tokens: Sequence[Token]) -> list[Token]:
        """Return tokens without the footnotes at their end, which are kept by number."""
        out: list[Token] = []
        inside: list[Token] | None = None
        for token in tokens:
            match token.type:
                case "footnote_open":
                    inside = self.footnotes.setdefault(int(token.meta["id"]), [])
                case "footnote_close":
                    inside = None
                case "footnote_anchor" if token.meta["subId"]:
                    self._again.add(int(token.meta["id"]))
                case "footnote_block_open" | "footnote_block_close" | "footnote_anchor":
                    pass
                case _:
                    (out if inside is None else inside).append(token)
        return out


@dataclass(slots=True)
class Blocks:
    """The tokens of a run of blocks, taken one after the other."""

    tokens: Sequence[Token]
    document: Document
    at: int = 0

    def until(self, end: str) -> n.Blocks:
        """Return blocks up to a closing token, which is taken too; what is left open is closed."""
        frames = [Frame(Attributes())]
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            if token.type == "html_block" and (tag := opening_tag(token.content)) is not None:
                frames.append(Frame(tag))
            elif token.type == "html_block" and (count := closing_tags(token.content)):
                for _ in range(min(count, len(frames) - 1)):
                    close(frames)
            else:
                frames[-1].blocks += self._block(token)
        while len(frames) > 1:
            close(frames)
        return tuple(frames[0].blocks)

    def _block(self, token: Token) -> Iterator[n.Block]:
        match token.type:
            case "paragraph_open":
                content = self._inline("paragraph_close")
                if content:
                    yield n.Plain(content) if token.hidden else _paragraph(content)
            case "heading_open":
                content = self._inline("heading_close")
                if content:
                    yield _heading(content, int(token.tag[1]), of_token(token).id)
            case "blockquote_open":
                yield _quote(self.until("blockquote_close"))
            case "bullet_list_open":
                yield n.BulletList(tuple(self._items("bullet_list_close")))
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                yield n.OrderedList(tuple(self._items("ordered_list_close")), start)
            case "fence" | "code_block":
                yield n.CodeBlock(token.content, _language(token.info))
            case "hr":
                yield n.Rule()
            case "table_open":
                yield self._table()
            case "dl_open":
                yield n.DefinitionList(tuple(self._definitions()))
            case "math_block" | "math_block_label":
                yield n.Paragraph((n.Math(token.content.strip(), display=True),))
            case "container_section_open":
                frames = [Frame(Attributes()), Frame(of_braces(token.info))]
                frames[-1].blocks += self.until("container_section_close")
                close(frames)
                yield from frames[0].blocks
            case "html_block":
                yield from blocks_of_html(token.content, self.document)
            case _:
                pass

    def _items(self, end: str) -> Iterator[n.Blocks]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            if token.type == "list_item_open":
                yield self.until("list_item_close")

    def _definitions(self) -> Iterator[n.Definition]:
        term: n.Inlines = ()
        descriptions: list[n.Blocks] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            match token.type:
                case "dl_close":
                    break
                case "dt_open":
                    if term or descriptions:
                        yield n.Definition(term, tuple(descriptions))
                    term, descriptions = self._inline("dt_close"), []
                case "dd_open":
                    descriptions.append(self.until("dd_close"))
                case _:
                    pass
        if term or descriptions:
            yield n.Definition(term, tuple(descriptions))

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
                    blocks: n.Blocks = (n.Plain(content),) if content else ()
                    header = token.type == "th_open"
                    cells.append(n.Cell(blocks, header, align=_alignment(token)))
                case _:
                    pass
        head = tuple(parts["thead_open"])
        if not any(cell.content for row in head for cell in row.cells):
            head = ()  # the syntax wants a head; an empty one says that there is none
        return n.Table(head, tuple(parts["tbody_open"]))

    def _inline(self, end: str) -> n.Inlines:
        content: n.Inlines = ()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                break
            content = Line(token.children or [], self.document).all()
        return content


def _heading(content: n.Inlines, level: int, ident: str) -> n.Heading:
    """Return a heading; its id stands in braces behind it or in an empty span before it."""
    match content:
        case (n.Styled((), "", "", (), anchor), *rest) if anchor and rest:
            ident, content = anchor, tuple(rest)
    last = content[-1]
    if isinstance(last, n.Text) and (
        found := re.search(r"(?:(?<!\s)\s++)?\{([#.][^{}]*+)\}\s*+$", last.text)
    ):
        attributes = of_braces(found[1])
        ident = attributes.id or ident
        content = merge_text((*content[:-1], n.Text(last.text[: found.start()])))
    return n.Heading(min(level, 5), content, ident)


def _paragraph(content: n.Inlines) -> n.Block:
    match content:
        case (n.Image(),):
            return n.Figure((n.Plain(content),))
    return n.Paragraph(content)


def _quote(blocks: n.Blocks) -> n.Quote:
    last = blocks[-1] if len(blocks) > 1 else None
    if isinstance(last, n.Paragraph) and inline_text(last.content).startswith(_SAID):
        return n.Quote(blocks[:-1], last.content)
    return n.Quote(blocks)


def _language(info: str) -> str:
    if info.lstrip().startswith("{"):
        classes = of_braces(info).classes
        return classes[0] if classes else ""
    return info.split(" ")[0]


def _alignment(token: Token) -> n.Alignment:
    found = _ALIGN.search(str(token.attrGet("style") or ""))
    match found[1] if found else "":
        case "left":
            return "left"
        case "center":
            return "center"
        case "right":
            return "right"
    return ""
