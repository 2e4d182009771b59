"""The command group, whose commands are loaded when they are called, and how a run ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from articlepress import __version__
from articlepress.errors import ArticlepressError, did_you_mean

# Command -> module, attribute, one line of help. The line stands here, so that `--help` imports no
# command.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "convert": ("convert", "convert", "Make PDF, EPUB, newsletter and more from saved pages."),
    "collect": ("collect", "collect", "Make one book of many pages."),
    "digest": ("collect", "digest", "Make one newsletter of several pages."),
    "extract": ("extract", "extract", "Print title, authors, bio, disclaimer and text as JSON."),
    "inspect": ("inspect", "inspect", "Show what was found on a page and what was removed."),
    "preview": (
        "preview",
        "preview",
        "Look at pages and outputs live in the browser; correct by click.",
    ),
    "audit": ("audit", "audit", "Prove that no word of a page was lost on its way."),
    "check": ("check", "check", "Check finished EPUB, PDF, HTML and email files."),
    "config": ("config", "config", "Show which settings hold and where each was set."),
    "init": ("config", "init", "Write a settings file to begin with."),
    "formats": ("listings", "formats", "List the formats that can be read and written."),
    "styles": ("styles", "styles", "List the styles, show one, begin a new one."),
    "explain": ("listings", "explain", "Say what a diagnostic code or exit code means."),
    "doctor": ("doctor", "doctor", "Show what is installed, and how to install what is not."),
}

INTERRUPTED = 130
"""What shells expect after Ctrl-C: 128 and the number of SIGINT."""
BROKEN_PIPE = 141
"""What shells expect when the reader of a pipe has gone: 128 and the number of SIGPIPE."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"articlepress.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            hint = did_you_mean(name, COMMANDS) or "`articlepress --help` lists the commands"
            raise click.UsageError(f"no command is called {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Saved pages go in, publishable files come out: articlepress convert page.html --to pdf",
)
@click.version_option(__version__, prog_name="articlepress", message="%(prog)s %(version)s")
def cli() -> None:
    """Raw saved web pages to publishable PDF, EPUB and newsletters, bio and disclaimer kept."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return the exit code; no traceback reaches the user."""
    try:
        code = cli.main(list(arguments), prog_name="articlepress", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted; finished files are whole")
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit; there is nobody to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except click.ClickException as error:
        _say(f"error: {_one_line(error)}")
        return error.exit_code
    except ArticlepressError as error:
        from articlepress.cli.console import show_error  # imported here: most runs end well

        show_error(error)
        return error.exit_code
    except Exception as error:
        if os.environ.get("ARTICLEPRESS_TRACEBACK"):
            raise
        from articlepress.batch.jobs import as_bug
        from articlepress.cli.console import show_error

        bug = as_bug(error)
        show_error(bug)
        return bug.exit_code


def _one_line(error: click.ClickException) -> str:
    message = error.format_message()
    message = message[:1].lower() + message[1:].rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None or not isinstance(error, click.UsageError):
        return message
    return f"{message}\nusage: {' '.join(context.command_path.split())} --help"


def _say(text: str) -> None:
    click.echo(text, err=True)
