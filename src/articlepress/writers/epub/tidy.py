"""A tree made fit for a book's XHTML: ids unique, links that lead somewhere, headings in steps.

Each rule here is one that epubcheck or Ace would otherwise report. Words never change; what had to
give way (a link to nowhere, a formula that is no XML) is a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from articlepress import nodes as n
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.listings import reanchored, relinked
from articlepress.walk import PAGE_IDS, ids_of, inline_text, query, transform, walk
from articlepress.writers.epub.addresses import book_url
from articlepress.writers.epub.mathml import safe_mathml
from articlepress.writers.epub.package import xml_text

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_CHAPTER_IDS = re.compile(rf"{PAGE_IDS.pattern}|h-\d+")
"""Ids that a page gives its own parts, and those of headings without one."""
_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading as the contents page lists it."""

    level: int
    text: str
    id: str


@dataclass(slots=True)
class Tidy:
    """One chapter's pass: what it may ask, and what it collects."""

    notes: Notes
    inside: Callable[[str], str]
    """Gives the place in this book (`chapter-3.xhtml`, `#part`) of an absolute URL, or ''."""
    shows: Callable[[n.Image], bool]
    """Tells whether the book has the picture."""
    headlines: list[Headline] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Ids of the tree to ids of the chapter."""
    given: set[str] = field(default_factory=set)
    """Ids that stand on an element already."""
    outline: list[tuple[int, int]] = field(default_factory=list)
    """Open headings: level in the tree, level in the book."""


def tidied(blocks: n.Blocks, nodes: Iterable[n.Node], tidy: Tidy) -> n.Blocks:
    """Return the blocks fit for XHTML, the same object where nothing had to change.

    `nodes` are those of the blocks, in reading order: each chapter is walked once.
    """
    _collect_names(nodes, tidy)
    notes = (node for node in nodes if isinstance(node, n.Note))
    if any(next(query(note.content, n.Heading), None) for note in notes):
        blocks = transform(blocks, {n.Note: _note})
    return transform(blocks, _handlers(tidy))


def tidied_inlines(content: n.Inlines, tidy: Tidy) -> n.Inlines:
    """Return a title or caption fit for XHTML."""
    return transform(content, _handlers(tidy)) if content else content


def _handlers(tidy: Tidy) -> dict[type, Callable[[Any], Any]]:
    # Any: each handler takes its own node class.
    return {
        n.Heading: lambda node: _heading(node, tidy),
        n.Table: lambda node: _identified(node, tidy),
        n.Figure: lambda node: _figure(node, tidy),
        n.Section: lambda node: _identified(_languaged(node), tidy),
        n.Styled: lambda node: _identified(_languaged(node), tidy),
        n.Link: lambda node: _link(node, tidy),
        n.CodeBlock: lambda node: _listing(node, tidy),
        n.Math: lambda node: _math(node, tidy),
        n.DefinitionList: _list,
        n.BulletList: _list,
        n.OrderedList: _list,
        n.Embed: lambda node: _embed(node, tidy),
        n.Quote: _quote,
    }


def _collect_names(nodes: Iterable[n.Node], tidy: Tidy) -> None:
    """Give every id of the tree the id it has in the chapter: an XML name, no other's."""
    used = set(tidy.names.values())
    for node in nodes:
        for ident in ids_of(node):
            _name(ident, used, tidy)


def _name(ident: str, used: set[str], tidy: Tidy) -> None:
    """Give one id its name, unless an equal one has it already."""
    if ident in tidy.names:
        return
    name = ident if _NAME.fullmatch(ident) else "x-" + _UNFIT.sub("-", ident)
    name = "x-" + name if _CHAPTER_IDS.fullmatch(name) else name
    fresh, number = name, 1
    while fresh in used:
        number += 1
        fresh = f"{name}-{number}"
    used.add(fresh)
    tidy.names[ident] = fresh


def _claim(ident: str, tidy: Tidy) -> str:
    """Return the chapter's id for a node, or '' where an earlier node has it already."""
    name = tidy.names.get(ident, "")
    if not name or name in tidy.given:
        return ""
    tidy.given.add(name)
    return name


def _identified(node: Any, tidy: Tidy) -> Any:  # Any: every class with an id
    name = _claim(node.id, tidy) if node.id else ""
    return node if name == node.id else replace(node, id=name)


def _languaged(node: Any) -> Any:  # Any: Section and Styled
    if not node.lang or _LANGUAGE.fullmatch(node.lang):
        return node
    return replace(node, lang="")


