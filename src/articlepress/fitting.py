"""Pictures made to fit an output: converted, scaled down, packed smaller.

Takes an `Asset` and what the output can take, gives the same object where it fits already. No
pixel is decoded here of a picture that `assets` has not let through.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articlepress.assets import Asset, open_picture
from articlepress.errors import AssetError

if TYPE_CHECKING:  # Pillow costs 40 ms of CPU; only work on pictures pays it
    from PIL.Image import Image as PillowImage


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What an output can take. Zero means no limit."""

    media_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/gif")
    max_width_px: int = 0
    max_pixels: int = 0
    max_bytes: int = 0


def fit(asset: Asset, limits: PictureLimits, name: str = "") -> Asset:
    """Return the picture within the limits, converted and scaled down as needed, or the same
    object.

    Photographs become JPEG; pictures with transparency or few colours become PNG; an animated GIF
    stays.
    A vector picture cannot be converted here and raises unless the output takes SVG.

    Raises:
        AssetError: the pixels cannot be decoded, or an SVG meets an output without SVG.
    """
    if _fits(asset, limits):
        return asset
    if asset.media_type == "image/svg+xml":
        raise AssetError("is an SVG drawing, which this output cannot show", where=name)
    if (
        asset.media_type == "image/gif"
        and "image/gif" in limits.media_types
        and _is_animated(asset)
    ):
        return asset
    image = _decode(asset, name)
    image = _scale(image, limits)
    return _encode(image, asset, limits)


def _decode(asset: Asset, name: str) -> PillowImage:
    from PIL import ImageFile, ImageOps

    image = open_picture(asset.content, name)
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        # WeasyPrint switches this on for the whole process; what is damaged must not depend on it.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        image.load()
        return ImageOps.exif_transpose(image) or image
    except Exception as error:  # as above: struct.error, IndexError and others are met
        raise AssetError(f"is damaged: {error}", where=name) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _is_animated(asset: Asset) -> bool:
    try:
        return bool(getattr(open_picture(asset.content, ""), "is_animated", False))
    except Exception:  # as above; what is damaged is told when it is decoded
        return False


def _fits(asset: Asset, limits: PictureLimits) -> bool:
    return (
        asset.media_type in limits.media_types
        and not (limits.max_width_px and asset.width_px > limits.max_width_px)
        and not (limits.max_pixels and asset.width_px * asset.height_px > limits.max_pixels)
        and not (limits.max_bytes and len(asset.content) > limits.max_bytes)
    )


def _scale(image: PillowImage, limits: PictureLimits) -> PillowImage:
    width, height = image.size
    factor = 1.0
    if limits.max_width_px:
        factor = min(factor, limits.max_width_px / width)
    if limits.max_pixels:
        factor = min(factor, (limits.max_pixels / (width * height)) ** 0.5)
    if factor >= 1.0:
        return image
    from PIL import Image

    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    size = max(1, int(width * factor)), max(1, int(height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def _encode(image: PillowImage, asset: Asset, limits: PictureLimits) -> Asset:
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    flat = asset.media_type in ("image/png", "image/gif", "image/bmp")
    if (transparent or flat) and "image/png" in limits.media_types:
        packed = io.BytesIO()
        image.save(packed, "PNG", optimize=True)
        if not limits.max_bytes or packed.tell() <= limits.max_bytes:
            return Asset(packed.getvalue(), "image/png", *image.size)
    return _encode_jpeg(image, limits)


def _encode_jpeg(image: PillowImage, limits: PictureLimits) -> Asset:
    from PIL import Image

    if image.mode != "RGB":
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, rgba).convert("RGB")
    while True:
        packed = io.BytesIO()
        for quality in (85, 75, 60, 45):
            packed = io.BytesIO()
            image.save(packed, "JPEG", quality=quality, optimize=True, progressive=True)
            if not limits.max_bytes or packed.tell() <= limits.max_bytes:
                return Asset(packed.getvalue(), "image/jpeg", *image.size)
        width, height = image.size
        if width < 32 or height < 32:
            return Asset(packed.getvalue(), "image/jpeg", *image.size)
        image = image.resize((width * 3 // 4, height * 3 // 4), Image.Resampling.LANCZOS)
