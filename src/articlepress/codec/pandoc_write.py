"""Blocks and inlines to pandoc's JSON (api 1.23); `pandoc_read` is the way back.

What pandoc has no constructor for travels as a Div or Span with a class for its writers and an
attribute `ap` for us. Text runs become Str and Space; a newline inside a run stays in its Str, for
SoftBreak is what other programs write for any white space.

Source: https://hackage.haskell.org/package/pandoc-types (Text.Pandoc.Definition)
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from articlepress import nodes as n

# Any below is a JSON value of pandoc's: {"t": constructor, "c": contents}.
Json = dict[str, Any]


_SPACE: Json = {"t": "Space"}
_NO_ATTR: list[Any] = ["", [], []]
SIMPLE: dict[type, str] = {
    n.Emph: "Emph",
    n.Strong: "Strong",
    n.Underline: "Underline",
    n.Strikeout: "Strikeout",
    n.Superscript: "Superscript",
    n.Subscript: "Subscript",
    n.SmallCaps: "SmallCaps",
}
_LIST_STYLES = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
MARK_ID = "note-mark-"
"""What the id of the first mark of a note begins with, where further ones lead to it."""
_ALIGNS = {"": "AlignDefault", "left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}


def attr(ident: str = "", classes: tuple[str, ...] = (), **pairs: str) -> list[Any]:
    """Return pandoc's attributes; empty values are left out."""
    return [ident, list(classes), [[key, value] for key, value in pairs.items() if value]]


def inlines_to(content: n.Inlines) -> list[Json]:
    """Return inlines as pandoc's."""
    out: list[Json] = []
    for node in content:
        kind = type(node)
        if kind is n.Text:
            _text_to(out, node.text)  # type: ignore[union-attr]  # kind is the node's class
        else:
            out.append(_INLINES_TO[kind](node))
    return out


def _text_to(out: list[Json], text: str) -> None:
    words = text.split(" ")
    items: list[Json] = [_SPACE] * (2 * len(words) - 1)
    items[::2] = [{"t": "Str", "c": word} for word in words]
    if "  " in text:
        out += [item for item in items if item.get("c") != ""]
        return
    # A space at either end leaves an empty word there.
    if not words[-1]:
        items.pop()
    if not words[0] and items:
        del items[0]
    out += items


def text_to(text: str) -> list[Json]:
    """Return characters as Str and Space."""
    out: list[Json] = []
    _text_to(out, text)
    return out


def _span(attributes: list[Any], content: list[Json]) -> Json:
    return {"t": "Span", "c": [attributes, content]}


def _math_to(node: n.Math) -> Json:
    kind = {"t": "DisplayMath" if node.display else "InlineMath"}
    math = {"t": "Math", "c": [kind, node.tex]}
    return _span(attr(ap="math", mathml=node.mathml), [math]) if node.mathml else math


def _image_to(node: n.Image) -> Json:
    pairs = (("width", node.width_px), ("height", node.height_px))
    sizes = [[key, str(value)] for key, value in pairs if value is not None]
    return {"t": "Image", "c": [["", [], sizes], text_to(node.alt), [node.src, node.title]]}


def _styled_to(node: n.Styled) -> Json:
    attributes = attr(node.id, node.classes, lang=node.lang, dir=node.direction)
    return _span(attributes, inlines_to(node.content))


def _ruby_to(node: n.Ruby) -> Json:
    base = _span(attr(ap="base"), inlines_to(node.base))
    reading = _span(attr(ap="reading"), inlines_to(node.reading))
    return _span(attr("", ("ruby",), ap="ruby"), [base, reading])


def _quoted_to(node: n.Quoted) -> Json:
    kind = {"t": "DoubleQuote" if node.kind == "double" else "SingleQuote"}
    return {"t": "Quoted", "c": [kind, inlines_to(node.content)]}


def _note_to(node: n.Note) -> Json:
    """Return a note; the further marks of one get their number from `number_marks`."""
    note = [{"t": "Note", "c": blocks_to(node.content)}] if node.content or not node.name else []
    return _span(attr(ap="note", note=node.name), note) if node.name else note[0]


