"""What was made, remembered under what it was made from."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
SlotT = TypeVar("SlotT", bound=Hashable)

REMEMBERED = 64
"""Things kept; a column of ten pages takes about 1 MB in all its formats."""


@dataclass(slots=True)
class Memory(Generic[SlotT, T]):
    """Slots, each with the last thing made in it."""

    _slots: OrderedDict[SlotT, tuple[Hashable, T]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def last(self, slot: SlotT) -> T | None:
        """Return what stands in a slot, whatever it was made from."""
        known = self._slots.get(slot)
        return known[1] if known is not None else None

    def everything(self) -> list[tuple[SlotT, T]]:
        """Return all that is remembered, by slot."""
        with self._lock:
            return [(slot, made) for slot, (_, made) in self._slots.items()]

    def known(self, slot: SlotT, key: Hashable) -> T | None:
        """Return what stands in a slot if it was made from that."""
        with self._lock:
            known = self._slots.get(slot)
            if known is None or known[0] != key:
                return None
            self._slots.move_to_end(slot)
            return known[1]

    def keep(self, slot: SlotT, key: Hashable, made: T) -> T:
        """Put something into a slot."""
        with self._lock:
            self._slots[slot] = (key, made)
            self._slots.move_to_end(slot)
            while len(self._slots) > REMEMBERED:
                self._slots.popitem(last=False)
            return made

    def kept(self, slot: SlotT, key: Hashable, work: Callable[[], T]) -> T:
        """Return what stands in a slot, or do the work and keep what it gives."""
        known = self.known(slot, key)
        return known if known is not None else self.keep(slot, key, work())


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes with a file: its time and size; zeros where there is none."""
    try:
        state = os.stat(path)
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def stamps(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Return the stamps of files with their names."""
    return tuple((str(path), *stamp(path)) for path in paths)


def folder_stamps(folders: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    """Return the stamps of everything below folders."""
    return stamps(path for folder in folders for path in sorted(folder.rglob("*")))
