"""What a book or digest holds and in which order: `collection.toml`, read and written.

Takes the inputs of a preview; writes the manifest in the folder they share, which `collect` and
`digest` read. What else the manifest says stays as it is, inputs that lie elsewhere too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from articlepress.atomic import write_atomic
from articlepress.editing import put_key
from articlepress.errors import UsageError
from articlepress.manifest import Entry, read_manifest
from articlepress.records import refuse_link_out
from articlepress.tables import Table, parse_table, read_table

if TYPE_CHECKING:  # tomlkit costs 30 ms, and only who writes needs it
    from tomlkit import TOMLDocument

MANIFEST = "collection.toml"
COVERS = ("generated", "none")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MOST_COVERS = 200
"""Pictures offered as cover; a folder of saved pages can hold thousands."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one heading, by name."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest says that is arranged in the browser."""

    title: str = ""
    subtitle: str = ""
    cover: str = ""
    """Empty where it does not say."""
    parts: tuple[Group, ...] = ()
    loose: tuple[str, ...] = ()
    """Names of columns in no part."""


def manifest_place(names: Sequence[str]) -> Path | None:
    """Return where the manifest of the columns stands; None where they share no folder."""
    folders = [str(Path(name).resolve().parent) for name in names]
    try:
        shared = Path(os.path.commonpath(folders))
    except ValueError:  # on several drives
        return None
    return shared / MANIFEST if shared != Path(shared.anchor) else None


def read_contents(names: Sequence[str], place: Path) -> Contents:
    """Return what the manifest holds; without one, the columns as given.

    Inputs that are no column of the desk are among them, by their path.

    Raises:
        ConfigError: the manifest is broken.
    """
    if not place.exists():
        return Contents(loose=tuple(names))
    table = read_table(place)
    # What writers may be told is checked by who builds; here every key is one.
    found = read_manifest(place, [key.replace("-", "_") for key in table.values])
    by_path = {os.path.realpath(name): name for name in names}
    groups: dict[str, list[str]] = {title: [] for title in _part_titles(table)}
    for entry in found.entries:
        groups.setdefault(entry.part, []).append(_name(entry, by_path))
    loose = groups.pop("", [])
    return Contents(
        str(table.values.get("title", "")),
        str(table.values.get("subtitle", "")),
        str(table.values.get("cover", "")),
        tuple(Group(title, tuple(inside)) for title, inside in groups.items()),
        tuple(loose) if found.entries or "inputs" in table.values else tuple(names),
    )


def covers(place: Path, now: str) -> tuple[str, ...]:
    """Return what a cover can be: drawn, none, or one of the pictures below the manifest."""
    below = (path for path in sorted(place.parent.glob("*/*")) + sorted(place.parent.glob("*")))
    pictures = [
        path.relative_to(place.parent).as_posix()
        for path in below
        if path.suffix.lower() in PICTURES and path.is_file()
    ]
    return tuple(dict.fromkeys((*COVERS, *((now,) if now else ()), *pictures[:MOST_COVERS])))


def write_contents(place: Path, contents: Contents) -> str:
    """Write what a book holds into its manifest and return its text.

    Raises:
        ConfigError: the manifest is broken; nothing was written.
        UsageError: two parts have one title, or a part has none.
    """
    import tomlkit  # imported here: 30 ms that only who writes pays

    titles = [part.title for part in contents.parts]
    if not all(titles) or len(set(titles)) < len(titles):
        raise UsageError("every part needs a title of its own")
    document = tomlkit.document()
    if place.exists():
        read_table(place)  # tells what is broken, with its line, before tomlkit sees it
        document = tomlkit.parse(place.read_text("utf-8-sig"))
    for key in ("title", "subtitle", "cover"):
        _put(document, key, getattr(contents, key))
    if str(document.get("sort", "given")) != "given":
        document["sort"] = "given"  # any other order would undo this one
    put_key(document, "inputs", _paths(contents.loose, place))
    _put_parts(document, contents.parts, place)
    text = tomlkit.dumps(document).strip("\n") + "\n"
    parse_table(text, place)
    refuse_link_out(place, "put the file itself there")
    write_atomic(place, text.encode())
    return text


def _part_titles(table: Table) -> Iterable[str]:
    parts = table.values.get("part", [])
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, Mapping):
            yield str(part.get("title", ""))


def _name(entry: Entry, by_path: Mapping[str, str]) -> str:
    return by_path.get(os.path.realpath(entry.name), entry.name)


def _put(document: TOMLDocument, key: str, value: str) -> None:
    if value:
        put_key(document, key, value)
    else:
        document.pop(key, None)


def _put_parts(document: TOMLDocument, parts: Sequence[Group], place: Path) -> None:
    """Put the parts into a document; a part that keeps its title keeps its comments."""
    import tomlkit

    known: dict[str, Any] = {str(t.get("title", "")): t for t in document.get("part", ())}
    document.pop("part", None)
    if not parts:
        return
    made = tomlkit.aot()
    for part in parts:
        table = known.get(part.title) or tomlkit.table()
        table["title"] = part.title
        table["inputs"] = _paths(part.names, place)
        made.append(table)
    document["part"] = made


def _paths(names: Sequence[str], place: Path) -> list[str]:
    """Return names as the manifest has them: from its own folder."""
    return [Path(os.path.relpath(Path(name).resolve(), place.parent)).as_posix() for name in names]
