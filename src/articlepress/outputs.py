"""Outputs on disk: what they are called, whether they may be replaced, and writing them whole.

Takes names and bytes, gives paths. A file is written beside its place and renamed into it, so that
an old file stays whole until the new one is. Which files are ours stands in a record beside them
(`.articlepress.sha256`, lines of `sha256sum`); a file that is not in it is never replaced unasked.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from articlepress import warc
from articlepress.errors import DiskFull, UsageError, WriteError
from articlepress.places import is_remote, place, write_whole

DEFAULT_FOLDER = Path("output")
"""Where `convert` writes without `-o`."""
RECORD_NAME = ".articlepress.sha256"

_NEW_FILE_MODE = 0o666
# Characters no file system of ours takes in a name, and those a shell or a URL trips over.
_UNSAFE = str.maketrans(
    {c: "-" for c in '/\\:*?"<>|'}
    | {chr(code): "-" for code in (*range(0x20), *range(0x7F, 0xA0))}
    | dict.fromkeys((*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
# Windows keeps these names for its devices, whatever the suffix.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
# ext4, APFS and NTFS take 255 bytes; the suffix and the temporary file's mark need room.
_LONGEST_STEM_BYTES = 200
_PART = ".tmp"
_LARGEST_RECORD = 256_000_000
"""Bytes of a record that are read: a million outputs in a hundred versions have fewer."""
_MOST_FOLDERS = 4
"""Folders a name is told apart by, at most."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the user wants outputs: a folder, one file, or standard output."""

    folder: Path | None = None
    file: Path | None = None

    @property
    def is_stdout(self) -> bool:
        return self.folder is None and self.file is None


STDOUT = Destination()


def destination(out: str | None, outputs: int) -> Destination:
    """Return what `-o` means for a number of outputs; None is the default folder.

    A trailing slash or an existing folder makes it a folder.

    Raises:
        UsageError: one file or standard output is named for several outputs.
    """
    if out is None:
        return Destination(folder=DEFAULT_FOLDER)
    if out == "":
        raise UsageError("-o names nothing", hint="-o FILE, -o FOLDER/ or -o -")
    if out != "-" and (out.endswith(("/", os.sep)) or place(out).is_dir()):
        return Destination(folder=place(out))
    if outputs > 1:
        raise UsageError(
            f"-o {out} is one file, and there are {outputs} to write",
            hint="name a folder with a slash at its end" if out != "-" else "ask for one",
        )
    return STDOUT if out == "-" else Destination(file=place(out))


def output_path(place: Destination, stem: str, suffix: str) -> Path | None:
    """Return where one output goes; None is standard output."""
    if place.folder is None:
        return place.file
    return place.folder / f"{safe_stem(stem)}{suffix}"


def safe_stem(stem: str) -> str:
    """Return a name every file system takes, never empty, never hidden."""
    clean = stem.translate(_UNSAFE).strip(" .") or "article"
    while len(clean.encode("utf-8", "replace")) > _LONGEST_STEM_BYTES:
        clean = clean[:-1]
    clean = clean.rstrip(" .")
    return f"_{clean}" if clean.partition(".")[0].lower() in _RESERVED else clean


def distinct_stems(names: Sequence[str]) -> tuple[str, ...]:
    """Return a stem for the outputs of each source, no two alike.

    Sources of one name are told apart by their folders, as far up as it takes; by their suffixes
    where they lie in one folder; by numbers where nothing else is left. A name does not depend on
    the order of the others, except for numbers.
    """
    stems = [stem_of(name) for name in names]
    for parts in range(1, _MOST_FOLDERS + 1):
        for index in _alike(stems):
            stems[index] = _with_folders(names[index], parts)
    for index in _alike(stems):
        stems[index] = safe_stem(f"{stems[index]}-{Path(names[index]).suffix[1:]}".rstrip("-"))
    taken: set[str] = set()
    for index, wish in enumerate(stems):
        number, stem = 1, wish
        while _folded(stem) in taken:
            number += 1
            stem = safe_stem(f"{wish}-{number}")
        taken.add(_folded(stem))
        stems[index] = stem
    return tuple(stems)


