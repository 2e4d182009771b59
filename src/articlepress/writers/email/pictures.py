"""Pictures of a message: linked, attached or embedded, in sizes and formats mail clients show.

Takes images of the tree and the article's bytes, gives images whose `src` stands in the message
and a display width. What cannot be shown becomes its alternative text, and a diagnostic says so.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from articlepress import nodes as n
from articlepress.article import AssetRef
from articlepress.assets import Asset, absence, lookup
from articlepress.diagnostics import Notes, Origin, counted
from articlepress.errors import AssetError
from articlepress.fitting import PictureLimits, fit
from articlepress.render.dialect import Picture
from articlepress.writers.email.options import NewsletterOptions

MAX_WIDTH_PX = 560
"""Widest picture: the sheet's 600 px less its margins."""
INLINE_WIDTH_PX = 24
"""Width of a picture of unknown size inside a line of text: an icon's."""
PORTRAIT_WIDTH_PX = 96
"""Widest portrait beside a bio."""
DENSITY = 2
"""Device pixels for a CSS pixel, for sharp pictures on phones."""
MAX_TOTAL_BYTES = 5_000_000
"""Attached pictures of one message; many servers refuse messages above 10 MB."""
MAX_DATA_BYTES = 40_000
"""Embedded pictures of one message: they count towards the clip size."""

NAMED_FILES = 8
"""Files a diagnostic names one by one."""

_SOURCE = re.compile(r'<img[^<>]*? src="([^"]*+)"')
_TYPES = ("image/jpeg", "image/png", "image/gif")
_PHOTO_TYPES = ("image/jpeg", "image/gif")
_UNSHOWN = re.compile(r"\.(svg|webp|avif)($|[?#])", re.IGNORECASE)
_SAFE_PATH = "/-._~!$&'()*+,;=:@%"


