"""Searches of a fragment's tags: by name, below or beside one, and their text.

bs4's own searches compile what is asked for at every call, which costs ten times the walk.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_READINGS = ("rt", "rp")
"""What stands above a ruby's base, and the brackets where it cannot: not the words themselves."""


def every(tag: Tag, names: Container[str]) -> list[Tag]:
    """Return the tags below one that have one of the names, in document order."""
    found: list[Tag] = []
    _collect(tag, names, found)
    return found


def _collect(tag: Tag, names: Container[str], found: list[Tag]) -> None:
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name is not None:
            if name in names:
                found.append(child)  # type: ignore[arg-type]
            if child.contents:  # type: ignore[attr-defined]
                _collect(child, names, found)  # type: ignore[arg-type]


def first(tag: Tag, names: Container[str]) -> Tag | None:
    """Return the first tag below one that has one of the names, or None."""
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name is None:
            continue
        if name in names:
            return child  # type: ignore[return-value]
        if child.contents:  # type: ignore[attr-defined]
            found = first(child, names)  # type: ignore[arg-type]
            if found is not None:
                return found
    return None


def own(tag: Tag) -> list[Tag]:
    """Return the tags directly inside one, without the text between them."""
    found = tag.contents
    return [child for child in found if child.name is not None]  # type: ignore[misc,attr-defined]


def around(tag: Tag, levels: int) -> Iterator[Tag]:
    """Yield the tags around one, the nearest first, at most so many."""
    parent = tag.parent
    while parent is not None and levels:
        yield parent
        parent = parent.parent
        levels -= 1


def text_of(tag: Tag) -> str:
    """Return the characters of a tag, without the readings of its rubies."""
    contents = tag.contents
    if len(contents) == 1 and contents[0].name is None:  # type: ignore[attr-defined]
        return str(contents[0])
    parts: list[str] = []
    _gather(tag, parts)
    return "".join(parts)


def _gather(tag: Tag, parts: list[str]) -> None:
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name is None:
            parts.append(child)  # type: ignore[arg-type]
        elif name not in _READINGS:
            _gather(child, parts)  # type: ignore[arg-type]
