"""One line of inlines, laid out as a browser does: runs of white space are one space, none at the
ends, and the space between two words outlives every tag between them.

Takes characters, nodes and the opening and closing of spans; gives inlines in normal form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from articlepress import nodes as n

Wrap = Callable[[n.Inlines], n.Inline]

_SPACES = re.compile(r"[ \t\n\r\f]+")  # CSS Text 3: only these collapse; no-break spaces stay
_INVISIBLE = "\ufeff\u200b\u00ad\u2060"
_INDENT = "\xa0\u3000\u2002\u2003\u2009 " + _INVISIBLE
"""Characters that pages use to indent or pad; at the ends of a line they say nothing."""


@dataclass(slots=True)
class Frame:
    """An open span: how it wraps its content, and the content so far."""

    wrap: Wrap | None
    out: list[n.Inline] = field(default_factory=list)


class Line:
    """Inlines being laid out. Spaces and breaks are held back until content follows them."""

    __slots__ = ("_breaks", "_frames", "_fresh", "_space", "has_picture", "verbatim")

    def __init__(self, wraps: tuple[Wrap, ...] = ()) -> None:
        self._frames = [Frame(None), *(Frame(wrap) for wrap in wraps)]
        self._space = False
        self._fresh = True
        self._breaks = 0
        self.has_picture = False
        self.verbatim = 0

    @property
    def is_empty(self) -> bool:
        """No content since the line began."""
        return self._fresh

    @property
    def breaks(self) -> int:
        """Line breaks waiting for content."""
        return self._breaks

    @property
    def wraps(self) -> tuple[Wrap, ...]:
        """The open spans, outermost first."""
        return tuple(frame.wrap for frame in self._frames if frame.wrap is not None)

    def text(self, raw: str) -> None:
        """Add characters as they stand in the page."""
        text = _SPACES.sub(" ", raw)
        if text == " ":
            self._space = True
            return
        if not text:
            return
        if text[0] == " ":
            self._space = True
            text = text[1:]
        ends = text[-1] == " "
        if ends:
            text = text[:-1]
        if self._fresh or self._breaks:
            text = text.lstrip(_INDENT)
            if not text:
                self._space = self._space or ends
                return
        self._settle()
        out = self._frames[-1].out
        if self.verbatim:
            out.append(n.Code(text))
        elif out and type(out[-1]) is n.Text:
            out[-1] = n.Text(out[-1].text + text)
        else:
            out.append(n.Text(text))
        self._space = ends

    def add(self, node: n.Inline) -> None:
        """Add a node that stands in the line like a character."""
        self._settle()
        self._frames[-1].out.append(node)

    def space(self) -> None:
        """Part what comes from what was, as a space does."""
        self._space = True

    def line_break(self) -> None:
        """Start a new line; at a line's ends this says nothing."""
        if not self._fresh:
            self._breaks += 1

    def open(self, wrap: Wrap) -> None:
        self._frames.append(Frame(wrap))

    def close(self) -> None:
        frame = self._frames.pop()
        if frame.out and frame.wrap is not None:
            self._frames[-1].out.append(frame.wrap(tuple(frame.out)))

    def take(self) -> n.Inlines:
        """Return the line and start the next; open spans stay open."""
        if self._fresh:
            self._space, self._breaks = False, 0
            return ()
        for index in range(len(self._frames) - 1, 0, -1):
            frame = self._frames[index]
            if frame.out and frame.wrap is not None:
                self._frames[index - 1].out.append(frame.wrap(tuple(frame.out)))
            frame.out = []
        base = self._frames[0]
        inlines, base.out = tuple(base.out), []
        self._space, self._breaks, self._fresh = False, 0, True
        return trim_end(inlines)

    def _settle(self) -> None:
        """Put the break or space that was held back before the content that comes now."""
        if self._breaks:
            self._outermost().append(n.LineBreak())
        elif self._space and not self._fresh:
            out = self._outermost()
            if out and type(out[-1]) is n.Text:
                out[-1] = n.Text(out[-1].text + " ")
            else:
                out.append(n.Text(" "))
        self._space, self._breaks, self._fresh = False, 0, False

    def _outermost(self) -> list[n.Inline]:
        """Return where a space belongs: outside the spans that have just been opened."""
        index = len(self._frames) - 1
        while index and not self._frames[index].out:
            index -= 1
        return self._frames[index].out


def trim_end(inlines: n.Inlines) -> n.Inlines:
    """Return inlines without padding, breaks and spans emptied by it at their end."""
    while inlines:
        last = inlines[-1]
        after = _trimmed(last)
        if after is last:
            return inlines
        if after is not None:
            return (*inlines[:-1], after)
        inlines = inlines[:-1]
    return inlines


def _trimmed(node: n.Inline) -> n.Inline | None:
    match node:
        case n.Text(text):
            rest = text.rstrip(_INDENT)
            return node if rest == text else (n.Text(rest) if rest else None)
        case n.LineBreak():
            return None
        case n.Emph(content):
            return _with(node, content, n.Emph)
        case n.Strong(content):
            return _with(node, content, n.Strong)
        case n.Link(content, url, title):
            return _with(node, content, lambda kept: n.Link(kept, url, title))
        case _:
            return node


def _with(node: n.Inline, content: n.Inlines, wrap: Wrap) -> n.Inline | None:
    kept = trim_end(content)
    if kept is content:
        return node
    return wrap(kept) if kept else None


def join_lines(lines: list[n.Inlines]) -> n.Inlines:
    """Return several lines as one run, parted by line breaks."""
    out: list[n.Inline] = []
    for line in lines:
        if not line:
            continue
        if out:
            out.append(n.LineBreak())
        out.extend(line)
    return tuple(out)
