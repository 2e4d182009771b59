"""Where files are: on this machine, or anywhere fsspec reaches (`s3://`, `gs://`, `memory://`).

Takes names as a user types them, gives paths. A local name is a `pathlib.Path`; any other is
universal_pathlib's, which has the same methods, and is imported only when such a name is met.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articlepress.errors import MissingTool, SourceError, UsageError

WEB = ("http://", "https://")


def is_remote(name: str | Path) -> bool:
    """Tell whether a name is an address rather than a file of this machine."""
    return not isinstance(name, Path) and "://" in str(name)


def place(name: str) -> Path:
    """Return the path of a name.

    Raises:
        UsageError: the address is of a kind nothing here reaches.
        MissingTool: what reaches it is not installed.
    """
    if not is_remote(name):
        return Path(name)
    if name.startswith(WEB):
        raise UsageError(
            f"{name} is on the web", hint="--fetch gets it; or save it from your browser"
        )
    try:
        from upath import UPath  # imported here: only addresses need it
    except ImportError as error:
        raise MissingTool(
            f"{name} is an address", hint="pip install 'articlepress[cluster]'"
        ) from error
    try:
        path: Any = UPath(name)
        _ = path.fs
    except ImportError as error:
        # fsspec says itself which package reaches that kind of address.
        raise MissingTool(str(error), where=name) from error
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error
    found: Path = path  # it has the methods of one, and says so in its own types only
    return found


def read_bytes(name: str, limit: int) -> bytes:
    """Return the first bytes of a remote file.

    Raises:
        SourceError: it is not there, or cannot be read.
    """
    try:
        with place(name).open("rb") as stream:
            content: bytes = stream.read(limit)
            return content
    except FileNotFoundError as error:
        raise SourceError("no such file", where=name) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error}", where=name) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a remote file so that it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    remote: Any = path
    remote.parent.mkdir(parents=True, exist_ok=True)
    with remote.fs.transaction, remote.fs.open(remote.path, "wb") as stream:
        stream.write(content)


def state(path: Path) -> tuple[int, int] | None:
    """Return a file's size and a number that changes with its content, or None if it is not there.

    For a local file the number is the time of its last change in nanoseconds.
    """
    try:
        if isinstance(path, Path):
            found = path.stat()
            return found.st_size, found.st_mtime_ns
        remote: Any = path
        told = remote.fs.info(remote.path)
    except OSError:
        return None
    mark = next((told[k] for k in ("ETag", "etag", "md5Hash", "mtime", "created") if k in told), "")
    return int(told.get("size") or 0), zlib.crc32(str(mark).encode())


def pages_in(name: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the pages a remote address names: one, those directly in a folder, or a pattern's.

    Raises:
        SourceError: it cannot be looked into.
    """
    remote: Any = place(name)
    try:
        if any(sign in name for sign in "*?["):
            scheme = name.partition("://")[0]
            found = sorted(remote.fs.glob(remote.path))
            yield from (f"{scheme}://{path.lstrip('/')}" for path in found)
        elif name.endswith("/") or remote.is_dir():
            paths = sorted(str(path) for path in remote.iterdir())
            yield from (path for path in paths if path.lower().endswith(suffixes))
        else:
            yield name
    except OSError as error:
        raise SourceError(f"cannot be read: {error}", where=name) from error
