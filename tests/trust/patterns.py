"""Every regular expression of the package: where it stands, and by which methods it is used.

Nothing is left out by oversight: `unexplained` names each call of `re` whose pattern none of the
ways here could get hold of.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType

import articlepress
from articlepress.limits import LIMITS
from articlepress.page import credits_speech, names

SRC = Path(articlepress.__file__).parent
METHODS = frozenset(
    "search match fullmatch sub subn split findall finditer compile".split()  # noqa: SIM905
)
ANYWHERE = frozenset(("search", "sub", "subn", "split", "findall", "finditer"))
"""Methods that try a pattern at every place of a text."""
SAMPLE = "Ann Lee"
"""What stands for a value that only a run knows: a name, a label, a word of the page."""

BUILT_ELSEWHERE: Mapping[str, str] = {
    "page/credits_disclaimers.py": "patterns of rules/disclaimer.toml, read here as data",
    "readers/text/rules.py": "patterns of rules/text.toml, found in the loaded rules",
    "readers/html/embeds.py": "patterns of rules/embeds.toml, found in the loaded providers",
    "project.py": "file patterns of a project's own settings, which are trusted",
}
"""Files whose patterns are handed to `re` as values, and where they are attacked instead."""


LARGEST = LIMITS["characters"].default
"""Characters of the largest text there is: any pattern may meet it."""
REACH: Mapping[str, int] = {
    "page/names.py": names.MAX_MARKUP,
    "page/credits_speech.py introduction": credits_speech.BEGINNING,
    "cli/manual.py": 200_000,  # our own manual, which no page has a part in
}
"""Files, or patterns of a file, that only ever see the beginning of a text."""


AT_START = frozenset((
    ("writers/markdown/escaping.py", "_LINE_START"),
    ("readers/markdown/frontmatter.py", "_YAML"), ("readers/markdown/frontmatter.py", "_TOML"),
))  # fmt: skip
"""Patterns of a table that is gone through, each matched at the beginning alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pattern as one file uses it."""

    pattern: re.Pattern[str]
    file: str
    name: str
    anywhere: bool
    """Whether it is tried at every place of a text, or at its beginning alone."""

    @property
    def reach(self) -> int:
        """Characters of the longest text it meets."""
        return REACH.get(self.file, REACH.get(f"{self.file} {self.name}", LARGEST))


@functools.cache
def every_pattern() -> list[Place]:
    """Return each pattern once for each way of using it."""
    found: dict[tuple[str, int, bool], Place] = {}
    for place in (*_of_modules(), *_of_calls(), *_of_rules()):
        key = (place.pattern.pattern, place.pattern.flags, place.anywhere)
        found.setdefault(key, place)
    return list(found.values())


def unexplained() -> list[str]:
    """Return the calls of `re` whose pattern is not among those attacked."""
    known = {place.pattern.pattern for place in every_pattern()}
    left = []
    for path, module in _modules():
        for call in _calls(path):
            if getattr(call.func, "attr", "") == "compile" and call.lineno in _lines_of_cached(
                path
            ):
                continue
            texts = list(_texts(call, module, path))
            if not texts and str(path.relative_to(SRC)) not in BUILT_ELSEWHERE:
                left.append(f"{path.relative_to(SRC)}:{call.lineno}")
            left += [text for text in texts if text not in known]
    return left


def _modules() -> Iterator[tuple[Path, ModuleType]]:
    for path in sorted(SRC.rglob("*.py")):
        parts = ("articlepress", *path.relative_to(SRC).with_suffix("").parts)
        if parts[-1] != "__main__":
            name = ".".join(part for part in parts if part != "__init__")
            yield path, importlib.import_module(name)


def _of_modules() -> Iterator[Place]:
    for path, module in _modules():
        used = _uses(path)
        for name, value in vars(module).items():
            for label, pattern in _held(_result(value), name):
                methods = used.get(label) or used.get(name)
                if not methods and not label.startswith("_"):  # a field, used where it travels to
                    methods = _uses_anywhere().get(label)
                file = str(path.relative_to(SRC))
                anywhere = not methods or not methods.isdisjoint(ANYWHERE)
                yield Place(
                    _as_text(pattern), file, label, anywhere and (file, label) not in AT_START
                )


def _result(value: object) -> object:
    """Return what a cached function without parameters makes, and any other value as it is."""
    if isinstance(value, functools._lru_cache_wrapper) and not inspect.signature(value).parameters:
        return value()
    return value


def _held(
    value: object, name: str, depth: int = 0
) -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Yield the patterns in a value, each with the name it is called by."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth > 4 or isinstance(value, (str, bytes)):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name, None), field.name, depth + 1)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _held(key, name, depth + 1)
            yield from _held(inner, name, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _held(inner, name, depth + 1)


@functools.cache
def _uses(path: Path) -> Mapping[str, set[str]]:
    """Return the methods a file calls on each name."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            owner = node.value
            if isinstance(owner, ast.Call):  # `_word().findall`
                owner = owner.func
            name = getattr(owner, "id", getattr(owner, "attr", ""))
            used.setdefault(name, set()).add(node.attr)
    return used


