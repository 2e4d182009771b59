"""Bytes to characters: byte-order mark, UTF-8, declared charset, detection; server noise cut off.

Takes a source as saved, gives the page's text from its doctype on. What was cut, contradicted or
repaired is told in notes AP101 to AP106.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import SourceError
from articlepress.limits import keep
from articlepress.page.charset import decode_bytes
from articlepress.page.mojibake import repair
from articlepress.page.nesting import flatten
from articlepress.source import Source

PREFIX_BYTES = 200_000
"""How far into a file the document's start is looked for; server messages fill a few kilobytes."""

_BINARY = (
    (b"%PDF-", "a PDF", "save the web page itself as HTML"),
    (b"PK\x03\x04", "a ZIP archive (also DOCX, ODT, EPUB)", "unpack it, or save the page as HTML"),
    (b"\x1f\x8b", "a gzip file", "unpack it with gunzip first"),
    (b"\x89PNG", "a PNG picture", "give the page, not the picture"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the page, not the picture"),
    (b"GIF8", "a GIF picture", "give the page, not the picture"),
    (b"RIFF", "a WebP picture or a sound", "give the page, not the picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as HTML"),
    (b"{\\rtf", "a rich-text document", "save it as HTML"),
    (b"bplist00", "a Safari web archive", "save the page as HTML source"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "give an HTML page"),
    (b"SQLite format 3", "a database", "give an HTML page"),
)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.I)

_START = re.compile(r"<!doctype\b|<html[\s>]", re.I)
_HARMLESS = re.compile(
    r"<!--(?:[^<-]++|-(?!->)|<(?!!--))*+-->|<\?xml(?:[^<?]++|\?(?!>))*+\?>|[\s\ufeff]+"
)
_STRUCTURE = re.compile(r"<(?:head|body|article|main)[\s>]", re.I)

_KINDS = (
    r"(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards|Catchable fatal error)"
)
# Tag form, path and line are all demanded: an article about PHP quotes such messages without them.
# seen: pages of six sites, and the seed's first line, whose line number has no tag of its own.
_PHP_MESSAGE = re.compile(
    rf"(?:<br\s*+/?>\s*+)?<b>(?:{_KINDS})</b>:\s(?:(?!<b>(?:{_KINDS})</b>).){{1,2000}}?"
    r"\bin\s++<b>(?:(?=[^<\n/\\]*+[/\\])[^<\n]*+|Unknown)"
    r"</b>\s++on\s++line\s++(?:<b>\d+</b>|\d+)\s*(?:<br\s*/?>)?",
    re.S,
)
_PHP_EXCERPT = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's characters."""

    text: str
    """From the doctype (or first tag) on."""
    utf8: bytes | None
    """The source's bytes where they are these characters and no more, else None: to encode a page
    again costs as much as to decode it."""
    tags: int
    """How many `<` it has, at most."""


def decode_page(source: Source, notes: Notes) -> Decoded:
    """Return the page's text with its bytes, where it is what they say.

    Raises:
        SourceError: the bytes are a PDF, an archive, a picture or other binary matter.
        LimitExceeded: it has more tags than a page may have.
    """
    _refuse_binary(source)
    whole = decode_bytes(source.content, notes)
    utf8 = source.content if whole.utf8 else None
    text = _cut_prefix(whole.text, notes)
    text = _cut_messages(text, notes, utf8)
    text = repair(text, notes, utf8)
    # Told before the nesting is, which looks at each tag: there may be a million.
    tags = text.count("<")
    keep("tags", tags, source.name)
    text = flatten(text, tags, notes)
    return Decoded(text, utf8 if text is whole.text else None, tags)


def _refuse_binary(source: Source) -> None:
    content = source.content
    head = content[:64].lstrip(b"\r\n\t ")
    for signature, kind, hint in _BINARY:
        if head.startswith(signature):
            raise SourceError(f"holds no HTML: it is {kind}", where=source.name, hint=hint)
    if _MHTML.match(content[:4000]):
        raise SourceError(
            "is a web archive (MHTML)", where=source.name, hint='save as "web page, complete"'
        )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    sample = content[:PREFIX_BYTES]
    # UTF-16 without a mark has a zero in every second byte of its ASCII; binary files have runs.
    zeros = sample.count(0) if 0 in sample else 0
    if zeros > len(sample) // 500 and not _looks_utf16(sample):
        first = excerpt(repr(content[:8])[2:-1])
        raise SourceError(
            f"holds no HTML: {zeros:,} zero bytes, the first bytes are {first}",
            where=source.name,
            hint="save the page as HTML",
        )


def _looks_utf16(sample: bytes) -> bool:
    head = sample[:2000].lower()
    return b"<\0" in head and (b"h\0t\0m\0l" in head or b"d\0o\0c\0t" in head or b"\0p\0" in head)


def _cut_prefix(text: str, notes: Notes) -> str:
    start = _START.search(text, 0, PREFIX_BYTES)
    if start is None or start.start() == 0:
        return text.lstrip("\ufeff") if text[:1] == "\ufeff" else text
    before = text[: start.start()]
    if _STRUCTURE.search(before):  # a second document inside the first: its doctype starts nothing
        return text
    noise = _HARMLESS.sub(" ", before).strip()
    if noise:
        shown = excerpt(_PHP_EXCERPT.sub(" ", noise))
        notes.warn(
            "AP101",
            f'{len(noise.encode()):,} bytes before the doctype dropped: "{shown}"',
            Origin(excerpt=shown),
            hint="the server printed its own messages into the page",
        )
    return text[start.start() :]


def _cut_messages(text: str, notes: Notes, utf8: bytes | None) -> str:
    # The rarer first: a search for words looks at every character, and at bytes faster.
    if (b"</b>:" not in utf8 if utf8 else "</b>:" not in text) or "on line" not in text:
        return text
    found = _PHP_MESSAGE.findall(text)
    if not found:
        return text
    shown = excerpt(_PHP_EXCERPT.sub(" ", found[0]))
    count = f"{len(found)} server messages" if len(found) > 1 else "a server message"
    notes.warn("AP106", f'{count} inside the page dropped: "{shown}"', Origin(excerpt=shown))
    return _PHP_MESSAGE.sub(" ", text)
