"""One article as a flat record: the JSON line of `articlepress extract`.

Takes a source's name, gives the fields people load into tables: plain text, semantic HTML, the
credits as text. A source that fails gives the same record with its error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.assets import load
from articlepress.batch.jobs import as_bug, place_error, shown
from articlepress.batch.limits import DEFAULT, Limits
from articlepress.batch.supervisor import Supervisor, in_order
from articlepress.diagnostics import Diagnostic, Notes
from articlepress.errors import ArticlepressError, AssetError, LimitExceeded
from articlepress.marks import Numbering, numbering_of
from articlepress.pipeline import write
from articlepress.project import NO_PROJECT, Project
from articlepress.reading import Reading, read_stated
from articlepress.urls import is_absolute
from articlepress.walk import block_texts, inline_text, plain_text, transform

if TYPE_CHECKING:  # loaded when there is something to render
    from articlepress.render.dialect import Dialect


class PersonRecord(TypedDict):
    """An author."""

    name: str
    bio: str


class Record(TypedDict):
    """One line of `extract`."""

    source: str
    title: str
    authors: list[PersonRecord]
    published: str
    site: str
    language: str
    disclaimer: str
    text: str
    html: str
    error: str | None


def empty_record(source: str, error: str | None = None) -> Record:
    """Return a record without an article."""
    return Record(
        source=source, title="", authors=[], published="", site="", language="", disclaimer="",
        text="", html="", error=error,
    )  # fmt: skip


def text_of(article: Article) -> str:
    """Return the body as plain text: the standfirst first, no captions, notes at the end."""
    blocks = _body(article)
    return _valid(_noted(without_captions(blocks), numbering_of(blocks)))


def _noted(blocks: n.Blocks, numbering: Numbering) -> str:
    """Return blocks as plain text: "[1]" for a note's mark, and after the text "[1] …" for each."""

    def mark(note: n.Note) -> n.Text | None:
        number, _ = numbering.number(note)
        return n.Text(f"[{number}]") if number else None

    paragraphs = [plain_text(transform(blocks, {n.Note: mark}))]
    for number, note in enumerate(numbering.notes, 1):  # grows by the notes that notes hold
        words = " ".join(block_texts(transform(note, {n.Note: mark})))
        paragraphs.append(f"[{number}] {words}")
    return "\n\n".join(filter(None, paragraphs))


def _body(article: Article) -> n.Blocks:
    standfirst = article.metadata.standfirst
    return (*((n.Paragraph(standfirst),) if standfirst else ()), *article.blocks)


def record(article: Article, source: str) -> Record:
    """Return an article's fields; text and HTML are the body alone, without title and credits.

    Both begin with the standfirst, which the record would lose otherwise. The text has no captions:
    without its picture a caption interrupts the sentence it stands in. Notes stand at its end.
    """
    from articlepress.render.html import render

    metadata = article.metadata
    blocks = _body(article)
    disclaimer = tuple(block for item in metadata.disclaimers for block in item.content)
    rendered = render(blocks, _dialect(article))
    return Record(
        source=source,
        title=_valid(inline_text(metadata.title)),
        authors=[
            PersonRecord(
                name=_valid(person.name), bio=_valid(_noted(person.bio, numbering_of(person.bio)))
            )
            for person in metadata.authors
        ],
        published=metadata.published.day if metadata.published else "",
        site=_valid(metadata.site.name),
        language=metadata.language,
        disclaimer=_valid(_noted(disclaimer, numbering_of(disclaimer))),
        text=text_of(article),
        html=_valid(rendered.body + rendered.notes),
        error=None,
    )


def _dialect(article: Article) -> Dialect:
    """Return HTML whose pictures stand where the page has them: at an address, or in itself.

    A picture that came inside the page (`data:`, or in a message) has no address to be found at.
    """
    # imported here: extracting text alone renders nothing
    from articlepress.render.dialect import Dialect, Picture

    def picture(image: n.Image) -> Picture:
        address = image.src if is_absolute(image.src) else _carried(article, image.src)
        return Picture(address, image.width_px, image.height_px)

    return Dialect(picture=picture)


def _carried(article: Article, src: str) -> str:
    """Return a picture the source carries in itself as a `data:` address, any other as named."""
    ref = article.assets.get(src)
    if ref is None or not ref.content:
        return src
    try:
        asset = load(ref, src)
    except AssetError:
        return src
    import base64  # imported here: few pages carry pictures in themselves

    return f"data:{asset.media_type};base64,{base64.b64encode(asset.content).decode('ascii')}"


def without_captions(blocks: n.Blocks) -> n.Blocks:
    """Return the blocks with each figure's content in its place."""
    return transform(blocks, {n.Figure: lambda figure: figure.content})


def _valid(text: str) -> str:
    """Return text without half characters, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one source gave."""

    record: Record
    text: str = ""
    """The article in the text format asked for; empty where only the record was."""
    diagnostics: tuple[Diagnostic, ...] = ()
    error: ArticlepressError | None = None


def extract_one(
    name: str, reader: str = "", writer: str = "", project: Project = NO_PROJECT
) -> tuple[Extracted, ...]:
    """Return the record of each article of a source, and its text where a writer is named.

    An error is in the record and beside it; nothing is raised.
    """
    notes = Notes(path=shown(name))
    failure: ArticlepressError
    try:
        found = []
        for article in read_stated(name, Reading(reader, project=project), notes):
            text = write(article, writer, notes=notes).decode() if writer else ""
            found.append(Extracted(record(article, name), text))
        found[0] = replace(found[0], diagnostics=tuple(notes.diagnostics))
        return tuple(found)
    except ArticlepressError as error:
        failure = error
    except MemoryError:
        failure = LimitExceeded("does not fit into memory")
    except Exception as error:  # one bad page never stops the others
        failure = as_bug(error)
    place_error(failure, name)
    nothing = empty_record(name, str(failure))
    return (Extracted(nothing, diagnostics=tuple(notes.diagnostics), error=failure),)


def extract_task(task: tuple[str, str, str, Project]) -> tuple[Extracted, ...]:
    """Return the records of a source: `extract_one` as workers call it."""
    return extract_one(*task)


def extract_all(
    names: Sequence[str],
    reader: str = "",
    writer: str = "",
    processes: int = 0,
    limits: Limits = DEFAULT,
    project: Project = NO_PROJECT,
) -> Iterator[Extracted]:
    """Yield the record of each article, sources in the order given.

    So many worker processes make them; with 0 this process does it. A document that costs a worker
    its life gives its error.
    """
    tasks = [(name, reader, writer, project) for name in names]
    if processes == 0 or "-" in names:
        for task in tasks:
            yield from extract_task(task)
        return
    with Supervisor("articlepress.extraction:extract_task", processes, limits) as supervisor:
        for outcome in in_order(supervisor.outcomes(tasks)):
            if outcome.lost is None:
                yield from outcome.result
            else:
                yield _lost(outcome.task[0], outcome.lost)


def _lost(name: str, error: ArticlepressError) -> Extracted:
    error.where = shown(name)
    return Extracted(empty_record(name, str(error)), error=error)