def _height(image: n.Image, asset: Asset | None, width: int) -> int | None:
    """Return the height that goes with a width, or None where nobody gives the picture's shape.

    A small picture has it stated: blocked, it would be a column of its words' letters. A large one
    shrinks with the screen, and in some clients with its width alone.
    """
    natural = image.width_px, image.height_px
    if not all(natural) and asset is not None:
        natural = asset.width_px, asset.height_px
    across, down = natural
    return max(1, round(width * down / across)) if across and down else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that travels with the message."""

    cid: str
    asset: Asset

    @property
    def filename(self) -> str:
        return f"{self.cid.partition('@')[0]}{self.asset.suffix}"


@dataclass(slots=True)
class PictureStore:
    """Decides once for each picture how the message shows it; the only state of a run."""

    assets: Mapping[str, AssetRef]
    options: NewsletterOptions
    notes: Notes
    attachments: dict[str, Attachment] = field(default_factory=dict)
    shown: dict[str, Picture] = field(default_factory=dict)
    """Address in the message -> how it is shown there, for the renderer."""
    published: dict[str, str] = field(default_factory=dict)
    """Address under the base URL -> the file the user has to put there."""
    spent_bytes: int = 0
    told: set[str] = field(default_factory=set)

    def place(self, image: n.Image, max_width_px: int, unknown_px: int) -> n.Image | None:
        """Return the image with its address in the message, or None where it cannot be shown.

        `unknown_px` is the width of a picture nobody gives a size for.
        """
        asset = self._asset(image)
        natural = image.width_px or (asset.width_px if asset else None) or unknown_px
        width = max(1, min(natural, max_width_px))
        url = self._address(image, asset, width)
        if not url:
            return None
        height = _height(image, asset, width) if width <= PORTRAIT_WIDTH_PX else None
        self.shown[url] = Picture(url, width, height)
        return n.Image(url, image.alt, image.title, width)

    def picture(self, image: n.Image) -> Picture | None:
        """Return how the renderer writes a placed image."""
        return self.shown.get(image.src)

    def _asset(self, image: n.Image) -> Asset | None:
        try:
            return lookup(self.assets, image.src)
        except AssetError as error:
            self._tell("AP402", image, f"picture {image.src} {error.message}; its text is shown")
            return None

    def _address(self, image: n.Image, asset: Asset | None, width: int) -> str:
        if asset is not None and self.options.images in ("cid", "data"):
            carried = self._carry(image, asset, width)
            if carried:
                return carried
        return self._link(image, asset)

    def _carry(self, image: n.Image, asset: Asset, width: int) -> str:
        most = self.options.picture_bytes
        # A PNG far above the budget is a photograph: trying to keep it PNG costs seconds of CPU.
        kinds = _PHOTO_TYPES if len(asset.content) > 2 * most else _TYPES
        limits = PictureLimits(kinds, max_width_px=width * DENSITY, max_bytes=most)
        try:
            fitted = fit(asset, limits, image.src)
        except AssetError as error:
            self._tell("AP402", image, f"picture {image.src} {error.message}")
            return ""
        embeds = self.options.images == "data"
        cost = len(fitted.content) * (4 if embeds else 3) // 3
        cid = f"{fitted.digest}@pictures.articlepress"
        if cid not in self.attachments:
            if self.spent_bytes + cost > (MAX_DATA_BYTES if embeds else MAX_TOTAL_BYTES):
                self._tell(
                    "AP404", image, f"picture {image.src} is over the message's picture budget"
                )
                return ""
            self.spent_bytes += cost
            self.attachments[cid] = Attachment(cid, fitted)
        if not embeds:
            return f"cid:{cid}"
        packed = base64.b64encode(fitted.content).decode("ascii")
        return f"data:{fitted.media_type};base64,{packed}"

    def _link(self, image: n.Image, asset: Asset | None) -> str:
        url = self._public_url(image.src)
        if not url:
            self._tell_unlinked(image, asset)
            return ""
        media_type = asset.media_type if asset else ""
        if media_type in ("image/webp", "image/avif", "image/svg+xml") or _UNSHOWN.search(url):
            self._tell(
                "AP803",
                image,
                f"picture {url} is of a kind Outlook cannot show; its text links to it",
                "attach pictures (--images cid), which converts them",
            )
            return ""
        return url

    def _public_url(self, src: str) -> str:
        """Return the https address of a picture, or an empty string."""
        if src.startswith("https://"):
            return src
        if src.startswith("http://"):
            return "https://" + src[7:]
        base = self.options.image_base_url
        if base and not src.startswith(("data:", "cid:", "//")):
            url = f"{base.rstrip('/')}/{quote(src.lstrip('/'), safe=_SAFE_PATH)}"
            self.published[url] = src
            return url
        return f"https:{src}" if src.startswith("//") else ""

    def tell_published(self, html: bytes) -> None:
        """Say which files the finished message expects under the base URL."""
        from html import unescape

        linked = set(map(unescape, _SOURCE.findall(html.decode())))
        files = [src for url, src in self.published.items() if url in linked]
        if not files:
            return
        more = f" and {len(files) - NAMED_FILES} more" if len(files) > NAMED_FILES else ""
        self.notes.info(
            "AP806",
            f"the message links to {counted(len(files), 'picture')} below "
            f"{self.options.image_base_url}: {', '.join(files[:NAMED_FILES])}{more}",
            hint="publish these files there, unchanged, before you send",
        )

    def _tell_unlinked(self, image: n.Image, asset: Asset | None) -> None:
        if asset is None:
            code, what, hint = absence(image.src)
            what = "has neither a file nor an https address" if code == "AP401" else what
            self._tell(code, image, f"picture {image.src} {what}; its text is shown", hint)
            return
        self._tell(
            "AP803",
            image,
            f"picture {image.src} has no https address; its text is shown",
            "give --image-base-url, or write a message with the pictures attached: --to eml",
        )

    def _tell(self, code: str, image: n.Image, message: str, hint: str = "") -> None:
        # A text names pictures it does not have; their words are all there ever was.
        if image.src and image.src not in self.told:
            self.told.add(image.src)
            self.notes.warn(code, message, Origin(excerpt=image.src), hint=hint)
