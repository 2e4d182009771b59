"""No name in the package is there for its tests alone, or for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import articlepress

ROOT = Path(__file__).parents[1]
FOLDERS = ("src/articlepress", "benchmarks", "scripts")
"""Who may use a name: the package, and the programs beside it."""
PROMISED = {"remove_rule"}
"""Names of docs/configuration.md, for programs of other people."""
_REFERENCE = re.compile(r"(articlepress[\w.]*):(\w+)")


@cache
def parsed() -> tuple[tuple[str, ast.Module], ...]:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple((module_of(path), ast.parse(path.read_text("utf-8"))) for path in paths)


def module_of(path: Path) -> str:
    base = ROOT / "src" if "src" in path.relative_to(ROOT).parts else ROOT
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


def defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                if not any("command" in ast.unparse(d) for d in node.decorator_list):
                    yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def used(module: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names a module uses, each with the module it is of."""
    known: dict[str, str] = {}
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in known:
                yield known[name], attribute
            case ast.Name(id=name, ctx=ast.Load()):
                yield module, name
            case ast.Constant(value=str(text)) if found := _REFERENCE.fullmatch(text):
                yield found[1], found[2]
            case _:
                pass


def test_every_name_is_used_by_more_than_its_tests() -> None:
    uses = {use for module, tree in parsed() for use in used(module, tree)}
    public = {*articlepress.__all__, *PROMISED}

    idle = [
        f"{module}.{name}"
        for module, tree in parsed()
        if module.startswith("articlepress")
        for name in defined(tree)
        if (module, name) not in uses and name not in public and not name.startswith("__")
    ]

    assert idle == []
