"""Addresses in a style's CSS: every place where a browser or a page engine would fetch something.

Takes CSS, gives the same CSS with each address answered by the caller, or the list of addresses. It
goes by CSS's own tokens: capitals, escapes (`u\\72l(…)`) and functions that take an address as a
string (`image-set("…")`) hide none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Answer = Callable[[str], str]
"""Gives for an address what is to stand in its place."""

_FETCHING = frozenset((
    "url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade",
    "element", "-moz-image-rect",
))  # fmt: skip
"""Functions whose strings are addresses."""
_NO_ADDRESS = frozenset(("format", "type", "tech"))
"""Functions inside of these whose strings are none."""
_SUSPECT = re.compile(r"url|src|image|import|cross-fade|element|\\", re.IGNORECASE)
"""CSS without any of these has no address; it need not be taken apart."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its place."""

    line: int
    column: int
    url: str
    is_import: bool = False


def answered(css: str, answer: Answer) -> str:
    """Return CSS with each address answered and without imports.

    Raises:
        RecursionError: its blocks are nested a thousand deep.
    """
    if not _SUSPECT.search(css):
        return css
    import tinycss2  # imported here: built-in styles have no addresses

    tokens = tinycss2.parse_component_value_list(css)
    for found in _lists(tokens):
        _drop_imports(found.tokens)
        for number, token in enumerate(found.tokens):
            if token.type == "url" or (found.fetches and token.type == "string"):
                found.tokens[number] = _put(token, answer(token.value))
            elif token.type == "error":
                found.tokens[number] = tinycss2.ast.WhitespaceToken(0, 0, " ")
    return str(tinycss2.serialize(tokens))


def addresses(css: str) -> Iterator[Address]:
    """Yield the addresses of CSS, imports too, as they stand."""
    if not _SUSPECT.search(css):
        return
    import tinycss2

    for found in _lists(tinycss2.parse_component_value_list(css)):
        importing: Any = None  # the `@import` at hand
        for token in found.tokens:
            if token.type == "at-keyword":
                importing = token if token.lower_value == "import" else None
            is_string = token.type == "string" and (found.fetches or importing is not None)
            if token.type == "url" or is_string:
                at = importing or found.function or token
                place = at.source_line, at.source_column
                yield Address(*place, token.value.strip(), importing is not None)
                importing = None
            elif token == ";":
                importing = None


@dataclass(slots=True)
class _Tokens:
    tokens: list[Any]  # Any: tinycss2 has no types
    fetches: bool = False
    """Whether strings in it are addresses."""
    function: Any = None
    """The outermost function they are an argument of."""


def _lists(tokens: list[Any]) -> Iterator[_Tokens]:
    """Yield the list and the contents of every block and function in it, as they stand."""
    stack = [_Tokens(tokens)]
    while stack:
        found = stack.pop()
        inside = []
        for token in found.tokens:
            if token.type.endswith(" block"):
                inside.append(_Tokens(token.content, found.fetches, found.function))
            elif token.type == "function":
                fetches = _fetches(token.lower_name, found.fetches)
                inside.append(_Tokens(token.arguments, fetches, found.function or token))
        stack += reversed(inside)
        yield found


def _fetches(function: str, around: bool) -> bool:
    if function in _NO_ADDRESS:
        return False
    return around or function in _FETCHING


def _drop_imports(tokens: list[Any]) -> None:
    """Take away `@import` up to its semicolon, or to the end."""
    kept, importing = [], False
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value == "import":
            importing = True
        if not importing:
            kept.append(token)
        importing = importing and token != ";"
    if len(kept) < len(tokens):
        tokens[:] = kept


def _put(token: Any, url: str) -> Any:
    """Return a token for another address, of the same kind."""
    quoted = '"' + url.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'
    text = f"url({quoted})" if token.type == "url" else quoted
    return type(token)(token.source_line, token.source_column, url, text)
