"""Outputs read back as their readers would: the words of each part, in reading order.

Takes a finished file, gives a `Reading` for each part of it (a message has two). No writer has a
part in it: HTML is read by an HTML parser, a PDF by its tags, a book by its spine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from articlepress.audit.script import Manner
from articlepress.audit.words import Words, words_of
from articlepress.errors import LimitExceeded, SourceError, UsageError, did_you_mean
from articlepress.mail import parse_message, text_of

HTML = Manner("html", notes="after credits")
EPUB = Manner("epub", notes="before credits")
PDF = Manner("pdf", notes="marks", parts_words=True)
MAIL = Manner(
    "newsletter", notes="before credits", free_frame=True, repeats_headings=True, teases=True,
    declared=("a text over the size limit ends at a link to the rest",),
)  # fmt: skip
TEXT = Manner(
    "text", notes="after credits", draws_tables=True, numbers_links=True,
    declared=(
        "pull quotes that repeat the text are left out",
        "cells of a drawn table stand side by side: their words are counted",
    ),
)  # fmt: skip
MAIL_TEXT = replace(TEXT, teases=True)
MARKDOWN = Manner(
    "markdown", notes="after credits", opens_table_notes=True,
    declared=("pull quotes that repeat the text are left out",),
)  # fmt: skip

OFFICE = Manner("office", notes="after credits")

_READ_ON = re.compile(r'class="[^"]*\bread-on\b')
"""The paragraph at which a cut newsletter ends."""
_FOR_MAIL = '<meta name="x-apple-disable-message-reformatting">'
"""What Apple's Mail asks of a message, and nobody of a web page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one part of an output."""

    manner: Manner
    words: Words
    cut_at: int | None = None
    """Words before the link to the rest, where the text ends at one."""
    part: str = ""
    """Which part of the file, where it has several: `plain text`, `HTML`."""
    breaks: tuple[int, ...] = ()
    """Words at which a section of the file begins, where it has sections: one for each chapter."""


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
    """Return the words of each part of an output's bytes; the name's suffix says the format.

    Raises:
        UsageError: no audit reads that suffix.
        SourceError: the bytes are damaged.
        LimitExceeded: they are more than an output may have.
    """
    for suffix in sorted(_READERS, key=len, reverse=True):
        if name.lower().endswith(suffix):
            try:
                return tuple(_READERS[suffix](content))
            except (SourceError, LimitExceeded, UsageError) as error:
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
    markup = content.decode("utf-8", "replace")
    if _FOR_MAIL in markup:  # a newsletter under a name of the user's own
        yield _mail(markup)
    else:
        yield Reading(HTML, _html_words(markup))


def _newsletter(content: bytes) -> Iterator[Reading]:
    yield _mail(content.decode("utf-8", "replace"))


def _mail(markup: str, part: str = "") -> Reading:
    cut = _READ_ON.search(markup)
    before = len(_html_words(markup[: cut.start()])) if cut else None
    return Reading(MAIL, _html_words(markup), before, part)


def _html_words(markup: str) -> Words:
    from articlepress.audit.reading_html import shown_text  # imported here: a parser

    return words_of([shown_text(markup)])


def _text(content: bytes) -> Iterator[Reading]:
    yield Reading(TEXT, words_of([content.decode("utf-8", "replace")]))


def _markdown(content: bytes) -> Iterator[Reading]:
    from articlepress.audit.reading_markdown import documents, shown_markdown

    found = documents(content.decode("utf-8", "replace"))
    reading = _in_sections(MARKDOWN, map(shown_markdown, found))
    # One document may hold several articles without front matter, and no section of its own.
    yield reading if len(found) > 1 else replace(reading, breaks=())


def _epub(content: bytes) -> Iterator[Reading]:
    from articlepress.audit.reading_html import shown_tree
    from articlepress.readers.epub.archive import Archive

    archive = Archive(content)
    texts = [shown_tree(archive.xml(item.name)) for item in archive.package().spine]
    yield _in_sections(EPUB, texts)


def _in_sections(manner: Manner, texts: Iterable[str]) -> Reading:
    words, breaks = Words(), []
    for text in texts:
        breaks.append(len(words))
        words.add(text)
    return Reading(manner, words, breaks=tuple(breaks))


def _eml(content: bytes) -> Iterator[Reading]:
    parts: dict[str, str] = {}
    for part in parse_message(content).walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.get_filename():
            parts.setdefault(kind, text_of(part))
    if not parts:
        raise SourceError("is no message with a text")
    if "text/plain" in parts:
        yield Reading(MAIL_TEXT, words_of([parts["text/plain"]]), part="plain text")
    if "text/html" in parts:
        yield _mail(parts["text/html"], "HTML")


def _pdf(content: bytes) -> Iterator[Reading]:
    import pikepdf  # imported here: only a PDF needs it

    from articlepress.check.pdf.text import page_text, tagged_sections

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise UsageError(
                    "is a PDF without tags, whose reading order nobody can tell",
                    hint="make it with tags: --pdf-variant ua-1",
                )
            sections = list(tagged_sections(pdf, [page_text(page) for page in pdf.pages]))
    except pikepdf.PdfError as error:
        raise SourceError(f"is a damaged PDF: {error}") from error
    # A soft hyphen at a run's end says that its word goes on in the next.
    yield _in_sections(PDF, (re.sub("\u00ad\n", "", "\n".join(runs)) for runs in sections))


def _office(form: str) -> Callable[[bytes], Iterator[Reading]]:
    """Return what reads an office format back: pandoc's own reading of it, shown as a page."""

    def read(content: bytes) -> Iterator[Reading]:
        from articlepress.pandoc.program import run_pandoc  # imported here: few audits need it

        words = ["--from", form, "--to", "html", "--standalone", "--wrap=none"]
        answer = run_pandoc([*words, "--metadata", "pagetitle=-"], content, "read")
        yield Reading(OFFICE, _html_words(answer.content.decode("utf-8", "replace")))

    return read


_READERS: dict[str, Callable[[bytes], Iterator[Reading]]] = {
    ".html": _html,
    ".htm": _html,
    ".newsletter.html": _newsletter,
    ".eml": _eml,
    ".epub": _epub,
    ".pdf": _pdf,
    ".md": _markdown,
    ".txt": _text,
    ".docx": _office("docx"),
    ".odt": _office("odt"),
}
