"""The columns that lie on the desk: read when they are looked at, again when something changed.

Takes the inputs and a way to load what a project says of them; gives looks and outputs. Everything
is remembered under what it was made from, so that a change costs what depends on it and no more.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TypeVar

from articlepress.batch.jobs import as_bug, place_error
from articlepress.diagnostics import Diagnostic, Notes
from articlepress.errors import ArticlepressError, ConfigError, SourceError
from articlepress.outputs import distinct_stems
from articlepress.pipeline import Output, make
from articlepress.preview.look import Look, look_at
from articlepress.project import Project
from articlepress.reading import Reading
from articlepress.render.styles import Style
from articlepress.sidecar import SUFFIX, sidecar_digest, sidecar_path
from articlepress.siterules import FOLDER
from articlepress.writers import Writer, find_writer

T = TypeVar("T")
SlotT = TypeVar("SlotT", bound=Hashable)

REMEMBERED = 64
"""Looks and outputs kept; a column of ten pages takes about 1 MB in all its formats."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What one output of one input is made with."""

    options: object
    style: Style


@dataclass(frozen=True, slots=True)
class Plan:
    """What the settings of a run say."""

    project: Project
    dress: Callable[[str, Writer], Dress]
    """Input and format -> what it is made with."""


@dataclass(frozen=True, slots=True)
class View:
    """A look at a column, the last good one where it cannot be read as it is."""

    look: Look | None
    error: ArticlepressError | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An output and what was said while it was made."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Desk:
    """The inputs of one preview."""

    names: tuple[str, ...]
    load: Callable[[], Plan]
    """Raises ConfigError where a file of settings is broken."""
    plan: Plan
    stems: tuple[str, ...] = ()
    plan_error: ConfigError | None = None
    _plan_key: Hashable = None
    _looks: OrderedDict[int, tuple[Hashable, Look]] = field(default_factory=OrderedDict)
    _made: OrderedDict[tuple[int, str], tuple[Hashable, Made]] = field(default_factory=OrderedDict)
    _reading: RLock = field(default_factory=RLock)
    _making: RLock = field(default_factory=RLock)

    def view(self, number: int) -> View:
        """Return what there is to see of a column; an error beside the last good state."""
        name = self.names[number]
        with self._reading:
            self._refresh()
            try:
                return View(_kept(self._looks, number, self._key(name), lambda: self._look(name)))
            except ArticlepressError as error:
                place_error(error, name)
                last = self._looks.get(number)
                return View(last[1] if last else None, error)
            except Exception as error:
                last = self._looks.get(number)
                return View(last[1] if last else None, as_bug(error))

    def output(self, number: int, format_name: str, options: object = None) -> Made:
        """Return a column in a format; `options` stand in for those of the settings.

        Raises:
            ArticlepressError: the column cannot be read or written.
        """
        view = self.view(number)
        if view.look is None:
            raise view.error or SourceError("cannot be read", where=self.names[number])
        look = view.look
        writer = find_writer(format_name)
        dress = self.plan.dress(self.names[number], writer)
        chosen = options if options is not None else dress.options
        key = (id(look), self._plan_key, _stamps(dress.style), repr(chosen))
        slot = (number, f"{format_name} {type(options).__name__ if options is not None else ''}")

        def work() -> Made:
            notes = Notes(path=self.names[number])
            (content,) = make(look.article, (Output(writer, chosen),), dress.style, notes)
            return Made(content, tuple(notes.diagnostics))

        # One at a time: the PDF engine's caches are not made for threads.
        with self._making:
            return _kept(self._made, slot, key, work)

    def sidecar(self, number: int) -> Path | None:
        """Return where the column's sidecar stands."""
        return sidecar_path(self.names[number])

    def watched(self) -> tuple[Path, ...]:
        """Return the folders in which a change can matter."""
        folders = {Path(name).resolve().parent for name in self.names}
        if self.plan.project.root is not None:
            folders.add(self.plan.project.root.resolve())
        for name in self.names[:1]:
            folders |= {
                path.resolve() for path in self.plan.dress(name, find_writer("html")).style.folders
            }
        return tuple(sorted(path for path in folders if path.is_dir()))

    def touched(self, path: str) -> tuple[int, ...] | None:
        """Return the columns a changed file belongs to; None: it may concern them all."""
        changed = Path(path)
        found = []
        for number, name in enumerate(self.names):
            source = Path(name).resolve()
            beside = self.sidecar(number)
            own = (source, beside.resolve() if beside is not None else source)
            files = source.with_name(f"{source.stem}_files")
            if changed in own or changed.is_relative_to(files):
                found.append(number)
        if found:
            return tuple(found)
        return None if changed.suffix in (".toml", ".css", ".html") else ()

    def _look(self, name: str) -> Look:
        return look_at(name, Reading(project=self.plan.project), Notes(path=name), numbered=True)

    def _key(self, name: str) -> Hashable:
        return (_stamp(Path(name)), sidecar_digest(name), self._plan_key)

    def _refresh(self) -> None:
        """Load the settings again where one of their files changed; keep the old where broken."""
        key = self._settings_key()
        if key == self._plan_key:
            return
        self._plan_key = key
        try:
            self.plan = self.load()
            self.plan_error = None
        except ConfigError as error:
            self.plan_error = error

    def _settings_key(self) -> Hashable:
        root = self.plan.project.root
        if root is None:
            return ()
        rules = sorted((root / FOLDER).glob("*.toml"))
        return tuple((str(path), _stamp(path)) for path in (*_own_files(root), *rules))


def open_desk(names: tuple[str, ...], load: Callable[[], Plan]) -> Desk:
    """Return a desk with the columns of these names on it.

    Raises:
        ConfigError: a file of settings is broken.
    """
    desk = Desk(names, load, load(), distinct_stems(names))
    desk._plan_key = desk._settings_key()
    return desk


def _kept(
    memory: OrderedDict[SlotT, tuple[Hashable, T]],
    slot: SlotT,
    key: Hashable,
    work: Callable[[], T],
) -> T:
    """Return what is remembered in a slot under that key, or do the work and remember it."""
    known = memory.get(slot)
    if known is not None and known[0] == key:
        memory.move_to_end(slot)
        return known[1]
    made = work()
    memory[slot] = (key, made)
    memory.move_to_end(slot)
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
    return made


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = os.stat(path)
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def _stamps(style: Style) -> Hashable:
    files = (path for folder in style.folders for path in sorted(folder.rglob("*")))
    return tuple(_stamp(path) for path in files)


def _own_files(root: Path) -> list[Path]:
    """Return the files of settings of a project; sidecars belong to their columns."""
    return sorted(path for path in root.glob("*.toml") if not path.name.endswith(SUFFIX))
