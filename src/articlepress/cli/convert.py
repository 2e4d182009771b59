"""`articlepress convert`: pages to files, one job a page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from articlepress.atomic import write_stdout
from articlepress.batch.jobs import Job, Wanted, shown
from articlepress.batch.run import Done
from articlepress.cli.configured import NO_SETUP, Setup, current_setup
from articlepress.cli.console import Console, safe
from articlepress.cli.flags import given
from articlepress.cli.format_flags import ConvertCommand, warn_unused
from articlepress.cli.page_flags import (
    console_of,
    dress,
    fetch_flags,
    gather,
    message_flags,
    report_errors,
)
from articlepress.cli.run_flags import run_flags, run_flags_of, share
from articlepress.cli.running import Sparing, Task, carry_out, run_code, say_tally
from articlepress.cli.steps import named_steps, step_flags
from articlepress.errors import UsageError
from articlepress.formats import writer_for_file
from articlepress.outputs import (
    Destination,
    destination,
    distinct_stems,
    output_path,
    refuse_collisions,
    stem_of,
)
from articlepress.overrides import parse_settings
from articlepress.readers import find_reader
from articlepress.records import load_record
from articlepress.writers import Writer, find_writer


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
@click.option(
    "--audit", "audited", is_flag=True,
    help="Prove of each output that it holds every word of the article, once and in order.",
)  # fmt: skip
@click.option(
    "--force",
    is_flag=True,
    help="Make everything anew, and replace files that articlepress did not write.",
)
@click.option(
    "--split",
    is_flag=True,
    help="Of a feed or an export, make files for each article instead of one book.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Continue a run that was cut short; what it failed at is not tried again.",
)
@step_flags
@run_flags
@fetch_flags
@message_flags
def convert(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    reader: str | None,
    style: str,
    settings: tuple[str, ...],
    strict: bool,
    audited: bool,
    split: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
    log_format: str,
    **values: object,  # the run's flags, and those readers and writers declare in their options
) -> int:
    """Make files of saved pages: INPUT is a page, a folder of pages, @list.txt, or - (stdin).

    Without -o each file is written as output/STEM.SUFFIX. Every path that was written is printed.
    Of several documents, those that have not changed since the last run are left as they are.
    """
    console = console_of(quiet, verbose, log_format)
    running = run_flags_of(values)
    sources = gather(inputs, console)
    chosen = chosen_writers(formats, out)
    setup = current_setup()
    ready = given(values)
    names = (reader,) if reader else ()
    warn_unused(ready, chosen, names, console, strict)
    # A wrong style is an error of the run, not of each page.
    ready_style = dress(style, setup, console)
    place = destination(out, len(sources.names) * len(chosen))
    refuse_terminal(place, chosen)
    template = Job(
        source="",
        outputs=(),
        style=style,
        reader=find_reader(reader).name if reader else "",
        reader_values=ready,
        settings=parse_settings(settings),
        steps=named_steps(),
        project=setup.project,
        strict=strict,
        audit=verbose,
        split=split,
        count_words=bool(running.report),
        audit_outputs=audited,
        force=force,
    )
    jobs = plan(sources.names, chosen, place, template, ready, setup)
    say_renamed(jobs, console)
    codes = report_errors(sources.errors, console)
    shared = share(jobs, running.shard)
    task = Task(running, console, place.folder, force, ready_style)
    sparing = Sparing(console)
    show = partial(show_result, console=console, sparing=sparing)
    tally, failed = carry_out(task, shared, len(shared), show)
    settle(shared)
    sparing.tell_rest()
    say_tally(tally, console)
    return run_code(tally, [*codes, *failed])


def say_renamed(jobs: Sequence[Job], console: Console) -> None:
    """Say which outputs could not be called by their source's name alone."""
    for job in jobs:
        path = job.outputs[0].path
        stem = stem_of(job.source)
        if path is not None and len(jobs) > 1 and not path.name.startswith(f"{stem}."):
            console.note(f"{shown(job.source)}: another input has its name; written as {path}")


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
    setup: Setup = NO_SETUP,
) -> list[Job]:
    """Return a job for each source, every output with a place of its own.

    Raises:
        UsageError: an output would replace a source.
    """
    jobs = []
    planned: list[tuple[str, Path | None]] = []
    for name, stem in zip(names, distinct_stems(names), strict=True):
        ready = setup.for_input(name, chosen, values, template.style)
        wanted = tuple(
            Wanted(writer.name, options, output_path(place, stem, writer.suffix))
            for writer, options in zip(chosen, ready.options, strict=True)
        )
        planned += [(name, item.path) for item in wanted]
        made = replace(
            template, source=name, outputs=wanted, style=ready.style, tokens=ready.tokens
        )
        jobs.append(made)
    refuse_collisions(planned, [Path(name) for name in names if name != "-"])
    return jobs


def show_result(done: Done, console: Console, sparing: Sparing) -> list[int]:
    """Print what became of a job and return its exit code, if it has one."""
    result = done.result
    console.diagnostics(sparing.diagnostics(result.diagnostics))
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
