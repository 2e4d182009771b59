"""Settings from files: the user's, the project's, `--defaults`; each value with file and line.

    built-in < user < project < --defaults FILE… < flags

Takes where to look; gives layers, lowest first, whose keys have been checked. Keys are those of the
declared options: a table for each format (`[pdf]`), for each command (`[convert]`), for each reader
(`[from.html]`), and what all commands share at the top (`style`). What a value means is decided
where it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from articlepress.errors import ConfigError
from articlepress.options import option, option_specs
from articlepress.tables import Table, read_table, relative_file, shown_path
from articlepress.writers import find_writer

PROJECT_FILE = "articlepress.toml"
PYPROJECT = "pyproject.toml"
MAX_INHERITANCE = 8
"""Longest chain of `inherits` among files of settings."""

REQUIRABLE = ("title", "author", "date", "bio", "disclaimer")
"""What `--require` can ask for."""


@dataclass(frozen=True, slots=True)
class SharedOptions:
    """Options of every command that reads pages, written at the top of a file or as flags."""

    style: str = option("base", help="style of the outputs: a name or a folder")
    require: tuple[str, ...] = option((), help="what every article must have", choices=REQUIRABLE)
    strict: bool = option(False, help="write nothing of a page that gives a warning; exit 3")


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """Where a project keeps its files, seen from its own file."""

    authors: str = option("authors.toml", help="the registry of its authors")
    rules: str = option("rules/sites", help="folder of its rules for sites")
    styles: str = option("styles", help="folder of its styles")


STRUCTURES = ("project", "tokens", "files", "disclaimers", "from", "inherits")
"""Keys at the top that are neither an option nor named after a command or a format."""
FILE_KEYS = ("match", "style", "metadata", "tokens", "from")
"""Keys of `[[files]]` besides the tables of formats."""
COMMANDS = (
    "convert", "collect", "digest", "extract", "inspect", "check", "audit", "preview"
)  # fmt: skip
"""Commands with a table of their own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value somebody set."""

    value: object
    place: str
    """`articlepress.toml:12`."""
    layer: Layer


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of settings."""

    name: str
    """`user`, `project`, `defaults`."""
    table: Table
    trusted: bool = True
    """False for a project that was found by way of an input and not of the working folder."""

    @property
    def folder(self) -> Path:
        """The folder that paths in the file start from."""
        return self.table.path.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Every file of settings of a run, the lowest first."""

    layers: tuple[Layer, ...] = ()

    def shared(self, command: str = "") -> dict[str, Setting]:
        """Return what is set for a command: at the top of each file, then in its own table."""
        names = {spec.name for spec in option_specs(SharedOptions)}
        found: dict[str, Setting] = {}
        for layer in self.layers:
            for key, setting in _settings(layer, layer.table):
                if key in names:
                    found[key] = setting
            if command:
                found.update(_settings(layer, layer.table.table(command)))
        return found

    def of(self, *tables: str, dashes: bool = False) -> dict[str, Setting]:
        """Return what is set in a table, by option name: `of("pdf")`, `of("from", "html")`.

        With `dashes` keys stay as they are written: tokens of a style are no options.
        """
        found: dict[str, Setting] = {}
        for layer in self.layers:
            table = layer.table
            for name in tables:
                table = table.table(name)
            found.update(_settings(layer, table, dashes))
        return found

    def formats(self, name: str) -> dict[str, Setting]:
        """Return what is set for a format; formats its options build on speak first.

        `[newsletter]` holds for `eml` too, whose options are the newsletter's and some more.
        """
        parents = set(find_writer(name).options.__mro__[1:])
        above = [
            key
            for layer in self.layers
            for key in layer.table.values
            if key not in NO_FORMAT and key != name and find_writer(key).options in parents
        ]
        found: dict[str, Setting] = {}
        for table in (*dict.fromkeys(above), name):
            found.update(self.of(table))
        return found

    def files(self) -> Iterator[tuple[Layer, Table]]:
        """Yield the `[[files]]` tables, the strongest last."""
        for layer in self.layers:
            for table in layer.table.tables("files"):
                yield layer, table


def _settings(layer: Layer, table: Table, dashes: bool = False) -> Iterator[tuple[str, Setting]]:
    for key, value in table.values.items():
        if not isinstance(value, dict):
            name = key if dashes else key.replace("-", "_")
            yield name, Setting(value, table.place(key), layer)


def resolved(setting: Setting, *, is_path: bool = False) -> object:
    """Return a setting's value, a path seen from the folder of its file.

    A text is a path where `is_path` says so, or where a file of that name lies beside the settings.

    Raises:
        ConfigError: a project found by way of an input names a place outside itself.
    """
    value, folder = setting.value, setting.layer.folder
    if not setting.layer.trusted:
        for item in value if isinstance(value, list) else [value]:
            _refuse_file_in(item, setting)
    if not isinstance(value, str) or not value or value == "-":
        return value
    plain = "\n" in value or len(value) > _LONGEST_PATH or "://" in value
    if not is_path and (plain or not (folder / value).is_file()):
        return value
    path = folder / value
    if not setting.layer.trusted:
        _refuse_outside(path, value, setting)
    slash = "/" if value.endswith("/") else ""
    return os.path.relpath(path) + slash if _is_below(path) else str(path) + slash


def _refuse_outside(path: Path, value: str, setting: Setting) -> None:
    if not path.resolve().is_relative_to(setting.layer.folder.resolve()):
        raise ConfigError(
            f"{value!r} lies outside the project, which was found by way of an input",
            where=setting.place,
            hint="run from the project's folder, or name it with a flag",
        )


def _refuse_file_in(item: object, setting: Setting) -> None:
    """Raise where an option for another program (`template=FILE`) names a file outside the project.

    What it names would stand in the output.
    """
    named = str(item).partition("=")[2]
    if not named or "\n" in named or "\0" in named or len(named) > _LONGEST_PATH:
        return
    # Seen from the settings or from where the program is run.
    for path in (setting.layer.folder / named, Path(named)):
        with suppress(OSError):
            if path.exists():
                _refuse_outside(path, str(item), setting)


_LONGEST_PATH = 1000


def _is_below(path: Path) -> bool:
    return Path(os.path.normpath(path.absolute())).is_relative_to(Path.cwd())


def values_of(settings: Mapping[str, Setting]) -> dict[str, object]:
    """Return the values alone."""
    return {name: setting.value for name, setting in settings.items()}


NO_FORMAT = frozenset(
    (*STRUCTURES, *COMMANDS, *(spec.name for spec in option_specs(SharedOptions)))
)
"""Keys at the top that name no format."""


def user_folder() -> Path:
    """Return the folder of the user's settings and styles.

    Source: https://specifications.freedesktop.org/basedir-spec/latest/
    """
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or ""
    return (Path(base) if base else Path.home() / ".config") / "articlepress"


def project_file(start: Path) -> Path | None:
    """Return the nearest file that makes a project of a folder, from `start` upwards.

    That is an `articlepress.toml`, or a `pyproject.toml` with a table `[tool.articlepress]`.
    """
    for folder in (start, *start.parents):
        path = folder / PROJECT_FILE
        if path.is_file():
            return path
        path = folder / PYPROJECT
        if path.is_file() and b"[tool.articlepress" in path.read_bytes():
            return path
    return None


def load_settings(
    inputs: Iterable[str] = (), defaults: Iterable[str] = (), *, alone: bool = False
) -> Settings:
    """Return the settings of a run, not yet checked; `alone` leaves out the user and the project.

    The project is that of the first input's folder, else of the working folder.

    Raises:
        ConfigError: a file is missing, broken, or inherits from itself.
    """
    layers: list[Layer] = []
    if not alone:
        user = user_folder() / "config.toml"
        if user.is_file():
            layers += _inherited(user, "user")
        here = Path.cwd()
        path = next(filter(None, map(project_file, _starts(inputs, here))), None)
        if path is not None:
            trusted = here.resolve().is_relative_to(path.parent.resolve())
            layers += _inherited(path, "project", trusted)
    for name in defaults:
        layers += _inherited(Path(name), "defaults")
    return Settings(tuple(layers))


def _starts(inputs: Iterable[str], here: Path) -> Iterator[Path]:
    files = (name for name in inputs if name != "-" and name[:1] != "@" and "://" not in name)
    first = next(files, None)
    if first is not None:
        path = here / first
        yield Path(os.path.normpath(path if path.is_dir() else path.parent))
    yield here


def _inherited(
    path: Path, name: str, trusted: bool = True, chain: tuple[Path, ...] = ()
) -> list[Layer]:
    """Return the layers of a file: those it inherits from, then its own."""
    real = path.resolve()
    if real in chain:
        names = " → ".join(shown_path(p) for p in (*chain[chain.index(real) :], real))
        raise ConfigError(f"inherits from itself: {names}", where=shown_path(path))
    if len(chain) >= MAX_INHERITANCE:
        raise ConfigError("inherits over too many files", where=shown_path(path))
    table = read_table(path)
    if path.name == PYPROJECT:
        table = table.table("tool").table("articlepress")
    layers = []
    for parent in table.texts("inherits"):
        file = relative_file(table, parent)
        if not file.is_file():
            raise table.error("inherits", f"there is no file {parent!r}")
        layers += _inherited(file, name, trusted, (*chain, real))
    return [*layers, Layer(name, table, trusted)]
