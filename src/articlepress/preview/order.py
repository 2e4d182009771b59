"""The order of a book or digest: the columns as `collection.toml` lists them, and a new order.

Takes the inputs of a preview; writes the manifest in their folder, which `collect` and `digest`
read. What else the manifest says stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from articlepress.editing import put_key
from articlepress.errors import ConfigError
from articlepress.inputs import expand
from articlepress.outputs import write_atomic
from articlepress.tables import parse_table, read_table

MANIFEST = "collection.toml"


def manifest_place(names: Sequence[str]) -> Path | None:
    """Return where the manifest of the columns stands; None where they share no folder."""
    folders = {Path(name).resolve().parent for name in names}
    return folders.pop() / MANIFEST if len(folders) == 1 else None


def ordered(names: Sequence[str], place: Path) -> tuple[tuple[int, ...], str]:
    """Return the numbers of the columns the manifest holds, in its order, and its title.

    Without a manifest they are all of them as given.

    Raises:
        ConfigError: the manifest is broken, or has parts.
    """
    if not place.exists():
        return tuple(range(len(names))), ""
    table = read_table(place)
    _refuse_parts(place, "part" in table.values)
    listed = table.values.get("inputs", [])
    words = [str(place.parent / str(word)) for word in listed] if isinstance(listed, list) else []
    by_path = {str(Path(name).resolve()): number for number, name in enumerate(names)}
    found = (by_path.get(str(Path(name).resolve())) for name in expand(words).names)
    title = table.values.get("title", "")
    return tuple(number for number in found if number is not None), str(title)


def write_order(place: Path, names: Sequence[str], title: str) -> str:
    """Write the columns, in this order, into the manifest and return its text.

    Raises:
        ConfigError: the manifest is broken, or has parts; nothing was written.
    """
    import tomlkit  # imported here: 30 ms that only who writes pays

    document = tomlkit.document()
    if place.exists():
        _refuse_parts(place, "part" in read_table(place).values)
        document = tomlkit.parse(place.read_text("utf-8-sig"))
    if title:
        put_key(document, "title", title)
    else:
        document.pop("title", None)
    put_key(document, "inputs", [Path(name).name for name in names])
    text = tomlkit.dumps(document).strip("\n") + "\n"
    parse_table(text, place)
    write_atomic(place, text.encode())
    return text


def _refuse_parts(place: Path, has_parts: bool) -> None:
    if has_parts:
        raise ConfigError(
            "has parts, which are not ordered here", where=str(place), hint="edit the file"
        )
