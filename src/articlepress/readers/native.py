"""Our own JSON back to the article it was written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.codec.native import from_native, loads
from articlepress.diagnostics import Notes
from articlepress.pandoc.table import PREFIX
from articlepress.readers import Reader, find_reader
from articlepress.readers.pandoc import FAMILY, PandocReaderOptions
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class NativeOptions:
    """Our JSON is read as it is; there is nothing to choose."""


def read_native(source: Source, options: NativeOptions, notes: Notes) -> Iterable[Article]:
    """Yield the article of a JSON file.

    Raises:
        SourceError: broken JSON, an unknown version, or a value where it cannot stand.
    """
    yield from_native(loads(source.content, source.name), source.name)


def read_native_of_either(
    source: Source, options: PandocReaderOptions, notes: Notes
) -> Iterable[Article]:
    """Yield the article of a file that somebody calls native: our JSON, or pandoc's notation.

    Raises:
        SourceError: as `read_native`, or pandoc does not take it.
    """
    if source.content.lstrip().startswith(b"{"):
        return read_native(source, NativeOptions(), notes)
    return find_reader(f"{PREFIX}native").read(source, options, notes)


READER = Reader(
    "json", (".json",), NativeOptions, read_native, "Our own JSON, as `--to json` writes it"
)
NATIVE = Reader(
    "native", (), PandocReaderOptions, read_native_of_either,
    "Our own JSON too, or pandoc's native notation", family=FAMILY,
)  # fmt: skip
