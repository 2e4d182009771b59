"""Inlines as Markdown; what it has no mark for is written as HTML, which every dialect takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import assert_never

from articlepress import nodes as n
from articlepress.marks import Numbering
from articlepress.render.quotation import quotation_marks
from articlepress.walk import inline_text, walk
from articlepress.writers.markdown.escaping import (
    code_span,
    destination,
    escape,
    escape_line_starts,
    has_mathematics,
    title_part,
)

_TAGS = {n.Underline: "u", n.Superscript: "sup", n.Subscript: "sub"}
_MARKS = {n.Emph: ("*", "em"), n.Strong: ("**", "strong"), n.Strikeout: ("~~", "del")}


@dataclass(slots=True)
class State:
    """What the writing of one document gathers."""

    language: str = ""
    numbering: Numbering = field(default_factory=Numbering)
    linked: frozenset[str] = frozenset()
    """Ids an internal link leads to; only these are written."""
    repeated: frozenset[int] = frozenset()
    """`id()` of the pull quotes whose words stand in the text too."""


def paragraph(state: State, content: n.Inlines) -> str:
    """Return inlines as the lines of one paragraph."""
    text = _all(state, content, _mathematics(content))
    return escape_line_starts(_without_outer_breaks(text))


_FIRST_BREAKS = re.compile(r"\A(?:\\\n|\s)++")
_LAST_BREAKS = re.compile(r"\A(?:\n\\|\s)++")
"""Backwards: looked for from every place but the end, the work would grow with the square."""


def _without_outer_breaks(text: str) -> str:
    """Return text without space and breaks at its ends, where a break would show its backslash."""
    text = _FIRST_BREAKS.sub("", text)
    return _LAST_BREAKS.sub("", text[::-1])[::-1]


def one_line(state: State, content: n.Inlines) -> str:
    """Return inlines on one line, for headings and cells."""
    return paragraph(state, content).replace("\\\n", "<br>").replace("\n", " ")


def _mathematics(content: n.Inlines) -> bool:
    text = inline_text(content)
    if "$" not in text:
        return False
    return has_mathematics(text) or any(isinstance(node, n.Math) for node in walk(content))


def _all(state: State, content: n.Inlines, mathematics: bool) -> str:
    out = ""
    for number, node in enumerate(content):
        following = content[number + 1] if number + 1 < len(content) else None
        piece = _inline(state, node, mathematics, out, following)
        # "!" before a link would make a picture of it.
        if out.endswith("!") and piece.startswith("["):
            out = out[:-1] + "\\!"
        out += piece
    return out


def _inline(
    state: State, node: n.Inline, mathematics: bool, before: str, following: n.Inline | None
) -> str:
    match node:
        case n.Text(text):
            return escape(text, mathematics)
        case n.LineBreak():
            return "\\\n"
        case n.Emph() | n.Strong() | n.Strikeout():
            return _marked(state, node, mathematics, before, following)
        case n.Underline(content) | n.Superscript(content) | n.Subscript(content):
            tag = _TAGS[type(node)]
            return f"<{tag}>{_all(state, content, mathematics)}</{tag}>"
        case n.SmallCaps(content):
            return f'<span class="smallcaps">{_all(state, content, mathematics)}</span>'
        case n.Quoted(content, kind):
            marks = quotation_marks(state.language)
            first = 0 if kind == "double" else 2
            return f"{marks[first]}{_all(state, content, mathematics)}{marks[first + 1]}"
        case n.Code(text):
            return code_span(text, before)
        case n.Math():
            return _math(node, before)
        case n.Link():
            return _link(state, node, mathematics)
        case n.Image():
            return image(node)
        case n.Note():
            place, _ = state.numbering.number(node)
            return f"[^{place}]" if place else ""
        case n.Styled():
            return _styled(state, node, mathematics)
        case n.Ruby(base, reading):
            inner = _all(state, base, mathematics)
            return f"<ruby>{inner}<rt>{_all(state, reading, mathematics)}</rt></ruby>"
        case n.RawInline(kind, text):
            return text if kind in ("html", "markdown") else ""
        case _:
            assert_never(node)


def _marked(
    state: State,
    node: n.Emph | n.Strong | n.Strikeout,
    mathematics: bool,
    before: str,
    following: n.Inline | None,
) -> str:
    mark, tag = _MARKS[type(node)]
    inner = _all(state, node.content, mathematics)
    # A break at either end is a backslash and a newline; a backslash alone escapes what follows.
    text = _without_outer_breaks(inner)
    if not text:
        return inner
    start = inner[: len(inner) - len(inner.lstrip())]
    end = inner[len(inner.rstrip()) :] if inner.strip() == text else "\\\n"
    previous = start or before[-1:]
    after = end or _first_character(following)
    if _binds(mark, previous, text, after):
        return f"{start}{mark}{text}{mark}{end}"
    # Pandoc takes what follows a tag at the start of a paragraph for the start of one too.
    return f"{start}<{tag}>{escape_line_starts(text)}</{tag}>{end}"


def _binds(mark: str, before: str, text: str, after: str) -> bool:
    """Tell whether marks around the text open and close it (CommonMark's flanking rules)."""
    sign = mark[0]
    if "\n" in text or text[0] in f"{sign} " or text[-1] in f"{sign} " or text[-1] == "\\":
        return False
    if before == sign or after == sign or before == "\\":
        return False
    opens = text[0].isalnum() or not before or before.isspace()
    closes = text[-1].isalnum() or not after or after.isspace()
    return opens and closes


def _first_character(node: n.Inline | None) -> str:
    if node is None:
        return ""
    match node:
        case n.Text(text):
            return text[0]
        case n.LineBreak():
            return "\n"  # a backslash before it, which closes like white space
        case n.Link() | n.Note():
            return "["
    return "*"  # marks side by side are not told apart; HTML tags are


def _math(node: n.Math, before: str) -> str:
    tex = " ".join(node.tex.split())
    if not tex or "$" in tex or tex.endswith("\\"):
        return code_span(inline_text((node,)), before)
    # Formulas side by side would share their signs.
    apart = "<!-- -->" if before.endswith("$") else ""
    return f"{apart}$${tex}$$" if node.display else f"{apart}${tex}$"


def _link(state: State, link: n.Link, mathematics: bool) -> str:
    words = inline_text(link.content)
    if words == link.url and re.fullmatch(r"https?://[^\s<>\\]+", link.url) and not link.title:
        return f"<{link.url}>"
    content = _all(state, link.content, mathematics)
    return f"[{content}]({destination(link.url)}{title_part(link.title)})"


def image(node: n.Image) -> str:
    """Return a picture, or its words in brackets where nobody knows its address."""
    alt = escape(node.alt, mathematics=True)
    if not node.src:
        return f"\\[{alt}\\]" if alt.strip() else ""
    return f"![{alt}]({destination(node.src)}{title_part(node.title)})"


def _styled(state: State, node: n.Styled, mathematics: bool) -> str:
    ident = node.id if node.id in state.linked else ""
    pairs = (
        ("id", ident), ("class", " ".join(node.classes)), ("lang", node.lang),
        ("dir", node.direction),
    )  # fmt: skip
    attributes = "".join(f' {key}="{escape_html(value)}"' for key, value in pairs if value)
    content = _all(state, node.content, mathematics)
    return f"<span{attributes}>{content}</span>" if attributes else content
