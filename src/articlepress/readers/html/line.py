"""One line of inlines, laid out as a browser does: runs of white space are one space, none at the
ends, and the space between two words outlives every tag between them. A no-break space beside
another space is that run's too: `&nbsp; ` is how editors in browsers write a second press of the
space bar, and no typesetter's gap.

Takes characters, nodes and the opening and closing of spans; gives inlines in normal form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from articlepress import nodes as n

Wrap = Callable[[n.Inlines], n.Inline]

_SPACES = re.compile("  +")
_INVISIBLE = "\ufeff\u200b\u00ad\u2060"
_INDENT = "\xa0\u3000\u2002\u2003\u2009 " + _INVISIBLE
"""Characters that pages use to indent or pad; at the ends of a line they say nothing."""
_JOINERS = "\u200c\u200d"
"""They shape the letters beside them; alone, as Webflow's editor leaves them, they say nothing."""
_PADDING = _INDENT + _JOINERS
_SPACE_KINDS = " \xa0"
_CLOSING = ":;!?»"
"""Marks that French sets a no-break space before: of a run there, that one is kept."""
_GAP = re.compile(f"[{_SPACE_KINDS}]{{2,}}+")


@dataclass(slots=True)
class Frame:
    """An open span: how it wraps its content, and the content so far."""

    wrap: Wrap | None
    out: list[n.Inline] = field(default_factory=list)


class Line:
    """Inlines being laid out. Spaces and breaks are held back until content follows them."""

    __slots__ = ("_frames", "breaks", "has_picture", "is_empty", "space", "verbatim")

    def __init__(self, wraps: tuple[Wrap, ...] = ()) -> None:
        self._frames = [Frame(None), *(Frame(wrap) for wrap in wraps)]
        self.space = ""
        """White space that waits for content: a space, a no-break space, or both."""
        self.is_empty = True
        """No content since the line began."""
        self.breaks = 0
        """Line breaks waiting for content."""
        self.has_picture = False
        self.verbatim = 0

    @property
    def wraps(self) -> tuple[Wrap, ...]:
        """The open spans, outermost first."""
        if len(self._frames) == 1:
            return ()
        return tuple(frame.wrap for frame in self._frames if frame.wrap is not None)

    def text(self, raw: str) -> None:
        """Add characters as they stand in the page."""
        text = collapse(raw)
        if not text.isascii() and not self.verbatim:
            text = composed(text)
        kinds = " " if self.verbatim or "\xa0" not in text else _SPACE_KINDS
        rest = text.lstrip(kinds)
        words = rest.rstrip(kinds)
        before, after = text[: len(text) - len(rest)], rest[len(words) :]
        if words and (self.is_empty or self.breaks) and words[0] in _PADDING:
            words = words.lstrip(_INDENT)
            if not words.strip(_PADDING):
                words = ""
        if before:
            self.wait(before)
        if words:
            self._words(words if kinds == " " else _single_spaced(words))
        if after:
            self.wait(after)

    def _words(self, words: str) -> None:
        if self.space or self.breaks or self.is_empty:
            self._settle(words[0])
        out = self._frames[-1].out
        if self.verbatim:
            out.append(n.Code(words))
        elif out and type(out[-1]) is n.Text:
            out[-1] = n.Text(out[-1].text + words)
        else:
            out.append(n.Text(words))

    def wait(self, white: str) -> None:
        """Hold white space back until content follows."""
        run = self.space + white
        self.space = run if len(run) < 2 else "\xa0 " if "\xa0" in run else " "

    def add(self, node: n.Inline) -> None:
        """Add a node that stands in the line like a character."""
        self._settle()
        self._frames[-1].out.append(node)

    def line_break(self) -> None:
        """Start a new line; at a line's ends this says nothing."""
        if not self.is_empty:
            self.breaks += 1

    def open(self, wrap: Wrap) -> None:
        self._frames.append(Frame(wrap))

    def close(self) -> None:
        frame = self._frames.pop()
        if frame.out and frame.wrap is not None:
            self._frames[-1].out.append(frame.wrap(tuple(frame.out)))

    def take(self) -> n.Inlines:
        """Return the line and start the next; open spans stay open."""
        if self.is_empty:
            self.space, self.breaks = "", 0
            return ()
        frames = self._frames
        for index in range(len(frames) - 1, 0, -1):
            frame = frames[index]
            if frame.out and frame.wrap is not None:
                frames[index - 1].out.append(frame.wrap(tuple(frame.out)))
            frame.out = []
        base = frames[0]
        inlines, base.out = tuple(base.out), []
        self.space, self.breaks, self.is_empty = "", 0, True
        return trim_end(inlines)

    def _settle(self, follows: str = "") -> None:
        """Put the break or space that was held back before the content that comes now."""
        if self.breaks:
            self._outermost().append(n.LineBreak())
        elif self.space and not self.is_empty:
            out = self._outermost()
            space = _one_space(self.space, follows)
            if out and type(out[-1]) is n.Text:
                out[-1] = n.Text(out[-1].text + space)
            else:
                out.append(n.Text(space))
        self.space, self.breaks, self.is_empty = "", 0, False

    def _outermost(self) -> list[n.Inline]:
        """Return where a space belongs: outside the spans that have just been opened."""
        index = len(self._frames) - 1
        while index and not self._frames[index].out:
            index -= 1
        return self._frames[index].out


def composed(text: str) -> str:
    """Return the text with each accent as one character with its letter (NFC), as fonts, search and
    HTML want it. seen: words that came by way of a Mac's file names or a PDF.
    """
    # Asked first: nine texts of ten beyond ASCII are so already, and come back as they are.
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def collapse(raw: str) -> str:
    """Return characters with each run of white space made one space.

    CSS Text 3: only these five collapse. A pattern of all five would replace every space of a text
    by itself.
    """
    text = raw.replace("\n", " ").replace("\t", " ")
    if "\r" in text or "\f" in text:
        text = text.replace("\r", " ").replace("\f", " ")
    return _SPACES.sub(" ", text) if "  " in text else text


def _one_space(run: str, follows: str) -> str:
    """Return the one space that a run of them is, before the character that follows."""
    kept = run == "\xa0" or ("\xa0" in run and follows != "" and follows in _CLOSING)
    return "\xa0" if kept else " "


def _single_spaced(words: str) -> str:
    """Return words with each run of spaces, no-break ones among them, made one."""
    return _GAP.sub(lambda gap: _one_space(gap[0], words[gap.end() : gap.end() + 1]), words)


_BEGIN, _END = frozenset('"“„«»「『‘'), frozenset('"”“»«」』’')
"""Marks a quotation begins and ends with; languages turn some of them round."""


def is_in_quotes(words: str) -> bool:
    """Tell whether words have quotation marks of their own around them."""
    words = words.strip()
    return len(words) > 1 and words[0] in _BEGIN and words[-1] in _END


def trim_end(inlines: n.Inlines) -> n.Inlines:
    """Return inlines without padding, breaks and spans emptied by it at their end."""
    while inlines:
        last = inlines[-1]
        if type(last) is n.Text and last.text[-1] not in _INDENT:
            return inlines
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
