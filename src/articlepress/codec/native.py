"""Our own JSON: the whole article, exactly, with a version.

`{"articlepress": 1, "metadata": {…}, "blocks": [["p", ["Text ", ["em", ["more"]]]]]}`; bytes of
local pictures stand base64-coded in a table "pictures". `shapes` says how each node is written.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.codec.halves import whole
from articlepress.codec.shapes import (
    BLOCK_BY_NAME,
    BY_CLASS,
    CHILD_KINDS,
    INLINE_BY_NAME,
    LISTS_OF_OBJECTS,
    OBJECTS,
    PARTS,
    Field,
    Shape,
)
from articlepress.errors import SourceError
from articlepress.listings import in_place
from articlepress.metadata import Date
from articlepress.urls import SAFE_SCHEMES

VERSION = 1
MAX_DEPTH = 200
"""Deepest nesting read: readers make about 60 levels, and deeper trees overflow the renderers."""

# JSON is untyped: Any below is a value of JSON, checked where it is read.


def to_native(article: Article, pictures: Mapping[str, bytes] | None = None) -> dict[str, Any]:
    """Return the article as JSON values; `pictures` are the bytes to carry, by their `src`."""
    out: dict[str, Any] = {
        "articlepress": VERSION,
        "metadata": _object(article.metadata),
        "blocks": [_node(block) for block in article.blocks],
    }
    if pictures:
        out["pictures"] = {
            src: base64.b64encode(content).decode("ascii") for src, content in pictures.items()
        }
    return out


def dumps(value: dict[str, Any]) -> str:
    """Return JSON values as text, one block a line, so that two versions can be compared."""
    rows = []
    for key, item in value.items():
        if isinstance(item, list):
            inner = ",\n".join("  " + _compact(block) for block in item)
            rows.append(f"{_compact(key)}: [\n{inner}\n ]" if item else f"{_compact(key)}: []")
        elif isinstance(item, dict):
            inner = ",\n".join(f"  {_compact(k)}: {_compact(v)}" for k, v in item.items())
            rows.append(f"{_compact(key)}: {{\n{inner}\n }}" if item else f"{_compact(key)}: {{}}")
        else:
            rows.append(f"{_compact(key)}: {_compact(item)}")
    return "{\n " + ",\n ".join(rows) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _node(node: Any) -> Any:
    if isinstance(node, n.Text):
        return node.text
    shape = BY_CLASS[type(node)]
    out: list[Any] = [shape.name]
    scalars = {
        field.name: _value(field.kind, value)
        for field in shape.scalars
        if (value := getattr(node, field.name)) != field.default
    }
    if scalars:
        out.append(scalars)
    children = [_value(field.kind, getattr(node, field.name)) for field in shape.children]
    while children and children[-1] == [] and len(children) > 1:
        children.pop()
    return out + children


def _object(value: Any) -> dict[str, Any]:
    shape = BY_CLASS[type(value)]
    out = {}
    for field in (*shape.scalars, *shape.children):
        item = getattr(value, field.name)
        if item != field.default:
            out[field.name] = _value(field.kind, item)
    return out


def _value(kind: str, value: Any) -> Any:
    if kind in ("inlines", "blocks", "rows", "cells", "definitions"):
        return [_node(item) for item in value]
    if kind in ("items", "lines"):
        return [[_node(item) for item in group] for group in value]
    if kind in LISTS_OF_OBJECTS:
        return [_object(item) for item in value]
    if kind in OBJECTS:
        return _object(value)
    if kind == "date":
        return value.iso
    return list(value) if kind == "strings" else value


class _Wrong(Exception):
    """What is wrong with a value, and the way to it, from the inside out."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.way: list[str] = []


