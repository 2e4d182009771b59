"""Nodes to semantic HTML, once for every output made of HTML.

Takes blocks and a `Dialect` (what differs between print, book, web and mail), gives a fragment and
its notes.
Every value is escaped here; the tree is trusted only for what `nodes` promises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Literal, assert_never

from articlepress import nodes as n
from articlepress.walk import inline_text

NotePlace = Literal["foot", "end"]

_LIST_TYPES = {
    "decimal": "",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_EMAIL_TAGS = {
    "figure": "div",
    "figcaption": "div",
    "section": "div",
    "cite": "span",
}
# Word's engine (Outlook) gives padding and borders to table cells only, never to a `div`.
_EMAIL_BOX = '<table{} role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
_NOT_XML = {
    code: None
    for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
    if code not in (9, 10, 13)
}


@dataclass(frozen=True, slots=True)
class Picture:
    """How an output shows an image: the address it has there and its size."""

    url: str
    width_px: int | None = None
    height_px: int | None = None


def _as_given(image: n.Image) -> Picture | None:
    return Picture(image.src, image.width_px, image.height_px)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the HTML of two outputs."""

    xhtml: bool = False
    """Write XML: `<br/>`, `xml:lang`, no named entities."""
    heading_offset: int = 1
    """Added to a heading's level: 1 makes `Heading(1)` an `<h2>`."""
    note_place: NotePlace = "end"
    """`foot`: the note stands at its mark, for a style sheet that floats it to the page's foot."""
    ids: str = ""
    """Prefix of every id and internal link, so that many articles can share one document."""
    aria: bool = False
    """Write DPUB-ARIA roles."""
    epub_types: bool = False
    """Write `epub:type` beside the roles."""
    email: bool = False
    """Only tags every mail client keeps: `div` for `figure`, `aside` and `section`."""
    link_leaves: bool = False
    """Push links down to runs of text: WeasyPrint tags one annotation for each child box of an
    `<a>`."""
    note_back_label: str = "Back to the text"
    picture: Callable[[n.Image], Picture | None] = _as_given
    """Gives a picture's address in this output, or None to show its alternative text instead."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fragment and the notes it refers to (empty where notes stand at their marks)."""

    body: str
    notes: str = ""


@dataclass(slots=True)
class _State:
    dialect: Dialect
    out: list[str] = field(default_factory=list)
    notes: list[n.Note] = field(default_factory=list)
    in_note: bool = False
    note_end: int = -1
    """Length of `out` after the last note at its mark: two marks in a row need a comma."""


def render(blocks: n.Blocks, dialect: Dialect) -> Rendered:
    """Return blocks as HTML. Notes are numbered from 1 and stand in `Rendered.notes` as one
    section."""
    state = _State(dialect)
    _blocks(state, blocks)
    body = "".join(state.out)
    return Rendered(body, _note_section(state))


def render_inlines(content: n.Inlines, dialect: Dialect) -> str:
    """Return inlines as HTML; notes among them are dropped, as titles and captions cannot hold
    any."""
    state = _State(dialect, in_note=True)
    _inlines(state, content)
    return "".join(state.out)


def text(value: str) -> str:
    """Return characters escaped for HTML and XML, without those XML forbids."""
    return escape(value.translate(_NOT_XML), quote=False)


def attribute(name: str, value: object) -> str:
    """Return ` name="value"`, or nothing for an empty value."""
    if value is None or value == "":
        return ""
    return f' {name}="{escape(str(value).translate(_NOT_XML))}"'


def void(dialect: Dialect) -> str:
    """Return how an empty element ends: `/>` in XML, `>` in HTML."""
    return "/>" if dialect.xhtml else ">"


# --- blocks ----------------------------------------------------------------------------------


def _blocks(state: _State, blocks: n.Blocks) -> None:
    for block in blocks:
        _block(state, block)


def _block(state: _State, block: n.Block) -> None:
    match block:
        case n.Plain(content):
            _inlines(state, content)
            state.out.append("\n")
        case n.Paragraph(content):
            _element(state, "p", content)
        case n.Heading(level, content, ident):
            tag = f"h{min(6, max(1, level + state.dialect.heading_offset))}"
            _element(state, tag, content, _id(state, ident))
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
        case n.CodeBlock(code, language):
            css = attribute("class", f"language-{language}" if language else "")
            state.out.append(f"<pre{css}><code>{text(code)}</code></pre>\n")
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


