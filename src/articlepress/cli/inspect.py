"""`articlepress inspect`: what was found on a page and what was removed, with the sum of both."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from articlepress.batch.jobs import as_bug, place_error, shown
from articlepress.cli.collect import write_one
from articlepress.cli.configured import Configured, current_setup
from articlepress.cli.console import Console, one_line, wants_color
from articlepress.cli.page_flags import exit_code, gather, report_errors
from articlepress.diagnostics import Notes, counted, excerpt
from articlepress.errors import ArticlepressError, UsageError
from articlepress.inspection import Inspection, inspect_source
from articlepress.outputs import destination, distinct_stems, output_path, refuse_collisions
from articlepress.reading import Reading
from articlepress.records import refuse_foreign
from articlepress.render.styles import load_style

_RULES_SHOWN = 25
"""Regions listed for one rule, enough for every page of a theme; `--all` lists each."""


@click.command(cls=Configured)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line for each input."
)
@click.option("--all", "everything", is_flag=True, help="List every removed region.")
@click.option(
    "--html",
    "report",
    metavar="FILE|FOLDER/",
    help="Write a report to look at: the page coloured by kept and removed, beside the article.",
)
@click.option("--force", is_flag=True, help="Replace a report that articlepress did not write.")
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the inputs. [by content]")
def inspect(
    inputs: tuple[str, ...],
    as_json: bool,
    everything: bool,
    report: str | None,
    force: bool,
    reader: str | None,
) -> int:
    """Show what was found on each INPUT with its evidence, and what was removed by which rule."""
    if report is not None and (as_json or everything):
        raise UsageError("--html makes a report of everything; --json and --all do not go with it")
    console = Console()
    sources = gather(inputs, console)
    codes = report_errors(sources.errors, console)
    reading = Reading(reader or "", project=current_setup().project)
    paths = report_paths(report, sources.names, force) if report is not None else {}
    for name in sources.names:
        try:
            if report is not None:
                write_one(paths[name], guarded(lambda: make_report(name, reading)))  # noqa: B023
                continue
            found = inspect_name(name, reading)
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
    return guarded(lambda: inspect_source(name, reading, Notes(path=shown(name), audit=True)))


def report_paths(out: str, names: Sequence[str], force: bool) -> dict[str, Path | None]:
    """Return where each source's report goes; None is standard output.

    Raises:
        UsageError: one file is named for several reports, or a report would replace a source.
        WriteError: a file from elsewhere stands there.
    """
    place = destination(out, len(names))
    stems = distinct_stems(names)
    paths = {
        name: output_path(place, stem, ".report.html")
        for name, stem in zip(names, stems, strict=True)
    }
    refuse_collisions(
        [(f"the report of {name}", path) for name, path in paths.items()],
        [Path(name) for name in names if name != "-"],
    )
    if not force:
        refuse_foreign([path for path in paths.values() if path], {})
    return paths


def make_report(name: str, reading: Reading) -> bytes:
    """Return a source's report as one file.

    Raises:
        ArticlepressError: the source cannot be read.
    """
    # imported here: lexbor, bs4 and jinja2, 100 ms that the plain report does not need at once
    from articlepress.preview.look import look_at
    from articlepress.preview.report import report_page

    look = look_at(name, reading, Notes(path=shown(name), audit=True))
    return report_page(look, load_style()).encode()


T = TypeVar("T")


def guarded(work: Callable[[], T]) -> T:
    """Return what some work gives; a fault of our own comes as `Bug`.

    Raises:
        ArticlepressError: as the work does.
    """
    try:
        return work()
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
            click.echo(one_line(line))
        return
    from rich.console import Console as RichConsole  # imported here: 50 ms only a terminal pays
    from rich.text import Text

    printer = RichConsole(highlight=False, soft_wrap=True)
    for line in plain_lines(found, everything):
        # Rich's own markup is off: a page's square brackets are text.
        style = "bold cyan" if line and not line.startswith(" ") else ""
        printer.print(Text(one_line(line), style=style))


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
    yield f"Text: {counted(found.words, 'word')}"
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
        yield f"Bio of {name}{_stated(found, f'bio:{name}')}"
        yield f"  {bio}"
    if not found.disclaimers:
        yield "Disclaimer: none found"
    for text in found.disclaimers:
        yield f"Disclaimer{_stated(found, 'disclaimers')}"
        yield f"  {text}"


def _stated(found: Inspection, field: str) -> str:
    """Return where a field was stated, for those that the page itself does not hold."""
    for item in found.fields:
        if item.name == field and item.source in ("author-registry", "sidecar", "config"):
            return f" (from {item.selector})" if item.selector else " (stated)"
    return ""


def _removal_lines(found: Inspection, everything: bool) -> Iterator[str]:
    words = sum(region.words for region in found.removed)
    yield f"Removed: {counted(words, 'word')} in {counted(len(found.removed), 'region')}"
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
