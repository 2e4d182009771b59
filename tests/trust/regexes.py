"""Every regular expression of the package, and strings made to make it slow."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import articlepress

SRC = Path(articlepress.__file__).parent
# Each is long enough that a quadratic pattern takes over a second and an exponential one for ever.
LENGTH = 20_000
UNITS = (
    "a", " ", "\n", "<", ">", "<a ", "&", "&a", "=", '"', "'", "\\", "/", "(", ")", "[", "]", "-",
    ".", ",", "1", "1.", "a.", "a ", " a", "A ", "Aa ", "a,", "a\n", "\n ", "é", "漢", "\u00a0",
    "_", "*", "`", "`a", "|", "{", "}", "#", "://", "a@", "%20", "<!--", "by ", "By Aa ", ":;",
    "a:b;", '="a" ', "0x", "x=", "//", "a/", "<p>", "</p>", "\t", "—", "·", "2019-", "12:30 ",
)  # fmt: skip
ENDS = ("", "!", "\x00", "<", "a", '"')


@dataclass(frozen=True, slots=True)
class Slow:
    """A pattern that took its time over a string."""

    pattern: str
    unit: str
    seconds: float


def modules() -> Iterator[str]:
    """Yield the names of the package's modules."""
    for path in sorted(SRC.rglob("*.py")):
        parts = ("articlepress", *path.relative_to(SRC).with_suffix("").parts)
        if parts[-1] != "__main__":
            yield ".".join(part for part in parts if part != "__init__")


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern compiled at import or written into a call of `re`, by its text."""
    found: dict[str, re.Pattern[str]] = {}
    for name in modules():
        try:
            module = importlib.import_module(name)
        except ImportError:  # an optional library is not installed
            continue
        for value in vars(module).values():
            for pattern in value if isinstance(value, (list, tuple, set)) else (value,):
                if isinstance(pattern, re.Pattern):
                    found[str(pattern.pattern)] = _as_text(pattern)
    for path in sorted(SRC.rglob("*.py")):
        for text in _literals(ast.parse(path.read_text("utf-8"))):
            found.setdefault(text, re.compile(text))
    return found


def _as_text(pattern: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    if isinstance(pattern.pattern, bytes):
        return re.compile(pattern.pattern.decode("latin-1"), pattern.flags & ~re.LOCALE)
    return re.compile(pattern.pattern, pattern.flags)


def _literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name),
                args=[ast.Constant(value=str(text)), *_],
            ) if name in ("search", "match", "fullmatch", "sub", "findall", "finditer", "split"):
                yield text


def attack(pattern: re.Pattern[str], most_s: float, length: int = LENGTH) -> Slow | None:
    """Return the first string over which the pattern takes longer than so many CPU seconds.

    The strings grow, so that a slow pattern is told before it takes minutes.
    """
    for unit in (*UNITS, *_own_units(pattern.pattern)):
        for size in (length // 20, length // 4, length):
            text = unit * (size // len(unit))
            start = time.process_time()
            for end in ENDS[: 2 if size < length else None]:
                pattern.search(text + end)
                pattern.match(text + end)
            spent = time.process_time() - start
            if spent > most_s:
                return Slow(pattern.pattern, unit, spent)
    return None


def _own_units(pattern: str) -> list[str]:
    """Return words of the pattern itself, repeated: they get furthest into it."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\.|\(\?[^)]*?[:>)]", " ", pattern))[:4]
    return [unit for word in words for unit in (word, word + " ")]


def main() -> int:
    """Attack every pattern and print the slow ones."""
    slow = 0
    every = patterns()
    for pattern in every.values():
        found = attack(pattern, 1.0)
        if found is not None:
            slow += 1
            print(f"{found.seconds:.1f} s over {found.unit!r}: {found.pattern[:160]!r}", flush=True)
    print(f"{len(every)} patterns, {slow} slow")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
