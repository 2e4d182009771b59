"""`articlepress extract`: pages to records on standard output."""

from __future__ import annotations

import json
import re
import sys

import click

from articlepress.cli.configured import Configured, current_setup
from articlepress.cli.console import safe
from articlepress.cli.page_flags import (
    console_of,
    exit_code,
    fetch_flags,
    gather,
    message_flags,
    report_errors,
)
from articlepress.cli.run_flags import RunFlags, worker_flags
from articlepress.errors import SomeFailed
from articlepress.extraction import Extracted, Record, empty_record, extract_all
from articlepress.readers import find_reader

# Characters JSON leaves as they are and a terminal obeys, and the halves a file's name may hold.
_NOT_PLAIN = re.compile("[\x7f-\x9f\ud800-\udfff]")


@click.command(cls=Configured)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "json", "text", "markdown"]),
    default="jsonl",
    help="One JSON object a line, one JSON array, plain text, or Markdown. [jsonl]",
)
@click.option("-f", "--from", "reader", metavar="FORMAT", help="Format of the inputs. [by content]")
@worker_flags
@fetch_flags
@message_flags
def extract(
    inputs: tuple[str, ...],
    form: str,
    reader: str | None,
    jobs: str,
    time_limit: float,
    memory_limit: int,
    quiet: bool,
    verbose: bool,
    log_format: str,
) -> int:
    """Print title, authors with bios, date, disclaimer, text and HTML of each INPUT.

    A page that fails has "error" and empty text; the others go on. Inputs keep their order.
    """
    # Messages about pages stay away unless asked for: the records are the output.
    console = console_of(quiet or not verbose, verbose, log_format)
    name = find_reader(reader).name if reader else ""
    sources = gather(inputs, console_of(quiet, verbose, log_format))
    codes = [error.exit_code for error in sources.errors]
    if form in ("text", "markdown"):
        report_errors(sources.errors, console)
    printer = Printer(form)
    for error in sources.errors:
        printer.show(Extracted(empty_record(error.where, str(error)), error=error))
    writer = form if form in ("text", "markdown") else ""
    running = RunFlags(jobs, time_limit, memory_limit)
    processes = running.processes(len(sources.names))
    pages = extract_all(
        sources.names, name, writer, processes, running.limits, current_setup().project
    )
    for extracted in pages:
        printer.show(extracted)
        console.diagnostics(extracted.diagnostics)
        if extracted.error is not None:
            codes.append(extracted.error.exit_code)
            if writer or verbose:
                console.error(extracted.error)
    printer.close()
    some = len(codes) < len(sources.names) + len(sources.errors)
    return SomeFailed.exit_code if codes and some else exit_code(codes)


class Printer:
    """Writes records in one of the forms as they come."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.first = True

    def show(self, extracted: Extracted) -> None:
        """Print one article; text and Markdown leave failed ones to the messages."""
        match self.form:
            case "jsonl":
                _print(as_json(extracted.record) + "\n")
            case "json":
                _print(("[\n" if self.first else ",\n") + as_json(extracted.record))
            case _ if extracted.error is None:
                text = safe(extracted.text) if sys.stdout.isatty() else extracted.text
                # A form feed parts articles: no text or Markdown holds one of its own.
                _print(("" if self.first else "\n\f\n") + text)
            case _:
                return
        self.first = False

    def close(self) -> None:
        """End what was begun."""
        if self.form == "json":
            _print("[]\n" if self.first else "\n]\n")
        sys.stdout.buffer.flush()


def as_json(found: Record) -> str:
    """Return a record as one line of JSON that no terminal obeys and every reader decodes."""
    line = json.dumps(found, ensure_ascii=False)
    return _NOT_PLAIN.sub(lambda c: f"\\u{ord(c[0]):04x}", line)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
