"""`articlepress config` and `articlepress init`: which settings hold, and a file to begin with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import click

from articlepress.atomic import write_atomic
from articlepress.cli.app import COMMANDS as ALL_COMMANDS
from articlepress.cli.configured import Configured, command_options
from articlepress.cli.console import safe
from articlepress.cli.listings import table
from articlepress.errors import UsageError
from articlepress.formats import available_readers, available_writers
from articlepress.options import OptionSpec, option_specs
from articlepress.project import open_project
from articlepress.settings import (
    COMMANDS,
    PROJECT_FILE,
    ProjectOptions,
    SharedOptions,
    load_settings,
)
from articlepress.settings_check import check_settings
from articlepress.settings_report import rows, shown_value, used_files


@click.command()
@click.argument("source", required=False, metavar="[INPUT]")
@click.option("--all", "everything", is_flag=True, help="Show what nobody set, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--defaults", multiple=True, metavar="FILE", help="A file over the project's.")
@click.option("--no-config", is_flag=True, help="Leave out the user's and the project's.")
def config(
    source: str | None, everything: bool, as_json: bool, defaults: tuple[str, ...], no_config: bool
) -> None:
    """Show each setting and the file and line it comes from; check every file.

    With INPUT, what holds for that page.
    """
    settings = load_settings(filter(None, (source,)), defaults, alone=no_config)
    check_settings(settings, dict(command_keys()) if settings.layers else {})
    project = open_project(settings)
    files = list(used_files(settings, project, source or ""))
    found = rows(settings, everything=everything, name=source or "")
    if as_json:
        values = [
            {"name": row.name, "value": row.value, "place": row.place, "layer": row.layer}
            for row in found
        ]
        used = [{"layer": one.layer, "path": one.path, "holds": one.holds} for one in files]
        click.echo(json.dumps({"files": used, "settings": values}, indent=2, default=str))
        return
    click.echo(click.style("Files, the strongest last", bold=True))
    click.echo(safe(table([(one.layer, one.path, one.holds) for one in files])))
    if not files:
        click.echo("  articlepress init writes a file to begin with")
    click.echo(click.style("Settings", bold=True))
    click.echo(safe(table([(row.name, shown_value(row.value), row.place) for row in found])))


def command_keys() -> Iterator[tuple[str, list[str]]]:
    """Yield each command that has a table, with the keys the table may have."""
    for name in COMMANDS:
        if name in ALL_COMMANDS:
            module, attribute, _ = ALL_COMMANDS[name]
            command = getattr(import_module(f"articlepress.cli.{module}"), attribute)
            if isinstance(command, Configured):
                yield name, [*command.own_keys(), *command_options(command)]


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Write articlepress.toml with every setting as a comment; FOLDER becomes a project."""
    path = folder / PROJECT_FILE
    if path.exists():
        raise UsageError("exists already", where=str(path), hint="articlepress config shows it")
    write_atomic(path, project_text().encode())
    click.echo(safe(str(path)))


_HEAD = """\
# Settings of this project. What is commented out is built in: take the "# " away and change it.
# `articlepress config` shows what holds and where it was set. The manual: docs/configuration.md.
#
# Beside this file: authors.toml (the columnists), rules/sites/HOST.toml (corrections by site),
# styles/NAME/ (styles of your own). Beside a page: column.meta.toml (what you state of it).

# --- every command ---
"""
_TAIL = """
# --- the style's tokens: `articlepress styles show base` lists them ---

[tokens]
# color-accent = "#8a1c1c"

# --- what a column that disclaims nothing gets; `section` limits it to one section ---

# [[disclaimers]]
# text = "The views expressed are the columnist's own."
# section = "Opinion"

# --- single files: any table of a format, style, tokens, and what you state of them ---

# [[files]]
# match = "columns/2019/*.html"
# style = "letter"
# [files.metadata]
# section = "Opinion"
# [files.pdf]
# page-size = "A5"
"""


def project_text() -> str:
    """Return a project file with every option as a comment, its help above it."""
    parts = [_HEAD, *_options(tuple(option_specs(SharedOptions))), "\n# --- commands ---\n"]
    parts += ["\n[convert]\n", '# to = ["pdf", "epub", "newsletter"]\n', '# output = "output/"\n']
    parts += ["\n# --- where the project keeps its files ---\n", "\n[project]\n"]
    parts += _options(tuple(option_specs(ProjectOptions)))
    parts.append("\n# --- formats ---\n")
    for writer in available_writers():
        specs = tuple(option_specs(writer.options))
        if specs:
            parts += [f"\n[{writer.name}]\n", *_options(specs)]
    parts.append("\n# --- readers ---\n")
    for reader in available_readers():
        specs = tuple(option_specs(reader.options))
        if specs:
            parts += [f"\n[from.{reader.name}]\n", *_options(specs)]
    parts.append(_TAIL)
    return "".join(parts)


def _options(specs: Sequence[OptionSpec]) -> Iterator[str]:
    for spec in specs:
        choices = f": {', '.join(spec.choices)}" if spec.choices else ""
        unit = f" ({spec.unit})" if spec.unit else ""
        yield f"\n## {' '.join(spec.help.split())}{choices}{unit}\n"
        yield f"# {spec.name.replace('_', '-')} = {shown_value(spec.default)}\n"