def _element(state: _State, tag: str, content: n.Inlines, attributes: str = "") -> None:
    state.out.append(f"<{tag}{attributes}>")
    _inlines(state, content)
    state.out.append(f"</{tag}>\n")


def _open(state: _State, tag: str, css: str = "", extra: str = "") -> str:
    """Open a grouping element; returns the tag to close."""
    if state.dialect.email and tag == "aside":
        table = _EMAIL_BOX.format(attribute("class", f"box {css}-box"))
        state.out.append(f"{table}<tr><td{attribute('class', css)}{extra}>")
        return "td"
    name = _EMAIL_TAGS.get(tag, tag) if state.dialect.email else tag
    state.out.append(f"<{name}{attribute('class', css)}{extra}>")
    return name


def _close(state: _State, name: str) -> None:
    state.out.append(f"</{name}>{'</tr></table>' if name == 'td' else ''}\n")


def _quote(state: _State, quote: n.Quote) -> None:
    state.out.append(f"<blockquote{attribute('cite', quote.cite_url)}>\n")
    _blocks(state, quote.content)
    _attribution(state, quote.attribution)
    state.out.append("</blockquote>\n")


def _pull_quote(state: _State, quote: n.PullQuote) -> None:
    # A pull quote repeats the text: an aside lets a screen reader pass it by.
    name = _open(state, "aside", "pull-quote", _roles(state, "doc-pullquote", "pullquote"))
    _blocks(state, quote.content)
    _attribution(state, quote.attribution)
    _close(state, name)


def _attribution(state: _State, attribution: n.Inlines) -> None:
    if attribution:
        _element(state, "p", attribution, ' class="attribution"')


def _list(state: _State, tag: str, items: tuple[n.Blocks, ...], attributes: str) -> None:
    state.out.append(f"<{tag}{attributes}>\n")
    for item in items:
        state.out.append("<li>")
        _blocks(state, item)
        state.out.append("</li>\n")
    state.out.append(f"</{tag}>\n")


def _definitions(state: _State, items: tuple[n.Definition, ...]) -> None:
    state.out.append("<dl>\n")
    for item in items:
        _element(state, "dt", item.term)
        for description in item.descriptions:
            state.out.append("<dd>")
            _blocks(state, description)
            state.out.append("</dd>\n")
    state.out.append("</dl>\n")


def _lines(state: _State, lines: tuple[n.Inlines, ...]) -> None:
    state.out.append('<p class="lines">')
    for number, line in enumerate(lines):
        if number:
            state.out.append(f"<br{void(state.dialect)}\n")
        _inlines(state, line)
    state.out.append("</p>\n")


def _table(state: _State, table: n.Table) -> None:
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


def _table_attributes(state: _State, table: n.Table) -> str:
    attributes = attribute("class", "data") + _id(state, table.id)
    if not state.dialect.email:
        return attributes
    labelled = table.caption or table.head or any(c.header for r in table.body for c in r.cells)
    # A grid without a header or caption tells a screen reader nothing as a table.
    role = "" if labelled else ' role="presentation"'
    return f'{attributes}{role} width="100%" cellpadding="0" cellspacing="0" border="0"'


def _row(state: _State, row: n.Row, in_head: bool) -> None:
    state.out.append("<tr>")
    for cell in row.cells:
        header = cell.header or in_head
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


def _figure(state: _State, figure: n.Figure) -> None:
    name = _open(state, "figure", "figure" if state.dialect.email else "", _id(state, figure.id))
    state.out.append("\n")
    _blocks(state, figure.content)
    if figure.caption or figure.credit:
        caption = _open(state, "figcaption", "caption" if state.dialect.email else "")
        _inlines(state, figure.caption)
        if figure.credit:
            state.out.append((" " if figure.caption else "") + '<span class="credit">')
            _inlines(state, figure.credit)
            state.out.append("</span>")
        _close(state, caption)
    _close(state, name)


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


