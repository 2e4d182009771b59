"""JSON sources with numbers and depths no page has: refused in one line, or made in no time."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from articlepress.cli.app import run
from articlepress.render.ordinals import ordinal

FORMATS = "html,text,markdown,newsletter,eml,epub,json,pandoc-json"
PROSE = ["p", ["The ferry goes on and on, as it always had, from one bank to the other."]]


def table(**span: int) -> list[Any]:
    head = ["tr", [["td", span, [["plain", ["x"]]]], ["td", [["plain", ["y"]]]]]]
    body = ["tr", [["td", [["plain", ["a"]]]], ["td", [["plain", ["b"]]]]]]
    return ["table", [head], [body], [], ["A caption"]]


def listed(start: int, style: str) -> list[Any]:
    return ["ol", {"start": start, "style": style}, [[["plain", ["x"]]]]]


def picture(**sizes: int) -> list[Any]:
    return ["p", [["img", {"src": "a.png", "alt": "x", **sizes}]]]


def source(folder: Path, *blocks: object, text: str = "", **metadata: object) -> str:
    article = {"articlepress": 1, "metadata": metadata, "blocks": [*blocks, PROSE]}
    path = folder / "odd.json"
    path.write_text(text or json.dumps(article), "utf-8")
    return str(path)


def made(page: str, tmp_path: Path, formats: str = FORMATS) -> int:
    start = time.process_time()
    code = run(["convert", page, "-t", formats, "-o", f"{tmp_path}/out/", "-q"])
    assert time.process_time() - start < 8
    return code


@pytest.mark.parametrize(
    "block",
    [
        table(column_span=10**6), table(column_span=10**9), table(row_span=10**9),
        table(column_span=-5), table(column_span=0), table(row_span=10**400),
        listed(10**12, "decimal"), listed(-(10**12), "lower-alpha"), listed(10**400, "lower-roman"),
        picture(width_px=10**30), picture(height_px=-1), ["h", {"level": 10**9}, ["x"]],
    ],
)  # fmt: skip
def test_numbers_out_of_range_are_named(
    block: list[Any], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert made(source(tmp_path, block), tmp_path) == 10

    said = capfd.readouterr().err
    assert "at blocks[0]" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("style", ["lower-roman", "upper-roman", "lower-alpha", "decimal"])
def test_a_list_may_begin_at_two_billion(style: str, tmp_path: Path) -> None:
    assert made(source(tmp_path, listed(2_000_000_000, style)), tmp_path) == 0


def test_roman_figures_end_where_css_ends_them() -> None:
    assert ordinal(3_999, "lower-roman") == "mmmcmxcix"
    assert ordinal(4_000, "upper-roman") == "4000"


def test_a_table_as_wide_as_may_be_is_made(tmp_path: Path) -> None:
    assert made(source(tmp_path, table(column_span=1_000, row_span=65_534)), tmp_path) == 0
    assert made(source(tmp_path, table(column_span=1_000)), tmp_path, "pdf") == 0


@pytest.mark.parametrize(
    "text",
    [
        '{"articlepress": 1, "blocks": [["h", {"level": ' + "9" * 5000 + '}, ["x"]]]}',
        '{"articlepress": 1, "blocks": [["h", {"level": 1e999}, ["x"]]]}',
        '{"articlepress": 1, "blocks": [["h", {"level": NaN}, ["x"]]]}',
        "[" * 200_000,
        '{"articlepress": 1, "blocks": ' + '[["quote", ' * 3000 + '[["p", ["x"]]]' + "]]" * 3000,
        '{"pandoc-api-version": [1, 23], "blocks": [' + "9" * 5000 + "]}",
        '{"pandoc-api-version": [1, 23], "blocks": ' + '[{"t":"BlockQuote","c":' * 50_000,
    ],
    ids=["digits", "infinity", "nan", "deep", "quotes", "pandoc digits", "pandoc deep"],
)
@pytest.mark.parametrize("reader", ["json", "pandoc-json"])
def test_json_made_to_hurt_is_refused_in_one_line(
    text: str, reader: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = source(tmp_path, text=text)

    assert run(["convert", page, "-f", reader, "-o", f"{tmp_path}/x.html", "-q"]) == 10

    assert capfd.readouterr().err.count("\n") <= 2


def test_half_characters_are_no_fault_of_ours(tmp_path: Path) -> None:
    page = source(tmp_path, ["p", ["\ud800 half \udfff"]], title=["\udfff\ud800 ice"])

    assert made(page, tmp_path) == 0
    assert made(page, tmp_path, "pdf") == 0


def test_spans_of_a_pandoc_document_are_those_of_html(tmp_path: Path) -> None:
    attributes: list[Any] = ["", [], []]
    cell = [attributes, {"t": "AlignDefault"}, 10**9, 10**9, [{"t": "Plain", "c": []}]]
    empty = [attributes, []]
    body = [attributes, 0, [], [[attributes, [cell]]]]
    content = [
        attributes, [None, []], [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]],
        empty, [body], empty,
    ]  # fmt: skip
    words = {"t": "Para", "c": [{"t": "Str", "c": "Ice."}]}
    document = {
        "pandoc-api-version": [1, 23, 1], "meta": {},
        "blocks": [{"t": "Table", "c": content}, words],
    }  # fmt: skip
    page = tmp_path / "x.pandoc.json"
    page.write_text(json.dumps(document))

    assert made(str(page), tmp_path) == 0
