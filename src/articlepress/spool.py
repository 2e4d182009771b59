"""Many articles without holding them: each is packed into a temporary file as it comes.

A tree of an article takes about 0.2 MB in memory and 10 kB packed; a book of thousands is gone
through twice and must fit in a laptop.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import IO, overload

from articlepress.article import Article

HELD = 100
"""Articles kept in memory before a file is made: most books are smaller."""


class Spool(Sequence[Article]):
    """Articles in the order they came, read back one at a time."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self._held: list[Article] = []
        self._file: IO[bytes] | None = None
        self._offsets: list[int] = []
        for article in articles:
            self.append(article)

    def append(self, article: Article) -> None:
        """Add an article at the end."""
        if self._file is None and len(self._held) < HELD:
            self._held.append(article)
            return
        if self._file is None:
            # Ours alone and without a name: nobody can put another pickle in its place.
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the spool
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        self._offsets.append(self._file.tell())
        # A mapping proxy cannot be pickled; a dictionary with the same pictures can.
        packable = replace(article, assets=dict(article.assets))
        pickle.dump(packable, self._file, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._held) + len(self._offsets)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return Chosen(self, range(len(self))[index])
        position = range(len(self))[index]
        if position < len(self._held):
            return self._held[position]
        assert self._file is not None, "what is not held stands in the file"
        self._file.seek(self._offsets[position - len(self._held)])
        article: Article = pickle.load(self._file)  # written by `append` above
        return article


class Chosen(Sequence[Article]):
    """Some articles of a sequence, in an order of their own, changed by a function as they come."""

    def __init__(
        self,
        articles: Sequence[Article],
        order: Sequence[int],
        change: Callable[[Article], Article] | None = None,
    ) -> None:
        self._articles = articles
        self._order = order
        self._change = change

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return Chosen(self._articles, self._order[index], self._change)
        article = self._articles[self._order[index]]
        return self._change(article) if self._change else article

    def __iter__(self) -> Iterator[Article]:
        return (self[index] for index in range(len(self)))
