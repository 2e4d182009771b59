"""Blocks from lexbor nodes: fragment, one descent with handlers by tag, outline.

Takes the nodes that are the article (or a bio, or a disclaimer) and what they share; gives blocks
in normal form.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.readers.html import blocks, code, embeds, figures, formulas, inlines, tables
from articlepress.readers.html.flow import Context, Flow, Handler, attribute
from articlepress.readers.html.fragment import MAX_DEPTH, Fragment, make_fragment
from articlepress.readers.html.notes import Footnotes, find_notes
from articlepress.readers.html.outline import outline
from articlepress.readers.html.pictures import Pictures

if TYPE_CHECKING:
    from bs4 import Tag

_BY_CLASS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (blocks.PULL_QUOTE_CLASS, blocks.aside),
    (embeds.POST_CLASS, embeds.post),
    (formulas.RENDERED_CLASS, formulas.rendered),
    (formulas.PREVIEW_CLASS, formulas.preview),
    (figures.CAPTION_CLASS, figures.caption),
    (figures.CREDIT_CLASS, figures.credit),
)
"""What a class says of any element, before its tag is asked."""
_ANY_CLASS = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _BY_CLASS), re.I)
_CLASSED_TAGS = (
    "div",
    "p",
    "span",
    "section",
    "aside",
    "small",
    "em",
    "figure",
    "blockquote",
    "td",
)

_BY_TAG: dict[str, Handler] = {
    **inlines.HANDLERS,
    **blocks.HANDLERS,
    **code.HANDLERS,
    **figures.HANDLERS,
    **tables.HANDLERS,
    **formulas.HANDLERS,
    **embeds.HANDLERS,
}


def _classed(handler: Handler) -> Handler:
    """Return a handler that asks an element's classes first."""

    def handle(flow: Flow, tag: Tag) -> None:
        css = attribute(tag, "class")
        if css and _ANY_CLASS.search(css):
            for pattern, by_class in _BY_CLASS:
                if pattern.search(css):
                    by_class(flow, tag)
                    return
        handler(flow, tag)

    return handle


HANDLERS: dict[str, Handler] = {
    **_BY_TAG,
    **{name: _classed(_BY_TAG[name]) for name in _CLASSED_TAGS},
}


class Builder:
    """Makes the blocks of one page: article, bios, disclaimers, which share pictures and links."""

    def __init__(
        self,
        *,
        notes: Notes,
        pictures: Pictures,
        base: str = "",
        page_url: str = "",
        language: str = "",
        targets: Container[str] = frozenset(),
    ) -> None:
        self.notes = notes
        self.pictures = pictures
        self.base = base
        self.page_url = page_url
        self.language = language
        self.targets = targets

    def blocks(
        self, nodes: Sequence[object], skip: Container[int] = frozenset(), *, title: str = ""
    ) -> n.Blocks:
        """Return the content of lexbor nodes as blocks in normal form."""
        fragment = make_fragment(nodes, skip, self.targets)  # type: ignore[arg-type]
        if fragment.flattened:
            self.notes.warn(
                "AP105",
                f"{fragment.flattened:,} elements nested deeper than {MAX_DEPTH} were flattened",
            )
        flow = Flow(self._context(fragment))
        flow.children(fragment.soup)
        return outline(flow.finish(), title)

    def _context(self, fragment: Fragment) -> Context:
        footnotes = (
            find_notes(fragment.internal_links, fragment.ids) if fragment.ids else Footnotes()
        )
        return Context(
            HANDLERS,
            self.notes,
            self.pictures,
            footnotes,
            self.base,
            self.page_url,
            self.language,
            fragment.ids,
        )
