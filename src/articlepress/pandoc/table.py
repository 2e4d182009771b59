"""The formats pandoc knows and the options that may be passed to it, from the tables beside this.

Takes names as a user writes them (`gfm-smart`, `pandoc:html`), gives what the shell must know of
them without running pandoc.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from articlepress.errors import UsageError, did_you_mean
from articlepress.resources import package_folder

Way = Literal["read", "write"]

PREFIX = "pandoc:"
"""`pandoc:html` is pandoc's HTML; `html` is ours."""

WORKERS: Mapping[Way, str] = {"read": "reader", "write": "writer"}

_NAME = re.compile(r"([a-z][a-z0-9_]*)((?:[+-][a-z][a-z0-9_]*)*)")
_EXTENSION = re.compile(r"[+-][a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class PandocFormat:
    """One format, as `formats.toml` describes it."""

    name: str
    summary: str = ""
    ways: tuple[str, ...] = ("read", "write")
    suffixes: tuple[str, ...] = ()
    type: str = "text/plain"
    head: Literal["full", "short", "none"] = "none"
    """What pandoc's template shows: all, all but the subtitle, or nothing."""
    pictures: Literal["inside", "beside"] = "beside"
    comment: str = ""
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Spec:
    """A format as the user asks for it, extensions included."""

    format: PandocFormat
    extensions: tuple[str, ...] = ()
    """`+smart`, `-raw_html`, in the order given."""

    @property
    def name(self) -> str:
        """What pandoc is told: `gfm-smart`."""
        return self.format.name + "".join(self.extensions)


def _table(name: str) -> dict[str, dict[str, Any]]:
    # Any: strings, lists and numbers, as TOML has them.
    import tomllib  # imported here: most runs name no format of pandoc's

    return tomllib.loads((package_folder() / "pandoc" / name).read_text("utf-8"))


@cache
def pandoc_formats() -> Mapping[str, PandocFormat]:
    """Return pandoc's formats by name."""
    table = _table("formats.toml")
    made = {}
    for name, row in table.items():
        values: dict[str, Any] = {k: tuple(v) if type(v) is list else v for k, v in row.items()}
        made[name] = PandocFormat(name, **values)
    return MappingProxyType(made)


def parse_spec(name: str, way: Way) -> Spec | None:
    """Return the pandoc format a name stands for, or None where pandoc knows none.

    After `pandoc:` any word is taken, for pandoc may be newer than the table; it says itself what
    it does not know. A path is never taken: a reader or writer in Lua is code.
    """
    forced = name.startswith(PREFIX)
    found = _NAME.fullmatch(name.removeprefix(PREFIX))
    if found is None:
        return None
    known = pandoc_formats().get(found[1])
    if known is None or way not in known.ways:
        if not forced:
            return None
        known = PandocFormat(found[1], f"pandoc's {found[1]}", suffixes=(f".{found[1]}",))
    return Spec(known, tuple(_EXTENSION.findall(found[2])))


def by_suffix(file: str, way: Way) -> str:
    """Return the format whose suffix is the longest that the file's name ends with, or ''."""
    lower = file.lower()
    fitting = [
        (len(suffix), item.name)
        for item in pandoc_formats().values()
        if way in item.ways
        for suffix in item.suffixes
        if lower.endswith(suffix)
    ]
    return max(fitting)[1] if fitting else ""


@cache
def passed_options(way: Way) -> Mapping[str, str]:
    """Return the options that may be passed on, with what they are for."""
    return MappingProxyType(_table("options.toml")[way])


def option_words(given: Sequence[str], way: Way) -> list[str]:
    """Return options given as `toc`, `toc-depth=2` or `--toc-depth=2` as words for pandoc.

    Raises:
        UsageError: an option is not among those passed on.
    """
    known = passed_options(way)
    words = []
    for text in given:
        name, equals, value = text.strip().removeprefix("--").partition("=")
        if name not in known:
            raise UsageError(
                f"no option {name!r} is passed on to pandoc's {WORKERS[way]}",
                hint=did_you_mean(name, known) or f"those that are: {', '.join(known)}",
            )
        words.append(f"--{name}{equals}{value}")
    return words
