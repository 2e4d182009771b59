"""A project: its columnists, its rules for sites, what it states of single files and of all.

Takes the settings of a run; gives one frozen value that travels to worker processes, so that files
of the project are read once and every page is read the same way everywhere.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

from articlepress.authors import Registry, read_authors
from articlepress.config import build_options
from articlepress.corrections import Correction
from articlepress.errors import ConfigError
from articlepress.metadata import Disclaimer
from articlepress.places import is_remote
from articlepress.settings import (
    FILE_KEYS,
    PROJECT_FILE,
    PYPROJECT,
    Layer,
    ProjectOptions,
    Setting,
    Settings,
    resolved,
    user_folder,
    values_of,
)
from articlepress.siterules import read_site_rules
from articlepress.statements import (
    METADATA_KEYS,
    Statement,
    place_of,
    read_disclaimer,
    read_statement,
)
from articlepress.tables import Table


@dataclass(frozen=True, slots=True)
class FileRule:
    """A `[[files]]` table: what holds for the files of a pattern."""

    pattern: str
    """Regular expression of whole real paths, with `/` between folders."""
    style: str = ""
    statement: Statement = Statement()  # noqa: RUF009 # frozen
    tokens: Mapping[str, str] = field(default_factory=dict, hash=False)
    formats: Mapping[str, Mapping[str, object]] = field(default_factory=dict, hash=False)
    readers: Mapping[str, Mapping[str, object]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DefaultDisclaimer:
    """What a column that disclaims nothing gets."""

    disclaimer: Disclaimer
    place: str
    section: str = ""
    """Folded name of the section it is for; empty: all."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a project knows of its columns."""

    root: Path | None = None
    sites: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict, hash=False)
    registry: Registry = Registry()  # noqa: RUF009 # frozen
    disclaimers: tuple[DefaultDisclaimer, ...] = ()
    files: tuple[FileRule, ...] = ()
    readers: Mapping[str, Mapping[str, object]] = field(default_factory=dict, hash=False)
    """Values for the options of readers, `[from.html]`."""
    required: tuple[str, ...] = ()
    """What every article must have."""
    digest: str = ""
    """Of everything the project states of all its files, for histories of what was made."""

    def __reduce__(self) -> tuple[object, ...]:
        # A job travels with its project: a thousand columnists are packed once, not once a job.
        return (_unpacked, (_packed(self),))

    def rules_for(self, name: str) -> Iterator[FileRule]:
        """Yield what the project states of a file, the strongest last."""
        if not self.files or name == "-" or is_remote(name):
            return
        path = os.path.realpath(name).replace(os.sep, "/")
        for rule in self.files:
            if _compiled(rule.pattern).fullmatch(path):
                yield rule

    def reader_values(self, reader: str, name: str) -> dict[str, object]:
        """Return the values of a reader's options for a file."""
        found = dict(self.readers.get(reader, {}))
        for rule in self.rules_for(name):
            found.update(rule.readers.get(reader, {}))
        return found

    def disclaimer_for(self, section: str) -> DefaultDisclaimer | None:
        """Return the disclaimer of a section, or the one for all."""
        wanted = section.casefold().strip()
        fitting = [item for item in self.disclaimers if item.section in (wanted, "")]
        return max(fitting, key=lambda item: bool(item.section), default=None)


NO_PROJECT = Project()


def open_project(settings: Settings, required: tuple[str, ...] = ()) -> Project:
    """Return the project of a run's settings.

    Raises:
        ConfigError: a file of the project is broken or missing.
    """
    layer = project_layer(settings)
    places = project_options(settings)
    sites: Mapping[str, tuple[Correction, ...]] = {}
    registry = Registry()
    if layer is not None:
        sites = read_site_rules(_inside(layer, places.rules, "rules"))
        path = _inside(layer, places.authors, "authors")
        stated = places.authors != ProjectOptions().authors
        if path.is_file() or stated:
            registry = read_authors(path)
    readers = {
        name: values_of(settings.of("from", name))
        for one in settings.layers
        for name in one.table.table("from").values
    }
    project = Project(
        layer.folder if layer else None,
        sites,
        registry,
        tuple(_disclaimers(settings)),
        tuple(_file_rule(one, table) for one, table in settings.files()),
        readers,
        required,
    )
    digest = hashlib.sha256(repr(project).encode("utf-8", "surrogatepass")).hexdigest()
    return replace(project, digest=digest)


