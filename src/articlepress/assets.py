"""Pictures: found beside a saved page or in `data:` URLs, sniffed, bounded.

Takes references the readers made (`AssetRef`), gives `Asset` values, which `fitting` makes fit an
output. No picture is decoded before its header has passed the pixel limit; nothing is fetched; no
file outside the source's own folder is opened.
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
    image = open_picture(content, name)
    media_type = _PILLOW_TYPES.get(image.format or "")
    if media_type is None:
        raise AssetError(f"is a {image.format} picture, which no output takes", where=name)
    width, height = image.size
    _keep("pixels", width * height, name)
    return Asset(content, media_type, width, height)


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


def stand_in(alt: str) -> str:
    """Return what becomes of a picture without bytes, as the end of a message about it."""
    return f"its text {alt!r} stands in its place" if alt else "it has no text and is left out"


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


def open_picture(content: bytes, name: str) -> PillowImage:
    """Return a picture of which the header has been read, and no pixel.

    Raises:
        AssetError: the bytes are no picture, or one far over the pixel limit.
    """
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
