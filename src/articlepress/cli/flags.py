"""Flags from option classes: each option of a reader or writer is declared once, in its class.

Fields of one name in several classes share one flag. Values that were not given stay away, so that
each class keeps its own default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import click

from articlepress.config import base_type, choices_of
from articlepress.options import OptionSpec, option_specs


@dataclass(frozen=True, slots=True)
class Stage:
    """A reader, writer or other stage that declares options."""

    name: str
    options: type


@dataclass(slots=True)
class Flag:
    """One flag with every stage that knows it."""

    spec: OptionSpec
    stages: list[str] = field(default_factory=list)
    choices: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        """One line: which formats take it, what it does, its unit and default."""
        text = self.spec.help.rstrip(".")
        return f"({', '.join(self.stages)}) {text}{_default(self.spec)}"


def flags_of(stages: Iterable[Stage]) -> tuple[Flag, ...]:
    """Return the flags of all stages, in the order they are met."""
    table: dict[str, Flag] = {}
    for stage in stages:
        for spec in option_specs(stage.options):
            flag = table.setdefault(spec.name, Flag(spec))
            flag.stages.append(stage.name)
            flag.choices = tuple(dict.fromkeys((*flag.choices, *choices_of(spec))))
    return tuple(table.values())


def click_options(stages: Iterable[Stage]) -> list[click.Option]:
    """Return the flags as click's options; a flag that is not given has the value None."""
    return [_click_option(flag) for flag in flags_of(stages)]


def given(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values that were given on the command line."""
    return {name: value for name, value in values.items() if value not in (None, ())}


def _click_option(flag: Flag) -> click.Option:
    spec = flag.spec
    kind = base_type(spec.type)
    if kind is bool:
        return click.Option(
            [f"{spec.flag}/--no-{spec.flag.removeprefix('--')}", spec.name],
            default=None,
            help=flag.help,
        )
    return click.Option(
        [spec.flag, spec.name],
        type=click.Choice(flag.choices) if flag.choices else kind if kind is not tuple else str,
        multiple=kind is tuple,
        default=None,
        metavar=None if flag.choices else {int: "N", float: "NUMBER"}.get(kind, "TEXT"),
        help=flag.help,
    )


def _default(spec: OptionSpec) -> str:
    unit = f" {spec.unit}" if spec.unit else ""
    match spec.default:
        case None | "" | ():
            return f" (in {spec.unit})" if unit else ""
        case bool() as value:
            return f" [{'on' if value else 'off'}]"
        case float() as value:
            return f" [{value:g}{unit}]"
        case tuple() as values:
            return f" [{', '.join(map(str, values))}]"
        case value:
            return f" [{value}{unit}]"
