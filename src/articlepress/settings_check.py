"""Whether files of settings say what somebody knows: every key, every kind of value.

Takes settings that were read; raises on the first slip, with file, line and the nearest known key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articlepress.config import build_options
from articlepress.errors import ConfigError, UnknownReader, UnknownWriter, did_you_mean
from articlepress.options import option_specs
from articlepress.readers import find_reader
from articlepress.settings import (
    COMMANDS,
    FILE_KEYS,
    NO_FORMAT,
    ProjectOptions,
    Settings,
    SharedOptions,
)
from articlepress.tables import Table
from articlepress.writers import find_writer


def check_settings(
    settings: Settings, commands: Mapping[str, Collection[str]] | None = None
) -> None:
    """Raise on the first key nobody knows or value of a wrong kind.

    `commands` gives for a command the keys its table may have; tables of other commands are passed
    over, since to know their flags is to load them.

    Raises:
        ConfigError: names file and line, and the nearest known key.
    """
    for layer in settings.layers:
        for key in layer.table.values:
            _check_key(layer.table, key, commands or {})


def _check_key(table: Table, key: str, commands: Mapping[str, Collection[str]]) -> None:
    name = key.replace("-", "_")
    if name in {spec.name for spec in option_specs(SharedOptions)}:
        check_value(SharedOptions, table, key)
    elif name == "project":
        check_options(ProjectOptions, table.table(key))
    elif name == "tokens":
        _check_tokens(table.table(key))
    elif name == "files":
        for entry in table.tables(key):
            _check_files(entry)
    elif name == "from":
        _check_readers(table.table(key))
    elif name in COMMANDS:
        inner = table.table(key)
        if name in commands:
            _refuse_foreign_keys(inner, commands[name], f"option of {name}")
    elif name not in ("disclaimers", "inherits"):
        _check_format(table, key)


def check_options(options_class: type, table: Table) -> None:
    """Raise on a key that the options do not declare, or a value they do not take.

    Raises:
        ConfigError: names file and line.
    """
    for key in table.values:
        check_value(options_class, table, key)


def check_value(options_class: type, table: Table, key: str) -> Any:
    """Return the options with this one value; Any: the class decides.

    Raises:
        ConfigError: no such option, or a value of a wrong kind.
    """
    return build_options(options_class, {key: table.values[key]}, table.place(key))


def _check_tokens(table: Table) -> None:
    for key, value in table.values.items():
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise table.error(key, f"{key} is {value!r}, not a value of CSS")


def _check_readers(table: Table) -> None:
    for key in table.values:
        try:
            reader = find_reader(key)
        except UnknownReader as error:
            raise table.error(key, error.message, error.hint) from error
        check_options(reader.options, table.table(key))


def _check_files(table: Table) -> None:
    if not table.texts("match"):
        raise table.error("match", "[[files]] without match", 'match = "columns/*.html"')
    for key in table.values:
        name = key.replace("-", "_")
        if name == "tokens":
            _check_tokens(table.table(key))
        elif name == "from":
            _check_readers(table.table(key))
        elif name == "style":
            check_value(SharedOptions, table, key)
        elif name not in ("match", "metadata"):
            _check_format(table, key, FILE_KEYS)


def _check_format(table: Table, key: str, others: Iterable[str] = ()) -> None:
    try:
        writer = find_writer(key)
    except UnknownWriter as error:
        raise _unknown(table, key, others) from error
    check_options(writer.options, table.table(key))


def _refuse_foreign_keys(table: Table, known: Collection[str], what: str) -> None:
    names = {name.replace("-", "_") for name in known}
    for key in table.values:
        if key.replace("-", "_") not in names:
            raise _unknown(table, key, known, what)


def _unknown(
    table: Table, key: str, others: Iterable[str] = (), what: str = "setting"
) -> ConfigError:
    """Return the error for a key nobody knows; an option of a format is told where it belongs."""
    from articlepress.formats import available_writers  # imported here: only errors ask them all

    flat = key.replace("-", "_")
    homes = [
        writer.name
        for writer in available_writers()
        if any(spec.name == flat for spec in option_specs(writer.options))
    ]
    if homes:
        hint = f"it is an option of {', '.join(homes)}: write it below [{homes[0]}]"
        return table.error(key, f"no {what} is called {key!r}", hint)
    known = list(others) or [
        *NO_FORMAT,
        *(writer.name for writer in available_writers()),
    ]
    names = [name.replace("_", "-") for name in known]
    hint = did_you_mean(key.replace("_", "-"), names) or f"known: {', '.join(sorted(names))}"
    return table.error(key, f"no {what} is called {key!r}", hint)
