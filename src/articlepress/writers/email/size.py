"""A message never above its clip size: long ones are cut between two blocks.

The layout marks the seams with comments; here they are read and taken out. What stands after the
text (read-on link, notes still referred to, bio, disclaimer, footer) stays after the cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articlepress import nodes as n
from articlepress.errors import EmailError

_MARK = re.compile(rb"<!--ap:([a-z]+)(?::(\d+))?-->\n?")
_LONG_TEXT = 6_000
"""Characters above which a block is parted, so that a cut can fall inside it."""
_LINE_OCTETS = 900
"""RFC 5322 allows 998 octets a line; mail services add to links."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A finished document and what was left out of it."""

    html: bytes
    kept_blocks: int
    all_blocks: int

    @property
    def is_cut(self) -> bool:
        return self.kept_blocks < self.all_blocks


def mark(kind: str, number: int | None = None) -> str:
    """Return the comment the layout writes at a seam."""
    return f"<!--ap:{kind}{'' if number is None else f':{number}'}-->\n"


def cut_to_size(html: bytes, limit: int, note_counts: list[int], all_blocks: int) -> Cut:
    """Return the document without its marks, cut so that it has at most `limit` bytes.

    `note_counts[k]` is how many notes the first k blocks refer to. The document may hold fewer
    than `all_blocks`, where the rest could only stand behind the cut.

    Raises:
        EmailError: even without any text the message is larger than the limit.
    """
    marks = {(found[1], int(found[2] or 0)): found.span() for found in _MARK.finditer(html)}
    blocks = len(note_counts) - 1
    more = html[marks[b"more", 0][1] : marks[b"endmore", 0][0]]
    before_more, after_more = marks[b"more", 0][0], marks[b"endmore", 0][1]
    whole = _bare(html[:before_more]) + _bare(html[after_more:])
    if len(whole) <= limit and blocks == all_blocks:
        return Cut(whole, blocks, blocks)
    tail = _bare(html[marks[b"endnotes", 0][1] :])
    for kept in range(blocks - 1, -1, -1):
        start = html[: marks[b"block", kept][0]]
        notes = _notes(html, marks, note_counts[kept])
        if len(start) + len(more) + len(notes) + len(tail) > limit + 16 * kept:
            continue  # marks are about 16 bytes each, so this test is cheap and never too strict
        finished = _bare(start) + more + _bare(notes) + tail
        if len(finished) <= limit:
            return Cut(finished, kept, all_blocks)
    raise EmailError(
        f"the title, bio and disclaimer alone need {len(tail):,} bytes; the limit is {limit:,}",
        hint="shorten the bio, or raise --clip-bytes (never above 102,400)",
    )


def _notes(html: bytes, marks: dict[tuple[bytes, int], tuple[int, int]], count: int) -> bytes:
    if count == 0:
        return b""
    start, end = marks[b"notes", 0][1], marks[b"endnotes", 0][0]
    # The mark of the first note left out, or the end of the list when all are kept.
    stop = marks.get((b"note", count), marks[b"lastnote", 0])[0]
    return html[start:stop] + html[marks[b"lastnote", 0][1] : end]


def _bare(html: bytes) -> bytes:
    return _MARK.sub(b"", html)


def part_long_blocks(blocks: n.Blocks) -> n.Blocks:
    """Return the blocks with overlong lists, groups, quotes and tables parted into several."""
    if not any(isinstance(block, _PARTED) for block in blocks):
        return blocks
    return tuple(part for block in blocks for part in _parts(block))


_PARTED = (n.BulletList, n.OrderedList, n.Section, n.Table, n.DefinitionList, n.Quote)


def _parts(block: n.Block) -> n.Blocks:
    if not isinstance(block, _PARTED) or _length((block,)) <= _LONG_TEXT:
        return (block,)
    match block:
        case n.BulletList(items):
            return tuple(n.BulletList(run) for run in _runs(items))
        case n.OrderedList(items, start, style):
            return _ordered_runs(items, start, style)
        case n.DefinitionList(definitions):
            return tuple(n.DefinitionList((definition,)) for definition in definitions)
        case n.Quote(content, attribution, url) if len(content) > 1:
            *first, last = part_long_blocks(content)
            return (*(n.Quote((part,)) for part in first), n.Quote((last,), attribution, url))
        case n.Section("group", content, title, _, "", ""):
            lead: n.Blocks = (n.Paragraph((n.Strong(title),)),) if title else ()
            return (*lead, *part_long_blocks(content))
        case n.Table(head, rows, foot, caption, _) if len(rows) > 8:
            runs = [rows[i : i + 8] for i in range(0, len(rows), 8)]
            return tuple(
                n.Table(head, run, foot if run is runs[-1] else (), caption if not i else ())
                for i, run in enumerate(runs)
            )
    return (block,)


def _ordered_runs(items: tuple[n.Blocks, ...], start: int, style: n.ListStyle) -> n.Blocks:
    out = []
    for run in _runs(items):
        out.append(n.OrderedList(run, start, style))
        start += len(run)
    return tuple(out)


def _runs(items: tuple[n.Blocks, ...]) -> list[tuple[n.Blocks, ...]]:
    """Return items in runs of about half `_LONG_TEXT`."""
    runs: list[tuple[n.Blocks, ...]] = []
    run: list[n.Blocks] = []
    length = 0
    for item in items:
        size = _length(item)
        if run and length + size > _LONG_TEXT // 2:
            runs.append(tuple(run))
            run, length = [], 0
        run.append(item)
        length += size
    return [*runs, tuple(run)] if run else runs


def _length(blocks: n.Blocks) -> int:
    from articlepress.walk import block_texts

    return sum(len(text) for text in block_texts(blocks))


def break_long_lines(html: str) -> str:
    """Return the document with no line above RFC 5322's 998 octets.

    A line is broken at a space of its text, or where there is none (Chinese) by an empty comment.
    """
    return "\n".join(
        line if len(line) <= _LINE_OCTETS // 3 else _broken(line) for line in html.split("\n")
    )


_PIECE = re.compile(r"<!--(?:(?!<!--).)*?-->|<[^<>]*+>|[^<]++", re.DOTALL)


def _broken(line: str) -> str:
    if len(line.encode()) <= _LINE_OCTETS:
        return line
    out: list[str] = []
    width = 0
    for piece in _PIECE.findall(line):
        if piece[0] == "<" or len(piece.encode()) + width <= _LINE_OCTETS:
            size = len(piece.encode())
            if piece[0] == "<" and piece[1] != "!" and " " in piece and width + size > _LINE_OCTETS:
                # Between a tag's name and its attributes any white space will do.
                piece = piece.replace(" ", "\n", 1)
                size = len(piece.partition("\n")[2].encode())
                width = 0
            out.append(piece)
            width += size
            continue
        for word in re.split(r"(?<= )", piece):
            for chunk in _chunks(word):
                size = len(chunk.encode())
                if width + size > _LINE_OCTETS and out:
                    if out[-1].endswith(" "):
                        out[-1] = out[-1][:-1] + "\n"
                    elif out[-1][-1:] != "\n":
                        out.append("<!--\n-->")
                    width = 0
                out.append(chunk)
                width += size
    return "".join(out)


def _chunks(word: str) -> list[str]:
    if len(word) <= 200:
        return [word]
    # Never inside a character reference, which ends with a semicolon.
    return re.findall(r"(?:&[#\w]+;|.){1,200}", word, re.DOTALL)
