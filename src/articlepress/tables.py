"""A TOML or YAML file as nested values that know the line they stand on.

Takes a path; gives a `Table` whose accessors check kinds and refuse unknown keys, so that whatever
is wrong in a file people write is told with file and line. Knows no schema itself.
"""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from articlepress.errors import ConfigError, did_you_mean

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and places in lists, from the top: `("files", 0, "match")`."""

MAX_BYTES = 4_000_000
"""Largest file read; a registry of ten thousand columnists has two megabytes."""
YAML_SUFFIXES = (".yaml", ".yml")

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: its values, and where each of them stands."""

    path: Path
    values: Mapping[str, object]
    lines: Mapping[KeyPath, int] = field(default_factory=dict, repr=False)
    keys: KeyPath = ()
    """Where the table stands in the file."""

    def has(self, key: str) -> bool:
        return self._written(key) is not None

    def place(self, *keys: str | int) -> str:
        """Return `file:line` of a key, or of the nearest table around it whose line is known."""
        path = (*self.keys, *keys)
        while path and path not in self.lines:
            path = path[:-1]
        return f"{shown_path(self.path)}:{self.lines[path]}" if path else shown_path(self.path)

    def error(self, key: str | int, message: str, hint: str = "") -> ConfigError:
        """Return an error about a key, for the caller to raise."""
        written = self._written(key) if isinstance(key, str) else key
        return ConfigError(
            message, where=self.place() if written is None else self.place(written), hint=hint
        )

    def refuse_unknown(self, known: Iterable[str], what: str = "key") -> None:
        """Raise when a key is none of those known.

        Raises:
            ConfigError: names the key, its line and the nearest known one.
        """
        names = {key.replace("_", "-") for key in known}
        for key in self.values:
            if key.replace("_", "-") not in names:
                hint = did_you_mean(key.replace("_", "-"), names)
                hint = hint or f"known: {', '.join(sorted(names))}"
                raise self.error(key, f"no {what} is called {key!r}", hint)

    def value(self, key: str) -> object:
        """Return whatever stands under a key, written with dashes or underscores; None without."""
        written = self._written(key)
        return None if written is None else self.values[written]

    def text(self, key: str, default: str = "") -> str:
        """Return a text; numbers are taken as they are written.

        Raises:
            ConfigError: the value is no text.
        """
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, (datetime.date, datetime.time)):
            return value.isoformat()
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.error(key, f"{key} is {value!r}, not text")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one.

        Raises:
            ConfigError: the value is anything else.
        """
        value = self.value(key)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.error(key, f"{key} is {value!r}, not a list of texts")
        return tuple(items)

    def table(self, key: str) -> Table:
        """Return the table under a key; an empty one where the key is missing.

        Raises:
            ConfigError: something else stands there.
        """
        written = self._written(key)
        if written is None:
            return Table(self.path, {}, self.lines, self.keys)
        value = self.values[written]
        if not isinstance(value, dict):
            raise self.error(key, f"{key} is {value!r}, not a table", f"write [{key}]")
        return Table(self.path, value, self.lines, (*self.keys, written))

    def tables(self, key: str, plain: str = "") -> tuple[Table, ...]:
        """Return the list of tables under a key.

        Where `plain` names a key, a text in the list stands for a table with that key alone.

        Raises:
            ConfigError: something else stands there.
        """
        written = self._written(key)
        if written is None:
            return ()
        value = self.values[written]
        items = value if isinstance(value, list) else [value]
        found = []
        for number, item in enumerate(items):
            if plain and isinstance(item, str):
                item = {plain: item}
            if not isinstance(item, dict):
                raise self.error(key, f"{key} holds {item!r}, not a table", f"write [[{key}]]")
            above = (*self.keys, written, number) if isinstance(value, list) else ()
            found.append(Table(self.path, item, self.lines, above or (*self.keys, written)))
        return tuple(found)

    def _written(self, key: str) -> str | None:
        for name in (key, key.replace("_", "-"), key.replace("-", "_")):
            if name in self.values:
                return name
        return None


def shown_path(path: Path) -> str:
    """Return a path as messages show it: from the working folder where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd())) if path.is_absolute() else str(path)
    except (ValueError, OSError):
        return str(path)


def read_table(path: Path) -> Table:
    """Return what a TOML or YAML file says.

    Raises:
        ConfigError: the file cannot be read, or its syntax is broken: says line and column.
    """
    where = shown_path(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=where) from error
    if len(content) > MAX_BYTES:
        raise ConfigError(f"is over the limit of {MAX_BYTES:,} bytes", where=where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "is not UTF-8", where=f"{where}:{line}", hint="save it as UTF-8"
        ) from error
    return parse_table(text, path)


