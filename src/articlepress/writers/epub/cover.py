"""Covers: a picture of the user's, or title, byline and lead picture set in the style's own type.

Drawn with Pillow (FreeType, HarfBuzz and bidi through raqm): a page engine and a rasterizer would
cost ten times the rest of a small book. A JPEG, because Kindle and Kobo take no SVG for a cover.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.article import Article, AssetRef, Collection
from articlepress.assets import Asset, load
from articlepress.diagnostics import Notes
from articlepress.errors import AssetError
from articlepress.fitting import PictureLimits, fit
from articlepress.labels import date_text, join_names, label
from articlepress.metadata import Person
from articlepress.render.styles import Style
from articlepress.scripts import remedy, told
from articlepress.walk import query
from articlepress.writers.epub.catalogue import words
from articlepress.writers.epub.lettering import (
    Box,
    Setting,
    foreign_characters,
    is_right_to_left,
    set_text,
)

if TYPE_CHECKING:  # Pillow costs 40 ms of CPU; a book without a drawn cover does not pay it
    from PIL.Image import Image as PillowImage
    from PIL.ImageDraw import ImageDraw

LIMITS = PictureLimits(
    media_types=("image/jpeg", "image/png"), max_pixels=4_000_000, max_bytes=1_500_000
)
WIDTH_PX, HEIGHT_PX = 1200, 1600
"""3:4, as Kobo asks; Kindle wants 1,000 pixels of height at least."""
MARGIN_PX = 96
PICTURE_HEIGHT_PX = 800
SMALLEST_HERO_PX = 500
"""A picture narrower than this would be blown up more than twice: no cover for it."""
_PAPER, _TINT, _INK, _MUTED, _ACCENT = "#ffffff", "#f5f2ec", "#1b1b1b", "#5a5a5a", "#8a1c1c"
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover picture and what it shows, in words."""

    asset: Asset
    description: str
    missing: frozenset[str] = frozenset()
    """Characters of its words that no font of the machine has."""


@dataclass(frozen=True, slots=True)
class CoverText:
    """What a drawn cover says."""

    title: str
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    foot: str = ""
    """Publication and date."""
    language: str = ""


def article_cover(article: Article, option: str, style: Style, notes: Notes) -> Cover | None:
    """Return the cover of a book of one article, or None where the option says `none`.

    Raises:
        AssetError: the option names a file that is no picture.
    """
    metadata = article.metadata
    if option == "none":
        return None
    title = words(metadata.title) or label("untitled", metadata.language)
    if option != "generated":
        return picture_cover(AssetRef(Path(option)), option, title)
    date = date_text(metadata.published, metadata.language) if metadata.published else ""
    text = CoverText(
        title,
        words(metadata.kicker) or metadata.section,
        words(metadata.subtitle),
        names(metadata.authors, metadata.language),
        " · ".join(filter(None, (metadata.site.name, date))),
        metadata.language,
    )
    return _told(drawn_cover(text, lead_picture(article), style), notes)


def collection_cover(
    collection: Collection, authors: tuple[Person, ...], option: str, style: Style, notes: Notes
) -> Cover | None:
    """Return the cover of a collection: its own picture, or one drawn from its title.

    It names the editors, or where there are none, the authors.

    Raises:
        AssetError: the picture that was asked for cannot be used.
    """
    if option == "none":
        return None
    if option != "generated":
        return picture_cover(AssetRef(Path(option)), option, collection.title)
    if collection.cover is not None:
        ref = collection.assets.get(collection.cover.src)
        if ref is None:
            raise AssetError("the cover has no file", where=collection.cover.src)
        return picture_cover(ref, collection.cover.src, collection.cover.alt or collection.title)
    series = collection.series
    text = CoverText(
        collection.title,
        series.name if series and series.name != collection.title else "",
        collection.subtitle,
        names(collection.editors or authors, collection.language),
        collection.publisher if collection.publisher != collection.title else "",
        collection.language,
    )
    return _told(drawn_cover(text, None, style), notes)


def _told(cover: Cover, notes: Notes) -> Cover:
    """Return the cover; what its picture cannot show is said."""
    if cover.missing:
        notes.warn(
            "AP703",
            f"no font on this machine has {told(cover.missing)} of the words on the cover; "
            "the book's text has them",
            hint=f"{remedy(cover.missing)}; or a picture of your own: --cover FILE",
        )
    return cover


def names(people: tuple[Person, ...], tag: str) -> str:
    """Return names as a list in words: "A, B and C"; more than three end in an ellipsis."""
    known = [" ".join(person.name.split()) for person in people if person.name.strip()]
    if len(known) > 3:
        return ", ".join(known[:3]) + "…"
    return join_names(known, tag)


def picture_cover(ref: AssetRef, name: str, description: str) -> Cover:
    """Return a picture of the user's as the cover, scaled down where it is too large.

    Raises:
        AssetError: it cannot be read, or is no picture.
    """
    return Cover(fit(load(ref, name), LIMITS, name), description)


def lead_picture(article: Article) -> Asset | None:
    """Return the article's hero, or its first large picture, or None."""
    hero = article.metadata.hero
    images = ([hero.image] if hero else []) + list(query(article.blocks, n.Image))
    for image in images:
        ref = article.assets.get(image.src)
        if ref is None:
            continue
        try:
            asset = load(ref, image.src)
        except AssetError:  # reported where the picture itself is placed
            continue
        wide = asset.width_px >= SMALLEST_HERO_PX and asset.height_px * 3 >= asset.width_px
        if wide and asset.media_type != "image/svg+xml":
            return asset
    return None


