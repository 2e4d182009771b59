"""The reference document: the look of a Word or OpenDocument file, made from a style's tokens.

Pandoc's own reference document is taken and its styles are given the style's fonts, sizes and
colours; styles for kicker, standfirst, bio and disclaimer are added. The same tokens and the same
pandoc give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articlepress.pandoc.program import run_pandoc
from articlepress.render.styles import Style

BODY_PT = 11.0
_EPOCH = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_TEXT_PROPERTIES = "text-properties"


@dataclass(frozen=True, slots=True)
class Look:
    """What one paragraph style looks like; what is not said is left as pandoc has it."""

    font: str = ""
    """Token without its dashes: `font-head`."""
    size: float = 0.0
    """Times the body's size."""
    color: str = ""
    bold: bool | None = None
    italic: bool | None = None
    centered: bool | None = None
    parent: str = ""
    """Of a style that pandoc's document lacks."""


_HEAD = "font-head"
LOOKS: Mapping[str, Look] = {
    "Normal": Look("font-body", 1.0, "color-text"),
    "Title": Look("font-display", 2.2, "color-text", True, centered=False),
    "Subtitle": Look("font-display", 1.35, "color-muted", False, centered=False),
    "Author": Look(_HEAD, 1.0, "color-text", False, centered=False),
    "Date": Look(_HEAD, 0.9, "color-muted", False, centered=False),
    "Heading 1": Look(_HEAD, 1.5, "color-text", True),
    "Heading 2": Look(_HEAD, 1.25, "color-text", True),
    "Heading 3": Look(_HEAD, 1.1, "color-text", True),
    "Heading 4": Look(_HEAD, 1.0, "color-text", True),
    "Block Text": Look("font-body", 1.0, "color-muted", italic=True),
    "Image Caption": Look(_HEAD, 0.85, "color-muted", italic=False),
    "Table Caption": Look(_HEAD, 0.85, "color-muted", italic=False),
    "Footnote Text": Look("font-body", 0.85),
    "Kicker": Look(_HEAD, 0.9, "color-accent", True, parent="Body Text"),
    "Standfirst": Look("font-body", 1.2, "color-muted", italic=True, parent="Body Text"),
    "Author Bio": Look(_HEAD, 0.9, "color-text", parent="Body Text"),
    "Disclaimer": Look(_HEAD, 0.85, "color-muted", italic=True, parent="Body Text"),
    "Disclaimer Advice": Look(parent="Disclaimer"),
    "Disclaimer Affiliate": Look(parent="Disclaimer"),
    "Disclaimer Sponsored": Look(parent="Disclaimer"),
    "Disclaimer Other": Look(parent="Disclaimer"),
    "Pull Quote": Look("font-display", 1.4, "color-accent", parent="Body Text"),
    "Attribution": Look(_HEAD, 0.9, "color-muted", parent="Body Text"),
    "Correction": Look(_HEAD, 0.9, italic=True, parent="Body Text"),
    "Editor's Note": Look(_HEAD, 0.9, italic=True, parent="Body Text"),
    "Sidebar": Look(_HEAD, 0.9, parent="Body Text"),
}
_ODT_NAMES = {
    # What OpenDocument calls pandoc's styles, where it is another name.
    "Normal": "Standard", "Body Text": "Text_20_body", "Block Text": "Quotations",
    "Image Caption": "FigureCaption", "Table Caption": "TableCaption", "Footnote Text": "Footnote",
}  # fmt: skip


def reference_document(form: str, style: Style) -> bytes:
    """Return the reference document of a style for `docx` or `odt`."""
    return _made(form, _Tokens(tuple(sorted(style.tokens.items()))))


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A style's tokens as a value that can be a key."""

    pairs: tuple[tuple[str, str], ...]

    def family(self, token: str) -> str:
        """Return the first font of a stack, without its quotation marks."""
        stack = dict(self.pairs).get(token, "")
        return stack.split(",")[0].strip().strip("\"'")

    def color(self, token: str) -> str:
        """Return a colour as six hexadecimal digits, or '' where the token is another thing."""
        found = re.fullmatch(r"#([0-9a-fA-F]{6})", dict(self.pairs).get(token, "").strip())
        return found[1].upper() if found else ""


@lru_cache(maxsize=16)
def _made(form: str, tokens: _Tokens) -> bytes:
    original = run_pandoc([f"--print-default-data-file=reference.{form}"], b"", "write").content
    member = "word/styles.xml" if form == "docx" else "styles.xml"
    restyle: Callable[[bytes, _Tokens], bytes] = _word if form == "docx" else _open_document
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            content = restyle(content, tokens) if info.filename == member else content
            stored = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(info.filename, _EPOCH), content, stored)
    return out.getvalue()


def _word(content: bytes, tokens: _Tokens) -> bytes:
    from lxml import etree  # imported here: 20 ms of CPU that only Word files pay

    root = etree.fromstring(content)
    styles = {
        name.get(f"{{{_W}}}val", "").casefold(): style
        for style in root.iter(f"{{{_W}}}style")
        for name in style.iter(f"{{{_W}}}name")
    }
    for name, look in LOOKS.items():
        style = styles.get(name.casefold())
        if style is None:
            style = _word_style(root, name, look.parent, styles)
            styles[name.casefold()] = style
        _dress_word(style, look, tokens)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # type: ignore[no-any-return]