@functools.cache
def _uses_anywhere() -> Mapping[str, set[str]]:
    used: dict[str, set[str]] = {}
    for path in sorted(SRC.rglob("*.py")):
        for name, methods in _uses(path).items():
            used.setdefault(name, set()).update(methods)
    return used


def _of_calls() -> Iterator[Place]:
    for path, module in _modules():
        for call in _calls(path):
            flags = _flags(call, module)
            method = getattr(call.func, "attr", "")
            anywhere = method in ANYWHERE or method == "compile"
            if method == "compile" and call.lineno in _lines_of_cached(path):
                continue  # its result is among what the module holds
            for text in _texts(call, module, path):
                if method == "compile" and _is_held(text, module):
                    continue
                where = f"line {call.lineno}"
                yield Place(re.compile(text, flags), str(path.relative_to(SRC)), where, anywhere)


@functools.cache
def _lines_of_cached(path: Path) -> frozenset[int]:
    """Return the lines inside cached functions that take nothing."""
    return frozenset(
        line
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and not node.args.args
        if any(getattr(one, "id", "") == "cache" for one in node.decorator_list)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )


def _is_held(text: str, module: ModuleType) -> bool:
    held = (one for name, value in vars(module).items() for one in _held(_result(value), name))
    return any(_as_text(pattern).pattern == text for _, pattern in held)


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(_tree(path)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if (
                name in METHODS and node.args
            ):
                yield node


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _texts(call: ast.Call, module: ModuleType, path: Path) -> Iterator[str]:
    """Yield the patterns a call may be given; what only a run knows is a sample."""
    for expression in _assigned(call.args[0], path):
        value = _value(expression, module)
        if isinstance(value, bytes):
            yield value.decode("latin-1")
        elif isinstance(value, str):
            yield value


def _assigned(expression: ast.expr, path: Path) -> list[ast.expr]:
    """Return an expression, or what a file gives the local name it is."""
    if not isinstance(expression, ast.Name):
        return [expression]
    given = [
        node.value
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Assign)
        and any(getattr(target, "id", "") == expression.id for target in node.targets)
    ]
    return given or [expression]


def _value(expression: ast.expr, module: ModuleType) -> object:
    match expression:
        case ast.Constant(value=value):
            return value
        case ast.JoinedStr(values=values):
            return "".join(str(_value(part, module)) for part in values)
        case ast.FormattedValue(value=inner):
            return _known(inner, module, SAMPLE)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = (_value(left, module), _value(right, module))
            return None if None in parts else f"{parts[0]}{parts[1]}"
        case ast.Call(func=ast.Attribute(attr="escape")):
            return _known(expression, module, SAMPLE)
        case ast.Call(func=ast.Attribute(attr="join")):
            return _known(expression, module, SAMPLE)
    return _known(expression, module, None)


def _known(expression: ast.expr, module: ModuleType, otherwise: str | None) -> object:
    """Return the value of an expression that needs its module alone."""
    try:
        code = compile(ast.Expression(expression), "<pattern>", "eval")
        value: object = eval(code, vars(module))
    except (NameError, AttributeError, TypeError):
        return otherwise
    return value


def _flags(call: ast.Call, module: ModuleType) -> int:
    positions = {"compile": 1, "sub": 4, "subn": 4, "split": 3}
    position = positions.get(getattr(call.func, "attr", ""), 2)
    given = [word.value for word in call.keywords if word.arg == "flags"]
    if len(call.args) > position:
        given.append(call.args[position])
    value = _known(given[0], module, None) if given else 0
    return int(value) if isinstance(value, int) else 0


def _as_text(pattern: re.Pattern[str] | re.Pattern[bytes]) -> re.Pattern[str]:
    if isinstance(pattern.pattern, bytes):
        return re.compile(pattern.pattern.decode("latin-1"), pattern.flags & ~re.LOCALE)
    return re.compile(pattern.pattern, pattern.flags)


def _of_rules() -> Iterator[Place]:
    """Yield the patterns of rules that are compiled one at a time, when a hint calls for them."""
    from articlepress.page import credits_disclaimers

    for kind in credits_disclaimers._kinds():
        for text in kind.patterns:
            pattern = credits_disclaimers._compiled(text)
            yield Place(pattern, "rules/disclaimer.toml", kind.kind, anywhere=True)
