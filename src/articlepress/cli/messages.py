"""The flags every command that reads pages has: how much is said, in which form, and the inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from articlepress.cli.configured import current_setup
from articlepress.cli.console import Console, LogFormat
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError, UsageError
from articlepress.inputs import Inputs, expand
from articlepress.settings_report import strays

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
        raise UsageError("no page among the inputs", hint="name the page a sidecar belongs to")
    notes = Notes()
    strays(inputs.names, current_setup().project.root, notes)
    console.diagnostics(notes.diagnostics)
    return inputs


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
