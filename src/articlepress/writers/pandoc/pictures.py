"""Pictures for pandoc: as `data:` addresses inside formats that hold them, by name beside others.

Pandoc runs in its sandbox and can open no file; the bytes travel inside the JSON. A picture that
cannot be had is reported and shown as its words, unless its caption says them.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articlepress.article import AssetRef
from articlepress.assets import absence, load
from articlepress.diagnostics import Notes, Origin, counted
from articlepress.errors import AssetError
from articlepress.fitting import PictureLimits, fit
from articlepress.pandoc.table import PandocFormat
from articlepress.render.html_inlines import spoken
from articlepress.urls import is_absolute

LIMITS = PictureLimits(media_types=("image/jpeg", "image/png", "image/gif"), max_pixels=8_000_000)
"""What Word, LibreOffice and e-readers of pandoc's EPUB all show."""

# Any below is a JSON value of pandoc's.
Json = dict[str, Any]


def with_pictures(
    document: Json, assets: Mapping[str, AssetRef], format: PandocFormat, notes: Notes
) -> Json:
    """Return the document with pictures as the format takes them."""
    work = _Pictures(assets, format.pictures == "inside", notes)
    blocks = work.any(document["blocks"])
    if work.outside:
        number = counted(work.outside, "picture")
        notes.info(
            "AP905",
            f"{format.name} names {number} and holds none; keep them beside the file",
            hint="docx, odt and epub hold their pictures",
        )
    return {**document, "blocks": blocks}


@dataclass(slots=True)
class _Pictures:
    assets: Mapping[str, AssetRef]
    inside: bool
    notes: Notes
    ready: dict[str, str] = field(default_factory=dict)
    """Address inside the document by `src`; empty where the picture cannot be had."""
    outside: int = 0
    caption: str = ""
    """Words of the caption of the figure being read."""

    def any(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.any(item) for item in value]
        if isinstance(value, dict):
            if value.get("t") == "Image":
                return self.image(value)
            if value.get("t") == "Figure":
                return self.figure(value)
            return {**value, "c": self.any(value["c"])} if "c" in value else value
        return value

    def figure(self, item: Json) -> Json:
        attributes, caption, blocks = item["c"]
        around, self.caption = self.caption, spoken(_words(caption))
        inside = self.any(blocks)
        self.caption = around
        caption = self.any(caption)
        if _shows(inside):
            return {"t": "Figure", "c": [attributes, caption, inside]}
        # Pandoc sets the caption of a figure without a picture above it.
        below = {"t": "Div", "c": [["", [], [["custom-style", "Image Caption"]]], caption[1]]}
        return {"t": "Div", "c": [attributes, [*inside, below]]}

    def image(self, item: Json) -> Json:
        attributes, alt, (src, title) = item["c"]
        if not self.inside:
            self.outside += bool(src) and not is_absolute(src)
            return item
        if src not in self.ready:
            self.ready[src] = self.address(src)
        if not self.ready[src]:
            is_said = spoken(_words(alt)) in self.caption
            words = [] if is_said else [{"t": "Str", "c": "["}, *alt, {"t": "Str", "c": "]"}]
            return {"t": "Span", "c": [["", ["missing-picture"], []], words]}
        return {"t": "Image", "c": [attributes, alt, [self.ready[src], title]]}

    def address(self, src: str) -> str:
        ref = self.assets.get(src)
        if ref is None:
            code, what, hint = absence(src)
            if is_absolute(src):
                code, what = "AP405", "is on the network and was not fetched"
            self.notes.warn(code, f"picture {what}: {src!r}", Origin(excerpt=src), hint=hint)
            return ""
        try:
            asset = fit(load(ref, src), LIMITS, src)
        except AssetError as error:
            self.notes.warn("AP402", f"picture {src!r} {error.message}", Origin(excerpt=src))
            return ""
        packed = base64.b64encode(asset.content).decode("ascii")
        return f"data:{asset.media_type};base64,{packed}"


def _shows(value: Any) -> bool:
    """Tell whether a piece of pandoc's JSON holds more than the words of missing pictures."""
    if isinstance(value, list):
        return any(map(_shows, value))
    if not isinstance(value, dict):
        return False
    if value.get("t") == "Span" and "missing-picture" in value["c"][0][1]:
        return False
    return value.get("t") in _SHOWN or _shows(value.get("c", ""))


_SHOWN = frozenset(("Image", "Table", "CodeBlock", "Math", "Str"))


def _words(value: Any) -> str:
    """Return the characters of a piece of pandoc's JSON, markup and spaces aside."""
    if isinstance(value, list):
        return "".join(map(_words, value))
    if isinstance(value, dict):
        return value["c"] if value.get("t") == "Str" else _words(value.get("c", ""))
    return ""
