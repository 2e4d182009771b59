"""The import rule of docs/design.md: a module imports only from its own layer downwards."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from articlepress.diagnostics import CODES

SRC = Path(__file__).parents[1] / "src" / "articlepress"

LAYERS: dict[str, int] = {
    # 0 values
    "": 0, "errors": 0, "options": 0, "diagnostics": 0, "nodes": 0, "metadata": 0, "article": 0,
    "walk": 0, "grid": 0, "marks": 0, "urls": 0, "limits": 0, "undisturbed": 0, "corrections": 0,
    "scripts": 0, "deadline": 0, "charsets": 0, "listings": 0, "directions": 0, "languages": 0,
    # 1 codec
    "codec": 1,
    # 2 bytes
    "source": 2, "assets": 2, "fitting": 2, "resources": 2, "registry": 2, "labels": 2,
    "outputs": 2, "atomic": 2, "records": 2, "places": 2, "warc": 2, "mail": 2, "pandoc": 2,
    "tables": 2, "yamltables": 2,
    # 3 page, 4 readers, 5 transforms, 6 render, 7 writers
    "page": 3, "readers": 4, "transforms": 5, "filters": 5, "steps": 5, "render": 6, "writers": 7,
    # 8 together, 9 shell
    "collection": 8, "manifest": 8, "spool": 8, "config": 8, "formats": 8, "overrides": 8,
    "inputs": 8, "web": 8, "pipeline": 8, "extraction": 8,
    "siterules": 8, "statements": 8, "sidecar": 8, "editing": 8, "settings": 8, "project": 8,
    "authors": 8, "reading": 8, "settings_report": 8, "strays": 8, "settings_check": 8,
    "inspection": 8, "batch": 8, "check": 8, "audit": 8,
    "cli": 9, "preview": 9, "__main__": 9,
}  # fmt: skip

MAY_IMPORT: dict[int, set[int]] = {
    0: {0}, 1: {0, 1}, 2: {0, 2}, 3: {0, 2, 3}, 4: {0, 1, 2, 3, 4}, 5: {0, 1, 2, 5}, 6: {0, 2, 6},
    # Writers reach down to transforms for two things: credits, and renditions of one picture.
    7: {0, 1, 2, 5, 6, 7}, 8: set(range(9)), 9: set(range(10)),
}  # fmt: skip

MODULES = sorted(SRC.rglob("*.py"))


DESIGN = Path(__file__).parents[1] / "docs" / "design.md"


def area(module: str) -> str:
    return module.removeprefix("articlepress").lstrip(".").split(".")[0]


def name_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            found.append(base)
            if base == "articlepress":
                # Names of the package itself, such as __version__, are no modules.
                found += [f"articlepress.{a.name}" for a in node.names if a.name in LAYERS]
    return found


def test_the_table_of_the_design_page_is_this_one() -> None:
    rows = re.findall(r"^\| (\d) \w+ \| (.+?) \| (.+?) \|$", DESIGN.read_text("utf-8"), re.M)

    told = {
        name.removesuffix("/*"): int(layer)
        for layer, modules, _ in rows
        for name in re.findall(r"`([\w/*]+)`", re.sub(r"\(.*?\)", "", modules))
    }
    assert told == {name: layer for name, layer in LAYERS.items() if name not in ("", "__main__")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    own_area = area(name_of(path))
    allowed = MAY_IMPORT[LAYERS[own_area]]

    for module in imports(path):
        if module.partition(".")[0] != "articlepress":
            continue
        layer = LAYERS[area(module)]
        assert layer in allowed, (
            f"{name_of(path)} (layer {LAYERS[own_area]}) imports {module} (layer {layer})"
        )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    name = name_of(path)
    roots = {module.partition(".")[0] for module in imports(path)}

    if not name.startswith(("cli", "__main__")):
        assert "click" not in roots
    if name.startswith("page"):
        assert "bs4" not in roots
    if name.startswith("readers.html") and name != "readers.html.fragment":
        assert "selectolax" not in roots


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p).startswith("writers.")], ids=name_of
)
def test_no_writer_imports_another_or_knows_the_source(path: Path) -> None:
    name = name_of(path)
    own = name.split(".")[1]

    for module in imports(path):
        assert module != "articlepress.source", name
        if module.startswith("articlepress.writers."):
            assert module.split(".")[2] == own, f"{name} imports {module}"


def test_every_declared_diagnostic_is_given_somewhere() -> None:
    declared = SRC / "diagnostics.py"
    said = "".join(path.read_text("utf-8") for path in MODULES if path != declared)

    assert [code for code in CODES if f'"{code}"' not in said] == []
