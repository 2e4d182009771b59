"""Running pandoc: found, checked for its age, always in its sandbox, within time and memory.

Takes words and bytes, gives bytes and what pandoc warned of. The sandbox keeps pandoc from every
file and from the network but for files named on its command line, so that an `\\include` or a
picture's address in a document leads nowhere.

Source: https://pandoc.org/MANUAL.html#a-note-on-security
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from articlepress.errors import (
    ArticlepressError,
    FilterError,
    LimitExceeded,
    MissingTool,
    SourceError,
    UnknownReader,
    UnknownWriter,
    UsageError,
    WriteError,
    did_you_mean,
)
from articlepress.pandoc.table import Way
from articlepress.resources import build_date

OLDEST = (3, 0)
"""pandoc 3 writes api 1.23, the JSON our codec knows."""
INSTALL = "pip install 'articlepress[pandoc]'"
TIME_LIMIT_S = 120
"""A novel of 2 MB takes pandoc 10 s; what takes longer than this is no article."""
HEAP_LIMIT = "1500m"
"""Memory pandoc may take: a Word file of 60 MB needs about 1 GB."""
_BACKTRACE = "HasCallStack backtrace:"
"""What pandoc 3.9 prints after an error of the file system, with places in its own source."""
_WARNING = re.compile(r"^\[(WARNING|INFO)\] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program printed, and how it ended."""

    out: bytes
    err: str
    code: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What pandoc made, and what it warned of, a line each."""

    content: bytes
    warnings: tuple[str, ...] = ()


def pandoc_path() -> str:
    """Return where a pandoc is, without starting it; empty where there is none.

    The one that pypandoc_binary brings comes before one on the PATH: its version is pinned.
    """
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin:
        packaged = Path(spec.origin).parent / "files" / "pandoc"
        if os.access(packaged, os.X_OK):
            return str(packaged)
    return shutil.which("pandoc") or ""


@cache
def pandoc_version(path: str) -> tuple[int, ...]:
    """Return the version of the pandoc at a path; (0,) where it does not say."""
    try:
        ran = run_program([path, "--version"], b"", time_limit_s=20)
    except (OSError, LimitExceeded):
        return (0,)
    found = re.search(r"(?<!\d)\d++(?:\.\d++)++", ran.out.decode("utf-8", "replace"))
    return tuple(map(int, found[0].split("."))) if found else (0,)


def find_pandoc() -> str:
    """Return the path of a pandoc that can be used.

    Raises:
        MissingTool: there is none, or it is too old.
    """
    path = pandoc_path()
    if not path:
        raise MissingTool("pandoc is needed for this format and is not installed", hint=INSTALL)
    version = pandoc_version(path)
    if version < OLDEST:
        shown = ".".join(map(str, version)) if version > (0,) else "of no known version"
        raise MissingTool(f"pandoc {shown} at {path} is too old: 3.0 is needed", hint=INSTALL)
    return path


def run_pandoc(words: Sequence[str], content: bytes, way: Way, name: str = "") -> Answer:
    """Return what pandoc makes of the bytes, given to it on standard input.

    Raises:
        MissingTool: no usable pandoc is here.
        UnknownReader, UnknownWriter, UsageError: pandoc does not know a name or an option.
        SourceError, WriteError: pandoc cannot read the bytes or make the format.
        LimitExceeded: it took too long or too much memory.
    """
    # GHC's own flags come first: nothing that follows can set them again.
    command = [find_pandoc(), "+RTS", f"-M{HEAP_LIMIT}", "-RTS"]
    command += ["--sandbox", *words]
    try:
        ran = run_program(command, content, environment=_environment())
    except OSError as error:
        raise MissingTool(f"pandoc cannot be started: {error.strerror}", hint=INSTALL) from error
    except LimitExceeded as error:
        raise LimitExceeded(f"pandoc took over {TIME_LIMIT_S} seconds", where=name) from error
    if ran.code:
        raise _failure(ran, way, name)
    return Answer(ran.out, tuple(warnings_of(ran.err)))


def run_program(
    command: Sequence[str],
    content: bytes,
    *,
    environment: Mapping[str, str] | None = None,
    time_limit_s: float = TIME_LIMIT_S,
) -> Ran:
    """Return what a program prints when it is given bytes; its children end with it.

    Raises:
        OSError: it cannot be started.
        LimitExceeded: it took longer than the limit.
    """
    with subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment) if environment is not None else None,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(content, timeout=time_limit_s)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise LimitExceeded(f"{command[0]} took over {time_limit_s:g} seconds") from error
        except BaseException:  # Ctrl-C must not leave it running
            _end(process)
            raise
    return Ran(out, err.decode("utf-8", "replace"), process.returncode)


def _end(process: subprocess.Popen[bytes]) -> None:
    # The group, for a filter may have started programs of its own that hold the pipes open.
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):
        process.kill()
    process.communicate()


def _environment() -> dict[str, str]:
    """Return what pandoc may know of its surroundings: nothing that would change its output."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TMPDIR")}
    date = build_date()
    epoch = int(date.timestamp()) if date is not None else 0
    return {**kept, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": str(epoch)}


def warnings_of(text: str) -> list[str]:
    """Return what pandoc warned of, each on one line."""
    parts = _WARNING.split(text)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [" ".join(said.split()) for kind, said in pairs if kind == "WARNING"]


def _failure(ran: Ran, way: Way, name: str) -> ArticlepressError:
    said = " ".join(_WARNING.sub("", ran.err.partition(_BACKTRACE)[0]).split())
    message = said.removeprefix("pandoc: ")[:400] or f"pandoc ended with code {ran.code}"
    broken, unknown = (SourceError, UnknownReader) if way == "read" else (WriteError, UnknownWriter)
    match ran.code:
        case 21:
            return UnknownReader(f"pandoc: {message}", where=name)
        case 22:
            return UnknownWriter(f"pandoc: {message}", where=name)
        case 23:
            return unknown(f"pandoc: {message}", where=name, hint=_extension_hint(message))
        case 2 | 6:
            return UsageError(f"pandoc: {message}", where=name)
        case 83 | 84:
            return FilterError(message, where=name)
        case 251:
            return LimitExceeded(f"pandoc needed over {HEAP_LIMIT} of memory", where=name)
        case _:
            return broken(f"pandoc: {message}", where=name)


def _extension_hint(message: str) -> str:
    """Return the nearest extension that the format has, from pandoc's own words and list."""
    found = re.search(r"extension '?(\w+)'? is not supported for (\w+)", message)
    if found is None:
        return ""
    try:
        listed = run_program([pandoc_path(), f"--list-extensions={found[2]}"], b"").out
    except (OSError, LimitExceeded):
        return ""
    known = [line.strip("+- ") for line in listed.decode().splitlines()]
    return did_you_mean(found[1], known) or f"it has {', '.join(known)}"
