"""Pandoc's JSON to blocks and inlines: what `pandoc_write` wrote, exactly, and anybody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

from articlepress import nodes as n
from articlepress.codec.native import safe_url
from articlepress.codec.pandoc_write import SIMPLE
from articlepress.directions import stated_direction
from articlepress.errors import SourceError
from articlepress.listings import in_place
from articlepress.walk import inline_text

# Any below is a JSON value of pandoc's: {"t": constructor, "c": contents}.
Json = dict[str, Any]

MAX_HEADING_LEVEL = 5

_SPACE: Json = {"t": "Space"}
_ROLES = frozenset(get_args(n.SectionRole))


def inlines_from(content: list[Json]) -> n.Inlines:
    """Return pandoc's inlines as ours, runs of Str and Space as one text."""
    out: list[n.Inline] = []
    text = ""
    for item in content:
        # Nine of ten items are words and spaces: asked first, by comparison, which hashes nothing.
        kind = item["t"]
        if kind == "Str":
            text += item["c"]
        elif kind == "Space" or kind == "SoftBreak":
            text += " "
        elif kind == "Cite":
            # No citations are kept; the words may join the runs on both sides.
            for node in inlines_from(item["c"][1]):
                if isinstance(node, n.Text):
                    text += node.text
                    continue
                if text:
                    out.append(n.Text(text))
                    text = ""
                out.append(node)
        else:
            if text:
                out.append(n.Text(text))
                text = ""
            out.append(_inline_from(kind, item.get("c")))
    if text:
        out.append(n.Text(text))
    return tuple(out)


def _inline_from(kind: str, c: Any) -> n.Inline:
    simple = _SIMPLE_FROM.get(kind)
    if simple is not None:
        node: n.Inline = simple(inlines_from(c))
        return node
    handler = _INLINES_FROM.get(kind)
    if handler is None:
        raise SourceError(f"is pandoc JSON with an inline {kind!r:.40} that is not known")
    return handler(c)


def _span_from(c: Any) -> n.Inline:
    (ident, classes, pairs), content = c
    values = dict(pairs)
    match values.get("ap"):
        case "math":
            kind, tex = content[0]["c"]
            return n.Math(tex, values.get("mathml", ""), kind["t"] == "DisplayMath")
        case "ruby" if len(content) == 2:
            base, reading = (inlines_from(part["c"][1]) for part in content)
            return n.Ruby(base, reading)
        case "note" if values.get("note"):
            note = content[0]["c"] if content and content[0]["t"] == "Note" else []
            return n.Note(blocks_from(note), values["note"])
    return n.Styled(
        inlines_from(content),
        values.get("lang", ""),
        stated_direction(values.get("dir", "")),
        tuple(classes),
        ident,
    )


def _image_from(c: Any) -> n.Image:
    (_, _, pairs), alt, (src, title) = c
    values = dict(pairs)
    words = inline_text(inlines_from(alt))
    return n.Image(
        src, words, title, _pixels(values.get("width", "")), _pixels(values.get("height", ""))
    )


def _pixels(value: str) -> int | None:
    digits = value.removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


_SIMPLE_FROM: dict[str, Callable[[n.Inlines], Any]] = {name: kind for kind, name in SIMPLE.items()}
_INLINES_FROM: dict[str, Callable[[Any], n.Inline]] = {
    "LineBreak": lambda c: n.LineBreak(),
    "Quoted": lambda c: n.Quoted(
        inlines_from(c[1]), "double" if c[0]["t"] == "DoubleQuote" else "single"
    ),
    "Code": lambda c: n.Code(c[1]),
    "Math": lambda c: n.Math(c[1], "", c[0]["t"] == "DisplayMath"),
    "Link": lambda c: n.Link(inlines_from(c[1]), safe_url(c[2][0]), c[2][1]),
    "Image": _image_from,
    "Note": lambda c: n.Note(blocks_from(c)),
    "Span": _span_from,
    "RawInline": lambda c: n.RawInline(c[0], c[1]),
}


