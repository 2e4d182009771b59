"""`articlepress convert`: pages to files, one job a page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from articlepress.batch.jobs import Job, Result, Wanted, run_jobs, shown
from articlepress.cli.console import Console, safe
from articlepress.cli.flags import Stage, click_options, flags_of, given
from articlepress.cli.messages import (
    console_of,
    exit_code,
    gather,
    message_flags,
    report_errors,
)
from articlepress.config import options_for
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, UsageError
from articlepress.formats import available_readers, available_writers, writer_for_file
from articlepress.outputs import (
    Destination,
    Record,
    destination,
    load_record,
    output_path,
    refuse_collisions,
    refuse_foreign,
    write_stdout,
)
from articlepress.overrides import parse_settings
from articlepress.readers import find_reader
from articlepress.render.styles import load_style
from articlepress.source import Source
from articlepress.writers import Writer, find_writer


def stages() -> tuple[Stage, ...]:
    """Return every reader and writer, for the flags."""
    return (
        *(Stage(writer.name, writer.options) for writer in available_writers()),
        # A name may be that of a writer too: `html`.
        *(Stage(f"from {reader.name}", reader.options) for reader in available_readers()),
    )


class ConvertCommand(click.Command):
    """The command with the flags of every reader and writer, listed under their formats.

    The modules that declare them are loaded when a flag is met that is not the command's own, or
    for the help: most runs name no such flag and need not pay for the other formats.
    """

    derived: Sequence[click.Parameter] = ()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*super().get_params(ctx), *self.derived]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption:
            self.load_derived()
            return super().parse_args(ctx, words)

    def load_derived(self) -> None:
        """Declare the flags of every reader and writer."""
        self.derived = self.derived or click_options(stages())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.load_derived()
        for title, params in (("Options", self.params), ("Formats", self.derived)):
            rows = [row for param in params if (row := param.get_help_record(ctx))]
            if title == "Options":
                rows += [row for row in [self._help_row(ctx)] if row]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _help_row(self, ctx: click.Context) -> tuple[str, str] | None:
        option = self.get_help_option(ctx)
        return option.get_help_record(ctx) if option else None


@click.command(cls=ConvertCommand)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    metavar="FORMAT[,FORMAT]",
    help="Formats to make: pdf, epub, newsletter, … (`articlepress formats` lists them).",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE|FOLDER/|-",
    help="Where to write; a name with a slash at its end is a folder. [output/]",
)
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the inputs. [by content]")
@click.option("--style", default="base", metavar="NAME|FOLDER", help="Style of the outputs. [base]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="State metadata over what the page says: --set metadata.title='A title'.",
)
@click.option(
    "--strict", is_flag=True, help="Write nothing of a page that gives a warning; exit 3."
)
@click.option("--force", is_flag=True, help="Replace files that articlepress did not write.")
@message_flags
def convert(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    reader: str | None,
    style: str,
    settings: tuple[str, ...],
    strict: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
    log_format: str,
    **values: object,  # the flags of readers and writers, declared in their option classes
) -> int:
    """Make files of saved pages: INPUT is a page, a folder of pages, @list.txt, or - (stdin).

    Without -o each file is written as output/STEM.SUFFIX. Every path that was written is printed.
    """
    console = console_of(quiet, verbose, log_format)
    sources = gather(inputs, console)
    chosen = chosen_writers(formats, out)
    ready = given(values)
    names = (reader,) if reader else ()
    warn_unused(ready, chosen, names, console, strict)
    load_style(style)  # a wrong style is an error of the run, not of each page
    place = destination(out, len(sources.names) * len(chosen))
    refuse_terminal(place, chosen)
    template = Job(
        source="",
        outputs=(),
        style=style,
        reader=find_reader(reader).name if reader else "",
        reader_values=ready,
        settings=parse_settings(settings),
        strict=strict,
        audit=verbose,
    )
    jobs = plan(sources.names, chosen, place, template, ready)
    codes = report_errors(sources.errors, console)
    records: dict[Path, Record] = {}
    allowed, refused = (jobs, []) if force else without_foreign(jobs, records, console)
    codes += refused
    for result in run_jobs(allowed, raise_bugs=bool(os.environ.get("ARTICLEPRESS_TRACEBACK"))):
        codes += show_result(result, console, strict)
    settle(jobs)
    return exit_code(codes)


def chosen_writers(formats: Sequence[str], out: str | None) -> tuple[Writer, ...]:
    """Return the writers `--to` names, or the one the output's suffix asks for.

    Raises:
        UsageError: neither says what to make.
        UnknownWriter: a name or a suffix is unknown.
    """
    names = [name.strip() for part in formats for name in part.split(",") if name.strip()]
    if names:
        return tuple(find_writer(name) for name in dict.fromkeys(names))
    if out and out != "-" and not out.endswith(("/", os.sep)) and not Path(out).is_dir():
        return (writer_for_file(out),)
    raise UsageError("nothing says what to make", hint="--to pdf,epub,newsletter or -o FILE.pdf")


def warn_unused(
    values: Mapping[str, object],
    chosen: Iterable[Writer],
    readers: Sequence[str],
    console: Console,
    strict: bool,
) -> None:
    """Warn of options that nothing in this run takes (AP901).

    Raises:
        StrictError: under `--strict`.
    """
    from articlepress.batch.jobs import refuse_warnings

    if not values:
        return
    in_use = {writer.name for writer in chosen}
    in_use |= {f"from {name}" for name in readers or _reader_names()}
    notes = Notes()
    for flag in flags_of(stages()):
        if flag.spec.name in values and not in_use.intersection(flag.stages):
            notes.warn(
                "AP901",
                f"{flag.spec.flag} is an option of {', '.join(flag.stages)} and does nothing here",
            )
    console.diagnostics(notes.diagnostics)
    refuse_warnings(strict, notes)


def _reader_names() -> list[str]:
    return [reader.name for reader in available_readers()]


def refuse_terminal(place: Destination, chosen: Sequence[Writer]) -> None:
    """Raise rather than print a binary format to a terminal.

    Raises:
        UsageError: standard output is a terminal and the format is not text.
    """
    if place.is_stdout and sys.stdout.isatty():
        for writer in chosen:
            if not is_text(writer):
                raise UsageError(
                    f"{writer.name} is binary and standard output is a terminal",
                    hint="redirect it (> FILE) or name a file with -o",
                )


def is_text(writer: Writer) -> bool:
    """Tell whether a format can be printed."""
    return writer.media_type.startswith(("text/", "message/", "application/json"))


def plan(
    names: Sequence[str],
    chosen: Sequence[Writer],
    place: Destination,
    template: Job,
    values: Mapping[str, object],
) -> list[Job]:
    """Return a job for each source, every output with a place of its own.

    Raises:
        UsageError: two outputs would be one file, or one would replace a source.
    """
    from dataclasses import replace

    options = {writer.name: options_for(writer.options, values) for writer in chosen}
    jobs = []
    planned: list[tuple[str, Path | None]] = []
    for name in names:
        stem = Source(b"", Path(name).name if name != "-" else "-").stem
        wanted = tuple(
            Wanted(w.name, options[w.name], output_path(place, stem, w.suffix)) for w in chosen
        )
        planned += [(name, item.path) for item in wanted]
        jobs.append(replace(template, source=name, outputs=wanted))
    refuse_collisions(planned, [Path(name) for name in names if name != "-"])
    return jobs


def without_foreign(
    jobs: Sequence[Job], records: dict[Path, Record], console: Console
) -> tuple[list[Job], list[int]]:
    """Return the jobs that replace nothing from elsewhere, and the exit codes of the others."""
    allowed: list[Job] = []
    codes: list[int] = []
    for job in jobs:
        try:
            refuse_foreign([item.path for item in job.outputs if item.path], records)
        except ArticlepressError as error:
            console.error(error)
            codes.append(error.exit_code)
        else:
            allowed.append(job)
    return allowed, codes


def show_result(result: Result, console: Console, strict: bool) -> list[int]:
    """Print what became of a job and return its exit code, if it has one."""
    console.diagnostics(result.diagnostics)
    console.removals(shown(result.source), result.removals)
    for path in result.written:
        click.echo(safe(str(path)) if sys.stdout.isatty() else str(path))
    if result.error is not None:
        console.error(result.error)
        return [result.error.exit_code]
    if result.content:
        content = result.content
        if sys.stdout.isatty():
            content = safe(content.decode("utf-8", "replace")).encode()
        write_stdout(content)
    return []


def settle(jobs: Iterable[Job]) -> None:
    """Bring the record of each folder that was written to in order."""
    folders = {item.path.parent for job in jobs for item in job.outputs if item.path}
    for folder in sorted(folders):
        load_record(folder).settle()
