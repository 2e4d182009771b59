"""`collection.toml`: what belongs in a book, in which order, and what it says of itself.

    title = "Letters from the north"
    sort = "date"
    inputs = ["columns/*.html"]
    front = ["preface.md"]

    [overrides."columns/harbour.html"]
    title = "The harbour"

Parts are written as `[[part]]` with a title and inputs of their own. Paths are relative to the
manifest. Every key is checked before the first page is read.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from articlepress.errors import ConfigError, UsageError, did_you_mean
from articlepress.inputs import expand
from articlepress.overrides import parse_settings
from articlepress.tables import Table, read_table

SUFFIX = ".toml"

_RENAMED = {"language": "book_language", "order": "sort", "editors": "editor"}
_LISTS = ("inputs", "part", "front", "back", "overrides")
_LIST_MARKS = {"authors": "; ", "author": "; ", "tags": ", "}


@dataclass(frozen=True, slots=True)
class Entry:
    """One input and the part it stands in."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A collection as its manifest describes it."""

    values: Mapping[str, object] = field(default_factory=dict)
    """Options by field name, of the collection and of the writers."""
    entries: tuple[Entry, ...] = ()
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    overrides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Metadata the user states, by the real path of the input."""

    def settings_for(self, name: str) -> Mapping[str, str]:
        """Return what the manifest states over what a page says of itself."""
        return self.overrides.get(os.path.realpath(name), {})


def read_manifest(path: Path, options: Iterable[str]) -> Manifest:
    """Return the manifest in a file; `options` are the names its other keys may have.

    Raises:
        ConfigError: no TOML, an unknown key, a value of a wrong kind, or a pattern without a file.
    """
    read = read_table(path)
    # Keys may be written as flags are, with dashes.
    table = {key.replace("-", "_"): value for key, value in read.values.items()}
    return _Parser(path, read, frozenset(options)).manifest(table)


@dataclass(frozen=True, slots=True)
class _Parser:
    path: Path
    file: Table
    options: frozenset[str]

    def manifest(self, table: Mapping[str, object]) -> Manifest:
        self._refuse_unknown(table, {*self.options, *_RENAMED, *_LISTS}, "key")
        parts = table.get("part", [])
        if not isinstance(parts, list):
            raise self._wrong("part", "is no list of tables", "write [[part]]")
        entries = [Entry(name) for name in self._files(table, "inputs")]
        for number, part in enumerate(parts):
            entries += self._part(part, number)
        return Manifest(
            {name: value for name, value in self._values(table)},
            tuple(entries),
            tuple(self._files(table, "front")),
            tuple(self._files(table, "back")),
            self._overrides(table.get("overrides", {})),
        )

    def _values(self, table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
        for key, value in table.items():
            if key in _LISTS:
                continue
            name = _RENAMED.get(key, key)
            if name == "editor" and isinstance(value, str):
                value = [value]
            if name == "cover" and value not in ("generated", "none"):
                value = str(self.path.parent / str(value))
            yield name, value

    def _part(self, part: object, number: int) -> Iterator[Entry]:
        if not isinstance(part, dict):
            raise self._wrong("part", "is no table", "write [[part]]")
        self._refuse_unknown(part, {"title", "inputs"}, "key of a part", "part", number)
        title = part.get("title", "")
        if not isinstance(title, str):
            raise self._wrong("part.title", f"is {title!r}, not text")
        for name in self._files(part, "inputs"):
            yield Entry(name, title)

    def _files(self, table: Mapping[str, object], key: str) -> list[str]:
        """Return the inputs under a key: files, folders, and patterns with `*`."""
        words = table.get(key, [])
        words = [words] if isinstance(words, str) else words
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self._wrong(key, "is no list of file names")
        found: list[str] = []
        for word in words:
            matches = [word]
            if any(mark in word for mark in "*?["):
                matches = sorted(str(p.relative_to(self.path.parent)) for p in self._match(word))
                if not matches:
                    raise self._wrong(key, f"{word!r} matches no file")
            found += [str(self.path.parent / match) for match in matches]
        inputs = expand(found)
        if inputs.errors:
            raise inputs.errors[0]
        return list(inputs.names)

    def _match(self, pattern: str) -> Iterable[Path]:
        try:
            return [path for path in self.path.parent.glob(pattern) if path.is_file()]
        except (ValueError, NotImplementedError) as error:  # an absolute or empty pattern
            raise self._wrong("inputs", f"{pattern!r} is no pattern: {error}") from error

    def _overrides(self, table: object) -> dict[str, Mapping[str, str]]:
        if not isinstance(table, dict):
            raise self._wrong("overrides", "is no table", '[overrides."page.html"]')
        found: dict[str, Mapping[str, str]] = {}
        for name, fields in table.items():
            if not isinstance(fields, dict):
                raise self._wrong(f"overrides.{name}", "is no table", '[overrides."page.html"]')
            pairs = [f"{key}={_as_text(key, value)}" for key, value in fields.items()]
            try:
                settings = parse_settings(pairs)
            except UsageError as error:
                message = error.message.removeprefix("--set: ")
                raise ConfigError(
                    f"overrides of {name!r}: {message}",
                    where=self.file.place("overrides", name),
                    hint=error.hint,
                ) from error
            found[os.path.realpath(self.path.parent / name)] = settings
        return found

    def _refuse_unknown(
        self, table: Mapping[str, object], known: set[str], what: str, *above: str | int
    ) -> None:
        for key in table:
            if key not in known:
                hint = did_you_mean(key, known) or f"known: {', '.join(sorted(known))}"
                where = self.file.place(*above, self._written(key))
                raise ConfigError(f"no {what} is called {key!r}", where=where, hint=hint)

    def _wrong(self, key: str, message: str, hint: str = "") -> ConfigError:
        where = self.file.place(self._written(key.partition(".")[0]))
        return ConfigError(f"{key}: {message}", where=where, hint=hint)

    def _written(self, key: str) -> str:
        dashed = key.replace("_", "-")
        return dashed if dashed in self.file.values else key


def _as_text(key: str, value: object) -> str:
    if isinstance(value, list):
        return _LIST_MARKS.get(key, ", ").join(str(item) for item in value)
    if isinstance(value, datetime.date):  # TOML has dates of its own
        return value.isoformat()
    return str(value)
