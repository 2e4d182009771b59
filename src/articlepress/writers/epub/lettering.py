"""Type for a drawn cover: the style's fonts, and text broken into even lines that fit a box."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Pillow costs 40 ms of CPU; a book without a drawn cover does not pay it
    from PIL.ImageFont import FreeTypeFont

_PACKAGED_SCRIPTS = (range(0x20, 0x530), range(0x1E00, 0x2070), range(0x20A0, 0x2150))
"""Latin, Greek, Cyrillic, punctuation, currency and letter-like signs: what the packaged fonts
hold."""
_WIDE = (range(0x2E80, 0xA4D0), range(0xAC00, 0xD7B0), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))
_NEVER_FIRST = "、。，．！？：；・）」』】〕〉》…‥ーゝ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""Characters no line begins with (JIS X 4051)."""
_NEVER_LAST = "（「『【〔〈《"
"""Characters no line ends with."""
_NO_CHARACTER = "\U0010ffff"
"""No font has it: what is drawn for it is drawn for everything a font lacks."""
_SHRINK = 0.93
"""Step from one size tried to the next."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room and the sizes a text may take."""

    width_px: int
    height_px: int
    largest_px: int
    smallest_px: int
    leading: float = 1.14


@dataclass(frozen=True, slots=True)
class Setting:
    """A text broken into lines at a size."""

    lines: tuple[str, ...]
    font: FreeTypeFont
    leading_px: int
    missing: frozenset[str] = frozenset()
    """Characters the font has no glyph for, which are drawn as boxes."""

    @property
    def height_px(self) -> int:
        return self.leading_px * len(self.lines)