def _simple_to(name: str) -> Callable[[Any], Json]:
    return lambda node: {"t": name, "c": inlines_to(node.content)}


_INLINES_TO: dict[type, Callable[[Any], Json]] = {
    **{kind: _simple_to(name) for kind, name in SIMPLE.items()},
    n.LineBreak: lambda node: {"t": "LineBreak"},
    n.Quoted: _quoted_to,
    n.Code: lambda node: {"t": "Code", "c": [_NO_ATTR, node.text]},
    n.Math: _math_to,
    n.Link: lambda node: {
        "t": "Link",
        "c": [_NO_ATTR, inlines_to(node.content), [node.url, node.title]],
    },
    n.Image: _image_to,
    n.Note: _note_to,
    n.Styled: _styled_to,
    n.Ruby: _ruby_to,
    n.RawInline: lambda node: {"t": "RawInline", "c": [node.format, node.text]},
}


def number_marks(content: list[Json], *, bracketed: bool = False) -> list[Json]:
    """Return a document's blocks, the further marks of its notes filled in.

    Pandoc has no second mark of a note, and a note written twice would be two. So the mark is the
    number that pandoc's writers give the note, linked to the first mark, which every format that
    has links can do: raised, or `bracketed` on the line.
    """
    numbers: dict[str, int] = {}
    again: list[tuple[str, list[Json]]] = []
    count = 0
    stack: list[Any] = [content]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
            continue
        if not isinstance(item, dict):
            continue
        count += item["t"] == "Note"
        if item["t"] == "Span" and ["ap", "note"] in item["c"][0][2]:
            (_, _, pairs), inner = item["c"]
            name = dict(pairs)["note"]
            if inner and name not in numbers:
                numbers[name] = count + 1
                item["c"][0][0] = f"{MARK_ID}{count + 1}"
            elif not inner:
                again.append((name, inner))
        stack.append(item.get("c"))
    for name, inner in again:
        if name in numbers:
            inner.append(_further_mark(numbers[name], bracketed))
    return content


def _further_mark(number: int, bracketed: bool) -> Json:
    raised = [{"t": "Superscript", "c": text_to(str(number))}]
    shown = text_to(f"[{number}]") if bracketed else raised
    return {"t": "Link", "c": [_NO_ATTR, shown, [f"#{MARK_ID}{number}", ""]]}


def blocks_to(content: n.Blocks) -> list[Json]:
    """Return blocks as pandoc's."""
    return [_BLOCKS_TO[type(block)](block) for block in content]


def _div(attributes: list[Any], content: list[Json]) -> Json:
    return {"t": "Div", "c": [attributes, content]}


def _plain(content: list[Json]) -> Json:
    return {"t": "Plain", "c": content}


def _said(attribution: n.Inlines) -> list[Json]:
    if not attribution:
        return []
    inner = _plain(inlines_to(attribution))
    return [_div(attr("", ("attribution",), ap="attribution"), [inner])]


def _quote_to(node: n.Quote) -> Json:
    quote = {"t": "BlockQuote", "c": blocks_to(node.content) + _said(node.attribution)}
    return _div(attr(ap="quote", cite=node.cite_url), [quote]) if node.cite_url else quote


def _pull_quote_to(node: n.PullQuote) -> Json:
    content = blocks_to(node.content) + _said(node.attribution)
    return _div(attr("", ("pull-quote",), ap="pull-quote"), content)


def _section_to(node: n.Section) -> Json:
    title = []
    if node.title:
        inner = _plain(inlines_to(node.title))
        title = [_div(attr("", ("section-title",), ap="title"), [inner])]
    pairs = {"lang": node.lang, "dir": node.direction, "kind": node.kind}
    attributes = attr(node.id, (node.role,), ap="section", **pairs)
    return _div(attributes, title + blocks_to(node.content))


def _embed_to(node: n.Embed) -> Json:
    pairs = {"provider": node.provider, "title": node.title, "thumbnail": node.thumbnail}
    attributes = attr("", ("embed",), ap="embed", url=node.url, **pairs)
    label = text_to(node.title or node.provider or node.url)
    link = {"t": "Link", "c": [_NO_ATTR, label, [node.url, ""]]}
    return _div(attributes, [{"t": "Para", "c": [link]}, *blocks_to(node.fallback)])


