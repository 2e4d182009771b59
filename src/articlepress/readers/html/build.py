"""Blocks from lexbor nodes: fragment, one descent with handlers by tag, outline.

Takes the nodes that are the article (or a bio, or a disclaimer) and what they share; gives blocks
in normal form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from articlepress import nodes as n
from articlepress.diagnostics import Notes
from articlepress.marks import carry_notes
from articlepress.page.runs import NodeRun
from articlepress.readers.html import (
    blocks,
    code,
    embeds,
    figures,
    formulas,
    inlines,
    lists,
    tables,
)
from articlepress.readers.html.credited import credited
from articlepress.readers.html.figures import open_shortcodes
from articlepress.readers.html.flow import Context, Flow, Handler, block_boundary
from articlepress.readers.html.fragment import MAX_DEPTH, Fragment, make_fragment
from articlepress.readers.html.notes import find_notes, missing_notes
from articlepress.readers.html.numbered import join_numbers
from articlepress.readers.html.outline import outline
from articlepress.readers.html.pictures import Pictures

if TYPE_CHECKING:
    from bs4 import Tag

_BY_CLASS: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (blocks.PULL_QUOTE_CLASS, blocks.aside),
    (embeds.POST_CLASS, embeds.post),
    (formulas.RENDERED_CLASS, formulas.rendered),
    (formulas.PREVIEW_CLASS, formulas.preview),
    (figures.GALLERY_ITEM_CLASS, figures.figure),
    (figures.CAPTION_CLASS, figures.caption),
    (figures.CREDIT_CLASS, figures.credit),
)
"""What a class says of any element, before its tag is asked."""
_HINT = re.compile(
    "quote|caption|credit|copyright|photographer|katex|math|mjx_|gallery-item|twitter-"
    "|instagram-|tiktok-|fb-|reddit-|bluesky-|mastodon-|-post-media"
)
"""Stands in every class that one of them knows, in lower case; looked for ten times as fast."""
FindNotes: TypeAlias = Callable[[str], NodeRun]
"""Gives the lists that hold the note of an id, or nothing."""
MAX_NOTES = 300
"""Notes fetched from outside an article; the longest list met has 390."""

_CLASSED_NAMES = "div p span section aside small em figure blockquote td dl dt dd li"
_CLASSED_TAGS = frozenset(_CLASSED_NAMES.split())
"""Tags whose classes are asked; on others a class says nothing that matters here."""

_BY_TAG: dict[str, Handler] = {
    **inlines.HANDLERS,
    **blocks.HANDLERS,
    **lists.HANDLERS,
    **code.HANDLERS,
    **figures.HANDLERS,
    **tables.HANDLERS,
    **formulas.HANDLERS,
    **embeds.HANDLERS,
}


def _classed(handler: Handler) -> Handler:
    """Return a handler that asks an element's classes first."""

    def handle(flow: Flow, tag: Tag) -> None:
        css = tag.attrs.get("class")
        by_class = _handler_by_class(css) if css else None  # type: ignore[arg-type]
        (by_class or handler)(flow, tag)

    return handle


@lru_cache(maxsize=8192)
def _handler_by_class(css: str) -> Handler | None:
    """Return the handler that a class asks for; a site writes few of them many times."""
    if not _HINT.search(css.lower()):
        return None
    return next((handler for pattern, handler in _BY_CLASS if pattern.search(css)), None)


HANDLERS: dict[str, Handler] = {
    **_BY_TAG,
    **{name: _classed(_BY_TAG.get(name, block_boundary)) for name in sorted(_CLASSED_TAGS)},
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
        find: FindNotes | None = None,
    ) -> None:
        self.notes = notes
        self.pictures = pictures
        self.base = base
        self.page_url = page_url
        self.language = language
        self.targets = targets
        self.find = find

    def blocks(
        self, nodes: NodeRun, skip: Container[int] = frozenset(), *, title: str = ""
    ) -> n.Blocks:
        """Return the content of lexbor nodes as blocks in normal form."""
        fragment = make_fragment(nodes, skip, self.targets)
        self._fetch_notes(fragment)
        if fragment.flattened:
            self.notes.warn(
                "AP105",
                f"{fragment.flattened:,} elements nested deeper than {MAX_DEPTH} were flattened",
            )
        flow = Flow(self._context(fragment))
        flow.children(fragment.soup)
        found = join_numbers(credited(open_shortcodes(list(flow.finish()))))
        made = outline(tuple(found), title)
        return carry_notes(made, flow.context.footnotes.contents)

    def _fetch_notes(self, fragment: Fragment) -> None:
        """Add the notes that stand outside the article to the fragment's ids."""
        if self.find is None:
            return
        links, ids = fragment.internal_links, fragment.ids
        for ident in missing_notes(links, ids, self.base, self.page_url)[:MAX_NOTES]:
            nodes = self.find(ident) if ident not in fragment.ids else ()
            if not nodes:
                continue
            away = make_fragment(nodes, frozenset(), self.targets)
            fragment.ids.update({k: v for k, v in away.ids.items() if k not in fragment.ids})
            fragment.internal_links.extend(away.internal_links)
            fragment.fallbacks = fragment.fallbacks or away.fallbacks

    def _context(self, fragment: Fragment) -> Context:
        return Context(
            HANDLERS,
            self.notes,
            self.pictures,
            find_notes(fragment.internal_links, fragment.ids, self.base, self.page_url),
            self.base,
            self.page_url,
            self.language,
            fragment.ids,
            fragment.fallbacks,
        )
