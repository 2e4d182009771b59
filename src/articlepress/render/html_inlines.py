"""What stands inside a line as HTML: text, links, pictures, formulas, marks of notes.

Takes inlines and a `State`; writes into its `out`. A note kept for the end goes to its `notes`.
"""

from __future__ import annotations

from articlepress import nodes as n
from articlepress.listings import runs
from articlepress.render.dialect import (
    Dialect,
    Picture,
    State,
    attribute,
    identity,
    language,
    roles,
    text,
    void,
)
from articlepress.walk import inline_text, plain_text

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


def inlines(state: State, content: n.Inlines) -> None:
    """Write inlines into the state's `out`."""
    for node in content:
        _inline(state, node)


def _inline(state: State, node: n.Inline) -> None:
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
            inlines(state, base)
            out.append("<rp>(</rp><rt>")
            inlines(state, reading)
            out.append("</rt><rp>)</rp></ruby>")
        case n.RawInline(kind, markup):
            if kind == "html" and not state.dialect.xhtml:
                out.append(markup)
        case _:
            start, end = _SIMPLE[type(node)]
            out.append(start)
            inlines(state, node.content)
            out.append(end)


def _styled(state: State, node: n.Styled) -> None:
    attributes = (
        identity(state, node.id)
        + attribute("class", " ".join(node.classes))
        + language(node.lang, node.direction, state.dialect)
    )
    state.out.append(f"<span{attributes}>")
    inlines(state, node.content)
    state.out.append("</span>")


def _link(state: State, link: n.Link) -> None:
    start = f"<a{_href(state, link.url)}{attribute('title', link.title)}>"
    if state.dialect.link_leaves:
        _link_leaves(state, link.content, start)
        return
    place = len(state.out)
    inlines(state, link.content)
    # A picture without a file and without words leaves nothing to press on.
    if any(state.out[place:]):
        state.out.insert(place, start)
        state.out.append("</a>")


def _href(state: State, url: str) -> str:
    return attribute("href", f"#{state.dialect.ids}{url[1:]}" if url.startswith("#") else url)


def listing(state: State, block: n.CodeBlock) -> None:
    """Write a listing's characters into the state's `out`, its links as links and its anchors."""
    for run in runs(block):
        state.out += [f"<span{identity(state, ident)}></span>" for ident in run.ids]
        shown = text(run.text)
        state.out.append(f"<a{_href(state, run.url)}>{shown}</a>" if run.url else shown)


def _link_leaves(state: State, content: n.Inlines, start: str) -> None:
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
            state.out.append(f"<span{identity(state, node.id)}{attributes}>")
            _link_leaves(state, node.content, start)
            state.out.append("</span>")
        else:
            _inline(state, node)


def _image(state: State, image: n.Image) -> None:
    picture = state.dialect.picture(image)
    if picture is not None:
        state.out.append(image_tag(picture, image.alt, image.title, state.dialect))
    elif image.alt and not state.in_bio and spoken(image.alt) not in state.caption:
        state.out.append(f'<span class="missing-picture">[{text(image.alt)}]</span>')


def spoken(words: str) -> str:
    """Return words as they are compared: letters and digits alone, in one case."""
    return "".join(filter(str.isalnum, words.casefold()))


def image_tag(picture: Picture, alt: str, title: str, dialect: Dialect) -> str:
    """Return an `<img>`; its alternative text is always written."""
    size = attribute("width", picture.width_px) + attribute("height", picture.height_px)
    given = attribute("alt", alt) or ' alt=""'  # empty says: a decoration
    attributes = given + attribute("title", title) + size
    if dialect.email and picture.width_px:
        # A blocked picture keeps its attribute's width, which would widen a phone's page.
        attributes += f' style="max-width: {picture.width_px}px"'
    return f"<img{attribute('src', picture.url)}{attributes}{void(dialect)}"


def _math(state: State, math: n.Math) -> None:
    if math.mathml and not state.dialect.email:
        state.out.append(math.mathml)
        return
    css = "math display" if math.display else "math inline"
    state.out.append(f'<span class="{css}">{text(math.tex or inline_text((math,)))}</span>')


def _note(state: State, note: n.Note) -> None:
    if state.in_note:
        return
    number, is_first = state.numbering.number(note)
    if not number:
        return
    follows = " next" if len(state.out) == state.note_end else ""
    if is_first and state.dialect.note_place == "foot":
        # Further marks lead to the note by its id.
        ident = identity(state, f"note-{number}" if note.name else "")
        state.out.append(f'<span class="footnote{follows}"{ident}>')
        state.in_note = True
        _note_inlines(state, state.numbering.content(note))
        state.in_note = False
        state.out.append("</span>")
    else:
        # The way back leads to the first mark.
        ident = identity(state, f"ref-{number}" if is_first else "")
        target = attribute("href", f"#{state.dialect.ids}note-{number}")
        mark = f"<a{ident}{target}{roles(state, 'doc-noteref', 'noteref')}>{number}</a>"
        state.out.append(f'<sup class="note-mark{follows}">{mark}</sup>')
    state.note_end = len(state.out)


def _note_inlines(state: State, content: n.Blocks) -> None:
    """Write a note inside a line: its paragraphs run on, other blocks stand as they are."""
    for number, block in enumerate(content):
        if number:
            state.out.append(" ")
        if isinstance(block, n.Paragraph | n.Plain):
            inlines(state, block.content)
        else:
            # A float cannot hold blocks inside a paragraph; their text runs on instead.
            state.out.append(text(plain_text((block,)).replace("\n\n", " ")))
