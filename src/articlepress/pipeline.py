"""One way through: source to articles to transforms to bytes, and the public functions.

Takes names of formats and values of options, gives articles and bytes; what happened stands in the
`Notes` that the caller hands in. Files are written by `outputs` alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from articlepress.article import Article, Collection
from articlepress.atomic import write_atomic
from articlepress.collection import CollectOptions, collect
from articlepress.config import build_options
from articlepress.diagnostics import Diagnostic, Notes
from articlepress.errors import NoArticle, UsageError
from articlepress.formats import infer_reader, writer_for_file
from articlepress.readers import Reader, find_reader
from articlepress.render.styles import Style, load_style
from articlepress.source import Source, read_source
from articlepress.spool import Chosen, Spool
from articlepress.writers import Writer, find_writer

__all__ = [
    "CollectOptions", "Output", "collect", "convert", "make", "prepare", "prepare_collection",
    "read", "read_articles", "write",
]  # fmt: skip

UNTRANSFORMED = frozenset({"json"})
"""Writers that get the article as it was read: their format keeps bio and disclaimer as fields."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
"""Control characters of both sets in UTF-8, but for tab, line feed, form feed, carriage return."""

Options = Mapping[str, object]
"""Option values by field name, as flags and TOML give them."""


@dataclass(frozen=True, slots=True)
class Output:
    """A format to make, its options ready."""

    writer: Writer
    options: object


def read_articles(
    source: Source, notes: Notes, reader: Reader | None = None, options: object = None
) -> Sequence[Article]:
    """Return the articles of a source; the reader is inferred where none is given.

    Those of an export of thousands are packed away as they come.

    Raises:
        SourceError: the bytes cannot be read as that format.
        NoArticle: nothing in the source is an article.
    """
    reader = reader or infer_reader(source)
    if options is None:
        options = reader.options()
    articles = iter(reader.read(source, options, notes))
    first = list(islice(articles, 2))
    if not first:
        raise NoArticle("holds no article", where=source.name)
    if len(first) == 1:
        return (replace(first[0], source=source.reference),)
    return Spool(chain(first, articles))


def prepare(
    article: Article, notes: Notes | None = None, transforms: Sequence[str] | None = None
) -> Article:
    """Return the article as writers take it: transforms applied, bio and disclaimer in place.

    `transforms` are the usual ones where none are named.
    """
    from articlepress.transforms import (  # imported here: reading needs none
        DEFAULT_ORDER,
        apply_transforms,
    )

    return apply_transforms(article, DEFAULT_ORDER if transforms is None else transforms, notes)


def prepare_collection(
    collection: Collection, notes: Notes | None = None, transforms: Sequence[str] | None = None
) -> Collection:
    """Return the collection with every article as writers take it, each when it is asked for."""
    return replace(
        collection,
        parts=tuple(
            replace(p, articles=Prepared(p.articles, notes, transforms)) for p in collection.parts
        ),
        front=tuple(prepare(article, notes, transforms) for article in collection.front),
        back=tuple(prepare(article, notes, transforms) for article in collection.back),
    )


class Prepared(Chosen):
    """Articles transformed as they come; what a transform reports is said once."""

    def __init__(
        self,
        articles: Sequence[Article],
        notes: Notes | None = None,
        transforms: Sequence[str] | None = None,
    ) -> None:
        super().__init__(articles, range(len(articles)), self._prepared)
        self._notes = notes
        self._transforms = transforms
        self._said: set[str] = set()

    def _prepared(self, article: Article) -> Article:
        own = Notes(path=article.metadata.provenance.name)
        ready = prepare(article, own, self._transforms)
        if self._notes is not None and (name := repr(own.diagnostics)) not in self._said:
            self._said.add(name)
            self._notes.extend(own.diagnostics)
        return ready


