"""A message never above its clip size: long ones are cut between two blocks.

The layout marks the seams with comments; here they are read and taken out. What stands after the
text (read-on link, notes still referred to, bio, disclaimer, footer) stays after the cut. Notes get
their numbers here, when it is known which marks stay: text and credits are numbered through.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from articlepress import nodes as n
from articlepress.errors import EmailError
from articlepress.writers.email.tables import fit_table

_MARK = re.compile(rb"<!--ap:([a-z]+)(?::(\d+))?-->\n?")
# A mark's number as it is while all notes are kept, and the comment that names the note.
_NOTE_MARK = re.compile(rb"(?<!\d)\d++<!--ap:ref:(\d+)-->")
_NEXT_NOTE_MARK = re.compile(r"(?<=-->)</sup><sup(?: [^<>]*)?>(?=\d+<!--ap:ref:)")
_LONG_TEXT = 6_000
"""Characters above which a block is parted, so that a cut can fall inside it."""
_LINE_OCTETS = 900
"""RFC 5322 allows 998 octets a line; mail services add to links."""
_CHUNK = 200
"""Characters of a word that are cut at once: of four bytes each they fit a line."""
_ROWS_TOGETHER = 8
"""Rows of a table that a cut does not part: a screen of a phone."""


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


def reference(number: int) -> str:
    """Return the comment that follows the number at a note's mark, while all notes are kept."""
    return mark("ref", number).rstrip()  # behind the number, so that no line ends between them


def part_note_marks(html: str) -> str:
    """Return the document with a comma between two marks of notes in a row: "12" may be 1, 2."""
    return _NEXT_NOTE_MARK.sub(lambda found: found[0] + ",", html)


def cut_to_size(html: bytes, limit: int, all_blocks: int) -> Cut:
    """Return the document without its marks, cut so that it has at most `limit` bytes.

    The document may hold fewer than `all_blocks`, where the rest could only stand behind the cut.

    Raises:
        EmailError: even without any text the message is larger than the limit.
    """
    sheet = _sheet(html)
    blocks = len(sheet.seams)
    if blocks == all_blocks:
        whole = sheet.finished(blocks)
        if len(whole) <= limit:
            return Cut(whole, blocks, blocks)
    # Each block kept makes the message longer, so the first that is too much is found by halves.
    fitting = bisect_right(range(blocks), limit, key=lambda kept: len(sheet.finished(kept)))
    if not fitting:
        least = len(sheet.finished(0))
        raise EmailError(
            f"the title, bio and disclaimer alone need {least:,} bytes; the limit is {limit:,}",
            hint="shorten the bio, or raise --clip-bytes (never above 102,400)",
        )
    return Cut(sheet.finished(fitting - 1), fitting - 1, all_blocks)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A document taken apart at its seams."""

    text: bytes
    """Everything up to the end of the text."""
    seams: tuple[int, ...]
    """Where each block begins in it."""
    more: bytes
    """The read-on link."""
    notes: dict[bytes, bytes]
    """Number of a note while all are kept -> its item in the list."""
    list_start: bytes
    list_end: bytes
    tail: bytes
    """Bio, disclaimer and footer."""

    def finished(self, kept: int) -> bytes:
        """Return the message with so many blocks, and the notes that its marks mean."""
        if kept < len(self.seams):
            start, more = self.text[: self.seams[kept]], self.more
        else:
            start, more = self.text, b""
        numbers = {note: b"%d" % k for k, note in enumerate(self._met(start), 1)}
        items = b"".join(self.notes[note] for note in numbers)
        listed = self.list_start + items + self.list_end if items else b""
        message = start + more + listed + self.tail
        return _bare(_NOTE_MARK.sub(lambda found: numbers[found[1]], message))

    def _met(self, start: bytes) -> dict[bytes, None]:
        """Return the notes in the order of their first marks; their list stands before the tail."""
        met: dict[bytes, None] = {}
        for part in (start, self.tail):
            waiting = [part]
            for words in waiting:  # grows by the notes met, as notes may have notes
                for note in _NOTE_MARK.findall(words):
                    if note not in met:
                        met[note] = None
                        waiting.append(self.notes[note])
        return met


def _sheet(html: bytes) -> _Sheet:
    marks = list(_MARK.finditer(html))
    at = {found[1]: found for found in marks}
    items = [found for found in marks if found[1] in (b"note", b"lastnote")]
    list_start, list_end = at[b"notes"].end(), at[b"endnotes"].start()
    return _Sheet(
        html[: at[b"more"].start()],
        tuple(found.start() for found in marks if found[1] == b"block"),
        html[at[b"more"].end() : at[b"endmore"].start()],
        {item[2]: html[item.end() : after.start()] for item, after in pairwise(items)},
        html[list_start : items[0].start()] if items else b"",
        html[items[-1].end() : list_end] if items else b"",
        html[at[b"endnotes"].end() :],
    )


def least_size(html: str) -> int:
    """Return the bytes a fragment has at least in the message, whatever is inlined into it."""
    bare = _bare(html.encode("utf-8"))
    return len(bare) - bare.count(b"&nbsp;") * (len("&nbsp;") - 2)


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
        case n.Table(body=rows) if len(rows) > _ROWS_TOGETHER:
            return _table_parts(fit_table(block))  # as a whole, so that all its parts are alike
    return (block,)


def _table_parts(table: n.Table) -> n.Blocks:
    rows, foot = table.body, table.foot
    starts = range(0, len(rows), _ROWS_TOGETHER)
    runs = [rows[start : start + _ROWS_TOGETHER] for start in starts]
    return tuple(
        n.Table(table.head, run, foot if run is runs[-1] else (), table.caption if not i else ())
        for i, run in enumerate(runs)
    )


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


_CHUNKS = re.compile(rf"(?:&[#\w]+;|.){{1,{_CHUNK}}}", re.DOTALL)
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
    if len(word) <= _CHUNK:
        return [word]
    # Never inside a character reference, which ends with a semicolon.
    return _CHUNKS.findall(word)
