"""Handlers of block elements: paragraphs, headings, quotations, code, sections.

Each takes the flow and the element and adds blocks. Lists, figures, tables, embeds and notes have
modules of their own.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.readers.html.flow import (
    Flow,
    Handler,
    attribute,
    block_boundary,
    lines_of,
)
from articlepress.readers.html.inlines import cited, language_of, language_wrap
from articlepress.readers.html.line import join_lines, trim_end
from articlepress.readers.html.tags import own
from articlepress.walk import inline_text, merge_text, plain_text, query

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

PULL_QUOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:pull-?_?quote(?:box)?|wp-block-pullquote)", re.I)
_ATTRIBUTION = re.compile(r"^\s*(?:[—–―]|--|~)\s*\S")
ATTRIBUTION_CHARACTERS = 160
"""An attribution is a line; what is longer is text that begins with a dash."""


def paragraph(flow: Flow, tag: Tag) -> None:
    """Read `<p>`."""
    flow.flush()
    flow.anchor(tag)
    wrap = language_wrap(flow, tag) if tag.attrs else None
    inside, flow.in_paragraph = flow.in_paragraph, True
    if wrap is not None:
        flow.line.open(wrap)
    flow.children(tag)
    flow.flush()
    if wrap is not None:
        flow.line.close()
    flow.in_paragraph = inside


def container(flow: Flow, tag: Tag) -> None:
    """Read a `<div>` or `<section>`; one in another language becomes a group."""
    lang, direction = language_of(flow, tag) if tag.attrs else ("", "")
    if not lang and not direction:
        block_boundary(flow, tag)
        return
    flow.flush()
    flow.anchor(tag)
    content = flow.nested(tag)
    if content:
        flow.block(n.Section("group", content, lang=lang, direction=direction))


def heading(flow: Flow, tag: Tag) -> None:
    """Read `<h1>` to `<h6>`; a picture inside stands before it as a figure."""
    flow.flush()
    ident = flow.take_anchor(tag)
    lines, others = lines_of(flow.nested(tag))
    content = _without_permalink(join_lines([_unbold(line) for line in lines]))
    flow.block(*others)
    if content:
        # Levels are the page's own here; `outline` sets them below the article's title.
        flow.block(n.Heading(int(tag.name[1]), content, ident))


def _without_permalink(content: n.Inlines) -> n.Inlines:
    """Return a heading without the sign that links it to itself ("¶", "#"); places stay.

    Documentation shows it under the pointer alone, to copy the address from.
    """
    kept: list[n.Inline] = []
    for node in content:
        if isinstance(node, n.Link) and _is_permalink(node):
            kept += (place for place in query(node.content, n.Styled) if place.id)
        else:
            kept.append(node)
    if len(kept) == len(content) and all(map(operator.is_, kept, content)):
        return content
    for index, node in enumerate(kept):
        if isinstance(node, n.Text):
            kept[index] = n.Text(node.text.lstrip(" "))
        if not isinstance(node, n.Styled) or node.content:
            break
    return trim_end(merge_text(kept))


def _is_permalink(link: n.Link) -> bool:
    words = inline_text(link.content)
    return link.url.startswith("#") and not any(map(str.isalnum, words))


def _unbold(line: n.Inlines) -> n.Inlines:
    """Return a heading's line without the bold that all of it stands in."""
    match line:
        case (n.Strong(content),):
            return content
    return line


def quotation(flow: Flow, tag: Tag) -> None:
    """Read `<blockquote>`: a quotation, with its attribution apart, or a pull quote."""
    flow.flush()
    ident = flow.take_anchor(tag)
    if ident:
        flow.anchors.append(ident)
    content, attribution = split_attribution(flow.nested(tag))
    if PULL_QUOTE_CLASS.search(attribute(tag, "class")):
        flow.block(*pull_quote(content, attribution))
        return
    if not content and not attribution:
        return
    from articlepress.urls import clean, is_absolute

    cite = clean(attribute(tag, "cite"), flow.context.base)
    if not is_absolute(cite):
        cite = ""
    if not content:
        content, attribution = (n.Paragraph(attribution),), ()
    flow.block(n.Quote(content, attribution, cite))


