"""`formats` and `explain`: tables printed from the registries and the code itself."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from articlepress.errors import UsageError, all_errors, did_you_mean


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def formats(as_json: bool) -> None:
    """List the formats that can be read and written."""
    from articlepress.formats import all_formats

    found = all_formats()
    if as_json:
        rows = [
            {
                "name": item.name,
                "direction": item.direction,
                "suffixes": list(item.suffixes),
                "summary": item.summary,
                "problem": item.problem,
            }
            for item in found
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for direction, title in (("read", "Read (--from)"), ("write", "Written (--to)")):
        click.echo(click.style(title, bold=True))
        click.echo(
            table(
                [
                    (item.name, " ".join(item.suffixes), item.problem or item.summary)
                    for item in found
                    if item.direction == direction
                ]
            )
        )
        click.echo()


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a diagnostic CODE (AP203) or an exit code (43) means; all of them without one."""
    from articlepress.diagnostics import CODES

    exits = {str(kind.exit_code): kind.meaning for kind in all_errors()}
    exits.update({"0": "everything asked for was done", "130": "interrupted by Ctrl-C"})
    known = {**CODES, **exits}
    if code is None:
        click.echo(table(sorted(CODES.items())))
        click.echo()
        click.echo(table(sorted(exits.items(), key=lambda item: int(item[0]))))
        return
    wanted = code.upper().removeprefix("EXIT").strip()
    if wanted not in known:
        raise UsageError(
            f"no code is called {code!r}",
            hint=did_you_mean(wanted, known) or "`articlepress explain` lists them",
        )
    kind = "" if wanted in CODES else "exit code "
    click.echo(f"{kind}{wanted}: {known[wanted]}")


def table(rows: Sequence[Sequence[str]], indent: str = "  ") -> str:
    """Return rows as aligned columns, without trailing spaces."""
    if not rows:
        return f"{indent}none"
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
