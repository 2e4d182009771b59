"""What people say in the preview, written into sidecars and the project's rules, and undone.

Takes a file and a change; the file is read again before it is written, and where somebody else has
changed it meanwhile nothing is written and both texts come back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from articlepress.atomic import write_atomic
from articlepress.corrections import KINDS, CorrectionKind
from articlepress.editing import add_rule, rules_file, write_sidecar
from articlepress.errors import UsageError
from articlepress.preview.order import MANIFEST
from articlepress.sidecar import SUFFIX
from articlepress.siterules import FOLDER


class Outdated(Exception):
    """The file was changed since it was looked at; nothing was written."""

    def __init__(self, path: Path, theirs: str, ours: str) -> None:
        super().__init__(str(path))
        self.path = path
        self.theirs = theirs
        """What stands in the file."""
        self.ours = ours
        """What was to be written, or what it was thought to hold."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that was made."""

    number: int
    path: Path
    before: str | None
    """None where there was no file."""
    after: str


@dataclass(slots=True)
class Edits:
    """The changes of one run, the last one last."""

    done: list[Edit] = field(default_factory=list)
    _count: int = 0
    _lock: Lock = field(default_factory=Lock)

    def correct(self, path: Path, kind: str, selector: str, note: str = "") -> Edit:
        """Add a rule to a site's file or a sidecar.

        Raises:
            UsageError: there is no such kind.
            ConfigError: the file is broken, or the selector cannot be parsed.
        """
        chosen = _kind(kind)
        with self._lock:
            return self._write(path, lambda: add_rule(path, chosen, selector, note))

    def state(self, path: Path, values: Mapping[str, object], version: str, shown: str) -> Edit:
        """Put values into a sidecar that is still of that version; `shown` is them as text.

        Raises:
            Outdated: it is not.
            ConfigError: a value cannot be what its key says.
        """
        return self.write(path, lambda: write_sidecar(path, values), version, shown)

    def write(self, path: Path, work: Callable[[], str], version: str, shown: str) -> Edit:
        """Let some work write a file that is still of that version; `shown` is what it writes.

        Raises:
            Outdated: it is not; nothing was written.
        """
        with self._lock:
            now = read_text(path)
            if version_of(now) != version:
                raise Outdated(path, now or "", shown)
            return self._write(path, work)

    def undo(self, number: int) -> Edit:
        """Take one change back, as long as its file stands as it left it.

        Raises:
            UsageError: there is no such change.
            Outdated: the file was changed since.
        """
        with self._lock:
            edit = next((edit for edit in self.done if edit.number == number), None)
            if edit is None:
                raise UsageError("this was undone before")
            now = read_text(edit.path)
            if now != edit.after:
                raise Outdated(edit.path, now or "", edit.after)
            if edit.before is None:
                edit.path.unlink()
            else:
                write_atomic(edit.path, edit.before.encode())
            self.done.remove(edit)
            return edit

    def _write(self, path: Path, write: Callable[[], str]) -> Edit:
        is_ours = path.name.endswith(SUFFIX) or path.name == MANIFEST
        if not (is_ours or path.match(f"{FOLDER}/*.toml")):
            raise UsageError("the preview writes sidecars, rules and manifests", where=str(path))
        before = read_text(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        after = write()
        self._count += 1
        edit = Edit(self._count, path, before, after)
        self.done.append(edit)
        return edit


def rules_place(root: Path | None, host: str) -> Path | None:
    """Return where rules for a host go; None without a project or a host."""
    return rules_file(root, host) if root is not None and host else None


def read_text(path: Path | None) -> str | None:
    """Return what a file holds; None where there is none."""
    if path is None:
        return None
    try:
        return path.read_text("utf-8-sig")
    except OSError:
        return None


def version_of(text: str | None) -> str:
    """Return a digest by which a form knows what it was filled from; empty for no file."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def _kind(kind: str) -> CorrectionKind:
    for known in KINDS:
        if kind == known:
            return known
    raise UsageError(f"no region is called {kind!r}", hint=f"one of {', '.join(KINDS)}")