def set_text(text: str, families: str, weight: int, box: Box, language: str = "") -> Setting | None:
    """Return the text at the largest size that fits the box, or None where no font can set it.

    At the smallest size the text is cut after the last line that fits and ends in an ellipsis.
    """
    text = " ".join(text.split())
    face = font_face(families, text, language)
    if not text or face is None:
        return None
    missing = _missing(_font(face, box.smallest_px, weight), text)
    size = float(box.largest_px)
    while True:
        font = _font(face, round(size), weight)
        leading_px = round(size * box.leading)
        room = max(1, box.height_px // leading_px)
        lines = break_lines(text, font, box.width_px)
        if len(lines) <= room and all(font.getlength(line) <= box.width_px for line in lines):
            return Setting(lines, font, leading_px, missing)
        if size <= box.smallest_px:
            kept = lines if len(lines) <= room else (*lines[: room - 1], lines[room - 1] + "…")
            return Setting(kept, font, leading_px, missing)
        size = max(size * _SHRINK, float(box.smallest_px))


def break_lines(text: str, font: FreeTypeFont, width_px: int) -> tuple[str, ...]:
    """Return the text in as few lines as the width asks for, none much shorter than the others."""
    pieces = _pieces(text)
    fewest = _filled(pieces, font, width_px)
    low, high = width_px // 3, width_px
    while high - low > 8:  # the narrowest measure that needs no further line makes even lines
        middle = (low + high) // 2
        if len(_filled(pieces, font, middle)) <= len(fewest):
            high = middle
        else:
            low = middle
    return _filled(pieces, font, high)


def _filled(pieces: Sequence[str], font: FreeTypeFont, width_px: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and font.getlength((line + piece).rstrip()) > width_px:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """Return what a line may be broken between: words, or single characters of CJK scripts."""
    pieces: list[str] = []
    for word in text.split(" "):
        start = len(pieces)
        before = ""
        for character in word:
            if len(pieces) > start and not _may_part(before, character):
                pieces[-1] += character
            else:
                pieces.append(character)
            before = character
        if word:
            pieces[-1] += " "
    return pieces


def _may_part(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters of a word."""
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return is_wide(before) or is_wide(after)


def is_wide(character: str) -> bool:
    """Tell whether a character belongs to a script written without spaces."""
    return any(ord(character) in block for block in _WIDE)


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _missing(font: FreeTypeFont, text: str) -> frozenset[str]:
    """Return the letters, digits and signs of a text that a font draws as a box."""
    doubtful = {c for c in text if not c.isascii() and unicodedata.category(c)[0] in "LNSC"}
    if not doubtful:
        return frozenset()
    box = _drawn(font, _NO_CHARACTER)
    return frozenset(c for c in doubtful if _drawn(font, c) == box)


def _drawn(font: FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def foreign_characters(text: str) -> frozenset[str]:
    """Return the characters of scripts that the packaged fonts do not hold."""
    return frozenset(c for c in text if not any(ord(c) in block for block in _PACKAGED_SCRIPTS))


Face = tuple[Path, int]
"""A font's file and its number there: those for Chinese, Japanese and Korean share one."""


def font_face(families: str, text: str, language: str = "") -> Face | None:
    """Return the first packaged font of a CSS list of families, or a system font for other scripts.

    The list is a style's token: `"Source Serif 4", Georgia, serif`. The language decides between
    the shapes that ideographs have in China, Taiwan, Japan and Korea.
    """
    foreign = sorted(foreign_characters(text))
    if foreign:
        return _system_font("".join(foreign), fontconfig_language(language))
    for family in families.split(","):
        found = _packaged_font(family.strip().strip("\"'"))
        if found is not None:
            return found, 0
    return _system_font("", "")


def fontconfig_language(language: str) -> str:
    """Return a language as fontconfig names it: Chinese by its countries, others by one word."""
    primary, *rest = language.lower().replace("_", "-").split("-")
    if primary != "zh":
        return primary
    if not {"hk", "mo"}.isdisjoint(rest):
        return "zh-hk"
    return "zh-cn" if {"tw", "hant"}.isdisjoint(rest) else "zh-tw"


@lru_cache(maxsize=32)
def _packaged_font(family: str) -> Path | None:
    name = "fontpkg_" + "".join(c if c.isalnum() else "_" for c in family.lower())
    if not name.isidentifier() or (spec := find_spec(name)) is None:
        return None
    for folder in spec.submodule_search_locations or ():
        for file in sorted(Path(folder, "files").glob("*.[to]tf")):
            if "italic" not in file.name.lower():
                return file
    return None


@lru_cache(maxsize=32)
def _system_font(characters: str, language: str) -> Face | None:
    """Ask fontconfig for a bold serif with the characters; it comes with Pango, as WeasyPrint."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    # One set: of several, a font that has a single sign of one would do.
    wanted = " ".join(f"{ord(c):x}" for c in characters[:40])
    pattern = "serif:bold" + (f":charset={wanted}" if wanted else "")
    pattern += f":lang={language}" if language.replace("-", "").isalpha() else ""
    answer = subprocess.run(
        [program, "-f", "%{index} %{file}", pattern], capture_output=True, text=True, check=False
    )
    number, _, file = answer.stdout.strip().partition(" ")
    path = Path(file)
    found = answer.returncode == 0 and path.is_file() and number.isdecimal()
    # Above the 16th bit stands which named instance of a variable font it is.
    return (path, int(number) & 0xFFFF) if found else None


@lru_cache(maxsize=32)
def _font(face: Face, size_px: int, weight: int) -> FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.truetype(str(face[0]), size_px, index=face[1])
    try:
        axes = font.get_variation_axes()
    except OSError:  # no variable font
        return font
    values: list[float] = []
    for axis in axes:
        name = axis.get("name") or b""
        wanted = weight if name == b"Weight" else size_px if b"Optical" in name else None
        low, high = axis["minimum"] or 0, axis["maximum"] or 0
        chosen = axis["default"] if wanted is None else wanted
        values.append(min(max(chosen or 0, low), high))
    font.set_variation_by_axes(values)
    return font
