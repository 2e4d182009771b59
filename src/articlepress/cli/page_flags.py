"""The flags every command that reads pages has, and what comes of them: console, inputs, style."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from articlepress.cli.configured import Setup, current_setup
from articlepress.cli.console import Console, LogFormat
from articlepress.diagnostics import Notes
from articlepress.errors import (
    ArticlepressError,
    ConfigError,
    SourceError,
    UsageError,
    did_you_mean,
)
from articlepress.inputs import Inputs, expand
from articlepress.places import WEB
from articlepress.render.styles import Style, is_built_in, load_style
from articlepress.strays import strays

_FETCH = "articlepress.fetch"
CommandT = TypeVar("CommandT", bound=Callable[..., Any])  # Any: commands differ in their flags


def message_flags(command: CommandT) -> CommandT:
    """Add `--quiet`, `--verbose` and `--log-format` to a command."""
    for decorate in (
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default="text",
            help="Form of the messages on standard error.",
        ),
        click.option("-v", "--verbose", is_flag=True, help="Say too what was removed and decided."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    ):
        command = decorate(command)
    return command


def console_of(quiet: bool, verbose: bool, log_format: str) -> Console:
    """Return the console the flags ask for.

    Raises:
        UsageError: `--quiet` and `--verbose` stand together.
    """
    if quiet and verbose:
        raise UsageError("--quiet and --verbose contradict each other")
    form: LogFormat = "json" if log_format == "json" else "text"
    return Console("quiet" if quiet else "verbose" if verbose else "normal", form)


def gather(words: tuple[str, ...], console: Console) -> Inputs:
    """Return the sources that words name, with a message for each that was named again.

    Raises:
        UsageError: no input was named.
        SourceError: the words name nothing that can be read.
    """
    if not words:
        raise UsageError(
            "no input",
            hint="name a saved page, a folder of pages, @list.txt, or - for standard input",
        )
    inputs = expand(words)
    for word in inputs.repeated:
        console.note(f"{word}: named more than once; used once")
    if not inputs.names and len(inputs.errors) == 1:
        raise inputs.errors[0]
    if not inputs.names and not inputs.errors:
        raise UsageError("no page among the inputs", hint="name the saved page itself")
    inputs = fetched(inputs, console)
    notes = Notes()
    strays(inputs.names, current_setup().project.root, notes)
    console.diagnostics(notes.diagnostics)
    return inputs


def dress(style: str, setup: Setup, console: Console) -> Style:
    """Return the style of a run with the tokens that files of settings override.

    What is wrong with the CSS of a style of one's own is printed.

    Raises:
        StyleError: there is no such style, or it is broken.
        ConfigError: a token is overridden that the style does not have.
    """
    found = load_style(style, setup.tokens())
    if setup.settings.layers:
        known = load_style(style).tokens
        for name, setting in setup.settings.of("tokens", dashes=True).items():
            key = name.removeprefix("--")
            if key not in known:
                hint = did_you_mean(key, known) or "`articlepress styles show NAME` lists them"
                message = f"the style {found.name!r} has no token {key!r}"
                raise ConfigError(message, where=setting.place, hint=hint)
    if not all(map(is_built_in, found.folders)):
        from articlepress.render.style_check import check_style  # imported here: few need it

        notes = Notes()
        check_style(found, notes)
        console.diagnostics(notes.diagnostics)
    return found


def fetch_flags(command: CommandT) -> CommandT:
    """Add `--fetch` and `--refetch`, which let inputs be addresses of the web."""
    for decorate in (
        click.option(
            "--refetch", is_flag=True, expose_value=False, callback=_allow,
            help="Fetch pages again that are kept from before.",
        ),
        click.option(
            "--fetch", is_flag=True, expose_value=False, callback=_allow,
            help="Get inputs that are addresses (https://…) from the web, and keep them.",
        ),
    ):  # fmt: skip
        command = decorate(command)
    return command


def _allow(context: click.Context, param: click.Parameter, value: bool) -> bool:
    if value:
        context.meta.setdefault(_FETCH, set()).add(param.name)
    return value


def fetched(inputs: Inputs, console: Console) -> Inputs:
    """Return the inputs with pages of the web replaced by the files they are kept in."""
    asked: set[str] = click.get_current_context().meta.get(_FETCH, set())
    if not asked or not any(name.startswith(WEB) for name in inputs.names):
        return inputs
    from articlepress.web.request import Web  # imported here: only --fetch needs the web
    from articlepress.web.snapshot import kept

    names, errors = [], list(inputs.errors)
    with Web() as web:
        for name in inputs.names:
            if not name.startswith(WEB):
                names.append(name)
                continue
            try:
                names.append(str(kept(name, web, "refetch" in asked)))
            except ArticlepressError as error:
                error.where = error.where or name
                errors.append(SourceError(error.message, where=error.where, hint=error.hint))
            else:
                console.note(f"{name}: kept in {names[-1]}")
    return Inputs(tuple(names), inputs.repeated, tuple(errors))


def exit_code(codes: list[int]) -> int:
    """Return the run's exit code from its failures': 0, the one they share, or 1."""
    kinds = set(codes)
    if not kinds:
        return 0
    return kinds.pop() if len(kinds) == 1 else 1


def report_errors(errors: tuple[SourceError, ...], console: Console) -> list[int]:
    """Print errors and return their exit codes."""
    for error in errors:
        console.error(error)
    return [error.exit_code for error in errors]
