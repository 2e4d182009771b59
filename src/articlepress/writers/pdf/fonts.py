"""Fonts a style names, from the packages that bring them, so that pages look alike everywhere.

A family found in an installed `fontpkg_*` package gets a name of its own (`Press …`): a font of the
same name on the machine, perhaps of another version, must not stand in for it.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

SCHEME = "ap-font"
"""Scheme of the addresses the fetcher serves font files under."""

PREFIX = "Press "

_FAMILY = re.compile(r"""(?:^|(?<=,))\s*+(?:"([^"]*+)"|'([^']*+)'|([^,"']++))\s*+(?:,|$)""")


@cache
def font_files(family: str) -> tuple[Path, ...]:
    """Return the files of a family's package, upright before italic; nothing when not installed."""
    name = "fontpkg_" + re.sub(r"[^a-z0-9]+", "_", family.lower()).strip("_")
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return ()
    files = (Path(spec.origin).parent / "files").glob("*.ttf")
    return tuple(sorted(files, key=lambda file: ("Italic" in file.name, file.name)))


def families(value: str) -> list[str]:
    """Return the family names of a CSS `font-family` value."""
    return [next(filter(None, found)).strip() for found in _FAMILY.findall(value) if any(found)]


def own_names(tokens: Mapping[str, str]) -> dict[str, str]:
    """Return the font tokens with packaged families under their own names, and optical sizes.

    Tokens are put in as text, so a value may carry a second declaration: the optical size belongs
    to the family, and a family without that axis must be told `normal`, or Pango loses its weight.
    """
    renamed = {}
    for key, value in tokens.items():
        if key.startswith("font-"):
            names = families(value)
            shown = [_quoted(PREFIX + name if font_files(name) else name) for name in names]
            size = _optical_size(names[0], tokens.get("optical-" + key[5:], "12")) if names else ""
            renamed[key] = f"{', '.join(shown)}; font-variation-settings: {size or 'normal'}"
    return renamed


def _optical_size(family: str, size: str) -> str:
    # The axes stand in the file's name: SourceSerif4[opsz,wght].ttf
    return f'"opsz" {size}' if any("opsz" in file.name for file in font_files(family)) else ""


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[a-z-]+", name) else f'"{name}"'


def font_faces(tokens: Mapping[str, str]) -> str:
    """Return `@font-face` rules for each packaged family the tokens name."""
    rules = []
    for family in sorted({name for value in _font_values(tokens) for name in families(value)}):
        for number, file in enumerate(font_files(family)):
            style = "italic" if "Italic" in file.name else "normal"
            rules.append(
                f'@font-face {{ font-family: "{PREFIX}{family}"; font-style: {style}; '
                f'src: url("{SCHEME}:{family.replace(" ", "+")}/{number}") }}\n'
            )
    return "".join(rules)


def _font_values(tokens: Mapping[str, str]) -> list[str]:
    return [value for key, value in tokens.items() if key.startswith("font-")]


def font_bytes(address: str) -> bytes | None:
    """Return the file behind an address of `font_faces`, or None where there is none."""
    family, _, number = address.removeprefix(SCHEME + ":").partition("/")
    files = font_files(family.replace("+", " "))
    if not number.isdecimal() or int(number[:6]) >= len(files):
        return None
    return files[int(number)].read_bytes()
