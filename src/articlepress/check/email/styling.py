"""The CSS of an email: declarations of `style` attributes, rules of `<style>` elements.

tinycss2 reads it, so broken CSS is skipped as clients skip it. Attributes repeat, so each distinct
one is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_NESTING = 8
"""Deepest at-rule inside at-rules looked at."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value as written, and the functions, units and URLs inside it."""

    name: str
    value: str
    important: bool = False
    functions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a sheet: at-rules around it, outermost first, its selector, its declarations."""

    at: tuple[str, ...]
    """`@media (max-width: 600px)`; the last one alone, without a selector, is a bare at-rule."""
    selector: str
    declarations: tuple[Declaration, ...] = ()


@lru_cache(maxsize=4096)
def declarations(css: str) -> tuple[Declaration, ...]:
    """Return the declarations of a `style` attribute."""
    import tinycss2  # imported here: only checks of email need it

    # Any (below): tinycss2 has no types for its nodes.
    return tuple(_declarations(tinycss2.parse_blocks_contents(css)))


def rules(css: str) -> Iterator[Rule]:
    """Yield the rules of a sheet, those inside at-rules too, and each at-rule itself."""
    import tinycss2

    yield from _rules(tinycss2.parse_stylesheet(css, True, True), (), 0)


def _rules(found: list[Any], at: tuple[str, ...], depth: int) -> Iterator[Rule]:
    import tinycss2

    for item in found:
        if item.type == "at-rule":
            prelude = tinycss2.serialize(item.prelude).strip()
            here = (*at, f"@{item.lower_at_keyword} {prelude}".strip())
            yield Rule(here, "")
            if item.content and depth < MAX_NESTING and item.lower_at_keyword != "font-face":
                inner = tinycss2.parse_rule_list(item.content, True, True)
                yield from _rules(inner, here, depth + 1)
        elif item.type == "qualified-rule":
            selector = tinycss2.serialize(item.prelude).strip()
            content = tinycss2.parse_blocks_contents(item.content)
            yield Rule(at, selector, tuple(_declarations(content)))
            if any(part.type == "qualified-rule" for part in content):
                yield Rule((*at, "@nest"), selector)


def _declarations(content: list[Any]) -> Iterator[Declaration]:
    import tinycss2

    for item in content:
        if item.type != "declaration":
            continue
        functions: list[str] = []
        units: list[str] = []
        urls: list[str] = []
        _parts(item.value, functions, units, urls)
        yield Declaration(
            item.lower_name,
            tinycss2.serialize(item.value).strip().lower(),
            item.important,
            tuple(functions),
            tuple(units),
            tuple(urls),
        )


def _parts(
    values: list[Any], functions: list[str], units: list[str], urls: list[str], depth: int = 0
) -> None:
    for value in values:
        if value.type == "function":
            functions.append(value.lower_name)
            if depth < MAX_NESTING:
                _parts(value.arguments, functions, units, urls, depth + 1)
        elif value.type == "dimension":
            units.append(value.lower_unit)
        elif value.type == "percentage":
            units.append("%")
        elif value.type == "url":
            urls.append(value.value)
