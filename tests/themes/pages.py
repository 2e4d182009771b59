"""Pages of the column: each theme with bio and disclaimer in each place they are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from themes.column import AUTHOR, BIO, BODY, DISCLAIMER, PARAGRAPHS, TITLE, Theme
from themes.templates import THEMES

Place = Literal["inside", "after", "outside"]
PLACES: tuple[Place, ...] = ("inside", "after", "outside")


@dataclass(frozen=True, slots=True)
class Variant:
    """A theme with a place for bio and disclaimer, and which of the two comes first."""

    theme: Theme
    bio: Place
    disclaimer: Place
    bio_first: bool

    @property
    def name(self) -> str:
        order = "bio-first" if self.bio_first else "disclaimer-first"
        return f"{self.theme.name}-bio-{self.bio}-disclaimer-{self.disclaimer}-{order}"

    def page(self) -> bytes:
        """The saved page."""
        theme = self.theme
        bio = theme.bio_box.format(author=AUTHOR, bio=BIO)
        disclaimer = theme.disclaimer_box.format(disclaimer=DISCLAIMER)
        slots = dict.fromkeys(PLACES, "")
        pieces = [(self.bio, bio), (self.disclaimer, disclaimer)]
        for place, piece in pieces if self.bio_first else pieces[::-1]:
            slots[place] += piece
        paragraphs = {f"p{number}": words for number, words in enumerate(PARAGRAPHS)}
        body = (theme.body or BODY).format(**paragraphs)
        return theme.page.format(title=TITLE, body=body, **slots).encode()


def variants() -> Iterator[Variant]:
    """Yield every theme with every placement; order matters only where both share a place."""
    for theme in THEMES:
        for bio in PLACES:
            for disclaimer in PLACES:
                yield Variant(theme, bio, disclaimer, bio_first=True)
                if bio == disclaimer:
                    yield Variant(theme, bio, disclaimer, bio_first=False)
