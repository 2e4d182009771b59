"""Outputs made by a writer and audited, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from articlepress.article import Article, Collection
from articlepress.audit import Verdict, audit_bytes
from articlepress.diagnostics import Notes
from articlepress.pipeline import Output, make
from articlepress.render.styles import load_style
from articlepress.writers import find_writer

Content = Article | Collection


def verdicts(
    shown: Content,
    name: str,
    wanted: Content | None = None,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Verdict, ...]:
    """Return the verdicts on one output, held against what is wanted or else against what it shows.

    `chosen` has values for fields of the writer's options.
    """
    writer = find_writer(name)
    options = replace(writer.options(), **chosen)
    (content,) = make(shown, [Output(writer, options)], load_style(), Notes())
    return audit_bytes(wanted or shown, f"made{writer.suffix}", content)
