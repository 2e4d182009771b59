"""Kobo's own kind of EPUB: each sentence in a span, so that its reader keeps place and highlights.

A book so marked is still a valid EPUB; Kobo's devices take it as theirs when the file's name ends
in `.kepub.epub`.

Source: https://github.com/kobolabs/epub-spec (koboSpan)
"""

from __future__ import annotations

import re
from typing import Any

_X = "{http://www.w3.org/1999/xhtml}"
_PARAGRAPHS = frozenset(
    f"{_X}{name}" for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt",
                               "dd", "figcaption", "caption", "blockquote")
)  # fmt: skip
_LEFT_ALONE = frozenset(f"{_X}{name}" for name in ("pre", "code", "ruby", "nav"))
_SENTENCE = re.compile(
    r".*?(?:(?<![.!?…。！？])[.!?…。！？]++[\"'”’»)\]]*+(?:\s++|$)|$)", re.DOTALL
)


def with_spans(document: bytes) -> bytes:
    """Return an XHTML document with a `koboSpan` around every sentence; not a word changes."""
    from lxml import etree  # imported here: only books for Kobo pay it

    root = etree.fromstring(document)
    body = root.find(f"{_X}body")
    if body is None:
        return document
    _Marker().mark(body)
    packed: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return packed


class _Marker:
    """Numbers paragraphs and their sentences: `kobo.3.2` is the second of the third."""

    def __init__(self) -> None:
        self._paragraph = 0
        self._sentence = 0

    def mark(self, element: Any) -> None:  # Any: lxml without stubs
        if not isinstance(element.tag, str) or not element.tag.startswith(_X):
            return  # a formula or drawing
        if element.tag in _LEFT_ALONE:
            return
        if element.tag in _PARAGRAPHS:
            self._paragraph += 1
            self._sentence = 0
        children = list(element)
        spans = self._spans(element.text)
        if spans:
            element.text = None
            element[0:0] = spans
        for child in children:
            self.mark(child)
            spans = self._spans(child.tail)
            if spans:
                child.tail = None
                place = element.index(child) + 1
                element[place:place] = spans

    def _spans(self, text: str | None) -> list[Any]:
        from lxml import etree

        if not text or not text.strip() or not self._paragraph:
            return []
        spans = []
        for sentence in filter(None, _SENTENCE.findall(text)):
            self._sentence += 1
            span = etree.Element(f"{_X}span")
            span.set("class", "koboSpan")
            span.set("id", f"kobo.{self._paragraph}.{self._sentence}")
            span.text = sentence
            spans.append(span)
        return spans
