"""Blocks as Markdown: CommonMark, GitHub's tables, footnotes, and HTML for what they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as escape_html
from typing import assert_never

from articlepress import nodes as n
from articlepress.listings import bare as bare_listing
from articlepress.render.dialect import Dialect
from articlepress.render.html import render
from articlepress.walk import inline_text, transform
from articlepress.writers.markdown.escaping import longest_run
from articlepress.writers.markdown.inlines import State, one_line, paragraph
from articlepress.writers.markdown.tables import is_simple, pipe_table

_BETWEEN_TAGS = re.compile(r">[^<]++")

HEADING_OFFSET = 1
"""The title is the document's first level, so that `Heading(1)` is written `##`."""

_APART = "<!-- -->"
"""Between two lists, which would else be one."""


def blocks(state: State, content: n.Blocks) -> str:
    """Return blocks with an empty line between two of them."""
    parts: list[str] = []
    previous: n.Block | None = None
    for block in content:
        text = _block(state, block)
        if not text:
            continue
        if _runs_on(previous, block):
            parts.append(_APART)
        parts.append(text)
        previous = block
    return "\n\n".join(parts)


def _runs_on(previous: n.Block | None, block: n.Block) -> bool:
    lists = (n.BulletList, n.OrderedList, n.DefinitionList)
    if isinstance(previous, lists):
        # Indented code below a list would be part of its last item too, but ours is fenced.
        return isinstance(block, lists)
    return isinstance(previous, n.Quote | n.PullQuote) and isinstance(block, n.Quote | n.PullQuote)


def _block(state: State, block: n.Block) -> str:
    match block:
        case n.Plain(content) | n.Paragraph(content):
            return paragraph(state, content)
        case n.Heading(level, content, ident):
            return _heading(state, level, content, ident)
        case n.Quote(content, attribution):
            return _quote(state, content, attribution)
        case n.PullQuote(content, attribution):
            return "" if id(block) in state.repeated else _quote(state, content, attribution)
        case n.BulletList(items):
            return _list(state, items, ["- "] * len(items))
        case n.OrderedList(items, start):
            return _list(state, items, [f"{max(0, start) + k}. " for k in range(len(items))])
        case n.DefinitionList(items):
            return "\n\n".join(_definition(state, item) for item in items)
        case n.CodeBlock(text, language, _, anchors):
            places = paragraph(state, tuple(n.Styled(id=anchor.id) for anchor in anchors))
            return "\n\n".join(filter(None, (places, _code(text, language))))
        case n.LineBlock(lines):
            joined = [one_line(state, line) for line in lines]
            return "\\\n".join(line or "\N{NO-BREAK SPACE}" for line in joined if line)
        case n.Rule():
            return "***"  # "---" opens metadata in pandoc's Markdown
        case n.Table():
            return _table(state, block)
        case n.Figure():
            return _figure(state, block)
        case n.Section():
            return _section(state, block)
        case n.Embed():
            return _embed(state, block)
        case n.RawBlock(kind, text):
            return text if kind in ("html", "markdown") else ""
        case _:
            assert_never(block)


def _heading(state: State, level: int, content: n.Inlines, ident: str) -> str:
    anchor = f'<span id="{escape_html(ident)}"></span>' if ident in state.linked else ""
    text = one_line(state, content)
    text = re.sub(r"(?<!#)(#++)$", r"\\\1", text)  # "# C#" would lose its last sign
    return f"{'#' * min(6, level + HEADING_OFFSET)} {anchor}{text}" if text else ""


def _quote(state: State, content: n.Blocks, attribution: n.Inlines) -> str:
    parts = [blocks(state, content)]
    if attribution:
        said = paragraph(state, attribution)
        parts.append(said if said.startswith(("—", "–", "―", "\\-")) else f"— {said}")
    return prefixed("\n\n".join(filter(None, parts)), "> ")


def prefixed(text: str, prefix: str) -> str:
    """Return lines with a prefix before each, without spaces at the end of empty ones."""
    if not text:
        return ""
    return "\n".join((prefix + line).rstrip(" ") for line in text.split("\n"))


def indented(text: str, mark: str) -> str:
    """Return lines hanging below a mark."""
    first, *rest = text.split("\n")
    blank = " " * len(mark)
    return "\n".join([mark + first, *(blank + line if line else "" for line in rest)]).rstrip(" ")


def _list(state: State, items: tuple[n.Blocks, ...], marks: list[str]) -> str:
    loose = any(isinstance(block, n.Paragraph) for item in items for block in item)
    width = max(map(len, marks), default=0)
    written = []
    for mark, item in zip(marks, items, strict=True):
        text = _item(state, item) or "\N{NO-BREAK SPACE}"
        written.append(indented(text, mark.ljust(width)))
    return ("\n\n" if loose else "\n").join(written)