def _heading(heading: n.Heading, tidy: Tidy) -> n.Block | None:
    label = _label(heading.content)
    if not label:
        # Ace: empty-heading. A picture without words is no heading either.
        return n.Paragraph(heading.content) if heading.content else None
    outline = tidy.outline
    while outline and outline[-1][0] >= heading.level:
        outline.pop()
    level = min(outline[-1][1] + 1 if outline else 1, 5)
    outline.append((heading.level, level))
    name = _claim(heading.id, tidy) or f"h-{len(tidy.headlines) + 1}"
    tidy.headlines.append(Headline(level, label, name))
    if level == heading.level and name == heading.id:
        return heading
    return n.Heading(level, heading.content, name)


def _figure(figure: n.Figure, tidy: Tidy) -> n.Figure | None:
    if not figure.caption and not figure.credit and _is_empty(figure.content, tidy):
        return None
    kept: n.Figure = _identified(figure, tidy)
    return kept


def _is_empty(blocks: n.Blocks, tidy: Tidy) -> bool:
    for node in walk(blocks):
        match node:
            case n.Text(text) | n.Code(text) | n.CodeBlock(text):
                if text.strip():
                    return False
            case n.Image():
                if node.alt or tidy.shows(node):
                    return False
            case n.Math() | n.Embed() | n.Rule() | n.Table():
                return False
            case _:
                pass
    return True


def _list(node: Any) -> Any:  # Any: three classes of list
    return node if node.items else None


def _quote(quote: n.Quote) -> n.Quote:
    if not quote.cite_url:
        return quote
    url = book_url(quote.cite_url)
    # epubcheck takes the source of a quotation for something to load, and wants that by HTTPS.
    url = url if url.startswith("https://") else ""
    return quote if url == quote.cite_url else replace(quote, cite_url=url)


def _embed(embed: n.Embed, tidy: Tidy) -> n.Embed:
    url = _target(embed.url, tidy)
    return embed if url == embed.url else replace(embed, url=url)


def _note(note: n.Note) -> n.Note:
    # Notes stand after the text, where a heading of theirs would belong to the last section.
    bold = transform(note.content, {n.Heading: _bold})
    return note if bold is note.content else replace(note, content=bold)


def _bold(heading: n.Heading) -> n.Paragraph:
    return n.Paragraph((n.Strong(heading.content),))


def _link(link: n.Link, tidy: Tidy) -> n.Inline | n.Inlines:
    content, notes = _without_nested(link.content)
    url = _live_target(link.url, inline_text(content), tidy)
    if not url or not _label(content):
        # Ace (link-name): a link nobody can name is no link.
        return (*content, *notes)
    kept = link
    if url != link.url or content is not link.content:
        kept = replace(link, url=url, content=content)
    return (kept, *notes) if notes else kept


def _without_nested(content: n.Inlines) -> tuple[n.Inlines, n.Inlines]:
    """Return a link's content without links and notes inside, and those notes."""
    nested = [node for node in walk(content) if isinstance(node, n.Link | n.Note)]
    if not nested:
        return content, ()
    notes = tuple(node for node in nested if isinstance(node, n.Note))
    flat = transform(
        content,
        {n.Link: lambda inner: inner.content, n.Note: lambda _: None},
    )
    return flat, notes


def _listing(block: n.CodeBlock, tidy: Tidy) -> n.CodeBlock:
    named = reanchored(block, lambda anchor: _identified(anchor, tidy))
    return relinked(
        named, lambda link: _live_target(link.url, block.text[link.start : link.end], tidy)
    )


def _live_target(url: str, words: str, tidy: Tidy) -> str:
    """Return a link's `_target`; one that leads nowhere is reported with its words."""
    target = _target(url, tidy)
    if url and not target:
        message = f"link to {url!r} leads nowhere in the book; its words stay"
        tidy.notes.info("AP502", message, Origin(excerpt=excerpt(words)))
    return target


def _target(url: str, tidy: Tidy) -> str:
    """Return where the link goes from the chapter, or '' where it can go nowhere."""
    if url.startswith("#"):
        name = tidy.names.get(url[1:], "")
        return f"#{name}" if name else ""
    place = tidy.inside(url)
    if place.startswith("#"):
        name = tidy.names.get(place[1:], "")
        return f"#{name}" if name else "#article"
    return place or book_url(url)


def _label(content: n.Inlines) -> str:
    """Return the words a reader hears for inlines: their text, or their pictures'."""
    return xml_text(inline_text(content)) or xml_text(
        " ".join(image.alt for image in query(content, n.Image))
    )


def _math(math: n.Math, tidy: Tidy) -> n.Math:
    if not math.mathml:
        return math
    mathml = safe_mathml(math.mathml)
    if mathml == math.mathml:
        return math
    if not mathml:
        tex = math.tex or " ".join(inline_text((math,)).split())
        origin = Origin(excerpt=excerpt(tex))
        tidy.notes.warn("AP208", "formula is no well-formed MathML; its text stands", origin)
        return n.Math(tex, "", math.display)
    return replace(math, mathml=mathml)
