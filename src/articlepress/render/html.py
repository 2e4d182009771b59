"""Nodes to semantic HTML, once for every output made of HTML.

Takes blocks and a `Dialect` (what differs between print, book, web and mail), gives a fragment and
its notes.
Every value is escaped here; the tree is trusted only for what `nodes` promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from articlepress import nodes as n
from articlepress.marks import numbering_of
from articlepress.render.dialect import (
    Dialect,
    State,
    attribute,
    close_group,
    identity,
    language,
    open_group,
    roles,
    text,
    void,
)
from articlepress.render.grids import is_crowded
from articlepress.render.html_inlines import image_tag, inlines, listing, spoken
from articlepress.render.posts import leads_to
from articlepress.walk import inline_text, query

_LIST_TYPES = {
    "decimal": "",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_LISTS = (n.BulletList, n.OrderedList)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment and the notes it refers to (empty where notes stand at their marks)."""

    body: str
    notes: str = ""


def render(blocks: n.Blocks, dialect: Dialect) -> Rendered:
    """Return blocks as HTML. Notes are numbered from 1 and stand in `Rendered.notes` as one
    section."""
    (body,), notes = render_parts((blocks,), dialect)
    return Rendered(body, notes)


def render_parts(parts: Sequence[n.Blocks], dialect: Dialect) -> tuple[tuple[str, ...], str]:
    """Return each of an article's parts as HTML, and the notes of all, numbered through."""
    state = State(dialect, numbering=numbering_of(block for part in parts for block in part))
    bodies = []
    for part in parts:
        state.out, state.note_end = [], -1
        _blocks(state, part)
        bodies.append("".join(state.out))
    return tuple(bodies), _note_section(state)


def render_inlines(content: n.Inlines, dialect: Dialect) -> str:
    """Return inlines as HTML; notes among them are dropped, as titles and captions cannot hold
    any."""
    state = State(dialect, in_note=True)
    inlines(state, content)
    return "".join(state.out)


def _blocks(state: State, blocks: n.Blocks) -> None:
    for block in blocks:
        _block(state, block)


def _block(state: State, block: n.Block) -> None:
    match block:
        case n.Plain(content):
            inlines(state, content)
            state.out.append("\n")
        case n.Paragraph(content):
            _element(state, "p", content)
        case n.Heading(level, content, ident):
            tag = f"h{min(6, max(1, level + state.dialect.heading_offset))}"
            _element(state, tag, content, identity(state, ident) + _bookmark(state, content))
        case n.Quote():
            _quote(state, block)
        case n.PullQuote():
            _pull_quote(state, block)
        case n.BulletList(items):
            _list(state, "ul", items, "")
        case n.OrderedList(items, start, style):
            kind = attribute("type", _LIST_TYPES[style])
            _list(state, "ol", items, (attribute("start", start) if start != 1 else "") + kind)
        case n.DefinitionList(items):
            _definitions(state, items)
        case n.CodeBlock(_, language):
            css = attribute("class", f"language-{language}" if language else "")
            state.out.append(f"<pre{css}><code>")
            listing(state, block)
            state.out.append("</code></pre>\n")
        case n.LineBlock(lines):
            _lines(state, lines)
        case n.Rule():
            state.out.append(f"<hr{void(state.dialect)}\n")
        case n.Table():
            _table(state, block)
        case n.Figure():
            _figure(state, block)
        case n.Section():
            _section(state, block)
        case n.Embed():
            _embed(state, block)
        case n.RawBlock(kind, markup):
            if kind == "html" and not state.dialect.xhtml:
                state.out.append(markup + "\n")
        case _:
            assert_never(block)


def _element(state: State, tag: str, content: n.Inlines, attributes: str = "") -> None:
    state.out.append(f"<{tag}{attributes}>")
    inlines(state, content)
    state.out.append(f"</{tag}>\n")


def _bookmark(state: State, content: n.Inlines) -> str:
    """Return what a heading is called in the list of bookmarks, where its text has a note's mark
    too."""
    noted = state.dialect.link_leaves and next(query(content, n.Note), None) is not None
    return attribute("data-bookmark", inline_text(content).strip()) if noted else ""


