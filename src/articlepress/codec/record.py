"""The record: what a format made by pandoc cannot say of an article, kept beside its words.

A Word file or a LaTeX source has no place for "these words are Ada Lind's bio". The record, a
comment or a property of the document, holds the metadata without the words that stand in the text,
and for each bio and disclaimer the mark by which its words are found there again. Words are never
taken from the record: who edits the bio in Word has edited the bio.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.codec.native import from_native, to_native
from articlepress.errors import SourceError
from articlepress.metadata import Metadata, Provenance
from articlepress.walk import block_texts, inline_text

VERSION = 1
MARKER = "articlepress-record:"
MAX_CHARACTERS = 1_000_000
# What could end the comment the record stands in, or mean something to the format around it.
_RISKY = str.maketrans({c: f"\\u{ord(c):04x}" for c in "-<>&%`$#~^*_@|"})


@dataclass(frozen=True, slots=True)
class Mark:
    """By what the words of one bio or disclaimer are known."""

    role: str
    """`bio` or `disclaimer`."""
    position: int
    """Which author or disclaimer it is of."""
    length: int
    """Letters and digits of the whole section, its title included."""
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """The metadata without the words of credits, and the marks of these."""

    metadata: Metadata
    marks: tuple[Mark, ...] = ()


def letters(text: str) -> str:
    """Return letters and digits only, without case: what formats do not change."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def letters_of(blocks: Iterable[n.Block]) -> str:
    """Return the letters and digits of blocks."""
    return letters(" ".join(block_texts(blocks)))


def digest(words: str) -> str:
    """Return sixteen hexadecimal digits that name the words."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def record_of(article: Article) -> Record:
    """Return the record of an article whose credits stand in its text.

    Credits that do not stand there keep their words in the record.
    """
    sections: list[tuple[str, str]] = [
        (block.role, letters(inline_text(block.title)) + letters_of(block.content))
        for block in article.blocks
        if isinstance(block, n.Section) and block.is_credit
    ]
    marks: list[Mark] = []
    authors = list(article.metadata.authors)
    for number, person in enumerate(authors):
        words = letters_of(person.bio)
        if words and _marked(marks, sections, "bio", number, words):
            authors[number] = replace(person, bio=())
    disclaimers = list(article.metadata.disclaimers)
    for number, item in enumerate(disclaimers):
        words = letters_of(item.content)
        if words and _marked(marks, sections, "disclaimer", number, words):
            disclaimers[number] = replace(item, content=())
    metadata = replace(
        article.metadata,
        authors=tuple(authors),
        disclaimers=tuple(disclaimers),
        provenance=Provenance(),  # where it was read from is nobody's business
    )
    return Record(metadata, tuple(marks))


def _marked(
    marks: list[Mark], sections: list[tuple[str, str]], role: str, number: int, words: str
) -> bool:
    for section in sections:
        if section[0] == role and section[1].endswith(words):
            sections.remove(section)
            marks.append(Mark(role, number, len(section[1]), digest(section[1])))
            return True
    return False


def dumps(record: Record) -> str:
    """Return the record as one line of ASCII that no format's syntax trips over."""
    native = to_native(Article(record.metadata, ()))
    marks = [[mark.role, mark.position, mark.length, mark.digest] for mark in record.marks]
    value = {"v": VERSION, "metadata": native["metadata"], "marks": marks}
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return f"{MARKER} {text.translate(_RISKY)}"


def loads(text: str) -> Record | None:
    """Return the record that begins at the marker in a text, or None where it cannot be read.

    A damaged record is as good as none: the words are all in the document.
    """
    at = text.find(MARKER)
    if at < 0:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text[at + len(MARKER) :][:MAX_CHARACTERS].lstrip())
        metadata = from_native({"metadata": value["metadata"], "blocks": []}).metadata
        marks = tuple(_mark(item) for item in value["marks"])
    except (ValueError, KeyError, TypeError, RecursionError, SourceError):
        return None
    return Record(metadata, marks) if value.get("v") == VERSION else None


def _mark(item: Any) -> Mark:
    # Any: JSON from outside, checked here.
    role, position, length, name = item
    if role not in n.CREDIT_ROLES or type(position) is not int or type(length) is not int:
        raise ValueError(f"no mark: {item!r:.80}")
    return Mark(role, position, length, str(name))
