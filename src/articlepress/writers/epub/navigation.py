"""The contents page: `nav.xhtml` with the table of contents, and landmarks hidden from view."""

from __future__ import annotations

from collections.abc import Sequence

from articlepress.directions import direction_of
from articlepress.labels import label
from articlepress.render.dialect import attribute, text
from articlepress.writers.epub.package import PackageFacts, Reference, TocEntry
from articlepress.writers.epub.page import page

NAME = "nav.xhtml"


def navigation(facts: PackageFacts) -> bytes:
    """Return the navigation document, in the book's language where an entry has no other."""
    tag = facts.language
    contents = label("contents", tag)
    body = (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{text(contents)}</h1>\n{_list(facts.toc)}</nav>\n'
        f"{_landmarks(facts.references, tag)}"
    )
    return page(contents, body, lang=tag, direction=facts.direction, body_type="frontmatter")


def _list(entries: Sequence[TocEntry]) -> str:
    lines = ["<ol>\n"]
    for entry in entries:
        below = "\n" + _list(entry.children) if entry.children else ""
        said = attribute("lang", entry.language) + attribute("xml:lang", entry.language)
        said += attribute("dir", direction_of(entry.language))
        link = f"<a{attribute('href', entry.href)}>{text(entry.title)}</a>"
        lines.append(f"<li{said}>{link}{below}</li>\n")
    lines.append("</ol>\n")
    return "".join(lines)


def _landmarks(references: Sequence[Reference], tag: str) -> str:
    if not references:
        return ""
    items = "".join(
        f"<li><a{attribute('epub:type', place.type)}{attribute('href', place.href)}>"
        f"{text(place.title)}</a></li>\n"
        for place in references
    )
    heading = text(label("landmarks", tag))
    return (
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="places" hidden="hidden">\n'
        f'<h2 id="places">{heading}</h2>\n<ol>\n{items}</ol>\n</nav>\n'
    )