def blocks_from(content: list[Json]) -> n.Blocks:
    """Return pandoc's blocks as ours.

    Raises:
        SourceError: a constructor of another version of pandoc.
    """
    out: list[n.Block] = []
    for item in content:
        kind, c = item["t"], item.get("c")
        if kind == "Div":
            out += _div_from(c)
        elif kind != "Null":
            handler = _BLOCKS_FROM.get(kind)
            if handler is None:
                raise SourceError(f"is pandoc JSON with a block {kind!r:.40} that is not known")
            out.append(handler(c))
    return tuple(out)


def _ap(item: Json, name: str) -> bool:
    return item["t"] in ("Div", "Span") and ["ap", name] in item["c"][0][2]


def _div_from(c: Any) -> n.Blocks:
    (ident, classes, pairs), content = c
    values = dict(pairs)
    kind = values.get("ap", "")
    if kind == "quote" and len(content) == 1 and content[0]["t"] == "BlockQuote":
        blocks, said = _attributed(content[0]["c"])
        return (n.Quote(blocks, said, safe_url(values.get("cite", ""))),)
    if kind == "pull-quote" or (not kind and "pull-quote" in classes):
        return (n.PullQuote(*_attributed(content)),)
    if kind == "embed" and "url" in values:
        provider, name = values.get("provider", ""), values.get("title", "")
        fallback = blocks_from(content[1:])
        thumbnail = values.get("thumbnail", "")
        return (n.Embed(safe_url(values["url"]), provider, name, thumbnail, fallback),)
    role = next((name for name in classes if name in _ROLES), "")
    direction = stated_direction(values.get("dir", ""))
    title: n.Inlines = ()
    if content and _is_title(content[0]):
        title, content = _first_inlines(content[0]["c"][1]), content[1:]
    blocks = blocks_from(content)
    lang, said = values.get("lang", ""), values.get("kind", "")
    if not (role or ident or lang or direction or title):
        return blocks
    # A Div without a role of ours groups for its id or language only.
    known: Any = role or "group"
    return (n.Section(known, blocks, title, ident, lang, direction, said),)


def _is_title(item: Json) -> bool:
    return item["t"] == "Div" and "section-title" in item["c"][0][1]


def _first_inlines(content: list[Json]) -> n.Inlines:
    found: list[Json] = []
    for item in content:
        if item["t"] in ("Plain", "Para"):
            found = [*found, _SPACE, *item["c"]] if found else item["c"]
    return inlines_from(found)


def _attributed(content: list[Json]) -> tuple[n.Blocks, n.Inlines]:
    if content and _ap(content[-1], "attribution"):
        return blocks_from(content[:-1]), _first_inlines(content[-1]["c"][1])
    return blocks_from(content), ()


def _quote_from(c: Any) -> n.Quote:
    return n.Quote(*_attributed(c))


def _figure_from(c: Any) -> n.Figure:
    (ident, _, _), (_, caption), content = c
    inlines = [part for item in caption if item["t"] in ("Plain", "Para") for part in item["c"]]
    credit: n.Inlines = ()
    if inlines and _ap(inlines[-1], "credit"):
        credit = inlines_from(inlines[-1]["c"][1])
        inlines = inlines[:-2]
    return n.Figure(blocks_from(content), inlines_from(inlines), credit, ident)


def _table_from(c: Any) -> n.Table:
    (ident, _, pairs), (_, caption), specs, head, bodies, foot = c
    own = ["ap", "table"] in pairs
    aligns = [spec[0]["t"] for spec in specs]
    top = [_row_from(row, own, aligns, headers=10_000) for row in head[1]]
    body: list[n.Row] = []
    for _, headers, middle, rows in bodies:
        body += [_row_from(row, own, aligns, headers=10_000) for row in middle]
        body += [_row_from(row, own, aligns, headers=headers) for row in rows]
    bottom = [_row_from(row, own, aligns, headers=0) for row in foot[1]]
    if not own and not any(cell.content for row in top for cell in row.cells):
        top = []  # pandoc writes an empty head for a table that has none
    return n.Table(tuple(top), tuple(body), tuple(bottom), _first_inlines(caption), ident)


