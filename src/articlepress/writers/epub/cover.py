"""Covers: a picture of the user's, or one made from title, byline and lead picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from articlepress.article import Article, AssetRef
from articlepress.assets import Asset, PictureLimits, fit, load
from articlepress.diagnostics import Notes
from articlepress.render.styles import Style
from articlepress.writers.epub.catalogue import words

LIMITS = PictureLimits(
    media_types=("image/jpeg", "image/png"), max_pixels=4_000_000, max_bytes=1_500_000
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover picture and what it shows, in words."""

    asset: Asset
    description: str


def article_cover(article: Article, option: str, style: Style, notes: Notes) -> Cover | None:
    """Return the cover of a book of one article, or None where the option says `none`.

    Raises:
        AssetError: the option names a file that is no picture.
    """
    if option in ("none", "generated"):
        return None
    return picture_cover(AssetRef(Path(option)), option, words(article.metadata.title))


def picture_cover(ref: AssetRef, name: str, description: str) -> Cover:
    """Return a picture of the user's as the cover, scaled down where it is too large.

    Raises:
        AssetError: it cannot be read, or is no picture.
    """
    return Cover(fit(load(ref, name), LIMITS, name), description)