def drawn_cover(text: CoverText, picture: Asset | None, style: Style) -> Cover:
    """Return a cover in the style's type and colours; without a picture, of type alone."""
    from PIL import Image, ImageDraw

    palette = {
        name: _color(style, f"color-{name}", fallback)
        for name, fallback in (
            ("paper", _PAPER), ("tint", _TINT), ("text", _INK), ("muted", _MUTED),
            ("accent", _ACCENT),
        )
    }  # fmt: skip
    canvas = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), palette["paper"])
    draw = ImageDraw.Draw(canvas)
    top = _paste(canvas, picture)
    if not top:
        canvas.paste(palette["tint"], (0, 0, WIDTH_PX, HEIGHT_PX))
        draw.rectangle((0, 0, WIDTH_PX, 120), fill=palette["accent"])
    page = _Page(draw, palette, style, is_right_to_left(text.title), text.language)
    page.set(text, top)
    packed = io.BytesIO()
    canvas.save(packed, "JPEG", quality=88, optimize=True)
    asset = Asset(packed.getvalue(), "image/jpeg", WIDTH_PX, HEIGHT_PX)
    said = (text.title, text.subtitle, text.byline, text.foot)
    words = ". ".join(part.rstrip(".") for part in said if part)
    return Cover(asset, words, frozenset(page.missing))


def _color(style: Style, token: str, fallback: str) -> str:
    value = style.tokens.get(token, "").strip()
    return value if _COLOR.fullmatch(value) else fallback


def _paste(canvas: PillowImage, picture: Asset | None) -> int:
    """Fill the top with the picture; returns the height it takes, 0 without one."""
    if picture is None:
        return 0
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture.content)) as image:
            # JPEG decodes at an eighth, a quarter or half its size for nearly nothing.
            image.draft("RGB", (WIDTH_PX, PICTURE_HEIGHT_PX))
            upright = ImageOps.exif_transpose(image) or image
            flat = Image.new("RGB", upright.size, "#ffffff")
            rgba = upright.convert("RGBA")
            flat.paste(rgba, mask=rgba.getchannel("A"))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        return 0  # reported where the picture itself is placed
    # A little above the middle: faces and horizons stand there.
    fitted = ImageOps.fit(flat, (WIDTH_PX, PICTURE_HEIGHT_PX), centering=(0.5, 0.4))
    canvas.paste(fitted, (0, 0))
    return PICTURE_HEIGHT_PX


@dataclass(slots=True)
class _Page:
    draw: ImageDraw
    palette: dict[str, str]
    style: Style
    right_to_left: bool
    language: str = ""
    missing: set[str] = field(default_factory=set)

    def set(self, text: CoverText, top: int) -> None:
        """Set kicker, title and subtitle from the top, byline and foot at the bottom."""
        width = WIDTH_PX - 2 * MARGIN_PX
        body = self.style.tokens.get("font-body", "serif")
        head = self.style.tokens.get("font-head", "sans-serif")
        foot = self._text(text.foot, head, 400, Box(width, 90, 34, 26))
        byline = self._text(text.byline, head, 600, Box(width, 120, 46, 30))
        bottom = HEIGHT_PX - MARGIN_PX
        bottom = self._above(foot, bottom, "muted")
        bottom = self._above(byline, bottom - (16 if foot else 0), "text")
        y = top + (72 if top else 300)
        kicker = self._text(text.kicker.upper(), head, 600, Box(width, 80, 34, 24))
        y = self._below(kicker, y, "accent") + (24 if kicker else 0)
        room = max(160, bottom - y - 80)
        share = 0.72 if text.subtitle else 1.0
        largest = 132 if top else 176
        title = self._text(text.title, body, 600, Box(width, int(room * share), largest, 44))
        y = self._below(title, y, "text") + 36
        left = WIDTH_PX - MARGIN_PX - 140 if self.right_to_left else MARGIN_PX
        self.draw.rectangle((left, y, left + 140, y + 7), fill=self.palette["accent"])
        subtitle = self._text(
            text.subtitle, body, 400, Box(width, max(60, bottom - y - 70), 46, 30)
        )
        self._below(subtitle, y + 40, "muted")

    def _text(self, text: str, families: str, weight: int, box: Box) -> Setting | None:
        setting = set_text(text, families, weight, box, self.language)
        # Without a font nothing is drawn: what asked for one is what is missing.
        self.missing |= setting.missing if setting else foreign_characters(text)
        return setting

    def _above(self, setting: Setting | None, bottom: int, color: str) -> int:
        if setting is None:
            return bottom
        top = bottom - setting.height_px
        self._below(setting, top, color)
        return top

    def _below(self, setting: Setting | None, top: int, color: str) -> int:
        """Draw the lines from a height downwards; returns where they end."""
        if setting is None:
            return top
        ascent, descent = setting.font.getmetrics()
        lead = (setting.leading_px - ascent - descent) // 2
        for number, line in enumerate(setting.lines):
            x = WIDTH_PX - MARGIN_PX if self.right_to_left else MARGIN_PX
            anchor = "rs" if self.right_to_left else "ls"
            y = top + number * setting.leading_px + lead + ascent
            self.draw.text((x, y), line, self.palette[color], setting.font, anchor)
        return top + setting.height_px
