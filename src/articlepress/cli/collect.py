"""`articlepress collect` and `articlepress digest`: many pages to one book or one newsletter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from articlepress.article import Article, Collection
from articlepress.atomic import write_stdout
from articlepress.audit.page import SourceAccount
from articlepress.batch.jobs import refuse_warnings, shown
from articlepress.batch.reading import Wish, read_all
from articlepress.cli.configured import current_setup
from articlepress.cli.console import Console, safe
from articlepress.cli.convert import chosen_writers, refuse_terminal
from articlepress.cli.flags import Stage, click_options, given
from articlepress.cli.page_flags import (
    console_of,
    dress,
    exit_code,
    fetch_flags,
    gather,
    message_flags,
    report_errors,
)
from articlepress.cli.progress import Meter
from articlepress.cli.run_flags import RunFlags, worker_flags
from articlepress.cli.steps import StepsCommand, named_steps, step_flags
from articlepress.collection import CollectOptions, Shelf
from articlepress.collection import collect as collect_articles
from articlepress.config import options_for
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle, SourceError, UsageError
from articlepress.filters import usual_after
from articlepress.formats import available_writers
from articlepress.inputs import Inputs
from articlepress.manifest import SUFFIX as MANIFEST_SUFFIX
from articlepress.manifest import Entry, Manifest, read_manifest
from articlepress.outputs import destination, output_path, refuse_collisions
from articlepress.pipeline import Output, make
from articlepress.project import Project
from articlepress.reading import Reading
from articlepress.records import load_record, refuse_foreign
from articlepress.sidecar import SUFFIX as SIDECAR_SUFFIX
from articlepress.steps import Step

CommandT = TypeVar("CommandT", bound=Callable[..., Any])  # Any: commands differ in their flags


class CollectCommand(StepsCommand):
    """A command with the flags of collections and of every writer that takes one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: click's own signature, passed on.
        super().__init__(*args, **kwargs)
        taken = {param.name for param in self.params}
        self.options_class = CollectOptions
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
        click.option("--audit", "audited", is_flag=True,
                     help="Prove of each output that it holds every word, once and in order."),
        click.option("--keep-going", is_flag=True,
                     help="Make the book without the inputs that cannot be read."),
        click.option("--force", is_flag=True, help="Replace files articlepress did not write."),
        step_flags,
        worker_flags,
        fetch_flags,
        message_flags,
    ):  # fmt: skip
        command = decorate(command)
    return command


@click.command(cls=CollectCommand)
@collection_flags
def collect(**flags: Any) -> int:  # Any: flags of the writers, declared in their option classes
    """Make one book of many pages: INPUT is a page, a folder of pages, @list.txt, or -.

    A manifest (collection.toml) among them names pages, parts, order, title and front matter.
    """
    return run_collection("book", ("epub",), **flags)


@click.command(cls=CollectCommand)
@collection_flags
def digest(**flags: Any) -> int:  # Any: as above
    """Make one newsletter of several pages."""
    suffix = Path(flags["out"] or "").suffix.lower()
    if not flags["formats"] and suffix in (".html", ".htm"):
        flags["formats"] = ("newsletter",)  # a page holds one article, an issue several
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
    audited: bool,
    keep_going: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
    log_format: str,
    jobs: str,
    time_limit: float,
    memory_limit: int,
    **values: object,
) -> int:
    """Read every input, make the formats of all of them together, write them; the exit code."""
    console = console_of(quiet, verbose, log_format)
    manifest, words = take_manifest(inputs, tuple(values))
    sources = gather(tuple(words), console) if words or not manifest.entries else Inputs(())
    named = formats or (() if out and Path(out).suffix else default)
    chosen = chosen_writers(named, out)
    place = destination(out, len(chosen))
    refuse_terminal(place, chosen)
    setup = current_setup()
    ready = {**manifest.values, **given(values)}
    loaded = dress(style, setup, console)
    paths = [output_path(place, stem, writer.suffix) for writer in chosen]
    entries = (*manifest.entries, *(Entry(name) for name in sources.names))
    refuse_collisions(
        [(writer.name, path) for writer, path in zip(chosen, paths, strict=True)],
        [Path(entry.name) for entry in entries if entry.name != "-"],
    )
    if not force:
        refuse_foreign([path for path in paths if path], {})
    options = options_for(CollectOptions, {**setup.command_values(), **ready})
    outputs = [
        Output(w, options_for(w.options, setup.writer_values(w.name, (), ready))) for w in chosen
    ]
    steps = named_steps()
    running = RunFlags(jobs, time_limit, memory_limit)
    project = setup.project
    intake = Intake(
        console, reader or "", strict, manifest, project, running, codes=[], steps=steps,
        audited=audited,
    )  # fmt: skip
    intake.codes += report_errors(sources.errors, console)
    book = intake.book(entries, options, keep_going)
    notes = Notes(path=str(paths[0] or stem))
    contents = make(book, outputs, loaded, notes, usual_after(steps) if steps else None)
    if audited:
        note_outputs(book, [w.suffix for w in chosen], paths, contents, notes)
    console.diagnostics(notes.diagnostics)
    refuse_warnings(strict, notes)
    for path, content in zip(paths, contents, strict=True):
        write_one(path, content)
    return exit_code(intake.codes)