def loads(content: bytes | str, name: str = "") -> dict[str, Any]:
    """Return the JSON object in the bytes.

    Raises:
        SourceError: broken JSON (with line and column), another thing than our JSON, or another
        version.
    """
    try:
        value = whole(json.loads(content), content)
    except RecursionError as error:
        raise SourceError(f"nests deeper than {MAX_DEPTH} levels", where=name) from error
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise SourceError(f"is no JSON: {error.msg}", where=where) from error
    except UnicodeDecodeError as error:
        raise SourceError("is no JSON: it is not in UTF-8", where=name) from error
    except ValueError as error:  # a number of more digits than Python counts
        raise SourceError(f"holds a number nobody can read: {error!s:.60}", where=name) from error
    if not isinstance(value, dict) or "articlepress" not in value:
        raise SourceError(
            'is no article: the key "articlepress" is missing',
            where=name,
            hint="`articlepress convert --to json` writes what is read here",
        )
    if value["articlepress"] != VERSION or isinstance(value["articlepress"], bool):
        raise SourceError(
            f"is written in version {value['articlepress']!r:.40}; this program reads {VERSION}",
            where=name,
            hint="install a newer articlepress",
        )
    return value


def from_native(value: Mapping[str, Any], name: str = "") -> Article:
    """Return the article of JSON values, the exact one `to_native` was given.

    Addresses of unsafe schemes come back empty.

    Raises:
        SourceError: a value is not what should stand there; the message names the place.
    """
    try:
        with _at("metadata"):
            metadata = _read_object(OBJECTS["metadata"], value.get("metadata", {}), 0)
        with _at("blocks"):
            blocks = _read("blocks", value.get("blocks", []), 0)
        with _at("pictures"):
            assets = _read_pictures(value.get("pictures", {}))
    except _Wrong as error:
        place = "".join(reversed(error.way)).lstrip(".")
        raise SourceError(f"at {place}: {error}", where=name) from None
    return Article(metadata, blocks, assets)


class _at:  # noqa: N801 - reads as a word: `with _at("blocks")`
    """Add a step to the way of whatever goes wrong inside."""

    __slots__ = ("step",)

    def __init__(self, step: str | int) -> None:
        self.step = step

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, _Wrong):
            step = self.step
            error.way.append(f"[{step}]" if isinstance(step, int) else f".{step}")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong(f"should be a list, not {value!r:.40}")
    return value


