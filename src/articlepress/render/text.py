"""Nodes to plain text for reading, as lines of a number of columns.

Links and notes are numbered in one list at the end; a pull quote that repeats the text is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import assert_never

from articlepress import nodes as n
from articlepress.listings import runs
from articlepress.marks import Numbering, numbering_of
from articlepress.render.ordinals import ordinal
from articlepress.render.pullquotes import repeated_quotes
from articlepress.render.quotation import quotation_marks
from articlepress.render.shifted import shifted
from articlepress.render.texttable import draw_table
from articlepress.render.textwidth import width, wrap
from articlepress.urls import is_shown
from articlepress.walk import inline_text

COLUMNS = 72
"""Usual width of plain text; RFC 3676 names 78 as the longest line of a message."""
INDENT = 4
NARROWEST = 24
"""Columns below which nesting indents no further."""


@dataclass(slots=True)
class _State:
    language: str = ""
    entries: list[str] = field(default_factory=list)
    """Texts of notes and addresses of links, in the order of their numbers."""
    numbering: Numbering = field(default_factory=Numbering)
    note_places: list[int] = field(default_factory=list)
    """Number among the entries of each note, in the order of the notes."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Address -> its number, so that a second link to it shares the entry."""
    repeated: frozenset[int] = frozenset()
    """`id()` of the pull quotes whose words stand in the text too."""
    links: bool = True


@dataclass(frozen=True, slots=True)
class RenderedText:
    """Lines of the body, and the numbered notes and addresses it refers to."""

    body: tuple[str, ...]
    notes: tuple[str, ...] = ()


def render_text(
    blocks: n.Blocks, columns: int = COLUMNS, language: str = "", *, links: bool = True
) -> RenderedText:
    """Return blocks as lines of at most so many columns; long words and addresses may exceed.

    Without `links` neither links nor notes are numbered.
    """
    repeated, numbering = repeated_quotes(blocks), numbering_of(blocks)
    state = _State(language, repeated=repeated, numbering=numbering, links=links)
    body = _blocks(state, blocks, columns)
    notes: list[str] = []
    for number, entry in enumerate(state.entries, 1):
        mark = f"[{number}] "
        notes += _hanging(mark, wrap(entry, columns - len(mark)))
    return RenderedText(tuple(body), tuple(notes))


def line_text(content: n.Inlines) -> str:
    """Return inlines as one line, without marks of notes and links."""
    return " ".join(_inlines(_State(links=False), content).split())


def _blocks(state: _State, blocks: n.Blocks, columns: int) -> list[str]:
    columns = max(columns, 1)
    groups: list[list[str]] = []
    for block in blocks:
        lines = _block(state, block, columns)
        if not lines:
            continue
        if isinstance(block, n.Heading | n.Section) and groups:
            lines = ["", *lines]  # two empty lines before what begins something
        groups.append(lines)
    return joined(groups)


def joined(groups: list[list[str]]) -> list[str]:
    """Return groups of lines as lines, an empty one between two groups."""
    lines: list[str] = []
    for number, group in enumerate(groups):
        lines += ["", *group] if number else group
    return lines


