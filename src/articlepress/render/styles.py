"""Styles: folders of tokens, CSS and templates, each inheriting from another.

A style named `newspaper` with `inherits = "base"` in its `style.toml` takes base's files first and
its own
after them; tokens (custom properties in `tokens.css`) are resolved so that outputs without `var()`
work.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from articlepress.errors import StyleError, did_you_mean
from articlepress.render.style_addresses import answered
from articlepress.resources import styles_folder

MAX_INHERITANCE = 8
"""Longest chain of styles; a longer one is a loop."""

_TOKEN = re.compile(r"(?<![\w-])(--[\w-]++)\s*+:\s*+([^;}]++)")
_VAR = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,\s*+([^()]*+(?:\([^()]*+\)[^()]*+)?))?\)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


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
    overridden: bool = False
    """Whether a project or a user says tokens over the style's own."""

    def css(self, *media: str) -> str:
        """Return the style sheets of the named media (`article`, `print`…), `var()` resolved."""
        sheets = []
        for medium in media:
            for folder in self.folders:
                sheet = folder / f"{medium}.css"
                if sheet.is_file():
                    sheets.append(_read_sheet(sheet))
        resolved = resolve_variables("\n".join(sheets), self.tokens)
        if self.is_ours:
            return resolved
        # A token may complete an address: what came of it passes the gate once more. A style
        # element ends at the first "</"; no CSS needs these two characters together.
        return answered(resolved, _inline_alone).replace("</", "<\\/")

    @property
    def is_ours(self) -> bool:
        """Tell whether all of it came with this package, and no token was overridden."""
        return not self.overridden and all(map(is_built_in, self.folders))

    def template(self, name: str) -> Path | None:
        """Return the nearest template of that name, or None."""
        for folder in reversed(self.folders):
            path = folder / "templates" / name
            if path.is_file():
                return path
        return None


def _read_sheet(path: Path) -> str:
    """Return a style sheet; files it names stand in it as `data:` URLs, those of its folder alone.

    A style may come from anyone: what lies outside its folder, or on the network, is not fetched.

    Raises:
        StyleError: it cannot be read, is a link out of its folder, or nested without end.
    """
    css = _read_text(path)
    if is_built_in(path.parent):
        return css

    def embedded(url: str) -> str:
        url = url.strip()
        if url.startswith(("#", "data:")):
            return url
        file = own_file(path, url)
        if file is None:
            return REFUSED_ADDRESS
        from base64 import b64encode  # imported here: few styles have pictures of their own

        kind = _MEDIA_TYPES.get(file.suffix.lower(), "application/octet-stream")
        return f"data:{kind};base64,{b64encode(file.read_bytes()).decode('ascii')}"

    try:
        return answered(css, embedded)
    except RecursionError as error:
        raise StyleError("its blocks are nested too deep", where=str(path)) from error


def _inline_alone(url: str) -> str:
    return url if url.startswith(("#", "data:")) else REFUSED_ADDRESS


def own_file(sheet: Path, url: str) -> Path | None:
    """Return the file of a style's own folder that a URL in its sheet names, or None."""
    if "://" in url or url.startswith("//"):
        return None
    file = sheet.parent / url.partition("#")[0].partition("?")[0]
    try:
        inside = file.resolve().is_relative_to(sheet.parent.resolve()) and file.is_file()
    except (OSError, ValueError):
        return None
    return file if inside else None


REFUSED_ADDRESS = "outside-the-style:"
"""What stands for an address that a style may not name: of no scheme that anything fetches."""
_MEDIA_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".svg": "image/svg+xml", ".webp": "image/webp", ".woff2": "font/woff2", ".woff": "font/woff",
    ".ttf": "font/ttf", ".otf": "font/otf",
}  # fmt: skip


def _read_text(path: Path) -> str:
    """Return the text of a style's file, which lies in the style's folder and is no link out of it.

    Raises:
        StyleError: it is, or it cannot be read.
    """
    try:
        if not path.resolve().is_relative_to(path.parent.resolve()):
            raise StyleError(
                "is a link out of the style's folder",
                where=str(path),
                hint="copy the file: what a link leads to would stand in every output",
            )
        return path.read_text("utf-8")
    except OSError as error:
        raise StyleError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise StyleError("is not UTF-8", where=str(path), hint="save it as UTF-8") from error


def style_names(folders: Iterable[Path] = ()) -> tuple[str, ...]:
    """Return the names of the built-in styles and of those in further folders."""
    places = (styles_folder(), *folders)
    return tuple(sorted({p.parent.name for one in places for p in one.glob("*/style.toml")}))


def is_built_in(folder: Path) -> bool:
    """Tell whether a style's folder is one of ours."""
    return folder.parent == styles_folder()


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
            own_tokens.update(read_tokens(_read_text(sheet)))
    own_tokens.update({key.removeprefix("--"): value for key, value in tokens.items()})
    resolved = {key: resolve_variables(value, own_tokens) for key, value in own_tokens.items()}
    style_name = str(settings.get("name", "")) or chain[-1][0].name
    folders = tuple(folder for folder, _ in chain)
    if tokens or not all(map(is_built_in, folders)):
        # Some writers put tokens into an output without a sheet around them.
        resolved = {key: answered(value, _inline_alone) for key, value in resolved.items()}
    known, stated = MappingProxyType(resolved), MappingProxyType(settings)
    return Style(style_name, folders, known, stated, bool(tokens))


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
    # An heir's neighbour comes first: the styles of a project build on one another.
    near: tuple[Path, ...] = () if heir is None or heir.name == name else (heir.parent / name,)
    candidates: tuple[Path, ...] = (*near, styles_folder() / name, path)
    for folder in candidates:
        if (folder / "style.toml").is_file():
            return folder
    suggestion = did_you_mean(name, style_names())
    hint = "; ".join(filter(None, (suggestion, "`articlepress styles` lists them")))
    raise StyleError(f"no style {name!r}", hint=hint)


def _read_settings(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(_read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise StyleError(f"is no TOML: {error}", where=str(path)) from error


def read_tokens(css: str) -> dict[str, str]:
    """Return the custom properties a sheet declares, without their dashes."""
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