@lru_cache(maxsize=8)
def _packed(project: Project) -> bytes:
    values = {field.name: getattr(project, field.name) for field in fields(Project)}
    return pickle.dumps(values)


@lru_cache(maxsize=8)
def _unpacked(packed: bytes) -> Project:
    # Our own bytes, from the process that started this one.
    return Project(**pickle.loads(packed))


def project_layer(settings: Settings) -> Layer | None:
    """Return the project's own file, or None."""
    layers = (layer for layer in settings.layers if layer.name == "project")
    return next((one for one in layers if one.table.path.name in (PROJECT_FILE, PYPROJECT)), None)


def project_options(settings: Settings) -> ProjectOptions:
    """Return where the project keeps its files."""
    options: ProjectOptions = build_options(ProjectOptions, values_of(settings.of("project")))
    return options


def style_folders(settings: Settings) -> tuple[Path, ...]:
    """Return where styles are looked up before the built-in ones: the project's, the user's.

    Without a project it is the folder `styles` where one works.
    """
    layer = project_layer(settings)
    if layer is None:
        return (Path.cwd() / ProjectOptions().styles, user_folder() / "styles")
    own = _inside(layer, project_options(settings).styles, "styles")
    return (own, user_folder() / "styles")


def _inside(layer: Layer, name: str, key: str) -> Path:
    """Return a path of the project, which must not lead out of it."""
    path = Path(os.path.normpath(layer.folder / name))
    if not path.resolve().is_relative_to(layer.folder.resolve()):
        table = layer.table.table("project")
        raise table.error(key, f"{name!r} lies outside the project")
    return path


def _disclaimers(settings: Settings) -> Iterator[DefaultDisclaimer]:
    # The strongest first: the first that fits is taken.
    for layer in reversed(settings.layers):
        for entry in layer.table.tables("disclaimers", plain="text"):
            item = read_disclaimer(entry, ("section",))
            section = entry.text("section").casefold().strip()
            yield DefaultDisclaimer(item, place_of(entry, "text"), section)


def _file_rule(layer: Layer, table: Table) -> FileRule:
    stated = table.table("metadata")
    stated.refuse_unknown(METADATA_KEYS, "field")
    readers = table.table("from")
    return FileRule(
        "|".join(glob_pattern(layer.folder, pattern) for pattern in table.texts("match")),
        _style(layer, table),
        read_statement(stated, "config"),
        {key.removeprefix("--"): str(value) for key, value in table.table("tokens").values.items()},
        {key: _flat(layer, table.table(key)) for key in table.values if key not in FILE_KEYS},
        {key: _flat(layer, readers.table(key)) for key in readers.values},
    )


def _style(layer: Layer, table: Table) -> str:
    """Return a style's name, or its folder seen from that of the settings."""
    name = table.text("style")
    setting = Setting(name, table.place("style"), layer)
    return str(resolved(setting, is_path="/" in name))


def _flat(layer: Layer, table: Table) -> dict[str, object]:
    return {
        key.replace("-", "_"): resolved(Setting(value, table.place(key), layer))
        for key, value in table.values.items()
    }


def matches(folder: Path, patterns: tuple[str, ...], name: str) -> bool:
    """Tell whether a file is meant by one of a folder's patterns."""
    path = os.path.realpath(name).replace(os.sep, "/")
    return any(_compiled(glob_pattern(folder, one)).fullmatch(path) for one in patterns)


_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]/[]++\]")


def glob_pattern(folder: Path, pattern: str) -> str:
    """Return a glob as a regular expression of real paths.

    A pattern with a slash starts at the folder; one without is a file's name, wherever it lies.
    `*` stays within a folder, `**` goes through any number of them.
    """
    parts = []
    at = 0
    for found in _GLOB.finditer(pattern):
        parts.append(re.escape(pattern[at : found.start()]))
        match found[0]:
            case "**/":
                parts.append("(?:.*/)?")
            case "**":
                parts.append(".*")
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case one:
                inner = one[1:-1].replace("\\", r"\\")
                parts.append(f"[^{inner[1:]}]" if inner[:1] == "!" else f"[{inner}]")
        at = found.end()
    parts.append(re.escape(pattern[at:]))
    root = re.escape(os.path.realpath(folder).replace(os.sep, "/").rstrip("/"))
    return ("(?:.*/)?" if "/" not in pattern else f"{root}/") + "".join(parts)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"match: {pattern!r} is no pattern: {error}") from error
