"""`Article` and `Collection`: what readers give and writers take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from articlepress.metadata import Metadata, Person, Series
from articlepress.nodes import Blocks, Image


@dataclass(frozen=True, slots=True)
class AssetRef:
    """Where bytes are: in a file of the source's folder, or in memory. `assets` opens it."""

    path: Path | None = None
    content: bytes = b""


NO_ASSETS: Mapping[str, AssetRef] = MappingProxyType({})


def _no_assets() -> Mapping[str, AssetRef]:
    return NO_ASSETS


@dataclass(frozen=True, slots=True)
class Article:
    """A normalized document. Bio and disclaimers are metadata, so no writer can forget them."""

    metadata: Metadata
    blocks: Blocks
    assets: Mapping[str, AssetRef] = field(default_factory=_no_assets, compare=False, repr=False)
    """Bytes for `Image.src` and `Embed.thumbnail`; a src that is not here has no local file."""
    source: AssetRef | None = field(default=None, compare=False, repr=False)
    """The page it was read from, as saved; None for an article made otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of articles under one heading of a collection; an empty title means no heading."""

    articles: Sequence[Article]
    """May be a lazy sequence, so that a book of thousands need not stand in memory."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """Several articles in one book."""

    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    editors: tuple[Person, ...] = ()
    publisher: str = ""
    language: str = ""
    description: str = ""
    identifier: str = ""
    cover: Image | None = None
    series: Series | None = None
    front: tuple[Article, ...] = ()
    """Front matter: a preface, a note by the editor."""
    back: tuple[Article, ...] = ()
    assets: Mapping[str, AssetRef] = field(default_factory=_no_assets, compare=False, repr=False)

    @property
    def articles(self) -> Iterator[Article]:
        """Every article of every part, in order, without front and back matter."""
        for part in self.parts:
            yield from part.articles

    @property
    def every(self) -> Iterator[Article]:
        """Every article in reading order, front and back matter too."""
        yield from self.front
        yield from self.articles
        yield from self.back
