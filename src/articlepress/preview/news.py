"""News of changed files, from the watcher to every open page.

Takes a desk's folders; gives the numbers of the columns each change concerns, None for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from articlepress.preview.desk import Desk

Changed = tuple[int, ...] | None

DEBOUNCE_MS, STEP_MS = 40, 15
"""How long changes are gathered: an editor's save is two or three of them within 10 ms."""


@dataclass(slots=True)
class News:
    """The listeners of one run."""

    _ears: set[asyncio.Queue[Changed]] = field(default_factory=set)

    async def listen(self) -> AsyncIterator[Changed]:
        """Yield what changes, until nobody listens."""
        ear: asyncio.Queue[Changed] = asyncio.Queue()
        self._ears.add(ear)
        try:
            while True:
                yield await ear.get()
        finally:
            self._ears.discard(ear)

    def tell(self, changed: Changed) -> None:
        """Tell every listener."""
        for ear in self._ears:
            ear.put_nowait(changed)


async def watch(desk: Desk, news: News) -> None:
    """Tell the news of every change below the desk's folders, until cancelled."""
    from watchfiles import awatch

    async for changes in awatch(
        *desk.watched(), debounce=DEBOUNCE_MS, step=STEP_MS, recursive=True
    ):
        concerned: set[int] = set()
        for _, path in changes:
            touched = desk.touched(path)
            if touched is None:
                news.tell(None)
                break
            concerned.update(touched)
        else:
            if concerned:
                news.tell(tuple(sorted(concerned)))