def pull_quote(content: n.Blocks, attribution: n.Inlines) -> n.Blocks:
    """Return a pull quote, taken out of the quotation some themes wrap it in."""
    match content:
        case (n.Quote(inner, inner_attribution),):
            content, attribution = inner, attribution or inner_attribution
        case (n.PullQuote(),):
            return content
    content = tuple(
        n.Paragraph(block.content) if isinstance(block, n.Heading) else block for block in content
    )
    return (n.PullQuote(content, attribution),) if content else ()


def split_attribution(blocks: n.Blocks) -> tuple[n.Blocks, n.Inlines]:
    """Return a quotation's text and the line after it that says whose it is."""
    match blocks[-1:]:
        case (n.Paragraph((n.Styled(words, classes=("attribution",)),)),):
            return blocks[:-1], _without_dash(words)
    if len(blocks) < 2:
        return blocks, ()
    match blocks[-1]:
        case n.Paragraph(content) | n.Plain(content):
            text = inline_text(content)
            if len(text) <= ATTRIBUTION_CHARACTERS and _ATTRIBUTION.match(text):
                return blocks[:-1], _without_dash(content)
    return blocks, ()


def _without_dash(content: n.Inlines) -> n.Inlines:
    """Return an attribution without the dash before it, which is a style's to set."""
    match content:
        case (n.Text(text), *rest):
            bare = text.lstrip(" —–―-~\xa0")
            return (n.Text(bare), *rest) if bare else tuple(rest)
    return content


def cite(flow: Flow, tag: Tag) -> None:
    """Read `<cite>`: a block of its own at a quotation's end names whose it is."""
    parent = tag.parent
    if parent is not None and parent.name == "blockquote" and _is_last(tag):
        attribution(flow, tag)
        return
    cited(flow, tag)


def attribution(flow: Flow, tag: Tag) -> None:
    """Read what names a quotation's source; `quotation` puts it after the text."""
    flow.flush()
    lines, others = lines_of(flow.nested(tag))
    flow.block(*others)
    words = join_lines(lines)
    if words:
        flow.block(n.Paragraph((n.Styled(words, classes=("attribution",)),)))


def footer(flow: Flow, tag: Tag) -> None:
    """Read `<footer>`: at a quotation's end it names whose it is."""
    parent = tag.parent
    if parent is not None and parent.name == "blockquote" and _is_last(tag):
        attribution(flow, tag)
    else:
        container(flow, tag)


def _is_last(tag: Tag) -> bool:
    return not any(str(sibling).strip() for sibling in tag.next_siblings)


def aside(flow: Flow, tag: Tag) -> None:
    """Read `<aside>`: a pull quote by its class, else a sidebar."""
    flow.flush()
    flow.anchor(tag)
    content, attribution = split_attribution(flow.nested(tag))
    if PULL_QUOTE_CLASS.search(attribute(tag, "class")):
        flow.block(*pull_quote(content, attribution))
    elif content:
        content += (n.Paragraph(attribution),) if attribution else ()
        # Pictures beside the text need no box: they have frames and captions.
        if plain_text([block for block in content if not isinstance(block, n.Figure)]):
            flow.block(n.Section("sidebar", content))
        else:
            flow.block(*content)


def details(flow: Flow, tag: Tag) -> None:
    """Read `<details>`: its summary titles a group."""
    flow.flush()
    flow.anchor(tag)
    summary = next((child for child in own(tag) if child.name == "summary"), None)
    title: n.Inlines = ()
    if summary is not None:
        lines, _ = lines_of(flow.nested(summary))
        title = join_lines(lines)
        summary.extract()
    content = flow.nested(tag)
    if title and not content:
        flow.block(n.Paragraph(title))
    elif content:
        flow.block(n.Section("group", content, title))


def rule(flow: Flow, tag: Tag) -> None:
    """Read `<hr>`."""
    flow.anchor(tag)
    flow.block(n.Rule())


def boundary(flow: Flow, tag: Tag) -> None:
    """Read the mark of a block that stood too deep to be kept."""
    flow.flush()


HANDLERS: dict[str, Handler] = {
    "p": paragraph,
    "div": container,
    "section": container,
    "article": container,
    **{f"h{level}": heading for level in range(1, 7)},
    "blockquote": quotation,
    "cite": cite,
    "aside": aside,
    "footer": footer,
    "details": details,
    "hr": rule,
    "paragraph-break": boundary,
}
"""Handlers by tag."""
