"""The columns that lie on the desk: read when they are looked at, again when something changed.

Takes the inputs and a way to load what a project says of them; gives looks and outputs. Everything
is remembered under what it was made from, so that a change costs what depends on it and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import RLock

from articlepress.batch.jobs import as_bug, place_error
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, ConfigError, SourceError
from articlepress.outputs import distinct_stems
from articlepress.preview.look import (
    Look,
    Opened,
    heard_by,
    look_at_page,
    look_at_plain,
    open_page,
)
from articlepress.preview.making import Made, Order, Workshop
from articlepress.preview.memory import Memory, folder_stamps, stamp, stamps
from articlepress.preview.order import MANIFEST
from articlepress.project import Project
from articlepress.reading import Reading
from articlepress.render.styles import Style
from articlepress.sidecar import SUFFIX, sidecar_digest, sidecar_path
from articlepress.siterules import FOLDER
from articlepress.source import read_source
from articlepress.writers import Writer, find_writer


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
    flags: tuple[str, ...] = ()
    """Of the command line, for the commands that build books."""


@dataclass(frozen=True, slots=True)
class View:
    """A look at a column, the last good one where it cannot be read as it is."""

    look: Look | None
    error: ArticlepressError | None = None
    version: int = 0
    """Changes when the article does."""


@dataclass(frozen=True, slots=True)
class _Seen:
    look: Look
    version: int


@dataclass(slots=True)
class Desk:
    """The inputs of one preview."""

    names: tuple[str, ...]
    load: Callable[[], Plan]
    """Raises ConfigError where a file of settings is broken."""
    plan: Plan
    stems: tuple[str, ...] = ()
    plan_error: ConfigError | None = None
    workshop: Workshop = field(default_factory=Workshop)
    _owners: dict[Path, int] = field(default_factory=dict)
    """Files and folders of single columns: page, sidecar, pictures saved with it."""
    _plan_key: Hashable = None
    _pages: Memory[int, Opened] = field(default_factory=Memory)
    _looks: Memory[int, _Seen] = field(default_factory=Memory)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _reading: RLock = field(default_factory=RLock)

    def view(self, number: int) -> View:
        """Return what there is to see of a column; an error beside the last good state."""
        name = self.names[number]
        failure: ArticlepressError
        with self._reading:
            self._refresh()
            try:
                seen = self._looks.kept(number, self._key(name), lambda: self._see(number))
                return View(seen.look, version=seen.version)
            except ArticlepressError as error:
                place_error(error, name)
                failure = error
            except Exception as error:
                failure = as_bug(error)
            last = self._looks.last(number)
            return View(last.look if last else None, failure, last.version if last else 0)

    def output(self, number: int, format_name: str, options: object = None) -> Made:
        """Return a column in a format; `options` stand in for those of the settings.

        Raises:
            ArticlepressError: the column cannot be read or written.
        """
        slot = (number, format_name, type(options).__name__ if options is not None else "")
        return self.workshop.made(slot, lambda: self._order(number, format_name, options))

    def is_made(self, number: int, format_name: str) -> bool:
        """Tell whether an output stands ready."""
        try:
            key = self._order(number, format_name, None).key
        except ArticlepressError:
            return False
        return self.workshop.is_made((number, format_name, ""), key)

    def _order(self, number: int, format_name: str, options: object) -> Order:
        view = self.view(number)
        if view.look is None:
            raise view.error or SourceError("cannot be read", where=self.names[number])
        writer = find_writer(format_name)
        dress = self.plan.dress(self.names[number], writer)
        chosen = options if options is not None else dress.options
        pictures = stamps(ref.path for ref in view.look.article.assets.values() if ref.path)
        key = (
            view.version,
            folder_stamps(dress.style.folders),
            dress.style,
            repr(chosen),
            pictures,
        )
        return Order(view.look.article, format_name, chosen, dress.style, self.names[number], key)

    def sidecar(self, number: int) -> Path | None:
        """Return where the column's sidecar stands."""
        return sidecar_path(self.names[number])

    def watched(self) -> tuple[Path, ...]:
        """Return the folders in which a change can matter."""
        folders = {Path(name).resolve().parent for name in self.names}
        if self.plan.project.root is not None:
            folders.add(self.plan.project.root.resolve())
        folders |= set(self._style_folders())
        return tuple(sorted(path for path in folders if path.is_dir()))

    def touched(self, path: str) -> tuple[int, ...] | None:
        """Return the columns a changed file belongs to; None: it may concern them all."""
        changed = Path(path)
        found = {
            self._owners[place] for place in (changed, *changed.parents) if place in self._owners
        }
        found |= {number for number, seen in self._looks.everything() if _shows(seen.look, changed)}
        if found:
            return tuple(sorted(found))
        if any(changed.is_relative_to(folder) for folder in self._style_folders()):
            return None
        if self.plan.project.root is None:
            return ()
        root = self.plan.project.root.resolve()
        rules = (root / FOLDER).resolve()
        if changed.parent == rules:
            return self._of_host(changed.stem)
        if changed in (rules, rules.parent):
            return None  # a new folder: what came into it before it was watched is never told
        is_settings = changed.suffix == ".toml" and changed.name != MANIFEST
        is_settings = is_settings and not changed.name.endswith(SUFFIX)
        return None if is_settings and changed.parent == root else ()

    def _of_host(self, host: str) -> tuple[int, ...] | None:
        """Return the columns of a site and the sites below it; None where some are not read yet."""
        found = []
        for number in range(len(self.names)):
            seen = self._looks.last(number)
            if seen is None:
                return None
            if f".{seen.look.host}".endswith(f".{host}"):
                found.append(number)
        return tuple(found)

    def _style_folders(self) -> Iterable[Path]:
        try:
            style = self.plan.dress(self.names[0], find_writer("html")).style
        except ArticlepressError:  # it is broken, which the views tell
            return
        yield from (folder.resolve() for folder in style.folders)

    def _see(self, number: int) -> _Seen:
        """Return a column read anew, with its version where that says the same as before."""
        look = self._look(number)
        last = self._looks.last(number)
        if last is not None and last.look.article == look.article:
            return _Seen(look, last.version)
        return _Seen(look, next(self._numbers))

    def _look(self, number: int) -> Look:
        name = self.names[number]
        reading = Reading(project=self.plan.project)
        key = _page_key(name)
        opened = self._pages.known(number, key)
        if opened is not None:
            known = Reading(opened.reader, project=self.plan.project)
            if heard_by(name, known, opened.host) == opened.heard:
                return look_at_page(opened, name, known, Notes(path=name), numbered=True)
        source = read_source(name)
        fresh = open_page(source, name, reading, numbered=True)
        if fresh is None:
            return look_at_plain(source, name, reading, Notes(path=name))
        self._pages.keep(number, key, fresh)
        return look_at_page(fresh, name, reading, Notes(path=name), numbered=True)

    def _key(self, name: str) -> Hashable:
        return (_page_key(name), sidecar_digest(name), self._plan_key)

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
        return stamps((*_own_files(root), *sorted((root / FOLDER).glob("*.toml"))))


