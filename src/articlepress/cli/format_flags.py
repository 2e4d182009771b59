"""The flags that readers and writers declare, on the command that takes them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from articlepress.cli.console import Console
from articlepress.cli.flags import Stage, click_options, flags_of
from articlepress.cli.steps import StepsCommand
from articlepress.diagnostics import Notes
from articlepress.formats import available_readers, available_writers
from articlepress.readers import find_reader
from articlepress.writers import Writer


def stages() -> tuple[Stage, ...]:
    """Return every reader and writer, for the flags; pandoc's formats are one of each."""
    from articlepress.readers.pandoc import PandocReaderOptions
    from articlepress.writers.pandoc.write import FAMILY, PandocWriterOptions

    return (
        *(Stage(writer.name, writer.options) for writer in available_writers()),
        Stage(FAMILY, PandocWriterOptions),
        # A name may be that of a writer too: `html`.
        *(Stage(f"from {reader.name}", reader.options) for reader in available_readers()),
        Stage(f"from {FAMILY}", PandocReaderOptions),
    )


class ConvertCommand(StepsCommand):
    """The command with the flags of every reader and writer, listed under their formats.

    The modules that declare them are loaded when a flag is met that is not the command's own, or
    for the help: most runs name no such flag and need not pay for the other formats.
    """

    derived: Sequence[click.Parameter] = ()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*super().get_params(ctx), *self.derived]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption:
            self.load_derived()
            return super().parse_args(ctx, words)

    def load_derived(self) -> None:
        """Declare the flags of every reader and writer."""
        self.derived = self.derived or click_options(stages())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.load_derived()
        for title, params in (("Options", self.params), ("Formats", self.derived)):
            rows = [row for param in params if (row := param.get_help_record(ctx))]
            if title == "Options":
                rows += [row for row in [self._help_row(ctx)] if row]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _help_row(self, ctx: click.Context) -> tuple[str, str] | None:
        option = self.get_help_option(ctx)
        return option.get_help_record(ctx) if option else None


def warn_unused(
    values: Mapping[str, object],
    chosen: Iterable[Writer],
    readers: Sequence[str],
    console: Console,
    strict: bool,
) -> None:
    """Warn of options that nothing in this run takes (AP901).

    Raises:
        StrictError: under `--strict`.
    """
    from articlepress.batch.jobs import refuse_warnings

    if not values:
        return
    in_use = {writer.family or writer.name for writer in chosen}
    in_use |= {f"from {name}" for name in map(_family, readers or _reader_names())}
    notes = Notes()
    for flag in flags_of(stages()):
        if flag.spec.name in values and not in_use.intersection(flag.stages):
            notes.warn(
                "AP901",
                f"{flag.spec.flag} is an option of {', '.join(flag.stages)} and does nothing here",
            )
    console.diagnostics(notes.diagnostics)
    refuse_warnings(strict, notes)


def _family(name: str) -> str:
    return find_reader(name).family or name


def _reader_names() -> list[str]:
    return [*(reader.name for reader in available_readers()), "docx"]  # one of pandoc's for all
