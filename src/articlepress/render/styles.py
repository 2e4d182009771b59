"""Styles: folders of tokens, CSS and templates, each inheriting from another.

A style named `newspaper` with `inherits = "base"` in its `style.toml` takes base's files first and
its own
after them; tokens (custom properties in `tokens.css`) are resolved so that outputs without `var()`
work.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from articlepress.errors import StyleError, did_you_mean
from articlepress.resources import styles_folder

MAX_INHERITANCE = 8
"""Longest chain of styles; a longer one is a loop."""

_TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Style:
    """A style ready for use."""

    name: str
    folders: tuple[Path, ...]
    """From the root of the inheritance to the style itself."""
    tokens: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Custom properties without their dashes, resolved: `measure` -> `33em`."""
    settings: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What `style.toml` says, inherited keys included (`summary`, `drop_cap`, `fonts`…)."""

    def css(self, *media: str) -> str:
        """Return the style sheets of the named media (`article`, `print`…), `var()` resolved."""
        sheets = []
        for medium in media:
            for folder in self.folders:
                sheet = folder / f"{medium}.css"
                if sheet.is_file():
                    sheets.append(sheet.read_text("utf-8"))
        return resolve_variables("\n".join(sheets), self.tokens)

    def template(self, name: str) -> Path | None:
        """Return the nearest template of that name, or None."""
        for folder in reversed(self.folders):
            path = folder / "templates" / name
            if path.is_file():
                return path
        return None


def style_names() -> tuple[str, ...]:
    """Return the names of the built-in styles."""
    return tuple(sorted(p.parent.name for p in styles_folder().glob("*/style.toml")))


def load_style(name: str = "base", tokens: Mapping[str, str] = MappingProxyType({})) -> Style:
    """Return a built-in style by name, or the style in a folder by path; `tokens` override the
    style's own.

    Raises:
        StyleError: no such style, a broken `style.toml`, or a loop of `inherits`.
    """
    chain = _chain(name)
    settings: dict[str, object] = {}
    own_tokens: dict[str, str] = {}
    for folder, values in chain:
        settings.update(values)
        sheet = folder / "tokens.css"
        if sheet.is_file():
            own_tokens.update(_read_tokens(sheet.read_text("utf-8")))
    own_tokens.update({key.removeprefix("--"): value for key, value in tokens.items()})
    resolved = {key: resolve_variables(value, own_tokens) for key, value in own_tokens.items()}
    style_name = str(settings.get("name", "")) or chain[-1][0].name
    folders = tuple(folder for folder, _ in chain)
    return Style(style_name, folders, MappingProxyType(resolved), MappingProxyType(settings))


def _chain(name: str) -> list[tuple[Path, dict[str, object]]]:
    chain: list[tuple[Path, dict[str, object]]] = []
    wanted = name
    while wanted:
        if len(chain) >= MAX_INHERITANCE:
            raise StyleError("inherits from itself", where=f"style {name!r}")
        folder = _folder(wanted, chain[-1][0] if chain else None)
        values = _read_settings(folder / "style.toml")
        chain.append((folder, values))
        wanted = str(values.get("inherits", ""))
    return chain[::-1]


def _folder(name: str, heir: Path | None) -> Path:
    path = Path(name)
    if len(path.parts) > 1 or name.startswith("."):
        folder = (heir / path) if heir else path
        if (folder / "style.toml").is_file():
            return folder
        raise StyleError(
            f"no style.toml in {name!r}", hint="`articlepress styles` lists the built-in styles"
        )
    for folder in (styles_folder() / name, path):
        if (folder / "style.toml").is_file():
            return folder
    suggestion = did_you_mean(name, style_names())
    hint = "; ".join(filter(None, (suggestion, "`articlepress styles` lists them")))
    raise StyleError(f"no style {name!r}", hint=hint)


def _read_settings(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StyleError(f"is no TOML: {error}", where=str(path)) from error


def _read_tokens(css: str) -> dict[str, str]:
    return {name[2:]: value.strip() for name, value in _TOKEN.findall(_COMMENT.sub("", css))}


def resolve_variables(css: str, tokens: Mapping[str, str]) -> str:
    """Return CSS with each `var(--name, fallback)` replaced by its token; unknown ones stay."""

    def value(found: re.Match[str]) -> str:
        name, fallback = found[1][2:], found[2]
        return tokens.get(name, fallback.strip() if fallback is not None else found[0])

    for _ in range(MAX_INHERITANCE):  # a token may hold var() of another token
        resolved = _VAR.sub(value, css)
        if resolved == css:
            break
        css = resolved
    return css
