"""Our own JSON back to the article it was written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.codec.native import from_native, loads
from articlepress.diagnostics import Notes
from articlepress.readers import Reader
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


READER = Reader(
    "json", (".json",), NativeOptions, read_native, "Our own JSON, as `--to json` writes it"
)
