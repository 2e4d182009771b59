"""What differs between the HTML of two outputs, and how its text and attributes are written.

Takes nothing of the tree; gives the `Dialect`, the `State` of one rendering, and escaped pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from articlepress import nodes as n
from articlepress.marks import Numbering

NotePlace = Literal["foot", "end"]

_NOT_XML = {
    code: None
    for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
    if code not in (9, 10, 13)
}


@dataclass(frozen=True, slots=True)
class Picture:
    """How an output shows an image: the address it has there and its size."""

    url: str
    width_px: int | None = None
    height_px: int | None = None


def _as_given(image: n.Image) -> Picture | None:
    return Picture(image.src, image.width_px, image.height_px)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between the HTML of two outputs."""

    xhtml: bool = False
    """Write XML: `<br/>`, `xml:lang`, no named entities."""
    heading_offset: int = 1
    """Added to a heading's level: 1 makes `Heading(1)` an `<h2>`."""
    note_place: NotePlace = "end"
    """`foot`: the note stands at its mark, for a style sheet that floats it to the page's foot."""
    ids: str = ""
    """Prefix of every id and internal link, so that many articles can share one document."""
    aria: bool = False
    """Write DPUB-ARIA roles."""
    epub_types: bool = False
    """Write `epub:type` beside the roles."""
    email: bool = False
    """Only tags every mail client keeps: `div` for `figure`, `aside` and `section`."""
    link_leaves: bool = False
    """Push links down to runs of text: WeasyPrint tags one annotation for each child box of an
    `<a>`."""
    note_back_label: str = "Back to the text"
    picture: Callable[[n.Image], Picture | None] = _as_given
    """Gives a picture's address in this output, or None to show its alternative text instead."""


@dataclass(slots=True)
class State:
    """How far one rendering is."""

    dialect: Dialect
    out: list[str] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    in_note: bool = False
    note_end: int = -1
    """Length of `out` after the last note at its mark: two marks in a row need a comma."""
    caption: str = ""
    """Words of the figure being written: a picture that is missing does not say them again."""
    in_bio: bool = False
    """A bio says whose it is without its portrait."""


def text(value: str) -> str:
    """Return characters escaped for HTML and XML, without those XML forbids."""
    return escape(value.translate(_NOT_XML), quote=False)


def attribute(name: str, value: object) -> str:
    """Return ` name="value"`, or nothing for an empty value."""
    if value is None or value == "":
        return ""
    return f' {name}="{escape(str(value).translate(_NOT_XML))}"'


def void(dialect: Dialect) -> str:
    """Return how an empty element ends: `/>` in XML, `>` in HTML."""
    return "/>" if dialect.xhtml else ">"


def identity(state: State, ident: str) -> str:
    """Return the `id` of an element, with its document's prefix."""
    return attribute("id", state.dialect.ids + ident if ident else "")


def roles(state: State, role: str, kind: str) -> str:
    """Return the `role` and `epub:type` that the dialect writes."""
    role = attribute("role", role) if state.dialect.aria else ""
    return role + (attribute("epub:type", kind) if state.dialect.epub_types else "")


def language(lang: str, direction: str, dialect: Dialect) -> str:
    """Return `lang`, `xml:lang` in XML, and `dir` attributes."""
    both = attribute("lang", lang) + (attribute("xml:lang", lang) if dialect.xhtml else "")
    return both + attribute("dir", direction)


_EMAIL_TAGS = {"figure": "div", "figcaption": "div", "section": "div", "cite": "span"}
# Word's engine (Outlook) gives padding and borders to table cells only, never to a `div`.
_EMAIL_BOX = '<table{} role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'


def open_group(state: State, tag: str, css: str = "", extra: str = "") -> str:
    """Open a grouping element; returns the tag to close."""
    if state.dialect.email and tag == "aside":
        table = _EMAIL_BOX.format(attribute("class", f"box {css}-box"))
        state.out.append(f"{table}<tr><td{attribute('class', css)}{extra}>")
        return "td"
    name = _EMAIL_TAGS.get(tag, tag) if state.dialect.email else tag
    state.out.append(f"<{name}{attribute('class', css)}{extra}>")
    return name


def close_group(state: State, name: str) -> None:
    """Close what `open_group` opened."""
    state.out.append(f"</{name}>{'</tr></table>' if name == 'td' else ''}\n")
