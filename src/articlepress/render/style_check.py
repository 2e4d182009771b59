"""What is wrong with the CSS of a style somebody wrote, as diagnostics with line and column.

Takes a loaded style; looks at the sheets that are not ours. A rule nobody can read is dropped by
every renderer without a word, so it is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import did_you_mean
from articlepress.render.style_addresses import addresses
from articlepress.render.styles import Style, is_built_in, own_file, read_tokens
from articlepress.resources import styles_folder
from articlepress.tables import shown_path

NESTING = ("media", "supports", "layer", "container")
"""At-rules that hold rules."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_VAR = re.compile(r"var\(\s*--([\w-]+)\s*(,)?")


def check_style(style: Style, notes: Notes) -> None:
    """Report the rules, tokens and addresses of a style's own sheets that cannot be used."""
    for folder in style.folders:
        if is_built_in(folder):
            continue
        for sheet in sorted(path for path in folder.glob("*.css") if path.is_file()):
            css = sheet.read_text("utf-8")
            found = sorted((*_syntax(css), *_values(css, sheet, style)))
            for line, column, problem, hint in found:
                place = f"{shown_path(sheet)}:{line}:{column}"
                notes.warn("AP503", problem, Origin(path=place), hint=hint)


def _syntax(css: str) -> Iterator[tuple[int, int, str, str]]:
    import tinycss2  # imported here: only styles of one's own are checked

    yield from _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(rules: list[Any]) -> Iterator[tuple[int, int, str, str]]:  # Any: tinycss2 has no types
    import tinycss2

    for rule in rules:
        if rule.type == "error":
            yield _error(rule)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in NESTING:
            yield from _rules(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type in ("qualified-rule", "at-rule") and rule.content:
            inside = tinycss2.parse_blocks_contents(rule.content, True, True)
            if any(one.type == "error" for one in inside):
                # Read as declarations alone, what is wrong is told better.
                inside = tinycss2.parse_declaration_list(rule.content, True, True)
            yield from _rules([one for one in inside if one.type != "declaration"])


def _error(rule: Any) -> tuple[int, int, str, str]:  # Any: as above
    # tinycss2 1.5 leaves a placeholder in one of its messages.
    message = " ".join(rule.message.split()).partition(", got {")[0].rstrip(".")
    return rule.source_line, rule.source_column, f"a rule cannot be read: {message}", ""


def _values(css: str, sheet: Path, style: Style) -> Iterator[tuple[int, int, str, str]]:
    """Yield tokens nobody declares and addresses outside the style's folder."""
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)
    known = {*style.tokens, *_used_by_ours(), *read_tokens(bare)}
    for found in _VAR.finditer(bare):
        name, fallback = found[1], found[2]
        if name not in known and not fallback:
            yield (*_place(bare, found.start()), f"no token is called '--{name}'",
                   did_you_mean(name, known))  # fmt: skip
    for address in addresses(css):
        if not address.url or address.url.startswith(("#", "data:")):
            continue
        if address.is_import or own_file(sheet, address.url) is None:
            yield (address.line, address.column, f"{excerpt(address.url)!r} is not fetched",
                   "a style may name the files of its own folder")  # fmt: skip


def _place(css: str, at: int) -> tuple[int, int]:
    return css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at)


@cache
def _used_by_ours() -> frozenset[str]:
    """Return the tokens that built-in sheets use: some are made when a file is written."""
    names: set[str] = set()
    for sheet in styles_folder().glob("*/*.css"):
        css = sheet.read_text("utf-8")
        names.update(found[1] for found in _VAR.finditer(css))
    return frozenset(names)