def open_desk(names: tuple[str, ...], load: Callable[[], Plan]) -> Desk:
    """Return a desk with the columns of these names on it.

    Raises:
        ConfigError: a file of settings is broken.
    """
    owners = {place: number for number, name in enumerate(names) for place in _places(name)}
    desk = Desk(names, load, load(), distinct_stems(names), _owners=owners)
    desk._plan_key = desk._settings_key()
    return desk


def _places(name: str) -> Iterable[Path]:
    source = Path(name).resolve()
    yield from (source, source.with_name(f"{source.stem}_files"))
    if (beside := sidecar_path(name)) is not None:
        yield beside.resolve()


def _shows(look: Look, changed: Path) -> bool:
    """Tell whether a file is one of an article's pictures."""
    paths = (ref.path for ref in look.article.assets.values())
    return any(path is not None and path.resolve() == changed for path in paths)


def _page_key(name: str) -> Hashable:
    """Return what changes with a page: the file, and what lies in the folder saved beside it."""
    path = Path(name)
    return (stamp(path), stamp(path.with_name(f"{path.stem}_files")))


def _own_files(root: Path) -> list[Path]:
    """Return the files of settings of a project; sidecars and manifests are none."""
    return sorted(
        path
        for path in root.glob("*.toml")
        if not path.name.endswith(SUFFIX) and path.name != MANIFEST
    )
