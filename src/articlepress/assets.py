"""Pictures: found beside a saved page or in `data:` URLs, sniffed, bounded, converted for an
output.

Takes references the readers made (`AssetRef`), gives `Asset` values. No picture is decoded before
its header
has passed the pixel limit; nothing is fetched; no file outside the source's own folder is opened.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from articlepress.article import Article, AssetRef
from articlepress.errors import AssetError, LimitExceeded
from articlepress.limits import keep, limit
from articlepress.urls import is_absolute

if TYPE_CHECKING:  # Pillow costs 40 ms of CPU; only work on pictures pays it
    from PIL.Image import Image as PillowImage

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "image/x-icon": ".ico",
}
_PILLOW_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "ICO": "image/x-icon",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture's bytes with what its header says."""

    content: bytes
    media_type: str
    width_px: int
    height_px: int

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that name the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def suffix(self) -> str:
        return _SUFFIXES.get(self.media_type, ".bin")


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What an output can take. Zero means no limit."""

    media_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/gif")
    max_width_px: int = 0
    max_pixels: int = 0
    max_bytes: int = 0


def load(ref: AssetRef, name: str = "") -> Asset:
    """Return the picture behind a reference.

    Raises:
        AssetError: the file is missing, too large, no picture, or over the pixel limit. The
        error's `where`
            is `name`.
    """
    content = ref.content or _read(ref.path, name)
    _keep("picture_bytes", len(content), name)
    if _is_svg(content):
        width, height = _svg_size(content)
        return Asset(content, "image/svg+xml", width, height)
    image = _open(content, name)
    media_type = _PILLOW_TYPES.get(image.format or "")
    if media_type is None:
        raise AssetError(f"is a {image.format} picture, which no output takes", where=name)
    width, height = image.size
    _keep("pixels", width * height, name)
    return Asset(content, media_type, width, height)


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


def data_url(url: str) -> AssetRef | None:
    """Return the bytes of a `data:image/…` URL, or None where it is no picture or damaged."""
    head, comma, body = url.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    if len(body) > limit("picture_bytes") * 4 // 3 > 0:
        return None
    if not head.lower().rstrip().endswith(";base64"):
        return AssetRef(content=unquote_to_bytes(body))
    import base64  # imported here: most pages have no data: pictures
    import binascii

    packed = "".join(unquote(body).split()).rstrip("=")
    try:
        content = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return AssetRef(content=content) if content else None


def local_file(reference: str, folder: Path) -> Path | None:
    """Return the file a relative reference names inside the folder, or None.

    Symbolic links are resolved first, so that neither `../` nor a link leads out of the folder.
    """
    try:
        path = unquote(urlsplit(reference).path)
    except ValueError:
        return None
    if not path or path.startswith(("/", "\\")) or "\0" in path or len(path) > 1000:
        return None
    try:
        root = folder.resolve()
        target = (root / path).resolve()
        return target if target.is_relative_to(root) and target.is_file() else None
    except OSError:
        return None


def lookup(assets: Mapping[str, AssetRef], src: str) -> Asset | None:
    """Return the picture for a `src`, or None where the article has no bytes for it.

    Raises:
        AssetError: there are bytes, and they cannot be used.
    """
    ref = assets.get(src)
    return load(ref, src) if ref is not None else None


def absence(src: str) -> tuple[str, str, str]:
    """Return code, words and remedy for a picture an article has no bytes for."""
    if _leads_outside(src):
        what = "lies outside the article's folder, where no file is read"
        return "AP403", what, "keep pictures in the article's folder or below it"
    if is_absolute(src):
        return "AP401", "has no local file", "save the page with its pictures"
    return "AP401", "has no local file", "keep the page's folder of pictures beside it"


def _leads_outside(src: str) -> bool:
    """Tell whether a reference names a file outside its folder, as it is written."""
    try:
        parts = urlsplit(src)
    except ValueError:
        return False
    if parts.scheme or parts.netloc:
        return False
    path = unquote(parts.path)
    return path.startswith("/") or normpath(path).split("/")[0] == ".."


def original(article: Article) -> bytes:
    """Return the page an article was read from, as saved.

    Raises:
        AssetError: it was read from no page, or the file is gone or another by now.
    """
    provenance = article.metadata.provenance
    if article.source is None:
        raise AssetError("was read from no page")
    content = article.source.content or _read(article.source.path, provenance.name)
    if hashlib.sha256(content).hexdigest() != provenance.sha256:
        raise AssetError("has changed since it was read", where=provenance.name)
    return content


def _keep(bound: str, found: int, name: str) -> None:
    """Raise where a picture is over a bound; the article goes on without it.

    Raises:
        AssetError: says which bound, and by how much.
    """
    try:
        keep(bound, found, name)
    except LimitExceeded as error:
        raise AssetError(error.message, where=name, hint=error.hint) from error


def _read(path: Path | None, name: str) -> bytes:
    if path is None:
        raise AssetError("has no bytes", where=name)
    try:
        _keep("picture_bytes", path.stat().st_size, name)
        return path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read: {error.strerror}", where=name) from error


def _open(content: bytes, name: str) -> PillowImage:
    import warnings

    from PIL import Image  # imported here: 40 ms of CPU

    try:
        with warnings.catch_warnings():
            # Our own limit stands below Pillow's bomb warning and is checked from the header.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        # Pillow refuses what is far above our own bound before it tells the size.
        raise AssetError(f"is over the limit of {limit('pixels'):,} pixels", where=name) from error
    except Exception as error:  # Pillow's formats let through what their parsing meets
        raise AssetError(
            f"is no picture: its first bytes are {content[:4]!r}", where=name
        ) from error


def _decode(asset: Asset, name: str) -> PillowImage:
    from PIL import ImageFile, ImageOps

    image = _open(asset.content, name)
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
        return bool(getattr(_open(asset.content, ""), "is_animated", False))
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


def _is_svg(content: bytes) -> bool:
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in head


def _svg_size(content: bytes) -> tuple[int, int]:
    import re

    head = content[:4000].decode("utf-8", "replace")
    tag = re.search(r"<svg\b[^<>]*+>", head)
    text = tag[0] if tag else ""
    number = r"(\d+(?:\.\d*)?|\.\d+)"
    width = re.search(rf"\bwidth=[\"']\s*{number}(?:px)?\s*[\"']", text)
    height = re.search(rf"\bheight=[\"']\s*{number}(?:px)?\s*[\"']", text)
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = re.search(rf"\bviewBox=[\"']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+{number}[\s,]+{number}", text)
    return (round(float(box[1])), round(float(box[2]))) if box else (300, 150)
