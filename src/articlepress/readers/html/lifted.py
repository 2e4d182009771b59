"""Where a picture goes that a page has inside a paragraph.

Takes a paragraph's inlines, gives its lines of text and the figures before and between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articlepress import nodes as n
from articlepress.page.picture_address import leads_to_picture
from articlepress.readers.html.line import trim_end
from articlepress.walk import inline_text, merge_text

ICON_PX = 40
"""A picture this high or wide stands in the line like a letter."""


def lift_pictures(inlines: n.Inlines) -> list[n.Figure | n.Inlines]:
    """Return a paragraph as figures and the lines of text between them.

    Icons stay in the line. A picture before the text, or inside a sentence, goes before the
    paragraph; one after it, or on a line of its own, stays where it is.
    """
    parts: list[n.Figure | n.Inlines] = []
    text: list[n.Inline] = []
    before: list[n.Figure] = []

    def end_text(following: list[n.Figure]) -> None:
        line = _trim_line(text)
        parts.extend(before)
        if line:
            parts.append(line)
        parts.extend(following)
        before.clear()
        text.clear()

    items = _split(inlines)
    for index, item in enumerate(items):
        if not isinstance(item, n.Figure):
            text.append(item)
            continue
        rest = items[index + 1 :]
        if _stands_alone(text, rest):
            end_text([item])
        else:
            before.append(item)
            text.append(n.Text(" "))
    end_text([])
    return parts


def _stands_alone(before: list[n.Inline], after: list[n.Inline | n.Figure]) -> bool:
    """Tell whether a picture stands at an end of its paragraph, or on a line of its own."""
    if not _has_words(before) or not _has_words(after):
        return True
    return isinstance(before[-1], n.LineBreak) and isinstance(after[0], n.LineBreak)


def _has_words(items: list[n.Inline] | list[n.Inline | n.Figure]) -> bool:
    return any(
        not isinstance(item, n.Figure)
        and (inline_text((item,)).strip() != "" or isinstance(item, n.Note | n.Image))
        for item in items
    )


def _split(inlines: n.Inlines) -> list[n.Inline | n.Figure]:
    """Return inlines with each picture that is no icon taken out as a figure."""
    out: list[n.Inline | n.Figure] = []
    for node in inlines:
        if isinstance(node, n.Image):
            out.append(node if is_icon(node) else n.Figure((n.Plain((node,)),)))
            continue
        content = getattr(node, "content", ())
        if isinstance(node, n.Note) or not any(
            isinstance(inner, n.Image) and not is_icon(inner) for inner in _walk(content)
        ):
            out.append(node)
            continue
        out.extend(_split_span(node, content))
    return out


def _split_span(node: n.Inline, content: n.Inlines) -> Iterator[n.Inline | n.Figure]:
    """Yield the figures and the text of a span that holds pictures."""
    import dataclasses  # imported here: only spans around pictures are rebuilt

    run: list[n.Inline] = []
    for item in [*_split(content), None]:
        if item is not None and not isinstance(item, n.Figure):
            run.append(item)
            continue
        if inline_text(run).strip() or any(isinstance(inner, n.Image) for inner in run):
            yield dataclasses.replace(node, content=tuple(run))  # type: ignore[arg-type]
        elif run and inline_text(run):
            yield n.Text(" ")
        run = []
        if isinstance(item, n.Figure):
            yield _linked(item, node) if isinstance(node, n.Link) else item


def _linked(figure: n.Figure, link: n.Link) -> n.Figure:
    """Return the figure with its picture linked, unless the link leads to the picture itself."""
    match figure.content:
        case (n.Plain((n.Image() as image,)),) if not leads_to_picture(link.url):
            return n.Figure((n.Plain((n.Link((image,), link.url, link.title),)),))
    return figure


def _walk(inlines: n.Inlines) -> Iterator[n.Inline]:
    for node in inlines:
        yield node
        if not isinstance(node, n.Note):
            yield from _walk(getattr(node, "content", ()))


def is_icon(image: n.Image) -> bool:
    """Tell whether a picture stands in the line like a letter."""
    sizes = [size for size in (image.width_px, image.height_px) if size is not None]
    return bool(sizes) and min(sizes) <= ICON_PX


def _trim_line(items: list[n.Inline]) -> n.Inlines:
    """Return a line without the breaks and spaces that stood beside a picture, in normal form."""
    line = _single_spaces(merge_text(items))
    while line and (
        isinstance(line[0], n.LineBreak)
        or (isinstance(line[0], n.Text) and not line[0].text.strip())
    ):
        line = line[1:]
    if line and isinstance(line[0], n.Text):
        line = (n.Text(line[0].text.lstrip(" ")), *line[1:])
    return trim_end(line)


def _single_spaces(inlines: n.Inlines) -> n.Inlines:
    return tuple(
        n.Text(re.sub(" {2,}", " ", node.text)) if isinstance(node, n.Text) else node
        for node in inlines
    )
