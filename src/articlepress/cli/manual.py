"""The tables that the code knows best: of the manual and of the pages newsletter, formats, limits.

    python -m articlepress.cli.manual docs/manual.md

rewrites what stands between `<!-- generated: NAME -->` and `<!-- end -->`; a test compares the file
with what would be written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from articlepress.atomic import write_atomic
from articlepress.cli.app import COMMANDS
from articlepress.cli.flags import Stage
from articlepress.cli.format_flags import stages
from articlepress.config import base_type, choices_of
from articlepress.diagnostics import CODES
from articlepress.errors import all_errors
from articlepress.formats import Direction, all_formats
from articlepress.limits import LIMITS, PREFIX
from articlepress.options import OptionSpec, option_specs
from articlepress.overrides import SETTERS
from articlepress.render.styles import load_style, style_names

_SLOT = re.compile(
    r"(<!-- generated: ([\w-]+) -->\n)(?:(?!<!-- generated: ).)*?(<!-- end -->)", re.DOTALL
)
_SHELL_CODES = {0: "everything asked for was done", 130: "interrupted by Ctrl-C"}
_TYPE_NAMES = {str: "text", int: "number", float: "number", bool: "on or off", tuple: "texts"}


def limits() -> str:
    """Return the table of bounds."""
    rows = (
        (f"`{PREFIX}{limit.name.upper()}`", f"{limit.default:,}", limit.unit, limit.reason)
        for limit in LIMITS.values()
    )
    return _table(("Setting", "Default", "Counts", "Why"), rows)


def mail_rules() -> str:
    """Return the table of the email linter's rules."""
    from articlepress.check.email.lint import rule_texts

    rows = (
        (f"`{code}`", rule["severity"], rule["title"], rule["remedy"])
        for code, rule in rule_texts().items()
    )
    return _table(("Rule", "Severity", "Finding", "Remedy"), _escaped(rows))


def mail_services() -> str:
    """Return the table of mail services, a star at each tag read in the vendor's document."""
    from articlepress.writers.email.esp import mail_services as services

    names = ("unsubscribe", "view_online", "first_name", "preheader", "address")
    rows = (
        (
            f"`{item.key}`",
            *(_tag(item.tags.get(name, ""), name in item.confirmed) for name in names),
            f"[document]({item.document})" + (f", [second]({item.also})" if item.also else ""),
        )
        for item in services().values()
        if item.document
    )
    heads = ("`--esp`", "Unsubscribe", "View online", "First name", "Preview", "Address", "Source")
    return _table(heads, rows)


def _tag(tag: str, is_confirmed: bool) -> str:
    return f"`{tag}`{' ★' if is_confirmed else ''}" if tag else ""


def _escaped(rows: Iterable[Sequence[str]]) -> Iterable[Sequence[str]]:
    return (tuple(cell.replace("<", "&lt;") for cell in row) for row in rows)


def fill(manual: str) -> str:
    """Return the manual with every slot filled.

    A slot of an unknown name raises KeyError: it is a slip in the manual.
    """
    tables = {**TABLES, **NEWSLETTER_TABLES, **FORMATS_TABLES, **LIMIT_TABLES}
    return _SLOT.sub(lambda slot: f"{slot[1]}\n{tables[slot[2]]()}\n{slot[3]}", manual)


def commands() -> str:
    """Return the table of commands."""
    return _table(
        ("Command", "What it does"),
        ((f"`{name}`", line.rstrip(".")) for name, (_, _, line) in COMMANDS.items()),
    )


def formats(direction: Direction) -> str:
    """Return the table of the formats of one direction."""
    rows = (
        (f"`{item.name}`", " ".join(f"`{suffix}`" for suffix in item.suffixes), item.summary)
        for item in all_formats()
        if item.direction == direction and not item.problem and not item.family
    )
    return _table(("Name", "Suffix", "What it is"), rows)


def pandoc_table() -> str:
    """Return the table of pandoc's formats."""
    from articlepress.pandoc.table import pandoc_formats

    rows = (
        (
            f"`{item.name}`",
            " ".join(f"`{suffix}`" for suffix in item.suffixes),
            ", ".join(item.ways),
            item.summary,
        )
        for item in pandoc_formats().values()
    )
    return _table(("Name", "Suffix", "Ways", "What it is"), rows)


def pandoc_options() -> str:
    """Return the table of pandoc's options that are passed on."""
    from articlepress.pandoc.table import passed_options

    rows = [
        (f"`{name}`", side, meaning)
        for way, side in (("read", "reader"), ("write", "writer"))
        for name, meaning in passed_options("read" if way == "read" else "write").items()
    ]
    return _table(("Option", "Of the", "What it does"), rows)


def options() -> str:
    """Return a heading and a table for each format that has options."""
    return "\n".join(_stage(stage) for stage in stages() if any(option_specs(stage.options)))


def styles() -> str:
    """Return the table of the built-in styles."""
    rows = (
        (f"`{name}`", str(load_style(name).settings.get("summary", ""))) for name in style_names()
    )
    return _table(("Style", "What it looks like"), rows)


def fields() -> str:
    """Return the names `--set` takes."""
    return ", ".join(f"`{name}`" for name in sorted(SETTERS)) + "."


def exit_codes() -> str:
    """Return the table of exit codes."""
    known: dict[int, str] = dict(_SHELL_CODES)
    known |= {kind.exit_code: kind.meaning for kind in all_errors()}
    return _table(("Code", "Meaning"), ((str(code), known[code]) for code in sorted(known)))


def codes() -> str:
    """Return the table of diagnostic codes."""
    return _table(("Code", "Meaning"), sorted(CODES.items()))


TABLES: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "formats-read": lambda: formats("read"),
    "formats-written": lambda: formats("write"),
    "options": options,
    "styles": styles,
    "fields": fields,
    "exit-codes": exit_codes,
    "codes": codes,
}

NEWSLETTER_TABLES: Mapping[str, Callable[[], str]] = {
    "mail-services": mail_services,
    "mail-rules": mail_rules,
}
"""Tables of docs/newsletter.md."""
FORMATS_TABLES: Mapping[str, Callable[[], str]] = {
    "pandoc-formats": pandoc_table,
    "pandoc-options": pandoc_options,
}
"""Tables of docs/formats.md."""

LIMIT_TABLES: Mapping[str, Callable[[], str]] = {"limits": limits}
"""Tables of docs/limits.md."""


def _stage(stage: Stage) -> str:
    rows = (
        (f"`{spec.flag}`", _kind(spec), _default(spec), spec.help.rstrip("."))
        for spec in option_specs(stage.options)
    )
    title = f"#### `{stage.name}`" if " " not in stage.name else f"#### {stage.name}"
    return f"{title}\n\n{_table(('Flag', 'Takes', 'Default', 'Meaning'), rows)}"


def _kind(spec: OptionSpec) -> str:
    choices = choices_of(spec)
    kind = ", ".join(choices) if choices else _TYPE_NAMES.get(base_type(spec.type), "text")
    return f"{kind} ({spec.unit})" if spec.unit else kind


def _default(spec: OptionSpec) -> str:
    match spec.default:
        case None | "" | ():
            return ""
        case bool() as value:
            return "on" if value else "off"
        case float() as value:
            return f"`{value:g}`"
        case tuple() as values:
            return f"`{', '.join(map(str, values))}`"
        case value:
            return f"`{value}`"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Rewrite the manual at the path given."""
    path = Path(arguments[0])
    write_atomic(path, fill(path.read_text("utf-8")).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