def _quote(state: State, quote: n.Quote) -> None:
    state.out.append(f"<blockquote{attribute('cite', quote.cite_url)}>\n")
    _blocks(state, quote.content)
    _attribution(state, quote.attribution)
    state.out.append("</blockquote>\n")


def _pull_quote(state: State, quote: n.PullQuote) -> None:
    # A pull quote repeats the text: an aside lets a screen reader pass it by.
    name = open_group(state, "aside", "pull-quote", roles(state, "doc-pullquote", "pullquote"))
    _blocks(state, quote.content)
    _attribution(state, quote.attribution)
    close_group(state, name)


def _attribution(state: State, attribution: n.Inlines) -> None:
    if attribution:
        _element(state, "p", attribution, ' class="attribution"')


def _list(state: State, tag: str, items: tuple[n.Blocks, ...], attributes: str) -> None:
    state.out.append(f"<{tag}{attributes}>\n")
    for item in items:
        # An item of a list alone would show two marks in one line.
        alone = tag == "ul" and bool(item) and all(isinstance(b, _LISTS) for b in item)
        state.out.append(f"<li{attribute('class', 'unmarked' if alone else '')}>")
        _blocks(state, item)
        state.out.append("</li>\n")
    state.out.append(f"</{tag}>\n")


def _definitions(state: State, items: tuple[n.Definition, ...]) -> None:
    state.out.append("<dl>\n")
    for item in items:
        _element(state, "dt", item.term)
        # HTML: a term is followed by at least one description.
        for description in item.descriptions or ((),):
            state.out.append("<dd>")
            _blocks(state, description)
            state.out.append("</dd>\n")
    state.out.append("</dl>\n")


def _lines(state: State, lines: tuple[n.Inlines, ...]) -> None:
    state.out.append('<p class="lines">')
    for number, line in enumerate(lines):
        if number:
            state.out.append(f"<br{void(state.dialect)}\n")
        inlines(state, line)
    state.out.append("</p>\n")


def _table(state: State, table: n.Table) -> None:
    state.out.append(f"<table{_table_attributes(state, table)}>\n")
    if table.caption:
        _element(state, "caption", table.caption)
    for tag, rows in (("thead", table.head), ("tbody", table.body), ("tfoot", table.foot)):
        if rows:
            state.out.append(f"<{tag}>\n")
            for row in rows:
                _row(state, row, tag == "thead")
            state.out.append(f"</{tag}>\n")
    state.out.append("</table>\n")


def _table_attributes(state: State, table: n.Table) -> str:
    css = "data wide" if state.dialect.xhtml and is_crowded(table) else "data"
    attributes = attribute("class", css) + identity(state, table.id)
    if not state.dialect.email:
        # A table that scrolls sideways is reached by the keyboard (WCAG 2.1.1).
        scrolls = state.dialect.aria and not state.dialect.xhtml and is_crowded(table)
        return attributes + (' tabindex="0"' if scrolls else "")
    labelled = table.caption or table.head or any(c.header for r in table.body for c in r.cells)
    # A grid without a header or caption tells a screen reader nothing as a table.
    role = "" if labelled else ' role="presentation"'
    return f'{attributes}{role} width="100%" cellpadding="0" cellspacing="0" border="0"'


def _row(state: State, row: n.Row, in_head: bool) -> None:
    state.out.append("<tr>")
    for cell in row.cells:
        header = (cell.header or in_head) and cell.content  # an empty one heads nothing
        attributes = (
            attribute("scope", ("col" if in_head else "row") if header else "")
            + attribute("rowspan", cell.row_span if cell.row_span != 1 else "")
            + attribute("colspan", cell.column_span if cell.column_span != 1 else "")
            + attribute("class", f"align-{cell.align}" if cell.align else "")
        )
        tag = "th" if header else "td"
        state.out.append(f"<{tag}{attributes}>")
        _blocks(state, cell.content)
        state.out.append(f"</{tag}>")
    state.out.append("</tr>\n")