def _figure_to(node: n.Figure) -> Json:
    caption = inlines_to(node.caption)
    if node.credit:
        credit = _span(attr("", ("credit",), ap="credit"), inlines_to(node.credit))
        caption = [*caption, _SPACE, credit] if caption else [credit]
    blocks = [_plain(caption)] if caption else []
    return {"t": "Figure", "c": [attr(node.id), [None, blocks], blocks_to(node.content)]}


def _row_to(row: n.Row) -> list[Any]:
    cells = [
        [
            attr(ap="th") if cell.header else _NO_ATTR,
            {"t": _ALIGNS[cell.align]},
            cell.row_span,
            cell.column_span,
            blocks_to(cell.content),
        ]
        for cell in row.cells
    ]
    return [_NO_ATTR, cells]


def _table_to(table: n.Table) -> Json:
    rows = (*table.head, *table.body, *table.foot)
    count = max((sum(cell.column_span for cell in row.cells) for row in rows), default=1)
    spec = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    caption = [None, [_plain(inlines_to(table.caption))] if table.caption else []]
    head = [_NO_ATTR, [_row_to(row) for row in table.head]]
    # Row headers span the first column where each row begins with one.
    headed = bool(table.body) and all(row.cells and row.cells[0].header for row in table.body)
    body = [_NO_ATTR, int(headed), [], [_row_to(row) for row in table.body]]
    foot = [_NO_ATTR, [_row_to(row) for row in table.foot]]
    attributes = attr(table.id, ap="table")
    return {"t": "Table", "c": [attributes, caption, [spec] * count, head, [body], foot]}


def _items_to(items: tuple[n.Blocks, ...]) -> list[list[Json]]:
    return [blocks_to(item) for item in items]


def _ordered_to(node: n.OrderedList) -> Json:
    numbers = [node.start, {"t": _LIST_STYLES[node.style]}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [numbers, _items_to(node.items)]}


def _definitions_to(node: n.DefinitionList) -> Json:
    items = [[inlines_to(item.term), _items_to(item.descriptions)] for item in node.items]
    return {"t": "DefinitionList", "c": items}


def _code_block_to(node: n.CodeBlock) -> Json:
    classes = (node.language,) if node.language else ()
    if not node.links and not node.anchors:
        return {"t": "CodeBlock", "c": [attr("", classes), node.text]}
    # With its words, so that who reads it sees when a filter has changed the text below a link.
    links = [[link.start, node.text[link.start : link.end], link.url] for link in node.links]
    anchors = [[anchor.at, anchor.id] for anchor in node.anchors]
    places = {"links": links, "anchors": anchors}
    pairs = {key: json.dumps(value) for key, value in places.items() if value}
    return {"t": "CodeBlock", "c": [attr("", classes, **pairs), node.text]}


_BLOCKS_TO: dict[type, Callable[[Any], Json]] = {
    n.Plain: lambda node: _plain(inlines_to(node.content)),
    n.Paragraph: lambda node: {"t": "Para", "c": inlines_to(node.content)},
    n.Heading: lambda node: {
        "t": "Header",
        "c": [node.level, attr(node.id), inlines_to(node.content)],
    },
    n.Quote: _quote_to,
    n.BulletList: lambda node: {"t": "BulletList", "c": _items_to(node.items)},
    n.OrderedList: _ordered_to,
    n.DefinitionList: _definitions_to,
    n.CodeBlock: _code_block_to,
    n.LineBlock: lambda node: {"t": "LineBlock", "c": [inlines_to(line) for line in node.lines]},
    n.Rule: lambda node: {"t": "HorizontalRule"},
    n.Table: _table_to,
    n.Figure: _figure_to,
    n.Section: _section_to,
    n.PullQuote: _pull_quote_to,
    n.Embed: _embed_to,
    n.RawBlock: lambda node: {"t": "RawBlock", "c": [node.format, node.text]},
}
