"""`articlepress audit`: proof from the files that no word of a page was lost on its way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from articlepress.article import Article, Collection
from articlepress.audit import (
    Account,
    SourceAccount,
    Verdict,
    account_of,
    as_json,
    audit_file,
)
from articlepress.audit.report import (
    account_lines,
    difference_parts,
    place_of,
    verdict_line,
)
from articlepress.batch.jobs import Job, read_content, shown
from articlepress.cli.collect import Intake, take_manifest
from articlepress.cli.configured import Configured, current_setup
from articlepress.cli.console import Console, one_line, paint, safe
from articlepress.cli.flags import Stage, click_options, given
from articlepress.cli.page_flags import gather, report_errors
from articlepress.cli.run_flags import RunFlags, worker_flags
from articlepress.collection import CollectOptions
from articlepress.config import options_for
from articlepress.diagnostics import Notes
from articlepress.errors import SourceError, UsageError, WordsLost
from articlepress.formats import available_writers
from articlepress.inputs import Inputs
from articlepress.manifest import Entry, Manifest
from articlepress.options import option_specs
from articlepress.overrides import parse_settings
from articlepress.readers import find_reader

_MOST_DIFFERENCES = 3
"""Differences shown of one output; `--all` shows each."""


class AuditCommand(Configured):
    """The command with the flags that decide what a book says and in which order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: click's own signature, passed on.
        super().__init__(*args, **kwargs)
        self.options_class = CollectOptions
        self.params.extend(click_options([Stage("book", CollectOptions)]))


@click.command(cls=AuditCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="SOURCE... [OUTPUT...]")
@click.option(
    "-o", "--output", "outputs", multiple=True, metavar="OUTPUT", type=click.Path(path_type=Path),
    help="Output to audit; every name is a source then, as for `collect`.",
)  # fmt: skip
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the source. [by content]")
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Metadata stated at convert."
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text",
    help="How the verdict is printed. [text]",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every difference.")
@worker_flags
def audit(
    inputs: tuple[str, ...],
    outputs: tuple[Path, ...],
    reader: str | None,
    settings: tuple[str, ...],
    shape: str,
    everything: bool,
    jobs: str,
    time_limit: float,
    memory_limit: int,
    **values: object,
) -> int:
    """Prove that each word of SOURCE has one place, and stands in each OUTPUT once and in order.

    Of several names the first is the source: a page, a folder of pages, @list.txt, or a manifest
    (collection.toml). With -o all of them are sources. Several sources are held against a book or a
    newsletter made of them, chapter by chapter.

    Everything is read off the files. Exits with 51 when a word is lost, doubled or out of place.
    """
    words = inputs if outputs else inputs[:1]
    outputs = outputs or tuple(map(Path, inputs[1:]))
    if not outputs:
        raise UsageError("no output to audit", hint="articlepress audit SOURCE OUTPUT...")
    running = RunFlags(jobs, time_limit, memory_limit)
    content, accounts = _read(words, reader or "", settings, running, given(values))
    verdicts = [verdict for path in outputs for verdict in audit_file(content, path)]
    if shape == "json":
        click.echo(json.dumps(as_json(accounts, verdicts)))
    else:
        show(accounts, verdicts, everything)
    bad = [verdict for verdict in verdicts if not verdict.is_whole]
    uneven = [known for known in accounts if known.account and not known.account.is_even]
    if bad or uneven:
        page = "the page" if len(accounts) == 1 else f"{len(uneven)} of {len(accounts)} pages"
        where = f"{len(bad)} of {len(verdicts)} outputs" if bad else page
        raise WordsLost(f"{where} not whole")
    return 0


def _read(
    words: tuple[str, ...],
    reader: str,
    settings: tuple[str, ...],
    running: RunFlags,
    values: dict[str, object],
) -> tuple[Article | Collection, list[SourceAccount]]:
    """Return the article or the book that the words name, and what became of each page's words."""
    console = Console("quiet")
    stages = [CollectOptions, *(w.options for w in available_writers() if w.collections)]
    known = tuple(spec.name for stage in stages for spec in option_specs(stage))
    manifest, rest = take_manifest(words, known)
    sources = gather(tuple(rest), console) if rest or not manifest.entries else Inputs(())
    entries = (*manifest.entries, *(Entry(name) for name in sources.names))
    if len(entries) == 1 and not manifest.entries and not sources.errors:
        return _read_one(entries[0].name, reader, settings, console)
    if settings:
        raise UsageError("--set states something of one source", hint="use a manifest's overrides")
    return _read_book(entries, sources.errors, reader, running, manifest, values, console)


def _read_one(
    name: str, reader: str, settings: tuple[str, ...], console: Console
) -> tuple[Article | Collection, list[SourceAccount]]:
    job = Job(
        name, (), reader=find_reader(reader).name if reader else "",
        settings=parse_settings(settings), project=current_setup().project, audit=True,
    )  # fmt: skip
    notes = Notes(path=shown(name), audit=True)
    content = read_content(job, notes)
    console.diagnostics(d for d in notes.diagnostics if d.severity == "error")
    if isinstance(content, Collection):
        return content, []
    return content, [SourceAccount(shown(name), account_of(content, notes))]


def _read_book(
    entries: tuple[Entry, ...],
    errors: tuple[SourceError, ...],
    reader: str,
    running: RunFlags,
    manifest: Manifest,
    values: dict[str, object],
    console: Console,
) -> tuple[Collection, list[SourceAccount]]:
    # The book was made by `collect`, whose table of settings says how.
    setup = replace(current_setup(), command="collect")
    stated = {**setup.command_values(), **manifest.values, **values}
    intake = Intake(
        console, reader, False, manifest, setup.project, running,
        codes=report_errors(errors, console), audited=True,
    )  # fmt: skip
    return intake.book(entries, options_for(CollectOptions, stated), False), intake.accounts


def show(accounts: Sequence[SourceAccount], verdicts: Sequence[Verdict], everything: bool) -> None:
    """Print an audit, differences in their context."""
    whole = [k.account for k in accounts if k.account is not None and k.account.is_even]
    if len(accounts) > 1 and len(whole) == len(accounts) and not everything:
        click.echo(safe(_in_one_line(whole)))
    else:
        for known in accounts:
            for line in account_lines(known.account, known.source):
                click.echo(one_line(line))
    for verdict in verdicts:
        click.echo(one_line(verdict_line(verdict)))
        limit = len(verdict.differences) if everything else _MOST_DIFFERENCES
        for found in verdict.differences[:limit]:
            before, words, after = (safe(part) for part in difference_parts(found))
            marked = paint(f"[{words}]", "error" if found.kind == "lost" else "warning")
            click.echo(f"  {found.kind} in {one_line(place_of(found))}: {before}{marked}{after}")
        if len(verdict.differences) > limit:
            click.echo(f"  … and {len(verdict.differences) - limit} more (--all shows them)")


def _in_one_line(accounts: Sequence[Account]) -> str:
    total = sum(account.visible for account in accounts)
    removed = sum(account.removed for account in accounts)
    return (
        f"{len(accounts):,} pages: each of their {total:,} words has one place, "
        f"{removed:,} of them removed by a rule"
    )
