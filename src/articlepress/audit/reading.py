"""Outputs read back as their readers would: the words of each part, in reading order.

Takes a finished file, gives a `Reading` for each part of it (a message has two). No writer has a
part in it: HTML is read by an HTML parser, a PDF by its tags, a book by its spine.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articlepress.audit.script import Manner
from articlepress.audit.words import Words, words_of
from articlepress.errors import SourceError, UsageError, did_you_mean

HTML = Manner("html", notes="after credits")
EPUB = Manner("epub", notes="before credits")
PDF = Manner("pdf", notes="marks", parts_words=True)
MAIL = Manner(
    "newsletter", notes="before credits", cut=True, free_frame=True, repeats_headings=True,
    declared=("a text over the size limit ends at a link to the rest",),
)  # fmt: skip
TEXT = Manner(
    "text", notes="after credits", draws_tables=True, numbers_links=True,
    declared=(
        "pull quotes that repeat the text are left out",
        "cells of a drawn table stand side by side: their words are counted",
    ),
)  # fmt: skip
MARKDOWN = Manner(
    "markdown", notes="after credits",
    declared=("pull quotes that repeat the text are left out",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one part of an output."""

    manner: Manner
    words: Words
    part: str = ""
    """Which part of the file, where it has several: `plain text`, `HTML`."""


def can_read(name: str) -> bool:
    """Tell whether a file of that name can be audited."""
    return name.lower().endswith(tuple(_READERS))


def read_output(path: Path) -> tuple[Reading, ...]:
    """Return the words of each part of an output.

    Raises:
        SourceError: the file is missing or damaged.
        UsageError: nothing reads files of that suffix back.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return read_content(path.name, content, str(path))


def read_content(name: str, content: bytes, where: str = "") -> tuple[Reading, ...]:
    """Return the words of each part of an output's bytes; the name's suffix says the format."""
    for suffix in sorted(_READERS, key=len, reverse=True):
        if name.lower().endswith(suffix):
            try:
                return tuple(_READERS[suffix](content))
            except SourceError as error:
                error.where = where or name
                raise
    known = ", ".join(_READERS)
    raise UsageError(
        f"no audit reads {Path(name).suffix!r}",
        where=where or name,
        hint="; ".join(
            filter(None, (did_you_mean(Path(name).suffix, _READERS), f"suffixes known: {known}"))
        ),
    )


def _html(content: bytes) -> Iterator[Reading]:
    yield Reading(HTML, _html_words(content.decode("utf-8", "replace")))


def _newsletter(content: bytes) -> Iterator[Reading]:
    yield Reading(MAIL, _html_words(content.decode("utf-8", "replace")))


def _html_words(markup: str) -> Words:
    from articlepress.audit.reading_html import shown_text  # imported here: a parser

    return words_of([shown_text(markup)])


def _text(content: bytes) -> Iterator[Reading]:
    yield Reading(TEXT, words_of([content.decode("utf-8", "replace")]))


def _markdown(content: bytes) -> Iterator[Reading]:
    from articlepress.audit.reading_markdown import shown_markdown

    yield Reading(MARKDOWN, words_of([shown_markdown(content.decode("utf-8", "replace"))]))


def _epub(content: bytes) -> Iterator[Reading]:
    from articlepress.audit.reading_html import shown_tree
    from articlepress.readers.epub.archive import Archive

    archive = Archive(content)
    texts = [shown_tree(archive.xml(item.name)) for item in archive.package().spine]
    yield Reading(EPUB, words_of(texts))


def _eml(content: bytes) -> Iterator[Reading]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    plain = message.get_body(("plain",))
    rich = message.get_body(("html",))
    if plain is None and rich is None:
        raise SourceError("is no message with a text")
    if plain is not None:
        yield Reading(TEXT, words_of([plain.get_content()]), "plain text")
    if rich is not None:
        yield Reading(MAIL, _html_words(rich.get_content()), "HTML")


def _pdf(content: bytes) -> Iterator[Reading]:
    import pikepdf  # imported here: only a PDF needs it

    from articlepress.check.pdf.text import page_text, tagged_runs

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = [page_text(page) for page in pdf.pages]
            runs = [text for _, text in tagged_runs(pdf, pages)]
    except pikepdf.PdfError as error:
        raise SourceError(f"is a damaged PDF: {error}") from error
    # A soft hyphen at a run's end says that its word goes on in the next.
    text = re.sub("\u00ad\n", "", "\n".join(runs))
    yield Reading(PDF, words_of([text]))


_READERS = {
    ".html": _html,
    ".htm": _html,
    ".newsletter.html": _newsletter,
    ".eml": _eml,
    ".epub": _epub,
    ".pdf": _pdf,
    ".md": _markdown,
    ".txt": _text,
}
