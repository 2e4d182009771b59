"""Every format that pandoc reads, and pandoc's JSON, which needs no pandoc."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.options import option
from articlepress.pandoc.table import Spec, parse_spec
from articlepress.readers import Reader
from articlepress.source import Source

FAMILY = "pandoc's formats"


@dataclass(frozen=True, slots=True)
class PandocReaderOptions:
    """What can be chosen for every format that pandoc reads."""

    pandoc_reader_option: tuple[str, ...] = option(
        (), help="Pass an option to pandoc's reader: `track-changes=all`, `tab-stop=8`."
    )


@dataclass(frozen=True, slots=True)
class PandocJsonOptions:
    """Pandoc's JSON is read as it is; there is nothing to choose."""


def reader_for(name: str) -> Reader | None:
    """Return the reader of a format of pandoc's, extensions included, or None."""
    spec = parse_spec(name, "read")
    if spec is None:
        return None
    form = spec.format
    return Reader(
        name, form.suffixes, PandocReaderOptions, _read_as(spec), form.summary, family=FAMILY
    )


def _read_as(spec: Spec) -> Callable[[Source, PandocReaderOptions, Notes], Iterable[Article]]:
    def read(source: Source, options: PandocReaderOptions, notes: Notes) -> Iterable[Article]:
        from articlepress.readers.pandoc.read import read_article  # imported here: zipfile and more

        yield read_article(source, spec, options.pandoc_reader_option, notes)

    return read


def read_json(source: Source, options: PandocJsonOptions, notes: Notes) -> Iterable[Article]:
    """Yield the article of a document in pandoc's JSON.

    Raises:
        SourceError: broken JSON, another api version, or another thing than pandoc's JSON.
    """
    from articlepress.codec.pandoc import from_pandoc, loads

    yield from_pandoc(loads(source.content, source.name), source.name)


JSON_READER = Reader(
    "pandoc-json", (".pandoc.json",), PandocJsonOptions, read_json, "Pandoc's JSON (api 1.23)"
)