def make(
    content: Article | Collection,
    outputs: Sequence[Output],
    style: Style,
    notes: Notes,
    transforms: Sequence[str] | None = None,
) -> tuple[bytes, ...]:
    """Return the bytes of each output; transforms run once for all of them.

    `transforms` are the usual ones where none are named.

    Raises:
        UsageError: a collection meets a writer that takes single articles.
    """
    prepared: Article | Collection | None = None
    made: list[bytes] = []
    before = len(notes.diagnostics)
    for output in outputs:
        writer = output.writer
        if isinstance(content, Collection) and not writer.collections:
            raise UsageError(
                f"{writer.name} takes one article, not a collection",
                hint="`articlepress formats` shows which formats hold several",
            )
        if writer.name not in UNTRANSFORMED and prepared is None:
            prepared = (
                prepare_collection(content, notes, transforms)
                if isinstance(content, Collection)
                else prepare(content, notes, transforms)
            )
        stream = io.BytesIO()
        given = content if writer.name in UNTRANSFORMED or prepared is None else prepared
        writer.write(given, output.options, style, notes, stream)
        made.append(_without_controls(writer, stream.getvalue()))
    notes.diagnostics[before:] = _once(notes.diagnostics[before:])
    return tuple(made)


PICTURE_CODES = frozenset(("AP401", "AP402", "AP403", "AP405"))


def _once(told: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics with what is wrong with one picture told once, not once a format."""
    kept: dict[object, Diagnostic] = {}
    for number, diagnostic in enumerate(told):
        origin = diagnostic.origin
        is_picture = diagnostic.code in PICTURE_CODES and origin.excerpt
        key = (diagnostic.code, origin.path, origin.excerpt) if is_picture else number
        known = kept.get(key)
        if known is None:
            kept[key] = diagnostic
        elif known.severity == "info":
            kept[key] = replace(known, severity=diagnostic.severity)
    return list(kept.values())


def _without_controls(writer: Writer, content: bytes) -> bytes:
    # A page can hold terminal escape sequences; `cat` of our output must not obey them.
    return _CONTROLS.sub(b"", content) if writer.media_type.startswith("text/") else content


def read(
    source: str | Path | bytes | Source,
    *,
    reader: str = "",
    options: Options | None = None,
    notes: Notes | None = None,
) -> Article:
    """Return the article of a source: a path, `-` for standard input, bytes, or a `Source`.

    Raises:
        SourceError: the source is missing, empty, binary or too large.
        NoArticle: it holds no article.
        UnknownReader: no reader has the given name.
    """
    ready = _source(source)
    notes = notes if notes is not None else Notes(path=ready.name)
    chosen = find_reader(reader) if reader else infer_reader(ready)
    values = build_options(chosen.options, options or {})
    return read_articles(ready, notes, chosen, values)[0]


def write(
    content: Article | Collection,
    to: str,
    options: Options | object | None = None,
    *,
    style: str | Style = "base",
    notes: Notes | None = None,
) -> bytes:
    """Return the article or collection in a format.

    `options` is the writer's own options value or a mapping of its fields.

    Raises:
        UnknownWriter: no writer has that name.
        WriteError: the format cannot hold this.
    """
    writer = find_writer(to)
    output = Output(writer, _writer_options(writer, options))
    chosen = load_style(style) if isinstance(style, str) else style
    return make(content, (output,), chosen, notes if notes is not None else Notes())[0]


def convert(
    source: str | Path | bytes | Source,
    out: str | Path,
    *,
    to: str = "",
    reader: str = "",
    options: Options | object | None = None,
    style: str | Style = "base",
    notes: Notes | None = None,
) -> Path:
    """Write the article of a source to a file and return its path.

    The format is the file's suffix's unless `to` names one. An existing file is replaced.

    Raises:
        ArticlepressError: as `read` and `write`, and when the file cannot be written.
    """
    path = Path(out)
    name = to or writer_for_file(path.name).name
    article = read(source, reader=reader, notes=notes)
    write_atomic(path, write(article, name, options, style=style, notes=notes))
    return path


def _source(source: str | Path | bytes | Source) -> Source:
    match source:
        case Source():
            return source
        case bytes():
            return Source(source)
        case _:
            return read_source(source)


def _writer_options(writer: Writer, options: Options | object | None) -> object:
    if options is None:
        return writer.options()
    if isinstance(options, Mapping):
        return build_options(writer.options, options)
    if not isinstance(options, writer.options):
        raise UsageError(
            f"{type(options).__name__} holds no options of {writer.name}",
            hint=f"use {writer.options.__name__}",
        )
    return options