def _section(state: _State, section: n.Section) -> None:
    dialect = state.dialect
    role, kind = _SECTION_ROLES.get(section.role, ("", ""))
    extra = _id(state, section.id) + language(section.lang, section.direction, dialect)
    tag = "div" if section.role == "group" else _SECTION_TAGS.get(section.role, "section")
    css = "" if section.role == "group" else section.role
    if section.kind and not dialect.email:
        extra += attribute("data-kind", section.kind)
    name = _open(state, tag, css, extra + _roles(state, role, kind))
    state.out.append("\n")
    if section.title:
        _element(state, "p", section.title, ' class="section-title"')
    _blocks(state, section.content)
    _close(state, name)


def _embed(state: _State, embed: n.Embed) -> None:
    dialect = state.dialect
    kind = embed.provider.lower().replace(" ", "-")
    name = _open(state, "figure", f"embed embed-{kind}" if kind else "embed")
    label = embed.title or embed.provider or embed.url
    picture = dialect.picture(n.Image(embed.thumbnail, label)) if embed.thumbnail else None
    if picture is not None:
        image = _image_tag(picture, label, "", dialect)
        state.out.append(f"<p><a{attribute('href', embed.url)}>{image}</a></p>\n")
    _blocks(state, embed.fallback)
    provider = (
        f'<span class="provider">{text(embed.provider)}</span> '
        if embed.provider and embed.title
        else ""
    )
    if embed.url:
        link = f"<a{attribute('href', embed.url)}>{text(label)}</a>"
    else:
        link = text(label)
    state.out.append(f'<p class="card">{provider}{link}</p>\n')
    _close(state, name)


# --- inlines ---------------------------------------------------------------------------------

_SIMPLE = {
    n.Emph: ("<em>", "</em>"),
    n.Strong: ("<strong>", "</strong>"),
    n.Underline: ("<u>", "</u>"),
    n.Strikeout: ("<s>", "</s>"),
    n.Superscript: ("<sup>", "</sup>"),
    n.Subscript: ("<sub>", "</sub>"),
    n.SmallCaps: ('<span class="small-caps">', "</span>"),
    n.Quoted: ("<q>", "</q>"),
}


def _inlines(state: _State, content: n.Inlines) -> None:
    for node in content:
        _inline(state, node)


def _inline(state: _State, node: n.Inline) -> None:
    out = state.out
    match node:
        case n.Text(value):
            out.append(text(value))
        case n.LineBreak():
            out.append(f"<br{void(state.dialect)}\n")
        case n.Code(value):
            out.append(f"<code>{text(value)}</code>")
        case n.Math():
            _math(state, node)
        case n.Link():
            _link(state, node)
        case n.Image():
            _image(state, node)
        case n.Note():
            _note(state, node)
        case n.Styled():
            _styled(state, node)
        case n.Ruby(base, reading):
            out.append("<ruby>")
            _inlines(state, base)
            out.append("<rp>(</rp><rt>")
            _inlines(state, reading)
            out.append("</rt><rp>)</rp></ruby>")
        case n.RawInline(kind, markup):
            if kind == "html" and not state.dialect.xhtml:
                out.append(markup)
        case _:
            start, end = _SIMPLE[type(node)]
            out.append(start)
            _inlines(state, node.content)
            out.append(end)


def _styled(state: _State, node: n.Styled) -> None:
    attributes = (
        _id(state, node.id)
        + attribute("class", " ".join(node.classes))
        + language(node.lang, node.direction, state.dialect)
    )
    state.out.append(f"<span{attributes}>")
    _inlines(state, node.content)
    state.out.append("</span>")


def _link(state: _State, link: n.Link) -> None:
    url = link.url
    if url.startswith("#"):
        url = f"#{state.dialect.ids}{url[1:]}"
    start = f"<a{attribute('href', url)}{attribute('title', link.title)}>"
    if state.dialect.link_leaves:
        _link_leaves(state, link.content, start)
        return
    state.out.append(start)
    _inlines(state, link.content)
    state.out.append("</a>")


def _link_leaves(state: _State, content: n.Inlines, start: str) -> None:
    for node in content:
        if type(node) in _SIMPLE:
            before, after = _SIMPLE[type(node)]
            state.out.append(before)
            _link_leaves(state, node.content, start)  # type: ignore[union-attr,arg-type]
            state.out.append(after)
        elif isinstance(node, n.Text | n.Math):
            state.out.append(start)
            _inline(state, node)
            state.out.append("</a>")
        elif isinstance(node, n.Code):
            state.out.append(f"<code>{start}{text(node.text)}</a></code>")
        elif isinstance(node, n.Styled) and node.content:
            attributes = attribute("class", " ".join(node.classes))
            attributes += language(node.lang, node.direction, state.dialect)
            state.out.append(f"<span{_id(state, node.id)}{attributes}>")
            _link_leaves(state, node.content, start)
            state.out.append("</span>")
        else:
            _inline(state, node)


