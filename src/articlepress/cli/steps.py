"""`--filter`, `--lua-filter` and `--transform`: three flags whose common order counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

from articlepress.cli.configured import Configured
from articlepress.steps import Step, StepKind, step

CommandT = TypeVar("CommandT", bound=Callable[..., Any])  # Any: commands differ in their flags

_KEY = "articlepress.steps"
_KINDS: dict[str, StepKind] = {
    "step_filter": "filter", "step_lua_filter": "lua-filter", "step_transform": "transform",
}  # fmt: skip


def step_flags(command: CommandT) -> CommandT:
    """Add the flags of filters and transforms to a command of class `StepsCommand`."""
    for decorate in (
        click.option(
            "--transform", "step_transform", multiple=True, expose_value=False,
            metavar="NAME|MODULE:FUNCTION",
            help="Run a transform, built in or of your own in Python, in the order given.",
        ),
        click.option(
            "--lua-filter", "step_lua_filter", multiple=True, expose_value=False, metavar="FILE",
            help="Run a Lua filter of pandoc's. It is code and has your rights.",
        ),
        click.option(
            "--filter", "step_filter", multiple=True, expose_value=False, metavar="PROGRAM",
            help="Run a pandoc JSON filter in any language. It is code and has your rights.",
        ),
    ):  # fmt: skip
        command = decorate(command)
    return command


class StepsCommand(Configured):
    """A command that knows in which order filters and transforms were named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = list(args)
        rest = super().parse_args(ctx, args)
        if any(word.startswith(("--filter", "--lua-filter", "--transform")) for word in words):
            # Click groups values by their flag; its parser alone knows how they stood.
            values, _, order = self.make_parser(ctx).parse_args(words)
            left = {name: list(values.get(name) or ()) for name in _KINDS}
            names = [param.name for param in order if param.name in _KINDS]
            ctx.meta[_KEY] = tuple(step(_KINDS[name], left[name].pop(0)) for name in names if name)
        return rest


def named_steps() -> tuple[Step, ...]:
    """Return the filters and transforms of the command that runs, in their order."""
    # cast: click keeps anything under a key; ours holds this.
    return cast("tuple[Step, ...]", click.get_current_context().meta.get(_KEY, ()))
