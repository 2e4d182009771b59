"""`articlepress audit`: proof from the files that no word of a page was lost on its way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from articlepress.article import Collection
from articlepress.audit import Account, Verdict, account_of, as_json, audit_file
from articlepress.audit.report import account_lines, difference_parts, verdict_line
from articlepress.batch.jobs import Job, read_content, shown
from articlepress.cli.configured import Configured, current_setup
from articlepress.cli.console import Console, paint, safe
from articlepress.diagnostics import Notes
from articlepress.errors import UsageError, WordsLost
from articlepress.overrides import parse_settings
from articlepress.readers import find_reader

_MOST_DIFFERENCES = 3
"""Differences shown of one output; `--all` shows each."""


@click.command(cls=Configured)
@click.argument("source", metavar="SOURCE")
@click.argument(
    "outputs", nargs=-1, required=True, metavar="OUTPUT...", type=click.Path(path_type=Path)
)
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the source. [by content]")
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Metadata stated at convert."
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text",
    help="How the verdict is printed. [text]",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every difference.")
def audit(
    source: str,
    outputs: tuple[Path, ...],
    reader: str | None,
    settings: tuple[str, ...],
    shape: str,
    everything: bool,
) -> int:
    """Prove that each word of SOURCE has one place, and stands in each OUTPUT once and in order.

    Everything is read off the files. Exits with 51 when a word is lost, doubled or out of place.
    """
    job = Job(
        source, (), reader=find_reader(reader).name if reader else "",
        settings=parse_settings(settings), project=current_setup().project, audit=True,
    )  # fmt: skip
    notes = Notes(path=shown(source), audit=True)
    article = read_content(job, notes)
    if isinstance(article, Collection):
        raise UsageError("holds several articles; the audit takes one", where=shown(source))
    Console().diagnostics(d for d in notes.diagnostics if d.severity == "error")
    account = account_of(article, notes)
    verdicts = [verdict for path in outputs for verdict in audit_file(article, path)]
    if shape == "json":
        click.echo(json.dumps(as_json(shown(source), account, verdicts)))
    else:
        show(account, verdicts, shown(source), everything)
    bad = [verdict for verdict in verdicts if not verdict.is_whole]
    if bad or (account is not None and not account.is_even):
        where = f"{len(bad)} of {len(verdicts)} outputs" if bad else "the page"
        raise WordsLost(f"{where} not whole")
    return 0


def show(
    account: Account | None, verdicts: Sequence[Verdict], source: str, everything: bool
) -> None:
    """Print an audit, differences in their context."""
    for line in account_lines(account, source):
        click.echo(safe(line))
    for verdict in verdicts:
        click.echo(safe(verdict_line(verdict)))
        limit = len(verdict.differences) if everything else _MOST_DIFFERENCES
        for found in verdict.differences[:limit]:
            before, words, after = (safe(part) for part in difference_parts(found))
            marked = paint(f"[{words}]", "error" if found.kind == "lost" else "warning")
            click.echo(f"  {found.kind} in {found.place}: {before}{marked}{after}")
        if len(verdict.differences) > limit:
            click.echo(f"  … and {len(verdict.differences) - limit} more (--all shows them)")
