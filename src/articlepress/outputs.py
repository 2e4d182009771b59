"""What outputs are called and where they go; no two share a file, and none is an input.

Takes names of sources and what `-o` says; gives paths. Nothing is written here.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from articlepress import warc
from articlepress.errors import UsageError
from articlepress.places import is_remote, place

DEFAULT_FOLDER = Path("output")
"""Where `convert` writes without `-o`."""

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
# ext4, APFS and NTFS take 255 bytes; the suffix and the mark of `atomic` need room.
_LONGEST_STEM_BYTES = 200
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
