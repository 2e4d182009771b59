"""`articlepress collect` and `articlepress digest`: many pages to one book or one newsletter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from articlepress.article import Article
from articlepress.batch import refuse_warnings, shown
from articlepress.cli.console import Console, safe
from articlepress.cli.convert import chosen_writers, refuse_terminal
from articlepress.cli.flags import Stage, click_options, given
from articlepress.cli.messages import console_of, exit_code, gather, message_flags, report_errors
from articlepress.config import options_for
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, NoArticle
from articlepress.formats import available_writers
from articlepress.outputs import (
    destination,
    load_record,
    output_path,
    refuse_collisions,
    refuse_foreign,
    write_stdout,
)
from articlepress.pipeline import CollectOptions, Output, make, read_articles
from articlepress.pipeline import collect as collect_articles
from articlepress.readers import find_reader
from articlepress.render.styles import load_style
from articlepress.source import read_source

CommandT = TypeVar("CommandT", bound=Callable[..., Any])  # Any: commands differ in their flags


class CollectCommand(click.Command):
    """A command with the flags of collections and of every writer that takes one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: click's own signature, passed on.
        super().__init__(*args, **kwargs)
        taken = {param.name for param in self.params}
        stages = [Stage("book", CollectOptions)]
        stages += [Stage(w.name, w.options) for w in available_writers() if w.collections]
        self.params.extend(o for o in click_options(stages) if o.name not in taken)


def collection_flags(command: CommandT) -> CommandT:
    """Add what `collect` and `digest` share besides the derived flags."""
    for decorate in (
        click.argument("inputs", nargs=-1, metavar="INPUT..."),
        click.option("-t", "--to", "formats", multiple=True, metavar="FORMAT[,FORMAT]",
                     help="Formats to make. [by the name of -o]"),
        click.option("-o", "--output", "out", metavar="FILE|FOLDER/|-", help="Where to write."),
        click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the inputs."),
        click.option("--style", default="base", metavar="NAME|FOLDER", help="Style. [base]"),
        click.option("--strict", is_flag=True, help="Write nothing when a page gives a warning."),
        click.option("--force", is_flag=True, help="Replace files articlepress did not write."),
        message_flags,
    ):  # fmt: skip
        command = decorate(command)
    return command


@click.command(cls=CollectCommand)
@collection_flags
def collect(**flags: Any) -> int:  # Any: flags of the writers, declared in their option classes
    """Make one book of many pages: INPUT is a page, a folder of pages, @list.txt, or -."""
    return run_collection("book", ("epub",), **flags)


@click.command(cls=CollectCommand)
@collection_flags
def digest(**flags: Any) -> int:  # Any: as above
    """Make one newsletter of several pages."""
    return run_collection("digest", ("newsletter",), **flags)


def run_collection(
    stem: str,
    default: tuple[str, ...],
    *,
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    out: str | None,
    reader: str | None,
    style: str,
    strict: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
    log_format: str,
    **values: object,
) -> int:
    """Read every input, make the formats of all of them together, write them; the exit code."""
    console = console_of(quiet, verbose, log_format)
    sources = gather(inputs, console)
    named = formats or (() if out and Path(out).suffix else default)
    chosen = chosen_writers(named, out)
    place = destination(out, len(chosen))
    refuse_terminal(place, chosen)
    ready = given(values)
    loaded = load_style(style)
    paths = [output_path(place, stem, writer.suffix) for writer in chosen]
    refuse_collisions(
        [(writer.name, path) for writer, path in zip(chosen, paths, strict=True)],
        [Path(name) for name in sources.names if name != "-"],
    )
    if not force:
        refuse_foreign([path for path in paths if path], {})
    codes = report_errors(sources.errors, console)
    articles, failed = read_all(sources.names, reader or "", console, strict)
    if not articles:
        raise NoArticle("no input gave an article")
    notes = Notes()
    book = collect_articles(articles, options_for(CollectOptions, ready))
    outputs = [Output(writer, options_for(writer.options, ready)) for writer in chosen]
    contents = make(book, outputs, loaded, notes)
    console.diagnostics(notes.diagnostics)
    refuse_warnings(strict, notes)
    for path, content in zip(paths, contents, strict=True):
        write_one(path, content)
    return exit_code(codes + failed)


def read_all(
    names: tuple[str, ...], reader: str, console: Console, strict: bool
) -> tuple[list[Article], list[int]]:
    """Return the articles of all sources, and the exit codes of those that failed."""
    articles: list[Article] = []
    codes: list[int] = []
    chosen = find_reader(reader) if reader else None
    for name in names:
        notes = Notes(path=shown(name))
        try:
            found = read_articles(read_source(name), notes, chosen)
            refuse_warnings(strict, notes)
            articles.extend(found)
        except ArticlepressError as error:
            error.where = shown(name)
            console.error(error)
            codes.append(error.exit_code)
        console.diagnostics(notes.diagnostics)
    return articles, codes


def write_one(path: Path | None, content: bytes) -> None:
    """Write one output to its file, or to standard output, and print the path."""
    if path is None:
        write_stdout(content)
        return
    record = load_record(path.parent)
    record.write(path, content)
    record.settle()
    click.echo(safe(str(path)))
