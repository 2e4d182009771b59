"""`articlepress check`: finished files judged by the checks of their formats."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from articlepress.check import Finding
from articlepress.cli.configured import Configured
from articlepress.cli.console import indented, one_line, paint
from articlepress.cli.run_flags import RunFlags, worker_flags
from articlepress.diagnostics import counted
from articlepress.errors import CheckFailed, SourceError
from articlepress.inputs import expand

MOST_PLACES = 3
"""Places of one remark that are listed: every newsletter says the same dozen of its style. Errors
and warnings are listed each."""


class Checking(Configured):
    """A command of settings that reads no articles."""

    reads_articles = False


@click.command(cls=Checking)
@click.argument("words", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How findings are printed; json is one object a line. [text]",
)
@click.option(
    "--clients",
    default="",
    metavar="NAME[,NAME]",
    help="Mail clients to judge for: gmail, apple, yahoo.ios, all... [the most used]",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@worker_flags
def check(
    words: tuple[str, ...],
    as_json: bool,
    shape: str,
    clients: str,
    strict: bool,
    jobs: str,
    time_limit: float,
    memory_limit: int,
) -> int:
    """Check finished EPUB, PDF, HTML and email files; exit 50 when an error is found.

    FILE is a file, a folder of such files, a pattern, or @list.txt.
    """
    from articlepress.batch.checking import check_all, wanted_checks  # imported here: 30 ms

    shape = "json" if as_json else shape
    suffixes = tuple(s for known in wanted_checks(clients) for s in known.suffixes)
    named = expand(words, suffixes)
    for error in named.errors:
        raise error
    files = tuple(map(Path, named.names))
    for path in files:
        if not path.is_file():
            raise SourceError("no such file", where=str(path))
    running = RunFlags(jobs, time_limit, memory_limit)
    findings = check_all(files, clients, running.processes(len(files)), running.limits)
    show(findings, shape)
    fatal = ("error", "warning") if strict else ("error",)
    grave = [finding for finding in findings if finding.severity in fatal]
    if grave:
        bad = len({finding.path for finding in grave})
        where = f"{bad} of {counted(len(set(files)), 'file')}"
        raise CheckFailed(f"{counted(len(grave), 'finding')} in {where}")
    if shape == "text":
        click.echo(f"{len(set(files))} checked, no errors")
    return 0


def show(findings: Sequence[Finding], shape: str) -> None:
    """Print findings as text, as lines of JSON, or as one SARIF log."""
    if shape == "sarif":
        from articlepress import __version__
        from articlepress.check.sarif import sarif  # imported here: few runs ask for it

        click.echo(json.dumps(sarif(findings, __version__), indent=2))
        return
    if shape == "json":
        for finding in findings:
            click.echo(json.dumps({**asdict(finding), "path": str(finding.path)}))
        return
    told: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        said = (finding.code, finding.message)
        told[said] += finding.severity == "info"
        if told[said] > MOST_PLACES:
            continue
        place = ": ".join(filter(None, (str(finding.path), finding.place)))
        label = paint(f"{finding.severity} {finding.code}", finding.severity)
        click.echo(f"{one_line(place)}: {label}: {indented(finding.message)}")
        if finding.hint:
            click.echo(f"  hint: {indented(finding.hint)}")
    for (code, message), number in told.items():
        if number > MOST_PLACES:
            more = f"… and {number - MOST_PLACES} more of {code} (--format json lists all)"
            click.echo(f"{more}: {indented(message)}")