def _read(kind: str, value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _Wrong(f"nests deeper than {MAX_DEPTH} levels")
    if kind in CHILD_KINDS and kind != "text":
        out = []
        for number, item in enumerate(_list(value)):
            with _at(number):
                out.append(_read_child(kind, item, depth + 1))
        return tuple(out)
    return _read_scalar(kind, value, depth)


def _read_child(kind: str, item: Any, depth: int) -> Any:
    match kind:
        case "inlines":
            if isinstance(item, str):
                return n.Text(_text(item))
            return _read_node(INLINE_BY_NAME, item, depth)
        case "blocks":
            return _read_node(BLOCK_BY_NAME, item, depth)
        case "items":
            return _read("blocks", item, depth)
        case "lines":
            return _read("inlines", item, depth)
    shape = PARTS[kind]
    return _read_node({shape.name: shape}, item, depth)


def _text(item: str) -> str:
    if not item:
        raise _Wrong("should be no empty text")
    return item


def _read_node(shapes: Mapping[str, Shape], item: Any, depth: int) -> Any:
    if not isinstance(item, list) or not item or not isinstance(item[0], str):
        raise _Wrong(f"should be [name, …], not {item!r:.40}")
    shape = shapes.get(item[0])
    if shape is None:
        raise _Wrong(f"no node {item[0]!r:.40} can stand here")
    rest = item[1:]
    scalars = rest.pop(0) if rest and isinstance(rest[0], dict) else {}
    if len(rest) > len(shape.children):
        raise _Wrong(f"{shape.name!r} has {len(shape.children)} parts, not {len(rest)}")
    fields = _read_fields(shape.scalars, scalars, depth)
    for number, (field, value) in enumerate(zip(shape.children, rest, strict=False), 1):
        with _at(number + bool(scalars)):
            fields[field.name] = _read(field.kind, value, depth)
    for field in shape.children[len(rest) :]:
        fields[field.name] = "" if field.kind == "text" else ()
    if shape.cls is n.Heading and not 1 <= fields["level"] <= 5:
        raise _Wrong(f"a heading's level is 1 to 5, not {fields['level']}")
    node = shape.cls(**fields)
    if isinstance(node, n.CodeBlock) and not in_place(node):
        raise _Wrong("links and anchors of a listing stand in order inside its text")
    return node


def _read_object(shape: Shape, value: Any, depth: int) -> Any:
    if not isinstance(value, dict):
        raise _Wrong(f"should be an object, not {value!r:.40}")
    return shape.cls(**_read_fields((*shape.scalars, *shape.children), value, depth))


def _read_fields(fields: tuple[Field, ...], value: dict[str, Any], depth: int) -> dict[str, Any]:
    known = {field.name: field for field in fields}
    out = {}
    for name, item in value.items():
        field = known.get(name)
        if field is None:
            raise _Wrong(f"has no field {name!r:.40}")
        with _at(name):
            out[name] = _read(field.kind, item, depth + 1)
            if field.kind in ("int", "maybe-int"):
                _refuse_number(name, out[name])
            if field.choices and out[name] not in field.choices:
                raise _Wrong(f"should be one of {sorted(field.choices)}, not {item!r:.40}")
    for field in fields:
        if field.name not in out and field.default.__class__.__name__ == "_MISSING_TYPE":
            raise _Wrong(f"lacks {field.name!r}")
    return out


RANGES = {
    "column_span": (1, 1_000), "row_span": (1, 65_534),  # what HTML allows
    "width_px": (0, 1_000_000), "height_px": (0, 1_000_000),
}  # fmt: skip
"""Numbers a field may hold; a table as wide as a number says costs memory by the column."""
OTHER_NUMBERS = (-2_147_483_648, 2_147_483_647)


def _refuse_number(name: str, number: int | None) -> None:
    low, high = RANGES.get(name, OTHER_NUMBERS)
    if number is not None and not low <= number <= high:
        raise _Wrong(f"should be from {low:,} to {high:,}, not {number!s:.20}")


def _read_scalar(kind: str, value: Any, depth: int) -> Any:
    if kind in LISTS_OF_OBJECTS:
        out = []
        for number, item in enumerate(_list(value)):
            with _at(number):
                out.append(_read_object(OBJECTS[kind], item, depth + 1))
        return tuple(out)
    if kind in OBJECTS:
        return _read_object(OBJECTS[kind], value, depth + 1)
    match kind:
        case "int" | "maybe-int":
            wanted = isinstance(value, int) and not isinstance(value, bool)
        case "bool":
            wanted = isinstance(value, bool)
        case "strings":
            wanted = isinstance(value, list) and all(isinstance(item, str) for item in value)
            value = tuple(value) if wanted else value
        case _:
            wanted = isinstance(value, str)
    if not wanted:
        raise _Wrong(f"should be {kind}, not {value!r:.40}")
    if kind == "date":
        return _date(value)
    return safe_url(value) if kind == "url" else value


def _date(value: str) -> Date:
    try:
        return Date(value)
    except ValueError as error:
        raise _Wrong(str(error)) from None


def safe_url(url: str) -> str:
    """Return the address as it is, or an empty one where its scheme could run something."""
    scheme, colon, _ = url.strip().partition(":")
    named = colon and scheme.replace("+", "").replace(".", "").replace("-", "").isalnum()
    return "" if named and scheme.lower() not in SAFE_SCHEMES else url


def _read_pictures(value: Any) -> dict[str, AssetRef]:
    if not isinstance(value, dict):
        raise _Wrong(f"should be an object, not {value!r:.40}")
    out = {}
    for src, packed in value.items():
        with _at(src):
            try:
                out[src] = AssetRef(content=base64.b64decode(packed, validate=True))
            except (binascii.Error, ValueError, TypeError):
                raise _Wrong("should be base64") from None
    return out
