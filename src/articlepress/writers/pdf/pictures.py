"""Pictures of an article as print needs them: checked before decoding, scaled once, named by us."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from articlepress import nodes as n
from articlepress.article import AssetRef
from articlepress.assets import Asset, absence, lookup, stand_in
from articlepress.diagnostics import Notes, Origin
from articlepress.errors import AssetError
from articlepress.fitting import PictureLimits, fit
from articlepress.render.dialect import Picture

SCHEME = "ap-picture"
"""Scheme of the addresses the fetcher serves pictures under."""

MEDIA_TYPES = ("image/jpeg", "image/png", "image/svg+xml")
INLINE_WIDTH_PX = 64
"""Widest picture taken for a sign within a line (a smiley, a flag), shown as wide as asked for."""

_PLAIN_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})


@dataclass(slots=True)
class PictureStore:
    """The pictures one document shows, by address; the only thing its fetcher can serve."""

    limits: PictureLimits
    notes: Notes
    served: dict[str, Asset] = field(default_factory=dict)
    _known: dict[tuple[int, str], Picture | None] = field(default_factory=dict)

    def show(self, image: n.Image, assets: Mapping[str, AssetRef]) -> Picture | None:
        """Return where the document finds a picture, or None (noted once) where it cannot."""
        key = id(assets), image.src
        if key not in self._known:
            self._known[key] = self._prepare(image, assets)
        picture = self._known[key]
        if picture is None:
            return None
        small = image.width_px is not None and image.width_px <= INLINE_WIDTH_PX
        return Picture(picture.url, image.width_px if small else None)

    def _prepare(self, image: n.Image, assets: Mapping[str, AssetRef]) -> Picture | None:
        try:
            asset = lookup(assets, image.src)
            if asset is not None:
                asset = printable(fit(asset, self.limits, image.src), image.src)
        except AssetError as error:
            self.notes.warn("AP402", str(error), Origin(excerpt=image.src))
            return None
        if asset is None:
            code, what, hint = absence(image.src)
            message = f"picture {image.src!r} {what}; {stand_in(image.alt)}"
            self.notes.warn(code, message, Origin(excerpt=image.src), hint=hint)
            return None
        url = f"{SCHEME}:{asset.digest}{asset.suffix}"
        self.served[url] = asset
        return Picture(url)


def limits_for(width_pt: float, dpi: int) -> PictureLimits:
    """Return what a page with this width of text needs of a picture."""
    return PictureLimits(MEDIA_TYPES, max_width_px=max(64, round(width_pt / 72 * dpi)))


def printable(asset: Asset, name: str) -> Asset:
    """Return a raster picture in RGB or grey with no empty transparency, or the same object.

    PDF/A takes no CMYK beside an sRGB intent, and an alpha channel without a transparent pixel
    costs a second picture.

    Raises:
        AssetError: the picture is damaged.
    """
    if asset.media_type == "image/svg+xml":
        return asset
    from PIL import Image  # imported here: 40 ms of CPU; pages without pictures don't pay it

    try:
        with Image.open(io.BytesIO(asset.content)) as image:
            wanted = _wanted_mode(image)
            if wanted == image.mode:
                return asset
            packed = io.BytesIO()
            if asset.media_type == "image/jpeg":
                image.convert(wanted).save(packed, "JPEG", quality=88)
            else:
                image.convert(wanted).save(packed, "PNG")
    except (OSError, ValueError, SyntaxError) as error:
        raise AssetError(f"is damaged: {error}", where=name) from error
    return Asset(packed.getvalue(), asset.media_type, asset.width_px, asset.height_px)


def _wanted_mode(image: object) -> str:
    from PIL.Image import Image

    assert isinstance(image, Image)
    if image.mode in ("RGBA", "LA"):
        alpha = image.getchannel("A").getextrema()
        return image.mode if alpha != (255, 255) else image.mode[:-1]
    return image.mode if image.mode in _PLAIN_MODES else "RGB"