def _figure(state: State, figure: n.Figure) -> None:
    """Write a figure; a picture without file and words leaves no gap where it stood."""
    dialect, place, words = state.dialect, len(state.out), (*figure.caption, *figure.credit)
    css = "figure" if dialect.email else ""
    name = open_group(state, "figure", css, identity(state, figure.id))
    state.out.append("\n")
    state.caption = spoken(inline_text(words))
    _blocks(state, figure.content)
    state.caption = ""
    if not words and not figure.id and "".join(state.out[place + 1 :]).isspace():
        del state.out[place:]
        return
    if words:
        caption = open_group(state, "figcaption", "caption" if dialect.email else "")
        inlines(state, figure.caption)
        if figure.credit:
            state.out.append((" " if figure.caption else "") + '<span class="credit">')
            inlines(state, figure.credit)
            state.out.append("</span>")
        close_group(state, caption)
    close_group(state, name)


_SECTION_TAGS = {"bio": "aside", "disclaimer": "aside", "sidebar": "aside", "related": "aside"}
_SECTION_ROLES = {
    # DPUB-ARIA 1.1 has no role for a bio or disclaimer; `note` is ARIA's for a remark beside the
    # content.
    # A plain `aside` or `doc-errata` is a landmark, and landmarks of one kind need names (Ace).
    "bio": ("note", ""),
    "disclaimer": ("note", ""),
    "editors-note": ("note", ""),
    "correction": ("note", "errata"),
    "sidebar": ("note", ""),
    "related": ("note", ""),
    "footnotes": ("doc-endnotes", "footnotes"),
}


def _section(state: State, section: n.Section) -> None:
    dialect = state.dialect
    role, kind = _SECTION_ROLES.get(section.role, ("", ""))
    extra = identity(state, section.id) + language(section.lang, section.direction, dialect)
    tag = "div" if section.role == "group" else _SECTION_TAGS.get(section.role, "section")
    css = "" if section.role == "group" else section.role
    if section.kind and not dialect.email:
        extra += attribute("data-kind", section.kind)
    name = open_group(state, tag, css, extra + roles(state, role, kind))
    state.out.append("\n")
    if section.title:
        _element(state, "p", section.title, ' class="section-title"')
    state.in_bio = section.role == "bio"
    _blocks(state, section.content)
    state.in_bio = False
    close_group(state, name)


def _embed(state: State, embed: n.Embed) -> None:
    dialect = state.dialect
    kind = embed.provider.lower().replace(" ", "-")
    label = embed.title or embed.provider or embed.url
    picture = dialect.picture(n.Image(embed.thumbnail, label)) if embed.thumbnail else None
    if dialect.email and embed.fallback and picture is None:
        name = open_group(state, "aside", "post")
    else:
        name = open_group(state, "figure", f"embed embed-{kind}" if kind else "embed")
    if picture is not None:
        image = image_tag(picture, label, "", dialect)
        state.out.append(f"<p><a{attribute('href', embed.url)}>{image}</a></p>\n")
    _blocks(state, embed.fallback)
    if embed.title or not leads_to(embed.fallback, embed.url):
        _embed_link(state, embed, label)
    close_group(state, name)


def _embed_link(state: State, embed: n.Embed, label: str) -> None:
    provider = (
        f'<span class="provider">{text(embed.provider)}</span> '
        if embed.provider and embed.title
        else ""
    )
    link = f"<a{attribute('href', embed.url)}>{text(label)}</a>" if embed.url else text(label)
    state.out.append(f'<p class="card">{provider}{link}</p>\n')


def _note_section(state: State) -> str:
    notes = state.numbering.notes if state.dialect.note_place == "end" else []
    if not notes:
        return ""
    state.out, state.in_note = [], True
    dialect = state.dialect
    tag = "section" if dialect.epub_types else "div"  # HTML: a section has a heading
    name = open_group(state, tag, "footnotes", roles(state, "doc-endnotes", "endnotes"))
    state.out.append("\n<ol>\n")
    for number, note in enumerate(notes, 1):
        state.out.append(f'<li id="{dialect.ids}note-{number}"{roles(state, "", "endnote")}>')
        _blocks(state, note)
        label = attribute("aria-label", dialect.note_back_label) if dialect.aria else ""
        label += roles(state, "doc-backlink", "backlink")
        back = f'<a href="#{dialect.ids}ref-{number}"{label}>↩</a>'
        state.out.append(f'<p class="note-back">{back}</p></li>\n')
    state.out.append("</ol>\n")
    close_group(state, name)
    return "".join(state.out)
