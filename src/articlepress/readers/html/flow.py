"""A run of blocks being built: text gathers in a line, block elements end it.

The handlers (`blocks`, `inlines`, `figures`, …) write into a `Flow`; what all of one article's
flows share stands in its `Context`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.readers.html.lifted import lift_pictures
from articlepress.readers.html.line import Line, Wrap
from articlepress.readers.html.pictures import Pictures

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

    from articlepress.readers.html.notes import Footnotes

Handler = Callable[["Flow", "Tag"], None]

_RULE = re.compile(r"(?:[*＊⁂•·~_—–\-=#✻❦]\s*){3,}|⁂|❦|✻|[*＊]\s+[*＊]")
"""A paragraph that is a row of ornaments is a thematic break."""
_ORNAMENTS = "*＊⁂•·~_—–-=#✻❦"


@dataclass(slots=True)
class Context:
    """What one article's flows share."""

    handlers: Mapping[str, Handler]
    notes: Notes
    pictures: Pictures
    footnotes: Footnotes
    base: str = ""
    """Address relative links are resolved against."""
    page_url: str = ""
    """The page's own address without a fragment: a link to it with one is internal."""
    language: str = ""
    ids: Mapping[str, Tag] = field(default_factory=dict)
    fallbacks: bool = False
    """Whether a `<noscript>` stands among the tags."""


class Flow:
    """Blocks in the making. `plain` flows (items, cells) hold bare text as `Plain`."""

    __slots__ = ("anchors", "blocks", "context", "in_paragraph", "line", "plain")

    def __init__(self, context: Context, wraps: tuple[Wrap, ...] = (), *, plain: bool = False):
        self.context = context
        self.line = Line(wraps)
        self.plain = plain
        self.blocks: list[n.Block] = []
        self.in_paragraph = False
        self.anchors: list[str] = []

    def children(self, tag: Tag) -> None:
        """Read everything inside an element."""
        handlers, consumed = self.context.handlers, self.context.footnotes.consumed
        for child in tag.contents:
            name: str | None = child.name  # type: ignore[attr-defined]
            if name is None:
                self.text(child)  # type: ignore[arg-type]
            elif not consumed or id(child) not in consumed:
                handlers.get(name, block_boundary)(self, child)  # type: ignore[arg-type]

    def read(self, child: Tag) -> None:
        """Read one node, text or element."""
        if child.name is None:
            self.text(str(child))
        elif id(child) not in self.context.footnotes.consumed:
            self.context.handlers.get(child.name, block_boundary)(self, child)

    def text(self, raw: str) -> None:
        line = self.line
        if (line.breaks > 1 or self.anchors) and raw.strip():
            self._before_content()
        line.text(raw)

    def inline(self, node: n.Inline) -> None:
        if self.line.breaks > 1 or self.anchors:
            self._before_content()
        if type(node) is n.Image:
            self.line.has_picture = True
        self.line.add(node)

    def _before_content(self) -> None:
        if self.line.breaks > 1:  # a blank line parts paragraphs
            self.flush()
        anchors, self.anchors = self.anchors, []
        for ident in anchors:
            self.line.add(n.Styled(id=ident))

    def flush(self) -> None:
        """End the paragraph under way."""
        line = self.line
        if line.is_empty:
            line.space, line.breaks = False, 0
            return
        has_picture, line.has_picture = line.has_picture, False
        inlines = line.take()
        if not inlines:
            return
        if has_picture:
            for part in lift_pictures(inlines):
                if isinstance(part, n.Figure):
                    self.blocks.append(part)
                else:
                    self._paragraph(part)
            return
        self._paragraph(inlines)

    def _paragraph(self, inlines: n.Inlines) -> None:
        if len(inlines) == 1 and type(inlines[0]) is n.Text and _is_rule(inlines[0].text):
            self.blocks.append(n.Rule())
        elif self.plain and not self.in_paragraph:
            self.blocks.append(n.Plain(inlines))
        else:
            self.blocks.append(n.Paragraph(inlines))

    def block(self, *blocks: n.Block) -> None:
        """End the paragraph under way and add blocks after it."""
        self.flush()
        self.blocks.extend(blocks)

    def anchor(self, tag: Tag) -> None:
        """Let the next content carry the element's id, when a link points to it."""
        ident = tag.attrs.get("id")
        if ident and ident not in self.context.footnotes.spent:
            self.anchors.append(str(ident))

    def take_anchor(self, tag: Tag) -> str:
        """Return the id a block of its own carries: the element's, or one waiting before it."""
        ident = tag.attrs.get("id")
        if ident:
            return str(ident)
        return self.anchors.pop() if self.anchors else ""

    def nested(self, tag: Tag, *, plain: bool = False) -> n.Blocks:
        """Return an element's content as blocks of its own, in the spans open around it."""
        inner = Flow(self.context, self.line.wraps, plain=plain)
        inner.children(tag)
        return inner.finish()

    def finish(self) -> n.Blocks:
        """Return the blocks; nothing is added after."""
        self.flush()
        return tuple(self.blocks)


def _is_rule(text: str) -> bool:
    """Tell whether a paragraph's text is a row of ornaments."""
    return text[0] in _ORNAMENTS and _RULE.fullmatch(text) is not None


def block_boundary(flow: Flow, tag: Tag) -> None:
    """Read an element that says no more than where blocks begin and end."""
    flow.flush()
    flow.anchor(tag)
    flow.children(tag)
    flow.flush()


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's value, or an empty string."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def as_lines(blocks: n.Blocks) -> n.Blocks:
    """Return an item's or cell's blocks with bare texts that follow one another made lines of one.

    `<li><div>Range</div><div>300 miles</div></li>` shows two lines; two bare texts in a row would
    be written as one.
    """
    if not any(map(_are_bare, blocks, blocks[1:])):
        return blocks
    out: list[n.Block] = []
    for block in blocks:
        match out, block:
            case [*_, n.Plain(before)], n.Plain(content):
                out[-1] = n.Plain((*before, n.LineBreak(), *content))
            case _:
                out.append(block)
    return tuple(out)


def _are_bare(one: n.Block, other: n.Block) -> bool:
    return isinstance(one, n.Plain) and isinstance(other, n.Plain)


def lines_of(blocks: n.Blocks) -> tuple[list[n.Inlines], list[n.Block]]:
    """Return the lines of text among blocks, and the blocks that are more than a line."""
    lines: list[n.Inlines] = []
    others: list[n.Block] = []
    for block in blocks:
        match block:
            case n.Plain(content) | n.Paragraph(content) | n.Heading(_, content):
                lines.append(content)
            case n.LineBlock(verses):
                lines.extend(verses)
            case n.Section(_, content, title):
                inner, more = lines_of(content)
                lines += [title, *inner]
                others += more
            case n.BulletList(items) | n.OrderedList(items):
                for item in items:
                    inner, more = lines_of(item)
                    lines += inner
                    others += more
            case n.Quote(content, attribution) | n.PullQuote(content, attribution):
                inner, more = lines_of(content)
                lines += [*inner, attribution]
                others += more
            case _:
                others.append(block)
    return lines, others
