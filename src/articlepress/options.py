"""One declaration for each option: a field of its stage's frozen options class.

The command line, the configuration file and the manual all derive from these fields, so a default
or a
help text stands in one place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """What the shell and the manual need to know of one option."""

    name: str
    """Field name, as written in TOML: `page_size`."""
    flag: str
    """Long flag on the command line: `--page-size`."""
    type: object
    """The annotation: `str`, `bool`, `int`, `float`, or a tuple of strings (repeatable)."""
    default: object
    help: str
    choices: tuple[str, ...]
    unit: str


def option(default: Any, *, help: str, choices: tuple[str, ...] = (), unit: str = "") -> Any:
    """Declare an option as a dataclass field; `Any`, as `dataclasses.field` itself is typed."""
    metadata = {"help": help, "choices": choices, "unit": unit}
    return dataclasses.field(default=default, metadata=metadata)


def option_specs(options_class: type) -> Iterator[OptionSpec]:
    """Yield the options a class declares, in the order of its fields."""
    hints = get_type_hints(options_class)
    for field in dataclasses.fields(options_class):
        if "help" not in field.metadata:
            continue
        yield OptionSpec(
            name=field.name,
            flag="--" + field.name.replace("_", "-"),
            type=hints[field.name],
            default=field.default,
            help=field.metadata["help"],
            choices=field.metadata["choices"],
            unit=field.metadata["unit"],
        )
