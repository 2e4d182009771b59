"""The text of a tagged PDF as assistive technology meets it: in the order of its structure tree."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pikepdf

# Any, here and below: the objects of a PDF have no static types.

# A section that never ends is given up where the next one begins: the work stays linear.
_CHARS = re.compile(rb"beginbfchar((?:(?!beginbfchar).)*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange((?:(?!beginbfrange).)*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_TRIPLE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")

MAX_CODE_BYTES = 2
"""Bytes of a character's code in the fonts of a PDF; more would be a range of millions."""
_SECTIONS = frozenset(("/Art", "/Sect"))
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class PageText:
    """The text of one page by marked-content identifier, and what stands outside of marks."""

    marked: dict[int, str] = field(default_factory=dict)
    loose: str = ""
    """Text that is neither tagged nor an artifact: assistive technology never meets it."""


def page_text(page: pikepdf.Page) -> PageText:
    """Return the text of a page."""
    fonts = {str(name): _unicode_map(font) for name, font in _fonts(page)}
    text = PageText()
    stack: list[int | None] = []  # identifier; -1 in an artifact; None in other marked content
    replaced = 0  # depth of content whose text is given by /ActualText
    font: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                font = fonts.get(str(operands[0]), {})
            case "BDC" | "BMC":
                mcid, actual = _mark(operands)
                stack.append(mcid)
                if actual is not None:
                    _put(text, stack, actual)
                    replaced = replaced or len(stack)
            case "EMC":
                if replaced == len(stack):
                    replaced = 0
                if stack:
                    stack.pop()
            case "Tj" | "TJ" if not replaced:
                _put(text, stack, _decode(operands[0], font))
    return text


def _fonts(page: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    resources: Any = page.obj.get("/Resources", {})
    yield from resources.get("/Font", {}).items()


def _mark(operands: Any) -> tuple[int | None, str | None]:
    if str(operands[0]) == "/Artifact":
        return -1, None
    properties = operands[1] if len(operands) > 1 else {}
    if not isinstance(properties, pikepdf.Dictionary):
        return None, None
    mcid = properties.get("/MCID")
    actual = properties.get("/ActualText")
    return (None if mcid is None else int(mcid)), (None if actual is None else str(actual))


def _put(text: PageText, stack: list[int | None], words: str) -> None:
    if -1 in stack:
        return
    mcid = next((item for item in reversed(stack) if item is not None), None)
    if mcid is None:
        text.loose += words
    else:
        text.marked[mcid] = text.marked.get(mcid, "") + words


def _unicode_map(font: Any) -> dict[bytes, str]:
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    data, found = stream.read_bytes(), {}
    for block in _CHARS.findall(data):
        for code, text in _PAIR.findall(block):
            found[_bytes(code)] = _bytes(text).decode("utf-16-be", "replace")
    for block in _RANGES.findall(data):
        for first, last, text in _TRIPLE.findall(block):
            found.update(_range(first, last, _bytes(text).decode("utf-16-be", "replace")))
    return found


def _range(first: bytes, last: bytes, text: str) -> Iterator[tuple[bytes, str]]:
    """Yield each code of a range with its text, whose last character counts up."""
    width = len(_bytes(first))
    if not 0 < width <= MAX_CODE_BYTES or not text:
        return
    low, start = int(first, 16), ord(text[-1])
    high = min(int(last, 16), 256**width - 1, low + sys.maxunicode - start)
    for number in range(low, high + 1):
        yield number.to_bytes(width, "big"), text[:-1] + chr(start + number - low)


def _bytes(digits: bytes) -> bytes:
    # ISO 32000-2, 7.3.4.3: a digit that is missing at the end is a zero.
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _decode(shown: Any, font: dict[bytes, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    width = len(next(iter(font), b"xx"))
    text = []
    for part in parts:
        if not isinstance(part, pikepdf.String):
            continue
        data = bytes(part)
        text += [font.get(data[i : i + width], "") for i in range(0, len(data), width)]
    return "".join(text)


def tagged_runs(pdf: pikepdf.Pdf, pages: list[PageText]) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each run of text in the order of the structure tree.

    Nested elements' runs come in their places; the kind is that of the element right around.
    """
    for _, kind, text in _runs(pdf, pages):
        yield kind, text


def tagged_sections(pdf: pikepdf.Pdf, pages: list[PageText]) -> Iterator[list[str]]:
    """Yield the runs of text of each article, and of the pages before and after: the sections right
    below the document. PDF 2.0 has no element for an article.
    """
    for _, runs in groupby(_runs(pdf, pages), key=lambda run: run[0]):
        yield [text for _, _, text in runs]


def _runs(pdf: pikepdf.Pdf, pages: list[PageText]) -> Iterator[tuple[int, str, str]]:
    """Yield (section, kind, text) for each run; sections are numbered, 0 stands for none."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.get("/StructTreeRoot")
    stack: list[tuple[Any, Any, str, int]] = [(root, None, "", 0)] if root is not None else []
    sections = 0
    while stack:
        item, page, kind, section = stack.pop()
        if isinstance(item, int):
            if page is not None and page.objgen in numbers:
                yield section, kind, pages[numbers[page.objgen]].marked.get(item, "")
            continue
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") == "/OBJR":
            continue
        page = item.get("/Pg", page)
        if item.get("/Type") == "/MCR":
            stack.append((int(item["/MCID"]), page, kind, section))
            continue
        around, kind = kind, str(item.get("/S", kind))
        if around == "/Document" and kind in _SECTIONS:
            sections += 1
            section = sections
        kids: Any = item.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        stack.extend((kid, page, kind, section) for kid in reversed(kids))


def tagged_text(pdf: pikepdf.Pdf) -> str:
    """Return all tagged text in reading order, words broken at line ends made whole."""
    pages = [page_text(page) for page in pdf.pages]
    return "".join(text for _, text in tagged_runs(pdf, pages)).replace(SOFT_HYPHEN, "")