def _block(state: _State, block: n.Block, columns: int) -> list[str]:
    match block:
        case n.Plain(content) | n.Paragraph(content):
            return _wrapped(state, content, columns)
        case n.Heading(level, content):
            return _heading(_wrapped(state, content, columns), level, columns)
        case n.Quote(content, attribution):
            return _quote(state, content, attribution, columns)
        case n.PullQuote(content, attribution):
            if id(block) in state.repeated:
                return []
            return _quote(state, content, attribution, columns)
        case n.BulletList(items):
            return _list(state, items, ["- "] * len(items), columns)
        case n.OrderedList(items, start, style):
            marks = [f"{ordinal(start + k, style)}. " for k in range(len(items))]
            longest = max(map(len, marks), default=0)
            return _list(state, items, [mark.ljust(longest) for mark in marks], columns)
        case n.DefinitionList(items):
            return _definitions(state, items, columns)
        case n.CodeBlock(code):
            # Addresses without marks: a mark would be copied as code, and part columns.
            for run in runs(block):
                _link_mark(state, run.text, run.url)
            return [" " * INDENT + line for line in code.rstrip("\n").split("\n")]
        case n.LineBlock(lines):
            return _lines(state, lines, columns)
        case n.Rule():
            return [" " * max(0, (columns - 5) // 2) + "* * *"]
        case n.Table():
            return _table(state, block, columns)
        case n.Figure():
            return _figure(state, block, columns)
        case n.Section(role, content, title):
            head = _wrapped(state, title, columns)
            if role == "bio":
                content = _without_portrait(content)
            head = [*head, "-" * max(map(width, head))] if head else []
            return joined([group for group in (head, _blocks(state, content, columns)) if group])
        case n.Embed():
            return _embed(state, block, columns)
        case n.RawBlock():
            return []
        case _:
            assert_never(block)


def _wrapped(state: _State, content: n.Inlines, columns: int) -> list[str]:
    text = _inlines(state, content).strip(" \n")
    return wrap(text, columns) if text else []


def _heading(lines: list[str], level: int, columns: int) -> list[str]:
    if not lines or level > 1:
        return lines
    return [*lines, "-" * min(columns, max(map(width, lines)))]


def _quote(state: _State, content: n.Blocks, attribution: n.Inlines, columns: int) -> list[str]:
    inner = columns - INDENT if columns - INDENT >= NARROWEST else columns
    groups = [_blocks(state, content, inner)]
    if attribution:
        said = _inlines(state, attribution).strip()
        dash = "" if said[:1] in ("—", "–", "-", "―") else "— "
        groups.append(wrap(dash + said, inner))
    lines = joined([group for group in groups if group])
    return [" " * (columns - inner) + line if line else "" for line in lines]


def _list(state: _State, items: tuple[n.Blocks, ...], marks: list[str], columns: int) -> list[str]:
    groups = []
    tight = True
    for mark, item in zip(marks, items, strict=True):
        tight = tight and not any(isinstance(block, n.Paragraph) for block in item[:1])
        tight = tight and sum(not isinstance(b, n.BulletList | n.OrderedList) for b in item) <= 1
        lines = _item(state, item, columns - len(mark))
        groups.append(_hanging(mark, lines or [""]))
    return [line for group in groups for line in group] if tight else joined(groups)


def _item(state: _State, item: n.Blocks, columns: int) -> list[str]:
    # A list right below an item's words belongs to them: no empty line between.
    if len(item) == 2 and isinstance(item[0], n.Plain):
        return [line for block in item for line in _block(state, block, columns)]
    return _blocks(state, item, columns)


def _hanging(mark: str, lines: list[str]) -> list[str]:
    blank = " " * width(mark)
    first, *rest = lines or [""]
    return [(mark + first).rstrip(), *((blank + line).rstrip() for line in rest)]


def _definitions(state: _State, items: tuple[n.Definition, ...], columns: int) -> list[str]:
    groups = []
    for item in items:
        lines = _wrapped(state, item.term, columns)
        for description in item.descriptions:
            inner = _blocks(state, description, columns - INDENT)
            lines += [" " * INDENT + line if line else "" for line in inner]
        groups.append(lines)
    return joined([group for group in groups if group])


def _lines(state: _State, lines: tuple[n.Inlines, ...], columns: int) -> list[str]:
    out = []
    for line in lines:
        first, *rest = wrap(_inlines(state, line).strip(), columns - 2)
        out += [first, *("  " + more for more in rest)]
    return out if any(out) else []


def _table(state: _State, table: n.Table, columns: int) -> list[str]:
    caption = _wrapped(state, table.caption, columns)
    rows = draw_table(table, columns, lambda content, room: _blocks(state, content, room))
    return joined([group for group in (caption, rows) if group])


def _figure(state: _State, figure: n.Figure, columns: int) -> list[str]:
    caption = _wrapped(state, figure.caption, columns)
    credit = _wrapped(state, figure.credit, columns)
    body = _blocks(state, figure.content, columns)
    return [*body, *caption, *credit]


def _without_portrait(content: n.Blocks) -> n.Blocks:
    # Its words are the name, which the bio says.
    match content:
        case (n.Plain((n.Image(),)), *_):
            return content[1:]
    return content


def _embed(state: _State, embed: n.Embed, columns: int) -> list[str]:
    name = embed.title or embed.provider or embed.url
    provider = f"{embed.provider}: " if embed.provider and embed.title else ""
    mark = _entry(state, embed.url) if name != embed.url else ""
    lines = wrap(f"[{provider}{name}]{mark}", columns)
    fallback = _blocks(state, embed.fallback, columns)
    return joined([group for group in (fallback, lines) if group])


def _inlines(state: _State, content: n.Inlines) -> str:
    return "".join(_inline(state, node) for node in content)


def _inline(state: _State, node: n.Inline) -> str:
    match node:
        case n.Text(text) | n.Code(text):
            return re.sub("[ \t\r\n]+", " ", text)
        case n.LineBreak():
            return "\n"
        case n.Quoted(inner, kind):
            marks = quotation_marks(state.language)
            first = 0 if kind == "double" else 2
            return f"{marks[first]}{_inlines(state, inner)}{marks[first + 1]}"
        case n.Math():
            return inline_text((node,))
        case n.Link(inner, url):
            words = _inlines(state, inner)
            return words + _link_mark(state, words, url)
        case n.Image(_, alt):
            return f"[{' '.join(alt.split())}]" if alt.strip() else ""
        case n.Note():
            return _note(state, node)
        case n.Superscript(inner) | n.Subscript(inner):
            return shifted(_inlines(state, inner), raised=isinstance(node, n.Superscript))
        case n.Ruby(base, reading):
            return f"{_inlines(state, base)}({_inlines(state, reading)})"
        case n.RawInline():
            return ""
        case _:
            return _inlines(state, node.content)


def _link_mark(state: _State, words: str, url: str) -> str:
    """Return a link's mark; none where its words are its address or it leads inside the text."""
    return "" if url.startswith("#") or is_shown(url, words) else _entry(state, url)


def _entry(state: _State, text: str) -> str:
    """Return the mark of an entry in the list at the end, made where it is not there yet."""
    if not state.links or not text:
        return ""
    if text not in state.numbers:
        state.entries.append(text)
        state.numbers[text] = len(state.entries)
    return f" [{state.numbers[text]}]"


def _note(state: _State, note: n.Note) -> str:
    number, is_first = state.numbering.number(note) if state.links else (0, False)
    if is_first:
        place = len(state.entries)
        state.note_places.append(place + 1)
        state.entries.append("")  # the number is taken before links inside the note take theirs
        lines = _blocks(state, state.numbering.content(note), 10_000)
        state.entries[place] = "\n".join(line for line in lines if line)
    return f" [{state.note_places[number - 1]}]" if number else ""
