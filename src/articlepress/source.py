"""Bytes of a source and where they came from: a file, standard input, memory."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from articlepress import warc
from articlepress.article import AssetRef
from articlepress.errors import SourceError
from articlepress.limits import keep, limit
from articlepress.places import is_remote, read_bytes


@dataclass(frozen=True)
class Source:
    """A source as saved. `folder` bounds what may be read beside it."""

    content: bytes = field(repr=False)
    name: str = "-"
    """File name without its folder, for messages and provenance."""
    path: Path | None = None
    url: str = ""
    """Address the page was saved from, when the caller knows it."""
    parts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Pictures that came inside the source, by the addresses its markup has for them."""

    @property
    def folder(self) -> Path | None:
        """Folder of the file; pictures are looked up there and below, nowhere else."""
        return self.path.parent if self.path else None

    @property
    def reference(self) -> AssetRef:
        """Where the bytes are found again, without holding those of a file."""
        return AssetRef(path=self.path) if self.path else AssetRef(content=self.content)

    @property
    def stem(self) -> str:
        """Name of the source without its suffixes, for naming outputs."""
        return Path(self.name).stem if self.name not in ("", "-") else "article"

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read_source(path: str | Path) -> Source:
    """Return the source at a path or an address; `-` is standard input, and a page of a web
    archive is named as `warc.pages` names it.

    Raises:
        SourceError: missing, unreadable, a folder, or empty.
        LimitExceeded: over the bound of bytes (`limits`).
    """
    most = limit("source_bytes") or sys.maxsize - 1
    if (kept := warc.split_name(str(path))) is not None:
        return _from_archive(*kept, str(path))
    if is_remote(path):
        content, name, file = read_bytes(str(path), most + 1), _last(str(path)), None
    elif str(path) == "-":
        content = sys.stdin.buffer.read(most + 1)
        name, file = "-", None
    else:
        file = Path(path)
        name = file.name
        try:
            with file.open("rb") as stream:
                content = stream.read(most + 1)
        except FileNotFoundError as error:
            raise SourceError("no such file", where=str(path)) from error
        except IsADirectoryError as error:
            raise SourceError("is a folder, not a page", where=str(path)) from error
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    keep("source_bytes", len(content), str(path))
    if not content.strip():
        raise SourceError("is empty", where=str(path), hint="save the page again")
    return Source(content, name, file)


def _from_archive(archive: str, offset: int, url: str, name: str) -> Source:
    most = limit("source_bytes") or sys.maxsize - 1
    content = warc.read_page(archive, offset, most + 1)
    keep("source_bytes", len(content), name)
    if not content.strip():
        raise SourceError("is empty", where=name)
    return Source(content, f"{warc.stem_of(url)}.html", url=url)


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2] or address
