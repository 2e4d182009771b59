"""`articlepress check`: finished files judged by the checks of their formats."""

from __future__ import annotations

import json
from pathlib import Path

import click

from articlepress.cli.console import paint, safe
from articlepress.errors import CheckFailed, SourceError


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
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
def check(files: tuple[Path, ...], as_json: bool, shape: str, clients: str, strict: bool) -> int:
    """Check finished EPUB, PDF and email files; exit 50 when an error is found."""
    from articlepress import __version__
    from articlepress.check import Finding, load_checks, run_checks
    from articlepress.check.email import check_for_clients
    from articlepress.check.sarif import sarif

    as_json = as_json or shape == "json"
    checks = load_checks()
    if clients:
        judged = check_for_clients(tuple(clients.split(",")))
        checks = tuple(judged if known.name == judged.name else known for known in checks)

    for path in files:
        if not path.is_file():
            raise SourceError("no such file", where=str(path))

    def show(finding: Finding) -> None:
        if as_json:
            click.echo(
                json.dumps(
                    {
                        "path": str(finding.path),
                        "place": finding.place,
                        "code": finding.code,
                        "severity": finding.severity,
                        "message": finding.message,
                        "hint": finding.hint,
                    }
                )
            )
            return
        place = ": ".join(filter(None, (str(finding.path), finding.place)))
        label = paint(f"{finding.severity} {finding.code}", finding.severity)
        click.echo(f"{safe(place)}: {label}: {safe(finding.message)}")
        if finding.hint:
            click.echo(f"  hint: {safe(finding.hint)}")

    findings = run_checks(list(dict.fromkeys(files)), checks)
    if shape == "sarif":
        click.echo(json.dumps(sarif(findings, __version__), indent=2))
    else:
        for finding in findings:
            show(finding)
    fatal = ("error", "warning") if strict else ("error",)
    grave = [finding for finding in findings if finding.severity in fatal]
    if grave:
        bad = len({finding.path for finding in grave})
        raise CheckFailed(f"{len(grave)} findings in {bad} of {len(set(files))} files")
    if not as_json and shape == "text":
        click.echo(f"{len(set(files))} checked, no errors")
    return 0
