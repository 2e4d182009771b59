"""`articlepress inspect`: what was found on a page and what was removed, with the sum of both."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator

import click

from articlepress.batch.jobs import as_bug, place_error, shown
from articlepress.cli.configured import Configured, current_setup
from articlepress.cli.console import Console, safe, wants_color
from articlepress.cli.messages import exit_code, gather, report_errors
from articlepress.diagnostics import Notes, excerpt
from articlepress.errors import ArticlepressError
from articlepress.inspection import Inspection, inspect_source
from articlepress.reading import Reading

_RULES_SHOWN = 25
"""Regions listed for one rule, enough for every page of a theme; `--all` lists each."""


@click.command(cls=Configured)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line for each input."
)
@click.option("--all", "everything", is_flag=True, help="List every removed region.")
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the inputs. [by content]")
def inspect(inputs: tuple[str, ...], as_json: bool, everything: bool, reader: str | None) -> int:
    """Show what was found on each INPUT with its evidence, and what was removed by which rule."""
    console = Console()
    sources = gather(inputs, console)
    codes = report_errors(sources.errors, console)
    for name in sources.names:
        try:
            found = inspect_name(name, Reading(reader or "", project=current_setup().project))
        except ArticlepressError as error:
            place_error(error, name)
            console.error(error)
            codes.append(error.exit_code)
            continue
        if as_json:
            click.echo(json.dumps(found.as_json(), ensure_ascii=True))
        else:
            show(found, everything)
    return exit_code(codes)


def inspect_name(name: str, reading: Reading) -> Inspection:
    """Return the inspection of a source by name.

    Raises:
        ArticlepressError: the source cannot be read; a fault of our own comes as `Bug`.
    """
    try:
        return inspect_source(name, reading, Notes(path=shown(name), audit=True))
    except ArticlepressError:
        raise
    except Exception as error:
        if os.environ.get("ARTICLEPRESS_TRACEBACK"):
            raise
        raise as_bug(error) from error


def show(found: Inspection, everything: bool) -> None:
    """Print an inspection: with rich on a terminal, as plain lines elsewhere."""
    if not wants_color(sys.stdout.isatty()):
        for line in plain_lines(found, everything):
            click.echo(safe(line))
        return
    from rich.console import Console as RichConsole  # imported here: 50 ms only a terminal pays
    from rich.text import Text

    printer = RichConsole(highlight=False, soft_wrap=True)
    for line in plain_lines(found, everything):
        # Rich's own markup is off: a page's square brackets are text.
        style = "bold cyan" if line and not line.startswith(" ") else ""
        printer.print(Text(safe(line), style=style))


_LINES = frozenset(("line", "by-line", "name-line", "sentence", "label", "script"))
"""Sources whose evidence is a piece of the page's text and no selector."""


def _evidence(source: str, selector: str) -> str:
    """Return where a value was read: `meta[author]`, `json-ld article.author`, a line's text."""
    if source in _LINES and selector:
        return f"{source} “{excerpt(selector)}”"
    return selector if selector.startswith(f"{source}[") else f"{source} {selector}".strip()


def plain_lines(found: Inspection, everything: bool = False) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{found.source} (read as {found.reader})"
    yield "Metadata"
    for item in found.fields:
        place = _evidence(item.source, item.selector)
        yield f"  {item.name:14} {excerpt(item.value) or '-'}" + (f"  [{place}]" if place else "")
        for value, source in item.rejected:
            yield f"  {'':14}   not {excerpt(value)!r}  [{source}]"
    yield from _credit_lines(found)
    yield f"Text: {found.words:,} words"
    yield "  " + ", ".join(f"{count} {kind}" for kind, count in found.blocks)
    missing = [src for src, here in found.pictures if not here]
    yield f"Pictures: {len(found.pictures)}, {len(missing)} without a file"
    yield from (f"  missing {src}" for src in missing)
    yield from _removal_lines(found, everything)
    for diagnostic in found.diagnostics:
        yield f"{diagnostic.severity} {diagnostic.code}: {diagnostic.message}"


def _credit_lines(found: Inspection) -> Iterator[str]:
    if not found.bios:
        yield "Bio: none found"
    for name, bio in found.bios:
        yield f"Bio of {name}"
        yield f"  {bio}"
    if not found.disclaimers:
        yield "Disclaimer: none found"
    for text in found.disclaimers:
        yield "Disclaimer"
        yield f"  {text}"


def _removal_lines(found: Inspection, everything: bool) -> Iterator[str]:
    words = sum(region.words for region in found.removed)
    yield f"Removed: {words:,} words in {len(found.removed)} regions"
    seen: Counter[str] = Counter()
    totals = Counter(region.rule for region in found.removed)
    for region in sorted(found.removed, key=lambda region: region.rule):
        if not seen[region.rule]:
            yield f"  {region.rule}: {region.reason}"
        seen[region.rule] += 1
        if everything or seen[region.rule] <= _RULES_SHOWN:
            yield f"    {region.words:5} words  {region.selector}  {region.excerpt!r}"
        elif seen[region.rule] == totals[region.rule]:
            yield f"    … and {totals[region.rule] - _RULES_SHOWN} more (--all lists them)"
    if found.balance is not None:
        kept, removed = found.balance.kept_words, found.balance.removed_words
        sign = "=" if found.balance.is_even else "≠"
        visible = found.balance.visible_words
        yield f"Words: {kept:,} kept + {removed:,} removed {sign} {visible:,} visible"
