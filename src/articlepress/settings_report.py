"""Which settings hold and where each was set: what `articlepress config` prints.

Takes the settings of a run; gives rows. A later file's value hides an earlier one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articlepress.diagnostics import counted
from articlepress.formats import available_readers, available_writers
from articlepress.options import OptionSpec, option_specs
from articlepress.project import Project, matches, project_layer, project_options
from articlepress.settings import Layer, ProjectOptions, Settings, SharedOptions
from articlepress.sidecar import sidecar_path
from articlepress.tables import Table, shown_path

BUILT_IN = "built-in"


@dataclass(frozen=True, slots=True)
class Row:
    """One setting."""

    name: str
    """`pdf.page-size`, `files[0].metadata.section`."""
    value: object
    place: str
    """`articlepress.toml:12`, or `built-in`."""
    layer: str


@dataclass(frozen=True, slots=True)
class UsedFile:
    """A file that states something."""

    layer: str
    path: str
    holds: str = ""


def used_files(settings: Settings, project: Project, name: str = "") -> Iterator[UsedFile]:
    """Yield the files of a run, the strongest last; `name` is an input with its sidecar."""
    for layer in settings.layers:
        yield UsedFile(layer.name, shown_path(layer.table.path))
    layer_of = project_layer(settings)
    if layer_of is not None:
        places = project_options(settings)
        people = {id(entry) for entry in project.registry.entries.values()}
        if people:
            path = layer_of.folder / places.authors
            yield UsedFile("project", shown_path(path), counted(len(people), "author"))
        for host, rules in project.sites.items():
            path = layer_of.folder / places.rules / f"{host}.toml"
            yield UsedFile("project", shown_path(path), counted(len(rules), "rule"))
    sidecar = sidecar_path(name) if name else None
    if sidecar is not None and sidecar.exists():
        yield UsedFile("sidecar", shown_path(sidecar))


def rows(settings: Settings, *, everything: bool = False, name: str = "") -> tuple[Row, ...]:
    """Return the settings that hold, in the order of the first file that sets each.

    With `everything` what nobody set is there with its built-in value; with the name of an input
    what `[[files]]` say of it is put over the rest.
    """
    found: dict[str, Row] = {row.name: row for row in _built_in()} if everything else {}
    for layer in settings.layers:
        for row in _layer_rows(layer, bool(name)):
            found[row.name] = row
    for layer, table in settings.files() if name else ():
        if matches(layer.folder, table.texts("match"), name):
            for key, value, place in _leaves(table, ""):
                if key != "match":
                    found[key] = Row(key, value, place, layer.name)
    return tuple(found.values())


def _layer_rows(layer: Layer, one_input: bool) -> Iterator[Row]:
    for key, value, place in _leaves(layer.table, ""):
        if key == "inherits" or (one_input and key.startswith("files[")):
            continue
        yield Row(key, value, place, layer.name)


def _leaves(table: Table, above: str) -> Iterator[tuple[str, object, str]]:
    """Yield every value of a table with its whole name and its place."""
    for key, value in table.values.items():
        name = f"{above}{key.replace('_', '-')}"
        if isinstance(value, dict):
            yield from _leaves(table.table(key), f"{name}.")
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            for number, entry in enumerate(table.tables(key)):
                yield from _leaves(entry, f"{name}[{number}].")
        else:
            yield name, value, table.place(key)


def _built_in() -> Iterator[Row]:
    yield from _defaults(option_specs(SharedOptions), "")
    yield from _defaults(option_specs(ProjectOptions), "project.")
    for writer in available_writers():
        yield from _defaults(option_specs(writer.options), f"{writer.name}.")
    for reader in available_readers():
        yield from _defaults(option_specs(reader.options), f"from.{reader.name}.")


def _defaults(specs: Iterable[OptionSpec], above: str) -> Iterator[Row]:
    for spec in specs:
        yield Row(above + spec.name.replace("_", "-"), spec.default, BUILT_IN, BUILT_IN)


def shown_value(value: object) -> str:
    """Return a value as a settings file would write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple() | list():
            return f"[{', '.join(map(shown_value, value))}]"
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        case Mapping():
            inside = ", ".join(f"{key} = {shown_value(one)}" for key, one in value.items())
            return f"{{ {inside} }}"
        case None:
            return '""'
        case _:
            return str(value)