def parse_table(text: str, path: Path) -> Table:
    """Return what the text of a file says; the path tells TOML from YAML.

    Raises:
        ConfigError: its syntax is broken.
    """
    where = shown_path(path)
    try:
        if path.suffix.lower() in YAML_SUFFIXES:
            from articlepress.yamltables import parse_yaml  # imported here: yaml costs 15 ms

            return Table(path, *parse_yaml(text, where))
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken_toml(str(error), text, where) from error
    except RecursionError as error:
        raise ConfigError("is nested too deeply", where=where) from error
    return Table(path, values, toml_lines(text))


def _broken_toml(message: str, text: str, where: str) -> ConfigError:
    found = _AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found and found[1] else _end(text)
    told = _AT.sub("", message)
    told = told[:1].lower() + told[1:]
    return ConfigError(f"is no TOML: {told}", where=f"{where}:{line}:{column}")


def _end(text: str) -> tuple[int, int]:
    lines = text.rstrip("\n").split("\n")
    return len(lines), len(lines[-1]) + 1


_KEY_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*(\.?)""")
_PIECE = re.compile(
    r'"{3}|\'{3}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]', re.DOTALL
)  # fmt: skip


def toml_lines(text: str) -> dict[KeyPath, int]:
    """Return the line of each key of a valid TOML text; keys of inline tables are left out."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    """Tables met so far of each array of tables."""
    inside: KeyPath = ()
    value = _Value()
    for number, line in enumerate(text.split("\n"), 1):
        if value.is_open:
            value.take(line)
            continue
        stripped = line.strip()
        if not stripped or stripped[0] == "#":
            continue
        if stripped[0] == "[":
            is_list = stripped.startswith("[[")
            path = _resolved(_key_parts(stripped.lstrip("["))[0], counts)
            if is_list:
                place = counts[path] = counts.get(path, -1) + 1
                lines.setdefault(path, number)
                path = (*path, place)
            inside = path
            _note(lines, path, number)
        else:
            parts, rest = _key_parts(line)
            _note(lines, (*inside, *parts), number, len(inside))
            value.take(rest)
    return lines


def _note(lines: dict[KeyPath, int], path: KeyPath, number: int, known: int = 0) -> None:
    for length in range(known + 1, len(path) + 1):
        lines.setdefault(path[:length], number)


def _resolved(parts: KeyPath, counts: Mapping[KeyPath, int]) -> KeyPath:
    """Return the path of a header, with the place of the last table in each list it goes through.

    The last part of a `[[header]]` names the list itself.
    """
    path: KeyPath = ()
    for part in parts:
        if path in counts:
            path = (*path, counts[path])
        path = (*path, part)
    return path


def _key_parts(line: str) -> tuple[KeyPath, str]:
    """Return the parts of the dotted key a line begins with, and the rest of the line."""
    parts: list[str] = []
    at = 0
    while found := _KEY_PART.match(line, at):
        quoted = found[1]
        parts.append(_unescaped(quoted) if quoted is not None else found[2] or found[3] or "")
        at = found.end()
        if not found[4]:
            break
    return tuple(parts), line[at:]


def _unescaped(text: str) -> str:
    return str(tomllib.loads(f'x = "{text}"')["x"]) if "\\" in text else text


@dataclass(slots=True)
class _Value:
    """How far a value that goes over several lines is open."""

    depth: int = 0
    quote: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.depth or self.quote)

    def take(self, line: str) -> None:
        """Read a line of the value."""
        at = 0
        while True:
            if self.quote:
                end = _closing(line, self.quote, at)
                if end < 0:
                    return
                at, self.quote = end, ""
            found = _PIECE.search(line, at)
            if found is None:
                return
            at = found.end()
            match found[0]:
                case '"""' | "'''":
                    self.quote = found[0]
                case "[" | "{":
                    self.depth += 1
                case "]" | "}":
                    self.depth -= 1


def _closing(line: str, quote: str, at: int) -> int:
    """Return where a long string that is open ends in a line, or -1."""
    while (found := line.find(quote, at)) >= 0:
        backslashes = len(line[:found]) - len(line[:found].rstrip("\\"))
        if quote == "'''" or backslashes % 2 == 0:
            end = found + 3
            while line.startswith(quote[0], end):  # up to two quotes may end the text itself
                end += 1
            return end
        at = found + 1
    return -1


def relative_file(table: Table, name: str) -> Path:
    """Return the path a file names, seen from the folder of that file."""
    return Path(os.path.normpath(table.path.parent / name))
