"""What a template's own markup may hold: elements and attributes of text, nothing that acts.

Takes the markup between an article's parts, gives nothing or an error. A style may come from
anyone, and what it says stands in everything its user publishes.
"""

from __future__ import annotations

from html.parser import HTMLParser

from articlepress.errors import StyleError
from articlepress.render.style_addresses import addresses
from articlepress.urls import clean

PART = "\ue0a1part\ue0a1"
"""Stands for a part of the article; in an attribute its quotes would end the attribute."""

_ELEMENT_NAMES = """
    a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd
    del dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd
    li main mark nav ol p pre q rp rt ruby s samp section small span strong sub sup table tbody td
    tfoot th thead time tr u ul var wbr
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTE_NAMES = """
    align alt border cellpadding cellspacing class colspan datetime dir headers height hidden id
    lang role rowspan scope span start title translate type valign value width xml:lang
"""
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())


def refuse_active(markup: str, where: str) -> None:
    """Raise where a template's own markup could act, or have something fetched.

    Raises:
        StyleError: names the element or attribute, and its line.
    """
    gate = _Gate(where)
    gate.feed(markup)
    gate.close()
    if "<" in gate.rawdata:
        raise gate.refused("an element without an end")


class _Gate(HTMLParser):
    """Refuses what is not known to be harmless, and what this parser and a browser's read apart:
    comments, declarations, and a "<" that begins no element here and may begin one there.
    """

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=False)
        self._where = where

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            raise self.refused(f"<{tag}>")
        for name, value in attrs:
            if not _is_harmless(tag, name, value or ""):
                raise self.refused(f'{name}="{(value or "")[:60]}"')

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise self.refused("a '<' that begins no element")

    def handle_comment(self, data: str) -> None:
        raise self.refused(f"the comment <!--{data[:20]} (write {{# … #}})")

    def handle_decl(self, decl: str) -> None:
        raise self.refused(f"<!{decl[:20]}>")

    def handle_pi(self, data: str) -> None:
        raise self.refused(f"<?{data[:20]}>")

    def unknown_decl(self, data: str) -> None:
        raise self.refused(f"<![{data[:20]}]>")

    def refused(self, what: str) -> StyleError:
        return StyleError(
            f"the template holds {what}, which no output may",
            where=self._where,
            hint="elements and attributes of text stand in a template; pictures as data: URLs",
        )


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if PART in name or PART in value:
        return False
    if name == "href":
        return tag == "a" and (not value or bool(clean(value)))
    if name == "src":
        return tag == "img" and value.lower().startswith("data:image/")
    if name == "style":
        return not any(not a.url.startswith(("#", "data:")) for a in addresses(value))
    return name in _ATTRIBUTES or name.startswith(("aria-", "data-"))
