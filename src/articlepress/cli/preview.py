"""`articlepress preview`: pages, articles and outputs side by side in the browser, live."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from articlepress.cli.configured import Configured, Setup, current_setup, prepare_setup
from articlepress.cli.console import Console, safe
from articlepress.cli.page_flags import exit_code, gather, report_errors
from articlepress.errors import MissingTool, UsageError
from articlepress.preview import DEFAULT_PORT
from articlepress.render.styles import load_style
from articlepress.writers import Writer

if TYPE_CHECKING:  # the server's modules, which --help must not load
    from articlepress.preview.desk import Plan

NEEDED = ("starlette", "uvicorn", "watchfiles", "pypdfium2")
"""What the extra `preview` brings."""


def flags_for_books(setup: Setup, style: str) -> tuple[str, ...]:
    """Return the flags given here that hold for the books and digests built from the browser."""
    flags = ["--style", style] if "style" in setup.given else []
    for name in setup.defaults:
        flags += ["--defaults", name]
    return (*flags, *(["--no-config"] if setup.alone else []))


@click.command(cls=Configured)
@click.argument("inputs", nargs=-1, metavar="INPUT...|FOLDER")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    help=f"Port on this machine; the next free one where it is taken. [{DEFAULT_PORT}]",
)
@click.option("--open", "show", is_flag=True, help="Open the browser.")
@click.option("--style", default="base", metavar="NAME|FOLDER", help="Style of the outputs. [base]")
def preview(inputs: tuple[str, ...], port: int, show: bool, style: str) -> int:
    """Look at saved pages, what becomes of them, and put right what was read wrongly.

    Serves on this machine only, to whoever has the address it prints. Corrections are written into
    sidecars (column.meta.toml) and the project's rules (rules/sites), never into the pages.
    """
    console = Console()
    sources = gather(inputs, console)
    codes = report_errors(sources.errors, console)
    names = tuple(name for name in sources.names if name != "-")
    if not names:
        raise UsageError("nothing to preview", hint="name files or a folder; `-` has no place")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingTool(
            f"the preview needs {', '.join(missing)}", hint="pip install 'articlepress[preview]'"
        )
    # imported here: the server costs 200 ms, and --help needs none
    from articlepress.preview.desk import open_desk
    from articlepress.preview.run import free_socket, make_server

    desk = open_desk(names, plan_of(names, style))
    bound = free_socket(port)
    taken = bound.getsockname()[1]
    if port and taken != port:
        console.note(f"port {port} is taken; using {taken}")

    server, address = make_server(desk, bound)
    click.echo(safe(address))
    console.note("Ctrl-C ends the preview")
    if show:
        click.launch(address)
    server.run()
    return exit_code(codes)


def plan_of(names: tuple[str, ...], style: str) -> Callable[[], Plan]:
    """Return what reads the files of settings, for the desk to call again when one has changed."""
    from articlepress.preview.desk import Dress, Plan  # imported here, as above

    context = click.get_current_context()
    first = current_setup()
    # The flags of settings are taken out before a command begins.
    settings = {"defaults": first.defaults, "no_config": first.alone}
    given = {**context.params, **settings, "inputs": names}
    handed_on = flags_for_books(first, style)

    def load() -> Plan:
        command = context.command
        assert isinstance(command, Configured)
        context.params = dict(given)
        setup = prepare_setup(command, context)

        def dress(name: str, writer: Writer) -> Dress:
            setup.ready.clear()  # it is kept by input alone, and here formats take turns
            ready = setup.for_input(name, (writer,), {}, style)
            return Dress(ready.options[0], load_style(ready.style, dict(ready.tokens)))

        return Plan(setup.project, dress, handed_on)

    return load
