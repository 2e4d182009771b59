"""Pictures of a book: found, converted to what every reading system shows, stored once.

Takes `src` values and the article's assets, gives addresses inside the book. A picture that cannot
be had is reported once and shown as its alternative text by the renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.assets import Asset, absence, load, stand_in
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import AssetError
from articlepress.fitting import PictureLimits, fit
from articlepress.render.dialect import Picture
from articlepress.writers.epub.package import Package
from articlepress.writers.epub.svg import safe_svg

LIMITS = PictureLimits(
    # Standard Ebooks f-016 and f-018; Kobo takes 5 MB, old e-ink readers run out of memory before.
    media_types=("image/jpeg", "image/png", "image/gif", "image/svg+xml"),
    max_pixels=4_000_000,
    max_bytes=1_500_000,
)
IMAGE_FOLDER = "images"


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture as it stands in the book."""

    name: str
    width_px: int
    height_px: int
    animated: bool


@dataclass(slots=True)
class PictureStore:
    """The pictures of one book; equal bytes are written once, whatever they were called."""

    package: Package
    notes: Notes
    _by_source: dict[str, Stored | None] = field(default_factory=dict)
    """By digest of the source's bytes, so that a logo on 1,000 pages is converted once."""

    def place(self, assets: Mapping[str, AssetRef], src: str, alt: str = "") -> Stored | None:
        """Return where the picture stands in the book, writing it there first where need be."""
        ref = assets.get(src)
        if ref is None:
            self._report_missing(src, alt)
            return None
        try:
            asset = load(ref, src)
        except AssetError as error:
            self._report_broken(error, src)
            return None
        key = asset.digest
        if key not in self._by_source:
            self._by_source[key] = self._store(asset, src)
        return self._by_source[key]

    def _store(self, asset: Asset, src: str) -> Stored | None:
        try:
            ready = _ready(asset, src)
        except AssetError as error:
            self._report_broken(error, src)
            return None
        if ready.media_type != asset.media_type or len(ready.content) != len(asset.content):
            self._report_change(asset, ready, src)
        name = f"{IMAGE_FOLDER}/{ready.digest}{ready.suffix}"
        if name not in self.package:
            self.package.add(name, ready.content, ready.media_type)
        animated = ready.media_type == "image/gif" and ready.content.count(b"\x21\xf9\x04") > 1
        return Stored(name, ready.width_px, ready.height_px, animated)

    def _report_missing(self, src: str, alt: str) -> None:
        code, what, hint = absence(src)
        message = f"picture {src!r} {what}; {stand_in(alt)}"
        self.notes.warn(code, message, Origin(excerpt=src), hint=hint)

    def _report_broken(self, error: AssetError, src: str) -> None:
        origin = Origin(excerpt=src)
        self.notes.warn("AP402", f"picture {src} {error.message}", origin, hint=error.hint)

    def _report_change(self, before: Asset, after: Asset, src: str) -> None:
        self.notes.info(
            "AP406",
            f"picture {src} was {before.media_type}, {before.width_px} × {before.height_px}, "
            f"{len(before.content):,} bytes; is {after.media_type}, {after.width_px} × "
            f"{after.height_px}, {len(after.content):,} bytes",
            Origin(excerpt=src),
        )


def _ready(asset: Asset, src: str) -> Asset:
    """Return the picture as the book takes it.

    Raises:
        AssetError: the pixels cannot be decoded, or the drawing holds nothing that is safe.
    """
    if asset.media_type != "image/svg+xml":
        ready = fit(asset, LIMITS, src)
        if ready is asset:
            _prove_readable(asset, src)
        return ready
    drawing = safe_svg(asset.content)
    if drawing is None or len(drawing) > LIMITS.max_bytes:
        raise AssetError("is a drawing that cannot be shown safely", where=src)
    return replace(asset, content=drawing)


def _prove_readable(asset: Asset, src: str) -> None:
    # A header can be sound and the rest cut off; epubcheck and e-readers refuse such a file.
    if asset.media_type == "image/jpeg" and b"\xff\xd9" not in asset.content[-4096:]:
        raise AssetError("is cut off", where=src)
    if asset.media_type == "image/png" and b"IEND" not in asset.content[-64:]:
        raise AssetError("is cut off", where=src)


@dataclass(frozen=True, slots=True)
class ArticlePictures:
    """The pictures of one article, by `src`; None where the book has no such picture."""

    stored: Mapping[str, Stored | None]

    def __call__(self, image: n.Image) -> Picture | None:
        """Return the renderer's picture: address in the book and size in pixels."""
        stored = self.stored.get(image.src)
        if stored is None:
            return None
        width = image.width_px or stored.width_px
        height = image.height_px
        if height is None or image.width_px is None:
            height = round(width * stored.height_px / max(stored.width_px, 1))
        return Picture(stored.name, max(width, 1), max(height, 1))


def place_all(article: Article, nodes: Iterable[n.Node], store: PictureStore) -> ArticlePictures:
    """Return every picture the chapter shows, stored in the book."""
    wanted: dict[str, str] = {}
    hero = article.metadata.hero
    if hero is not None:
        wanted[hero.image.src] = hero.image.alt
    for node in nodes:
        if isinstance(node, n.Image):
            wanted.setdefault(node.src, node.alt)
        elif isinstance(node, n.Embed) and node.thumbnail:
            wanted.setdefault(node.thumbnail, node.title)
    places = {src: store.place(article.assets, src, alt) for src, alt in wanted.items()}
    return ArticlePictures(places)
