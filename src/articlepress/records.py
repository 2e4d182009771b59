"""Which files of a folder are ours: a file that is not is never replaced unasked.

Takes paths and bytes; writes files and a record beside them (`.articlepress.sha256`, lines of
`sha256sum`). A folder may come from anyone, its record and its links too.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from articlepress.atomic import NEW_FILE_MODE, mode_of, unwritable, write_atomic
from articlepress.errors import WriteError
from articlepress.places import is_remote

RECORD_NAME = ".articlepress.sha256"
_LARGEST_RECORD = 256_000_000
"""Bytes of a record that are read: a million outputs in a hundred versions have fewer."""


@dataclass(slots=True)
class Record:
    """Which files of a folder this tool wrote, by content.

    A line is appended before its file is renamed into place, so a run killed at any moment leaves
    no file of ours that the record does not know. Lines of older contents go at `settle`.
    """

    folder: Path
    known: dict[str, list[str]] = field(default_factory=dict)
    """File name -> SHA-256 of each content written, oldest first."""
    in_order: bool = True
    """Whether the lines stand by name, as `settle` leaves them."""

    def is_ours(self, path: Path) -> bool:
        """Tell whether the file holds exactly what this tool wrote there."""
        hashes = self.known.get(path.name, [])
        return bool(hashes) and _file_hash(path) in hashes

    def write(self, path: Path, content: bytes) -> None:
        """Write one file of the folder and note that it is ours.

        Raises:
            WriteError: the file or the record cannot be written.
        """
        if is_remote(self.folder):
            # Stores of objects cannot append; what is ours there the history knows.
            write_atomic(path, content)
            return
        digest = hashlib.sha256(content).hexdigest()
        hashes = self.known.setdefault(path.name, [])
        if not hashes or hashes[-1] != digest:
            hashes.append(digest)
            self._append(f"{digest}  {path.name}\n")
        write_atomic(path, content)

    def settle(self) -> None:
        """Rewrite the record with one line a file, by name, where it is not so."""
        if self.in_order and all(len(hashes) == 1 for hashes in self.known.values()):
            return
        lines = [f"{hashes[-1]}  {name}\n" for name, hashes in sorted(self.known.items())]
        write_atomic(self.folder / RECORD_NAME, os.fsencode("".join(lines)))
        self.known = {name: hashes[-1:] for name, hashes in self.known.items()}

    def _append(self, line: str) -> None:
        path = self.folder / RECORD_NAME
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not _is_plain(path):
                raise WriteError(
                    "is no plain file; nothing is written through it",
                    where=str(path),
                    hint="remove it: the folder may come from somebody else",
                )
            # One write of one line: runs side by side in a folder do not mix their lines.
            with open(path, "ab", buffering=0, opener=_open_no_link) as stream:
                stream.write(os.fsencode(line))
        except OSError as error:
            raise unwritable(error, path) from error


def load_record(folder: Path) -> Record:
    """Return the record of a folder, empty where there is none; damaged lines are passed over."""
    record = Record(folder)
    if is_remote(folder):
        return record
    path = folder / RECORD_NAME
    try:
        if not _is_plain(path) or path.stat().st_size > _LARGEST_RECORD:
            return record
        # A name may hold bytes that are no characters, and any sign but a line's end.
        lines = os.fsdecode(path.read_bytes()).split("\n")
    except OSError:
        return record
    for line in lines:
        digest, gap, name = line.partition("  ")
        if gap and len(digest) == 64:
            record.known.setdefault(name, []).append(digest)
    # Processes side by side write their lines as they come.
    record.in_order = list(record.known) == sorted(record.known)
    return record


def _is_plain(path: Path) -> bool:
    """Tell whether a place of our own is free, or holds a file that is no link of any kind."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def remove_strange(path: Path) -> None:
    """Remove a link, a pipe or a file with a second name from a place of our own.

    A folder may come from anyone: what is written to such a place would be written elsewhere.
    """
    with contextlib.suppress(OSError):
        if not _is_plain(path):
            path.unlink()


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), NEW_FILE_MODE)


def refuse_link_out(path: Path, hint: str = "--force writes there, -o names another place") -> None:
    """Raise where a path is a link to a place outside of its folder.

    Raises:
        WriteError: says where it leads.
    """
    target = os.path.realpath(path)
    if path.is_symlink() and not Path(target).is_relative_to(os.path.realpath(path.parent)):
        raise WriteError(
            f"is a link to {target!r}, outside of its folder",
            where=str(path),
            hint=hint,
        )


def refuse_foreign(paths: Sequence[Path], records: dict[Path, Record]) -> None:
    """Raise when a path holds a file from elsewhere; records are loaded into `records` as needed.

    A link that leads out of its folder is foreign whatever it leads to: a folder may come from
    anyone, its record too.

    Raises:
        WriteError: the first such file.
    """
    for path in paths:
        if is_remote(path):
            if path.exists():
                raise _foreign(path)
            continue
        try:
            refuse_link_out(path)
            mode = mode_of(path)
            if mode is None or not stat.S_ISREG(mode):
                continue
            if path.parent not in records:
                records[path.parent] = load_record(path.parent)
            ours = records[path.parent].is_ours(path)
        except OSError as error:
            raise WriteError(f"cannot be read: {error.strerror}", where=str(path)) from error
        if not ours:
            raise _foreign(path)


def _foreign(path: Path) -> WriteError:
    return WriteError(
        "exists and was not written by articlepress",
        where=str(path),
        hint="--force replaces it, -o names another place",
    )


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
