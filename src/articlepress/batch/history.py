"""What earlier runs made in a folder, so that a run makes only what has changed.

Takes outputs with the key of everything that decided them, tells which are still as they were. The
history is an SQLite file beside the outputs: it survives `kill -9` at any moment, costs the same
memory for a hundred documents and a million, and has one writer, the run's own process.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from articlepress import warc
from articlepress.errors import ArticlepressError, DiskFull, WriteError, all_errors
from articlepress.places import is_remote, place, state
from articlepress.records import remove_strange

if TYPE_CHECKING:  # a history loads it: 6 ms of CPU that one document must not pay
    import sqlite3


NAME = ".articlepress.db"
_COMMIT_S = 0.5
"""Seconds of finished work a crash may make us forget; forgotten work is done again."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS outputs (
    name TEXT PRIMARY KEY, key BLOB NOT NULL, size INTEGER, mtime_ns INTEGER, files TEXT,
    error TEXT, exit_code INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, finished INTEGER NOT NULL DEFAULT 0);
"""
_VERSION = 1


def content_digest(source: str | Path) -> bytes:
    """Return a digest of a source's content; that of a page elsewhere is of its name and state.

    Raises:
        OSError: the source cannot be read.
    """
    name = str(source)
    if (kept := warc.split_name(name)) is not None or is_remote(name):
        where = place(kept[0] if kept else name)
        return hashlib.sha256(repr((name, state(where))).encode()).digest()
    with open(source, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def plan_of(*decided_by: object) -> bytes:
    """Return a digest of values that decide an output; equal values give equal digests.

    Mappings count without their order.
    """
    return hashlib.sha256(_canonical(decided_by).encode("utf-8", "surrogatepass")).digest()


def folder_digest(folders: Iterable[Path]) -> str:
    """Return a digest of every file in some folders, by name and content."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(repr(path.relative_to(folder).as_posix()).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class History:
    """The history of one folder. A context: what was noted is kept when it is left."""

    def __init__(self, folder: Path, shard: str = "") -> None:
        """Open or begin the history of a folder; every shard of a run keeps its own.

        Raises:
            WriteError: the folder cannot be written to.
        """
        self._folder = folder
        self._is_home = is_remote(folder)
        """Whether the history lies among this user's caches, where nobody else writes."""
        here = _at_home(folder) if self._is_home else folder
        name = f".articlepress.{shard}.db" if shard else NAME
        self._path = here / name
        self._run = 0
        self.was_interrupted = False
        """Whether the last run of the folder ended before its time."""
        try:
            here.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"cannot be written: {error.strerror}", where=str(here)) from error
        self._secure()
        import sqlite3  # imported here, as said above

        try:
            self._base = self._open()
        except sqlite3.DatabaseError:
            # Damaged, or of another version: it only saves work, so it begins anew.
            for path in (self._path, *self._beside()):
                with contextlib.suppress(OSError):
                    path.unlink()
            self._base = self._reopen()
        self._committed = time.monotonic()

    def _secure(self) -> None:
        """Take away what would make SQLite write or delete elsewhere: the folder may be anyone's.

        A link leads to another program's database. A rollback journal may name any file as its
        master, which SQLite then deletes; a history of ours writes ahead and leaves no journal.
        """
        for path in (self._path, *self._beside()):
            remove_strange(path)
        with contextlib.suppress(OSError):
            self._path.with_name(self._path.name + "-journal").unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._commit()
        finally:
            self._base.close()

    def is_unchanged(self, output: Path, key: bytes) -> bool:
        """Tell whether the output stands as an earlier run with this key left it."""
        row = self._row(output, key)
        if row is None or row[3]:
            return False
        size, mtime_ns, files, _, _ = row
        states = self._states(files)
        if states is None:
            return False
        # A source that was split has no output of its own name; its files stand in the list.
        if size is not None and state(output) != (size, mtime_ns):
            return False
        return all(
            state(place(name)) == (tuple(was) if was else None) for name, was in states.items()
        )

    def _states(self, text: str) -> dict[str, list[int] | None] | None:
        """Return the files an output was made with; None where nobody of ours wrote that.

        A history in a folder may be anyone's: it names no address that would have to be asked.
        """
        try:
            found = json.loads(text)
            states = {str(name): list(was) if was else None for name, was in found.items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None
        strange = any("\0" in name or (is_remote(name) and not self._is_home) for name in states)
        return None if strange else states

    def failure(self, output: Path, key: bytes) -> ArticlepressError | None:
        """Return the error an earlier run with this key met instead of making the output."""
        row = self._row(output, key)
        if row is None or not row[3]:
            return None
        kinds = {kind.exit_code: kind for kind in all_errors()}
        return kinds.get(row[4], ArticlepressError)(str(row[3]))

    def knows(self, output: Path) -> bool:
        """Tell whether an earlier run made the output, with whatever key."""
        found = self._base.execute(
            "SELECT 1 FROM outputs WHERE name = ? AND error = ''", (self._name(output),)
        )
        return found.fetchone() is not None

    def note_made(self, output: Path, key: bytes, files: Iterable[Path]) -> None:
        """Note that an output was made; `files` were read for it, or looked for, beside its
        source."""
        states = {str(path): state(path) for path in files}
        size, mtime_ns = state(output) or (None, None)
        self._note(output, key, size, mtime_ns, json.dumps(states), "", 0)

    def note_failed(self, output: Path, key: bytes, error: ArticlepressError) -> None:
        """Note that an output could not be made."""
        self._note(output, key, None, None, "{}", _told(error.message), error.exit_code)

    def begin(self) -> None:
        """Note that a run begins."""
        self._run = self._base.execute("INSERT INTO runs DEFAULT VALUES").lastrowid or 0
        self._base.commit()

    def finish(self) -> None:
        """Note that the run came to its end."""
        self._base.execute("DELETE FROM runs WHERE id < ?", (self._run,))
        self._base.execute("UPDATE runs SET finished = 1 WHERE id = ?", (self._run,))
        self._base.commit()

    def _note(self, output: Path, key: bytes, *values: object) -> None:
        row = (self._name(output), key, *values)
        self._base.execute("INSERT OR REPLACE INTO outputs VALUES (?,?,?,?,?,?,?)", row)
        if time.monotonic() - self._committed > _COMMIT_S:
            self._commit()

    def _commit(self) -> None:
        import sqlite3  # imported here, as said above

        try:
            self._base.commit()
        except sqlite3.OperationalError as error:
            raise DiskFull(f"cannot be written: {error}", where=str(self._path)) from error
        self._committed = time.monotonic()

    def _row(self, output: Path, key: bytes) -> tuple[int | None, int | None, str, str, int] | None:
        row: tuple[int | None, int | None, str, str, int] | None = self._base.execute(
            "SELECT size, mtime_ns, files, error, exit_code FROM outputs"
            " WHERE name = ? AND key = ?",
            (self._name(output), key),
        ).fetchone()
        return row

    def _name(self, output: Path) -> str:
        name = str(output) if is_remote(output) else os.path.relpath(output, self._folder)
        return _told(name)

    def _reopen(self) -> sqlite3.Connection:
        import sqlite3  # imported here, as said above

        try:
            return self._open()
        except sqlite3.DatabaseError as error:
            raise WriteError(f"cannot be written: {error}", where=str(self._path)) from error

    def _open(self) -> sqlite3.Connection:
        import sqlite3  # imported here, as said above

        base = sqlite3.connect(self._path, timeout=10)
        try:
            base.execute("PRAGMA trusted_schema = OFF")
            if not _is_ours(base):
                raise sqlite3.DatabaseError("holds what no history holds")
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version not in (0, _VERSION):
                raise sqlite3.DatabaseError(f"is a history of version {version}")
            # A crash of this process loses nothing that was committed; one of the machine may lose
            # the last seconds, which are then done again.
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            base.executescript(_SCHEMA)
            base.execute(f"PRAGMA user_version = {_VERSION}")
            last = base.execute("SELECT finished FROM runs ORDER BY id DESC LIMIT 1").fetchone()
            self.was_interrupted = last is not None and not last[0]
        except BaseException:
            base.close()
            raise
        return base

    def _beside(self) -> tuple[Path, ...]:
        return tuple(self._path.with_name(self._path.name + end) for end in ("-wal", "-shm"))


def _told(text: str) -> str:
    """Return a text SQLite takes: a name may hold bytes that are no characters."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace")


def _is_ours(base: sqlite3.Connection) -> bool:
    """Tell whether a database has our tables and nothing else: no view, no trigger."""
    ours = {" ".join(sql.split()) for sql in _SCHEMA.replace(" IF NOT EXISTS", "").split(";")}
    found = base.execute("SELECT sql FROM sqlite_master").fetchall()
    return all(isinstance(sql, str) and " ".join(sql.split()) in ours for (sql,) in found)


def _at_home(folder: Path) -> Path:
    """Return where the history of a remote folder is kept: among this user's caches."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(str(folder).rstrip("/").encode()).hexdigest()[:20]
    return caches / "articlepress" / "history" / name


def _canonical(value: object) -> str:
    if isinstance(value, Mapping):
        inside = sorted((repr(k), _canonical(v)) for k, v in value.items())
        return f"{{{','.join(f'{k}:{v}' for k, v in inside)}}}"
    if isinstance(value, (tuple, list)):
        return f"[{','.join(map(_canonical, value))}]"
    return repr(value)
