"""Markdown's inline tokens, and the HTML tags among them, to inlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from articlepress import nodes as n
from articlepress.diagnostics import Origin, excerpt
from articlepress.readers.markdown.attributes import Attributes, of_token, pixels
from articlepress.readers.markdown.markup import Tag, inline_tag
from articlepress.urls import clean
from articlepress.walk import inline_text, merge_text

if TYPE_CHECKING:
    from markdown_it.token import Token

Wrap = Callable[[n.Inlines], n.Inline]

_MARKS: dict[str, Wrap] = {
    "em": n.Emph, "strong": n.Strong, "s": n.Strikeout, "sub": n.Subscript, "sup": n.Superscript,
}  # fmt: skip
_TAGS: dict[str, Wrap] = {
    "b": n.Strong, "strong": n.Strong, "i": n.Emph, "em": n.Emph, "cite": n.Emph,
    "u": n.Underline, "ins": n.Underline, "s": n.Strikeout, "del": n.Strikeout,
    "strike": n.Strikeout, "sub": n.Subscript, "sup": n.Superscript, "q": n.Quoted,
}  # fmt: skip
_SPAN_CLASSES: dict[str, Wrap] = {
    "smallcaps": n.SmallCaps, "underline": n.Underline, "ul": n.Underline,
}  # fmt: skip
_TRANSPARENT = frozenset({"rb", "small", "big", "font", "abbr", "time", "mark", "kbd", "bdi"})
"""Tags whose words stay and whose meaning has no place here."""


class Pictures(Protocol):
    """What inlines need of the file they stand in."""

    def image(self, src: str, alt: str) -> n.Image | None: ...
    def note(self, ident: int) -> n.Note | None: ...
    def warn(self, code: str, message: str, origin: Origin) -> None: ...


@dataclass(slots=True)
class Line:
    """The tokens of one line of text, taken one after the other."""

    tokens: Sequence[Token]
    document: Pictures
    at: int = 0

    def all(self) -> n.Inlines:
        """Return the inlines of the line."""
        return _trimmed(self._until(len(self.tokens)))

    def _until(self, end: int) -> n.Inlines:
        out: list[n.Inline] = []
        while self.at < end:
            token = self.tokens[self.at]
            self.at += 1
            out += self._node(token)
        return merge_text(out)

    def _inside(self, name: str, step: int = 1) -> n.Inlines:
        """Return what stands between the token just taken and the one that closes it."""
        depth, end = 1, self.at
        while end < len(self.tokens):
            kind = self.tokens[end].type
            depth += (kind == f"{name}_open") - (kind == f"{name}_close")
            if depth == 0:
                break
            end += step
        content = self._until(end)
        self.at = end + 1
        return content

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
            case "em_open" | "strong_open" | "s_open" | "sub_open" | "sup_open":
                content = self._inside(name)
                if content:
                    yield _MARKS[name](content)
            case "link_open":
                yield from self._link(token)
            case "span_open":
                yield from styled(of_token(token), self._inside("span"))
            case "image":
                yield from self._image(token)
            case "math_inline" | "math_inline_double":
                yield n.Math(token.content.strip(), display=token.type != "math_inline")
            case "footnote_ref":
                note = self.document.note(int(token.meta["id"]))
                if note is not None:
                    yield note
            case "html_inline":
                yield from self._html(token)
            case _:
                pass

    def _link(self, token: Token) -> Iterator[n.Inline]:
        href = str(token.attrGet("href") or "")
        url, content = clean(href), self._inside("link")
        if url and content:
            yield n.Link(content, url, str(token.attrGet("title") or ""))
            return
        if href and not url:
            where = Origin(excerpt=excerpt(inline_text(content)))
            self.document.warn("AP204", "an unsafe link was dropped", where)
        yield from content

    def _image(self, token: Token) -> Iterator[n.Inline]:
        alt = inline_text(Line(token.children or [], self.document).all())
        image = self.document.image(str(token.attrGet("src") or ""), alt)
        if image is None:
            if alt:
                yield n.Text(alt)
            return
        sizes = {key: pixels(str(token.attrGet(key) or "")) for key in ("width", "height")}
        title = str(token.attrGet("title") or "")
        yield n.Image(image.src, alt, title, sizes["width"], sizes["height"])

    def _html(self, token: Token) -> Iterator[n.Inline]:
        tag = inline_tag(token.content)
        if tag is None:
            if not token.content.startswith("<!--"):
                self._drop(token.content)
            return
        if tag.name == "br":
            yield n.LineBreak()
        elif tag.name == "wbr":
            yield n.Text("\N{ZERO WIDTH SPACE}")
        elif tag.name == "img":
            yield from self._picture(tag)
        elif not tag.closing and (end := self._closing(tag)) is not None:
            yield from self._element(tag, end)
        elif tag.name not in _TRANSPARENT:
            self._drop(token.content)

    def _closing(self, tag: Tag) -> int | None:
        """Return where a tag is closed inside the same mark, or None."""
        level = self.tokens[self.at - 1].level
        depth = 1
        for position in range(self.at, len(self.tokens)):
            token = self.tokens[position]
            if token.level < level:
                return None
            if token.type != "html_inline" or token.level != level:
                continue
            other = inline_tag(token.content)
            if other is not None and other.name == tag.name:
                depth += -1 if other.closing else 1
                if depth == 0:
                    return position
        return None

    def _element(self, tag: Tag, end: int) -> Iterator[n.Inline]:
        start = self.at
        if tag.name == "ruby":
            yield from self._ruby(end)
            return
        if tag.name in ("code", "tt", "samp"):
            text = "".join(token.content for token in self.tokens[start:end])
            self.at = end + 1
            yield n.Code(text)
            return
        content = self._until(end)
        self.at = end + 1
        if tag.name == "span":
            yield from styled(tag.attributes, content)
        elif tag.name == "a":
            url = clean(tag.attributes.values.get("href", ""))
            if url and content:
                yield n.Link(content, url, tag.attributes.values.get("title", ""))
            else:
                yield from styled(Attributes(tag.attributes.id), content)
        elif tag.name in _TAGS:
            if content:
                yield _TAGS[tag.name](content)
        else:
            if tag.name not in _TRANSPARENT:
                self._drop(f"<{tag.name}>")
            yield from content

    def _ruby(self, end: int) -> Iterator[n.Inline]:
        """Yield base and reading; marks for programs without ruby (`<rp>`) go."""
        base: list[n.Inline] = []
        reading: list[n.Inline] = []
        while self.at < end:
            token = self.tokens[self.at]
            tag = inline_tag(token.content) if token.type == "html_inline" else None
            self.at += 1
            close = self._closing(tag) if tag is not None and not tag.closing else None
            if tag is not None and close is not None and tag.name in ("rt", "rp"):
                content = self._until(close)
                self.at = close + 1
                reading += content if tag.name == "rt" else ()
            elif tag is None or close is not None:
                base += self._node(token)
        self.at = end + 1
        if base and reading:
            yield n.Ruby(merge_text(base), merge_text(reading))
        else:
            yield from (*base, *reading)

    def _picture(self, tag: Tag) -> Iterator[n.Inline]:
        values = tag.attributes.values
        alt = values.get("alt", "")
        image = self.document.image(values.get("src", ""), alt)
        if image is not None:
            width, height = pixels(values.get("width", "")), pixels(values.get("height", ""))
            yield n.Image(image.src, alt, values.get("title", ""), width, height)
        elif alt:
            yield n.Text(alt)

    def _drop(self, markup: str) -> None:
        where = Origin(excerpt=excerpt(markup))
        self.document.warn("AP208", "HTML in Markdown was dropped", where)


def styled(attributes: Attributes, content: n.Inlines) -> Iterator[n.Inline]:
    """Yield a span with what it says of its words; the words alone where it says nothing."""
    classes = attributes.classes
    wrap = next((_SPAN_CLASSES[name] for name in classes if name in _SPAN_CLASSES), None)
    if wrap is not None and content:
        yield wrap(content)
    elif classes or attributes.id or attributes.lang or attributes.direction:
        if content or attributes.id:
            yield n.Styled(content, attributes.lang, attributes.direction, classes, attributes.id)
    else:
        yield from content


def _trimmed(content: n.Inlines) -> n.Inlines:
    """Return inlines without the break or space that ends a paragraph in nothing."""
    out = list(content)
    while out and (isinstance(out[-1], n.LineBreak) or out[-1] == n.Text(" ")):
        out.pop()
    return tuple(out)