def stem_of(name: str) -> str:
    """Return what the outputs of a source are called, were it alone."""
    if (kept := warc.split_name(name)) is not None:
        return safe_stem(warc.stem_of(kept[2]))
    return safe_stem("article" if name in ("", "-") else Path(name).stem)


def _with_folders(name: str, parts: int) -> str:
    if name == "-":
        return stem_of(name)
    path = Path(name) if is_remote(name) else Path(os.path.abspath(name))
    return safe_stem("-".join([*path.parent.parts[-parts:], path.stem]))


def _folded(stem: str) -> str:
    # Some file systems take a small letter for its capital, or two ways to write an accent for one.
    return unicodedata.normalize("NFC", stem).casefold()


def _alike(stems: Sequence[str]) -> list[int]:
    """Return where the stems stand that stand elsewhere too."""
    counts = Counter(map(_folded, stems))
    return [index for index, stem in enumerate(stems) if counts[_folded(stem)] > 1]


def refuse_collisions(
    planned: Iterable[tuple[str, Path | None]], sources: Iterable[Path] = ()
) -> None:
    """Raise unless every output has a file of its own that is no source of the run.

    `planned` gives pairs of an input's name and an output's path.

    Raises:
        UsageError: two outputs would be one file, or an output would replace a source.
    """
    taken: dict[str, str] = {}
    inputs = {os.path.realpath(path) for path in sources}
    for name, path in planned:
        if path is None:
            continue
        real = str(path) if is_remote(path) else os.path.realpath(path)
        if real in inputs:
            raise UsageError(
                f"{name!r} would be written over the input {str(path)!r}",
                hint="name another place with -o",
            )
        if real in taken:
            raise UsageError(
                f"{taken[real]!r} and {name!r} would both write {str(path)!r}",
                hint="convert them apart, each with its own -o FOLDER/",
            )
        taken[real] = name


def write_stdout(content: bytes) -> None:
    """Write bytes to standard output."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that the old one stays whole until the new one is complete.

    A link is followed and stays; the old file's permissions are kept; missing folders are made.
    What is no regular file (`/dev/null`, a pipe) is written to directly.

    Raises:
        WriteError: the folder or the file cannot be written.
    """
    try:
        if is_remote(path):
            write_whole(path, content)
            return
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(target)
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return
        _replace(target, content, _NEW_FILE_MODE & ~_umask() if mode is None else mode)
    except OSError as error:
        raise unwritable(error, path) from error


def unwritable(error: OSError, path: Path) -> WriteError:
    """Return the error of a file that cannot be written."""
    kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else WriteError
    return kind(f"cannot be written: {error.strerror or error}", where=str(path))


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _umask() -> int:
    # POSIX has no way to read it but to set it; workers are processes, so no thread sees the gap.
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace(target: Path, content: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=_mark(os.getpid()), suffix=_PART, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.chmod(name, stat.S_IMODE(mode))
            os.fsync(stream.fileno())
        os.replace(name, target)
    except BaseException:  # Ctrl-C too must leave no temporary file behind
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def remove_leftovers(folder: Path, process_number: int) -> None:
    """Remove the half-written files a process of this machine left in a folder when it died."""
    mark = _mark(process_number)
    if is_remote(folder):
        return
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(mark) and entry.name.endswith(_PART):
                os.unlink(entry.path)


def remove_stale_leftovers(folder: Path) -> None:
    """Remove the half-written files of every process of this machine that is no more."""
    mark = _mark(0).removesuffix("0-")
    if is_remote(folder):
        return
    with contextlib.suppress(OSError):
        names = [entry.name for entry in os.scandir(folder)]
        owners = {n.removeprefix(mark).partition("-")[0] for n in names if n.startswith(mark)}
        for number in owners:
            if number.isdecimal() and len(number) < 12 and not _lives(int(number)):
                remove_leftovers(folder, int(number))


def _mark(process_number: int) -> str:
    """Return how the names of a process's half-written files begin.

    The machine is named too: a folder may be shared, and a number says nothing elsewhere.
    """
    machine = "".join(c for c in _machine() if c.isalnum())[:24]
    return f".articlepress-{machine}-{process_number}-"


@cache
def _machine() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _lives(process_number: int) -> bool:
    try:
        os.kill(process_number, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it lives and is another's
        return True
    return True


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
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), _NEW_FILE_MODE)


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
            mode = _mode(path)
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
