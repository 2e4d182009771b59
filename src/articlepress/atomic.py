"""Files written whole: the old one stays until the new one is complete.

Takes paths and bytes. A file is written beside its place and renamed into it; what a process that
died left beside is known by its name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from functools import cache
from pathlib import Path

from articlepress.errors import DiskFull, WriteError
from articlepress.places import is_remote, write_whole

NEW_FILE_MODE = 0o666
_PART = ".tmp"


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
        mode = mode_of(target)
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return
        _replace(target, content, NEW_FILE_MODE & ~_umask() if mode is None else mode)
    except OSError as error:
        raise unwritable(error, path) from error


def unwritable(error: OSError, path: Path) -> WriteError:
    """Return the error of a file that cannot be written."""
    kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else WriteError
    return kind(f"cannot be written: {error.strerror or error}", where=str(path))


def mode_of(path: Path) -> int | None:
    """Return the mode of a file, None where there is none."""
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
