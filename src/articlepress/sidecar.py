"""`column.meta.toml` beside `column.html`: what its author states of one column.

    title = "The harbour at night"
    published = 2016-06-20
    tags = ["harbours", "weather"]

    [[authors]]
    name = "Ann Lee"
    bio = "Ann Lee writes from *Bergen*."
    portrait = "ann.jpg"
    links = ["https://example.org/@ann"]

    [[disclaimers]]
    text = "The views are her own."
    kind = "opinion"

    [[rule]]
    kind = "drop"
    selector = "div.promo"

Keys are the fields of the metadata; texts are Markdown; an empty value clears a field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articlepress.corrections import Correction
from articlepress.places import is_remote
from articlepress.siterules import read_rules
from articlepress.statements import METADATA_KEYS, Statement, read_statement
from articlepress.tables import Table, read_table
from articlepress.warc import split_name

SUFFIX = ".meta.toml"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says."""

    path: Path
    statement: Statement
    rules: tuple[Correction, ...] = ()


def sidecar_path(source: str) -> Path | None:
    """Return where the sidecar of a source stands, if it has one.

    Standard input, a page of a web archive and a page elsewhere have none: None.
    """
    if source == "-" or is_remote(source) or split_name(source) is not None:
        return None
    path = Path(source)
    return path.with_name(path.stem + SUFFIX) if path.name else None


def sidecar_digest(source: str) -> bytes:
    """Return a digest of a source's sidecar; nothing where it has none."""
    path = sidecar_path(source)
    try:
        if path is None or not path.is_file():
            return b""
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def read_sidecar(path: Path) -> Sidecar:
    """Return what a sidecar says.

    Raises:
        ConfigError: broken syntax, an unknown key, a value of a wrong kind, a wrong selector.
    """
    return check_sidecar(read_table(path))


def check_sidecar(table: Table) -> Sidecar:
    """Return what a sidecar's table says.

    Raises:
        ConfigError: as `read_sidecar`.
    """
    table.refuse_unknown((*METADATA_KEYS, "rule"))
    return Sidecar(table.path, read_statement(table), read_rules(table, "sidecar"))


def orphans(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the sidecars of a folder that belong to no file, with the stems of the others."""
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return
    stems = {Path(name).stem for name in names if not name.endswith(SUFFIX)}
    for name in names:
        if name.endswith(SUFFIX) and name.removesuffix(SUFFIX) not in stems:
            yield folder / name, tuple(sorted(_pages(names)))


def _pages(names: Iterable[str]) -> Iterator[str]:
    return (Path(name).stem for name in names if name.lower().endswith((".html", ".htm", ".xhtml")))