def _row_from(row: Any, own: bool, aligns: list[str], headers: int) -> n.Row:
    cells = []
    column = 0
    for (_, _, pairs), align, row_span, column_span, content in row[1]:
        header = ["ap", "th"] in pairs if own else column < headers
        name = align["t"]
        if not own and name == "AlignDefault" and column < len(aligns):
            name = aligns[column]
        blocks = blocks_from(content)
        wide, high = _span(column_span, 1_000), _span(row_span, 65_534)  # what HTML allows
        cells.append(n.Cell(blocks, header, high, wide, _ALIGNS_FROM[name]))
        column += wide
    return n.Row(tuple(cells))


def _span(number: int, most: int) -> int:
    return max(1, min(most, int(number)))


def _items_from(items: list[list[Json]]) -> tuple[n.Blocks, ...]:
    return tuple(blocks_from(item) for item in items)


def _ordered_from(c: Any) -> n.OrderedList:
    (start, style, _), items = c
    start = max(-(2**31), min(2**31 - 1, int(start)))
    return n.OrderedList(_items_from(items), start, _LIST_STYLES_FROM.get(style["t"], "decimal"))


def _code_block_from(c: Any) -> n.Block:
    (_, classes, pairs), text = c
    plain = n.CodeBlock(text, classes[0] if classes else "")
    noted = dict(pairs)
    try:
        placed = _placed(plain, noted.get("links", "[]"), noted.get("anchors", "[]"))
    except (ValueError, TypeError, AttributeError, RecursionError):  # another's, or rewritten
        return plain
    return placed if in_place(placed) else plain


def _placed(block: n.CodeBlock, links: str, anchors: str) -> n.CodeBlock:
    """Return a listing with what `pandoc_write` noted of it, where the words are still so."""
    text = block.text
    return n.CodeBlock(
        text,
        block.language,
        tuple(
            n.CodeLink(start, start + len(words), safe_url(url))
            for start, words, url in json.loads(links)
            if text[start : start + len(words)] == words
        ),
        tuple(n.CodeAnchor(min(int(at), len(text)), str(i)) for at, i in json.loads(anchors)),
    )


_ALIGNS_FROM: dict[str, n.Alignment] = {
    "AlignDefault": "",
    "AlignLeft": "left",
    "AlignCenter": "center",
    "AlignRight": "right",
}
_LIST_STYLES_FROM: dict[str, n.ListStyle] = {
    "Decimal": "decimal",
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
_BLOCKS_FROM: dict[str, Callable[[Any], n.Block]] = {
    "Plain": lambda c: n.Plain(inlines_from(c)),
    "Para": lambda c: n.Paragraph(inlines_from(c)),
    "Header": lambda c: n.Heading(
        max(1, min(MAX_HEADING_LEVEL, c[0])), inlines_from(c[2]), c[1][0]
    ),
    "BlockQuote": _quote_from,
    "BulletList": lambda c: n.BulletList(_items_from(c)),
    "OrderedList": _ordered_from,
    "DefinitionList": lambda c: n.DefinitionList(
        tuple(n.Definition(inlines_from(term), _items_from(parts)) for term, parts in c)
    ),
    "CodeBlock": _code_block_from,
    "LineBlock": lambda c: n.LineBlock(tuple(inlines_from(line) for line in c)),
    "HorizontalRule": lambda c: n.Rule(),
    "Table": _table_from,
    "Figure": _figure_from,
    "RawBlock": lambda c: n.RawBlock(c[0], c[1]),
}