def _item(state: State, item: n.Blocks) -> str:
    # A list right below an item's words keeps the outer list tight.
    if len(item) == 2 and isinstance(item[0], n.Plain) and isinstance(item[1], n.BulletList):
        words = paragraph(state, item[0].content)
        return f"{words}\n{_block(state, item[1])}" if words else _block(state, item[1])
    return blocks(state, item)


def _definition(state: State, item: n.Definition) -> str:
    term = one_line(state, item.term) or "\N{NO-BREAK SPACE}"
    descriptions = [
        indented(blocks(state, description) or "\N{NO-BREAK SPACE}", ":   ")
        for description in item.descriptions
    ]
    return "\n\n".join([term, *descriptions])


def _code(text: str, language: str) -> str:
    fence = "`" * max(3, longest_run(text, "`") + 1)
    name = language if re.fullmatch(r"[\w+#.\-]+", language) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"{fence}{name}\n{text.removesuffix(chr(10))}\n{fence}"


def _table(state: State, table: n.Table) -> str:
    caption = paragraph(state, table.caption)
    text = pipe_table(state, table) if is_simple(table) else _html_table(state, table)
    return "\n\n".join(filter(None, (caption, text)))


def _html_table(state: State, table: n.Table) -> str:
    """Return a table that pipes cannot draw as HTML without an empty line, which would end it."""
    bare = n.Table(table.head, table.body, table.foot, (), table.id)

    def note(node: n.Note) -> n.Text:
        content = state.numbering.content(node)
        words = " ".join(inline_text(getattr(block, "content", ())) for block in content)
        return n.Text(f" ({words})")

    flat: n.Block = transform(
        bare, {n.Note: note, n.CodeBlock: lambda block: bare_listing(block, state.linked)}
    )
    html = render((flat,), Dialect()).body
    html = "</code></pre>".join(_in_one_line(html.split("</code></pre>")))
    # Between the tags pandoc reads Markdown; references are characters to it and to browsers.
    last = html.rfind("<")
    html = _BETWEEN_TAGS.sub(lambda f: ">" + _referenced(f[0][1:]), html[:last]) + html[last:]
    return re.sub(r"\n\s*+", "\n", html).strip()


def _in_one_line(pieces: list[str]) -> Iterator[str]:
    """Yield what stands before each end of a code block, its last lines as one."""
    for piece in pieces[:-1]:
        at = piece.rfind("<") + 1
        yield piece[:at] + piece[at:].replace("\n", "&#10;")
    yield pieces[-1]


def _referenced(text: str) -> str:
    text = re.sub(r"[\\`*_\[\]{}~^$@|#]", _reference, text)
    # What begins a paragraph may look like a list, a line block or a definition.
    text = re.sub(r"\A\s*(?:\d{1,9}|\w+)[.)](?=\s|\Z)", _end_referenced, text)
    return re.sub(r"(?<=\A)[-+:%=(]", _reference, text)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _end_referenced(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}&#{ord(found[0][-1])};"


def _figure(state: State, figure: n.Figure) -> str:
    caption = paragraph(state, figure.caption)
    credit = paragraph(state, figure.credit)
    return "\n\n".join(filter(None, (blocks(state, figure.content), caption, credit)))


def _section(state: State, section: n.Section) -> str:
    title = one_line(state, section.title)
    bold = f"**{title}**" if title and "*" not in title else title
    # A div of its own, so that the title is told from the content when read back.
    head = f'<div class="section-title">\n\n{bold}\n\n</div>' if title else ""
    text = "\n\n".join(filter(None, (head, blocks(state, section.content))))
    if not text:
        return ""
    pairs = (
        ("class", "" if section.role == "group" else section.role),
        ("data-kind", section.kind),
        ("id", section.id if section.id in state.linked else ""),
        ("lang", section.lang),
        ("dir", section.direction),
    )
    attributes = "".join(f' {key}="{escape_html(value)}"' for key, value in pairs if value)
    return f"<div{attributes}>\n\n{text}\n\n</div>" if attributes else text


def _embed(state: State, embed: n.Embed) -> str:
    name = embed.title or embed.provider or embed.url
    label = f"{embed.provider}: {name}" if embed.provider and embed.title else name
    link = paragraph(state, (n.Link((n.Text(label),), embed.url),))
    return "\n\n".join(filter(None, (blocks(state, embed.fallback), link)))
