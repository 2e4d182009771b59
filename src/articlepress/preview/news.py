"""News of changed files, from the watcher to every open page.

Takes a desk's folders; gives the numbers of the columns each change concerns, and whether the
manifest changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from articlepress.errors import ArticlepressError
from articlepress.preview.desk import Desk
from articlepress.preview.making import SLOW
from articlepress.preview.order import MANIFEST

DEBOUNCE_MS, STEP_MS = 40, 5
"""How long changes are gathered, and how long a pause ends it: an editor's save is two or three of
them within 10 ms."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed files concern."""

    columns: tuple[int, ...] | None = ()
    """Numbers of columns; None is all of them."""
    collection: bool = False
    """Whether the manifest is among them."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What an open page shows."""

    column: int
    form: str
    """The output; empty for other views."""


@dataclass(slots=True)
class News:
    """The listeners of one run."""

    _ears: dict[asyncio.Queue[Change], Interest | None] = field(default_factory=dict)

    async def listen(self, interest: Interest | None = None) -> AsyncIterator[Change]:
        """Yield what changes, until nobody listens."""
        ear: asyncio.Queue[Change] = asyncio.Queue()
        self._ears[ear] = interest
        try:
            while True:
                yield await ear.get()
        finally:
            self._ears.pop(ear, None)

    def tell(self, change: Change) -> None:
        """Tell every listener."""
        for ear in self._ears:
            ear.put_nowait(change)

    def shown_slow(self, change: Change) -> set[Interest]:
        """Return the slow outputs on show that a change concerns."""
        shown = {seen for seen in self._ears.values() if seen is not None and seen.form in SLOW}
        return {seen for seen in shown if change.columns is None or seen.column in change.columns}


async def watch(desk: Desk, news: News) -> None:
    """Tell the news of every change below the desk's folders, until cancelled."""
    from watchfiles import awatch

    begun: set[asyncio.Task[None]] = set()
    while True:
        folders = desk.watched()
        async for changes in awatch(*folders, debounce=DEBOUNCE_MS, step=STEP_MS, recursive=True):
            change = concerned(desk, [path for _, path in changes])
            if change != Change():
                # Begun before the page asks for it: it waits longest for these.
                for shown in news.shown_slow(change):
                    task = asyncio.create_task(asyncio.to_thread(_begin, desk, shown))
                    begun.add(task)
                    task.add_done_callback(begun.discard)
                news.tell(change)
            if desk.watched() != folders:  # another style lies elsewhere
                break


def _begin(desk: Desk, shown: Interest) -> None:
    with suppress(ArticlepressError):  # the page is told when it asks
        desk.output(shown.column, shown.form)


def concerned(desk: Desk, paths: Iterable[str]) -> Change:
    """Return what changed files concern."""
    columns: set[int] = set()
    everything = collection = False
    for path in paths:
        collection = collection or Path(path).name == MANIFEST
        touched = desk.touched(path)
        everything = everything or touched is None
        columns.update(touched or ())
    return Change(None if everything else tuple(sorted(columns)), collection)