def _image(state: _State, image: n.Image) -> None:
    picture = state.dialect.picture(image)
    if picture is not None:
        state.out.append(_image_tag(picture, image.alt, image.title, state.dialect))
    elif image.alt:
        state.out.append(f'<span class="missing-picture">[{text(image.alt)}]</span>')


def _image_tag(picture: Picture, alt: str, title: str, dialect: Dialect) -> str:
    size = attribute("width", picture.width_px) + attribute("height", picture.height_px)
    attributes = f' alt="{escape(alt.translate(_NOT_XML))}"' + attribute("title", title) + size
    if dialect.email and picture.width_px:
        # A blocked picture keeps its attribute's width, which would widen a phone's page.
        attributes += f' style="max-width: {picture.width_px}px"'
    return f"<img{attribute('src', picture.url)}{attributes}{void(dialect)}"


def _math(state: _State, math: n.Math) -> None:
    if math.mathml and not state.dialect.email:
        state.out.append(math.mathml)
        return
    css = "math display" if math.display else "math inline"
    state.out.append(f'<span class="{css}">{text(math.tex or inline_text((math,)))}</span>')


def _note(state: _State, note: n.Note) -> None:
    if state.in_note:
        return
    if state.dialect.note_place == "foot":
        css = "footnote next" if len(state.out) == state.note_end else "footnote"
        state.out.append(f'<span class="{css}">')
        state.in_note = True
        _note_inlines(state, note)
        state.in_note = False
        state.out.append("</span>")
        state.note_end = len(state.out)
        return
    state.notes.append(note)
    number, ids = len(state.notes), state.dialect.ids
    roles = _roles(state, "doc-noteref", "noteref")
    mark = f'<a id="{ids}ref-{number}" href="#{ids}note-{number}"{roles}>{number}</a>'
    state.out.append(f'<sup class="note-mark">{mark}</sup>')


def _note_inlines(state: _State, note: n.Note) -> None:
    """Write a note inside a line: its paragraphs run on, other blocks stand as they are."""
    for number, block in enumerate(note.content):
        if number:
            state.out.append(" ")
        if isinstance(block, n.Paragraph | n.Plain):
            _inlines(state, block.content)
        else:
            # A float cannot hold blocks inside a paragraph; their text runs on instead.
            from articlepress.walk import plain_text

            state.out.append(text(plain_text((block,)).replace("\n\n", " ")))


def _note_section(state: _State) -> str:
    if not state.notes:
        return ""
    notes, state.out, state.in_note = state.notes, [], True
    dialect = state.dialect
    name = _open(state, "section", "footnotes", _roles(state, "doc-endnotes", "endnotes"))
    state.out.append("\n<ol>\n")
    for number, note in enumerate(notes, 1):
        state.out.append(f'<li id="{dialect.ids}note-{number}"{_roles(state, "", "endnote")}>')
        _blocks(state, note.content)
        label = attribute("aria-label", dialect.note_back_label) if dialect.aria else ""
        label += _roles(state, "doc-backlink", "backlink")
        back = f'<a href="#{dialect.ids}ref-{number}"{label}>↩</a>'
        state.out.append(f'<p class="note-back">{back}</p></li>\n')
    state.out.append("</ol>\n")
    _close(state, name)
    return "".join(state.out)


def _id(state: _State, ident: str) -> str:
    return attribute("id", state.dialect.ids + ident if ident else "")


def _roles(state: _State, role: str, kind: str) -> str:
    roles = attribute("role", role) if state.dialect.aria else ""
    return roles + (attribute("epub:type", kind) if state.dialect.epub_types else "")


def language(lang: str, direction: str, dialect: Dialect) -> str:
    """Return `lang`, `xml:lang` in XML, and `dir` attributes."""
    both = attribute("lang", lang) + (attribute("xml:lang", lang) if dialect.xhtml else "")
    return both + attribute("dir", direction)