def take_manifest(inputs: tuple[str, ...], options: tuple[str, ...]) -> tuple[Manifest, list[str]]:
    """Return the manifest among the inputs, or an empty one, and the other inputs.

    Raises:
        UsageError: two manifests are named.
        ConfigError: the manifest cannot be used.
    """
    named = [
        word
        for word in inputs
        if word.lower().endswith(MANIFEST_SUFFIX) and not word.endswith(SIDECAR_SUFFIX)
    ]
    if len(named) > 1:
        raise UsageError(f"two manifests: {named[0]} and {named[1]}", hint="name one")
    manifest = read_manifest(Path(named[0]), options) if named else Manifest()
    return manifest, [word for word in inputs if word not in named]


@dataclass(slots=True)
class Intake:
    """Reads inputs onto a shelf; what cannot be read is said, and its exit code kept."""

    console: Console
    reader: str
    strict: bool
    manifest: Manifest
    project: Project
    running: RunFlags
    codes: list[int]
    steps: tuple[Step, ...] = ()
    audited: bool = False
    """Ask what became of the words of each page."""
    accounts: list[SourceAccount] = field(default_factory=list)

    def book(
        self, entries: tuple[Entry, ...], options: CollectOptions, keep_going: bool
    ) -> Collection:
        """Return the book of all inputs.

        Raises:
            SourceError: an input cannot be read, and the book is not wanted without it.
            NoArticle: no input gave an article.
        """
        shelf = Shelf()
        names = [entry.name for entry in entries]
        # Zipped strictly: every input gives something, if only an error.
        for entry, articles in zip(entries, self.read(names), strict=True):
            for article in articles:
                shelf.add(article, shown(entry.name), entry.part)
        # A preface need not have what every column must.
        loose = replace(self.project, required=())
        front = [one for found in self.read(self.manifest.front, loose) for one in found]
        back = [one for found in self.read(self.manifest.back, loose) for one in found]
        self.console.diagnostics(shelf.notes.diagnostics)
        if self.codes and not keep_going:
            count = len(self.codes)
            raise SourceError(
                f"{count} input{'s' if count > 1 else ''} cannot be read; nothing was written",
                hint="--keep-going makes the book without them",
            )
        if not shelf.cards:
            raise NoArticle("no input gave an article")
        book = collect_articles(shelf, options)
        return replace(book, front=tuple(front), back=tuple(back))

    def read(
        self, names: Sequence[str], project: Project | None = None
    ) -> Iterator[tuple[Article, ...]]:
        """Yield the articles of each input; none, with a message, where it cannot be read."""
        common = Reading(self.reader, project=project or self.project, steps=self.steps)
        settings_for = self.manifest.settings_for
        wishes = [
            Wish(name, replace(common, settings=settings_for(name)), self.strict, self.audited)
            for name in names
        ]
        # Standard input is this process's alone.
        processes = 0 if "-" in names else self.running.processes(len(names))
        meter = Meter(len(names), self.console, "inputs")
        try:
            for number, read in enumerate(read_all(wishes, processes, self.running.limits), 1):
                if read.error is not None or read.diagnostics:
                    with meter.shown():
                        self.console.diagnostics(read.diagnostics)
                        if read.error is not None:
                            self.console.error(read.error)
                            self.codes.append(read.error.exit_code)
                if self.audited and len(read.articles) == 1:
                    self.accounts.append(SourceAccount(shown(read.name), read.account))
                meter.advance(number, len(self.codes), read.name)
                yield read.articles
        finally:
            meter.end()


def note_outputs(
    book: Collection,
    suffixes: Sequence[str],
    paths: Sequence[Path | None],
    contents: Sequence[bytes],
    notes: Notes,
) -> None:
    """Note what the audit says of each output of a book (AP911, AP912)."""
    from articlepress.audit.report import note_verdicts  # imported here: on demand

    for suffix, path, content in zip(suffixes, paths, contents, strict=True):
        note_verdicts(book, str(path or f"-{suffix}"), content, notes)


def write_one(path: Path | None, content: bytes) -> None:
    """Write one output to its file, or to standard output, and print the path."""
    if path is None:
        write_stdout(content)
        return
    record = load_record(path.parent)
    record.write(path, content)
    record.settle()
    click.echo(safe(str(path)))