def _word_style(root: Any, name: str, parent: str, styles: dict[str, Any]) -> Any:
    # Any: lxml without stubs.
    from lxml import etree

    style = etree.SubElement(root, f"{{{_W}}}style")
    style.set(f"{{{_W}}}type", "paragraph")
    style.set(f"{{{_W}}}customStyle", "1")
    style.set(f"{{{_W}}}styleId", re.sub(r"\W", "", name))
    above = styles.get(parent.casefold())
    ident = above.get(f"{{{_W}}}styleId") if above is not None else "Normal"
    for tag, value in (("name", name), ("basedOn", ident), ("qFormat", "")):
        made = etree.SubElement(style, f"{{{_W}}}{tag}")
        if value:
            made.set(f"{{{_W}}}val", value)
    return style


def _dress_word(style: Any, look: Look, tokens: _Tokens) -> None:
    if look.centered is False:
        for align in list(style.iter(f"{{{_W}}}jc")):
            align.getparent().remove(align)
    run = _only(style, "rPr")
    values: list[tuple[str, dict[str, str]]] = []
    if family := tokens.family(look.font):
        values.append(("rFonts", dict.fromkeys(("ascii", "hAnsi", "cs"), family)))
    for tag, wanted in (("b", look.bold), ("i", look.italic)):
        if wanted is not None:
            values.append((tag, {} if wanted else {"val": "0"}))
    if color := tokens.color(look.color):
        values.append(("color", {"val": color}))
    if look.size:
        half_points = str(round(look.size * BODY_PT * 2))
        values += [("sz", {"val": half_points}), ("szCs", {"val": half_points})]
    if look.size or look.font:
        _set(run, values)


def _only(style: Any, tag: str) -> Any:
    from lxml import etree

    found = style.find(f"{{{_W}}}{tag}")
    return found if found is not None else etree.SubElement(style, f"{{{_W}}}{tag}")


_RUN_ORDER = ("rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "lang")
"""The order the schema wants (CT_RPr); Word refuses a file that breaks it."""


def _set(run: Any, values: list[tuple[str, dict[str, str]]]) -> None:
    from lxml import etree

    for tag, attributes in values:
        for old in run.findall(f"{{{_W}}}{tag}"):
            run.remove(old)
        made = etree.SubElement(run, f"{{{_W}}}{tag}")
        for key, value in attributes.items():
            made.set(f"{{{_W}}}{key}", value)
    rank = {f"{{{_W}}}{tag}": number for number, tag in enumerate(_RUN_ORDER)}
    run[:] = sorted(run, key=lambda child: rank.get(child.tag, len(rank)))


def _open_document(content: bytes, tokens: _Tokens) -> bytes:
    from lxml import etree

    root = etree.fromstring(content)
    group = next(
        node for node in root if isinstance(node.tag, str) and node.tag.endswith("}styles")
    )
    styles = {node.get(f"{{{_STYLE}}}name", ""): node for node in group.iter(f"{{{_STYLE}}}style")}
    for name, look in LOOKS.items():
        ident = _ODT_NAMES.get(name, name.replace(" ", "_20_"))
        style = styles.get(ident)
        if style is None:
            style = etree.SubElement(group, f"{{{_STYLE}}}style")
            style.set(f"{{{_STYLE}}}name", name if name in STYLES_BY_NAME else ident)
            style.set(f"{{{_STYLE}}}family", "paragraph")
            parent = _ODT_NAMES.get(look.parent, look.parent)
            style.set(f"{{{_STYLE}}}parent-style-name", parent or "Text_20_body")
        _dress_open(style, look, tokens)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")  # type: ignore[no-any-return]


STYLES_BY_NAME = frozenset(name for name, look in LOOKS.items() if look.parent)
"""Styles that pandoc names in a text as they are, with their spaces."""


def _dress_open(style: Any, look: Look, tokens: _Tokens) -> None:
    from lxml import etree

    node = style.find(f"{{{_STYLE}}}{_TEXT_PROPERTIES}")
    if node is None:
        node = etree.SubElement(style, f"{{{_STYLE}}}{_TEXT_PROPERTIES}")
    if family := tokens.family(look.font):
        node.attrib.pop(f"{{{_STYLE}}}font-name", None)
        node.set(f"{{{_FO}}}font-family", f"'{family}'")
    if color := tokens.color(look.color):
        node.set(f"{{{_FO}}}color", f"#{color.lower()}")
    if look.size:
        node.set(f"{{{_FO}}}font-size", f"{look.size * BODY_PT:g}pt")
    if look.bold is not None:
        node.set(f"{{{_FO}}}font-weight", "bold" if look.bold else "normal")
    if look.italic is not None:
        node.set(f"{{{_FO}}}font-style", "italic" if look.italic else "normal")
    if look.centered is False:
        for properties in style.findall(f"{{{_STYLE}}}paragraph-properties"):
            properties.set(f"{{{_FO}}}text-align", "start")
