"""What the user names as input: files, folders, patterns, lists, archives and standard input.

Takes words of a command line, gives each source once. What cannot be used comes back as an error
beside the others, so that one bad name never stops the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from articlepress import warc
from articlepress.errors import SourceError
from articlepress.places import WEB, is_remote, pages_in
from articlepress.sidecar import SUFFIX as SIDECAR

FOLDER_SUFFIXES = (".html", ".htm", ".xhtml")
"""Files a folder stands for: saved pages. Other formats are named one by one."""
STDIN = "-"
_MAX_LIST_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Inputs:
    """The sources of a run, each once, in the order they were named."""

    names: tuple[str, ...]
    """Paths as given, or `-`."""
    repeated: tuple[str, ...] = ()
    """Files and folders that were named again."""
    errors: tuple[SourceError, ...] = ()


def expand(words: Iterable[str], suffixes: tuple[str, ...] = FOLDER_SUFFIXES) -> Inputs:
    """Return the sources that words name: files, `-`, folders, patterns, web archives, addresses
    that fsspec reaches, and `@list.txt` files.

    A folder stands for the files with one of the suffixes directly in it, by name. A list holds one
    name a line; blank lines and those that begin with `#` are passed over. Paths in it are used as
    if they were typed.
    """
    names: list[str] = []
    repeated: list[str] = []
    errors: list[SourceError] = []
    seen: set[str] = set()
    for item in _expanded(words, 0, suffixes):
        if isinstance(item, SourceError):
            errors.append(item)
            continue
        word, found = item
        # A shell's `columns/*` names the sidecars too; they are read with their pages.
        files = [name for name in found if not name.endswith(SIDECAR)]
        fresh = [name for name in files if _key(name) not in seen]
        if len(fresh) < len(files):
            repeated.append(word)
        for name in fresh:
            seen.add(_key(name))
            names.append(name)
    return Inputs(tuple(names), tuple(dict.fromkeys(repeated)), tuple(errors))


def _key(name: str) -> str:
    return name if name == STDIN or "://" in name else os.path.realpath(name)


def _expanded(
    words: Iterable[str], depth: int, suffixes: tuple[str, ...]
) -> Iterator[tuple[str, list[str]] | SourceError]:
    for word in words:
        try:
            if word.startswith("@") and not os.path.exists(word):
                yield from _expanded(_lines(word[1:], depth), depth + 1, suffixes)
            elif warc.is_archive(word):
                yield word, list(warc.pages(word))
            elif word.startswith(WEB):
                yield word, [word]
            elif is_remote(word):
                yield word, list(pages_in(word, suffixes))
            elif any(sign in word for sign in "*?[") and not os.path.exists(word):
                yield word, _matching(word)
            elif word != STDIN and os.path.isdir(word):
                if not _belongs_to_page(word, suffixes):
                    yield word, _files(Path(word), suffixes)
            else:
                yield word, [word]
        except SourceError as error:
            yield error


def _belongs_to_page(folder: str, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a folder holds what a browser saved beside a page: `columns/*` names it too."""
    stem = folder.rstrip("/" + os.sep).removesuffix("_files")
    return folder.rstrip("/" + os.sep) != stem and any(
        os.path.isfile(stem + suffix) for suffix in suffixes
    )


def _matching(pattern: str) -> list[str]:
    """Return the files a pattern names, which a shell has left alone; `**` goes into folders."""
    found = sorted(name for name in glob(pattern, recursive=True) if os.path.isfile(name))
    if not found:
        raise SourceError("no such file, nor any this fits as a pattern", where=pattern)
    return found


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    try:
        found = sorted(
            entry
            for entry in folder.iterdir()
            if entry.name.lower().endswith(suffixes)
            and not entry.name.startswith(".")
            and entry.is_file()
        )
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(folder)) from error
    if not found:
        raise SourceError(
            f"holds no page ({', '.join(suffixes)})",
            where=str(folder),
            hint="name the files, or a folder that holds pages itself",
        )
    return [str(path) for path in found]


def _lines(name: str, depth: int) -> list[str]:
    if depth >= _MAX_LIST_DEPTH:
        raise SourceError("is a list that names itself", where=name)
    try:
        text = sys.stdin.read() if name == STDIN else Path(name).read_text("utf-8")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=name) from error
    except UnicodeDecodeError as error:
        raise SourceError("is no list: not UTF-8", where=name) from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
