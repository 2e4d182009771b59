"""Font programs as the file carries them: the glyphs in use, variable fonts made static.

HarfBuzz does both in one pass of two milliseconds. WeasyPrint leaves the second to fontTools, which
takes a hundred for each font of each document, and copies every font file for every size set in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uharfbuzz
from weasyprint.pdf import fonts, stream
from weasyprint.text.ffi import harfbuzz_subset

_FLAGS = (
    uharfbuzz.SubsetFlags.RETAIN_GIDS
    | uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
)
_DROPPED = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT",
    "STAT", "SVG ", "gasp", "kern", "meta", "vhea", "vmtx", "VORG",
)  # fmt: skip
"""Tables that shape or describe text: in a PDF the glyphs stand where they stand."""


class LeanFont(fonts.Font):  # type: ignore[misc] # WeasyPrint has no type hints
    """WeasyPrint's font with its file read when it is embedded, and by HarfBuzz."""

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        self._content = b""
        self.silent: set[int] = set()  # glyphs that stand for no character, and rightly
        with _unread():
            super().__init__(pango_font, description, font_size)

    @property
    def file_content(self) -> bytes:
        """The font program: the whole file's until it is cleaned."""
        return self._content or self._whole_file()

    @file_content.setter
    def file_content(self, content: bytes) -> None:
        self._content = content

    def clean(self, to_unicode: Mapping[int, str], hinting: bool) -> None:
        """Reduce the font to the glyphs in use at the weight and size in use."""
        if self._is_left_to_the_engine() or not to_unicode:
            super().clean(to_unicode, hinting)
            return
        face = uharfbuzz.Face(uharfbuzz.Blob(self._whole_file()), self.index)
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(gid for gid in to_unicode if gid < self.glyph_count)
        wanted.drop_table_tag_set.update(_tag(name) for name in _DROPPED)
        wanted.flags = _FLAGS
        if self.missing:
            wanted.flags |= uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        for axis in face.axis_infos:
            value = self._axis_value(axis.tag, axis.default_value)
            value = min(max(value, axis.min_value), axis.max_value)
            wanted.pin_axis_location(face, axis.tag, value)
        self._content = uharfbuzz.subset(face, wanted).blob.data

    def _is_left_to_the_engine(self) -> bool:
        """Tell whether WeasyPrint's way is as good: pictures for glyphs, or nothing to make static.

        The machine's fonts for Chinese have 20 MB each; the engine cuts them where they lie.
        """
        has_pictures = bool(self.png or self.svg or self.colr)
        return has_pictures or (harfbuzz_subset is not None and "fvar" not in self.tables)

    def _whole_file(self) -> bytes:
        content: bytes = fonts.get_hb_object_data(self.hb_face)
        return content

    def _axis_value(self, tag: str, default: float) -> float:
        """Return where the font stands on an axis: as told, or as its description implies."""
        implied = {"wght": self.weight, "opsz": self.font_size, "ital": int(self.style == 2)}
        return float(self.variations.get(tag, implied.get(tag, default)))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


@contextmanager
def _unread() -> Iterator[None]:
    """Keep the engine from copying a font's file when it makes the font: 20 MB for Chinese."""
    read = fonts.get_hb_object_data
    fonts.get_hb_object_data = lambda face: b""
    try:
        yield
    finally:
        fonts.get_hb_object_data = read


@contextmanager
def lean_fonts() -> Iterator[None]:
    """Let the engine make `LeanFont`s meanwhile."""
    usual = stream.Font
    stream.Font = LeanFont
    try:
        yield
    finally:
        stream.Font = usual


def settle_signs(found: Mapping[Any, Any]) -> None:
    """Let a glyph that signs of one and of several characters share stand for the one.

    A font draws an ellipsis with three full stops. Where that comes first, the engine lets the full
    stop stand for nothing, and no later one could be copied, searched or heard.
    """
    for font in found.values():
        silent = {glyph for glyph, text in font.to_unicode.items() if not text}
        if not isinstance(font, LeanFont) or silent <= font.silent:
            continue
        plain = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font.file_content), font.index))
        for code in range(0x21, 0x7F):
            if (glyph := plain.get_nominal_glyph(code)) in silent:
                font.to_unicode[glyph] = chr(code)
                silent.remove(glyph)
        font.silent = silent
