"""Which structure element a piece of markup is, in PDF 1.7 and in PDF 2.0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

_KINDS = {
    "article": "Art", "section": "Sect", "aside": "Sect", "nav": "Sect", "figure": "Div",
    "p": "P", "blockquote": "BlockQuote", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4",
    "h5": "H5", "h6": "H6", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH",
    "td": "TD", "caption": "Caption", "figcaption": "Caption", "img": "Figure", "pre": "P",
    "code": "Code", "q": "Quote",
}  # fmt: skip
"""Elements that are not here (div, span, em…) leave their text to the element around them."""

_NEW_KINDS = {
    "Art": "Sect", "BlockQuote": "Sect", "Code": "", "Quote": "", "Note": "FENote", "TOC": "L",
    "TOCI": "LI",
}  # fmt: skip
"""PDF 2.0's standard namespace lacks some kinds of 1.7 (ISO 32000-2, 14.8.6)."""

_NUMBERING = {
    "": "/Decimal", "1": "/Decimal", "a": "/LowerAlpha", "A": "/UpperAlpha", "i": "/LowerRoman",
    "I": "/UpperRoman",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roles:
    """The kinds of one version of PDF."""

    is_old: bool = True
    """PDF 1.7; else 2.0."""

    def kind(self, element: Element) -> str:
        """Return the structure kind of an element, or nothing where it has none of its own."""
        kind = self._old_kind(element)
        if self.is_old:
            return kind
        if kind == "Caption" and element.tag == "figcaption":
            return "P"  # ISO/TS 32005: no caption outside a figure, table or list
        return _NEW_KINDS.get(kind, kind)

    def _old_kind(self, element: Element) -> str:
        tag = element.tag
        if tag == "a":
            return "Link" if element.get("href") else ""
        if tag == "span":
            if "footnote" in class_names(element):
                return "Note"
            return "Span" if element.get("lang") else ""
        if tag in ("ol", "li") and "contents" in class_names(element):
            return "TOC" if tag == "ol" else "TOCI"
        return _KINDS.get(tag, "")

    def attributes(self, kind: str, element: Element) -> dict[str, Any]:
        """Return the attributes that come with a kind, their owner under `O`."""
        match kind:
            case "Figure":
                return {"O": "/Layout", "Placement": "/Block"}
            case "L":
                return {"O": "/List", "ListNumbering": self._numbering(element)}
            case "TH":
                return {"O": "/Table", "Scope": _scope(element)}
            case "TD":
                return {"O": "/Table"}
        return {}

    def _numbering(self, element: Element) -> str:
        if element.tag == "dl":
            return "/None" if self.is_old else "/Description"
        if "plain" in class_names(element):
            return "/None"
        if element.tag == "ol":
            return _NUMBERING.get(element.get("type", ""), "/Decimal")
        return "/Disc"


def _scope(element: Element) -> str:
    return "/Row" if element.get("scope") == "row" else "/Column"


def class_names(element: Element) -> tuple[str, ...]:
    """Return the classes of an element."""
    return tuple(element.get("class", "").split())


def is_decorative(element: Element, tag: str) -> bool:
    """Tell whether what is painted says nothing: a picture without words, a rule's ornament."""
    if element.tag == "img":
        return not element.get("alt", "").strip()
    return element.tag == "hr" or tag.endswith("::leader")
