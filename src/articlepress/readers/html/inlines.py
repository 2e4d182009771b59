"""Handlers of the elements inside a line: emphasis, links, code, breaks, ruby, runs of a language.

Each takes the flow and the element and adds to the line; an element with nothing to say is read
through.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from articlepress import nodes as n
from articlepress.diagnostics import Origin, excerpt
from articlepress.directions import direction_of, stated_direction
from articlepress.page.profiles import shares_page
from articlepress.readers.html.address import is_own
from articlepress.readers.html.flow import Flow, Handler, attribute
from articlepress.readers.html.line import Wrap, is_in_quotes
from articlepress.readers.html.notes import report_lost
from articlepress.readers.html.tags import every, first, text_of
from articlepress.urls import clean, is_absolute

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_SMALL_CAPS = re.compile(r"font-variant(?:-caps)?\s*:\s*small-caps", re.I)
_UNDERLINE = re.compile(r"text-decoration[^;:]{0,40}+:\s*+underline", re.I)
_STRIKE = re.compile(r"text-decoration[^;:]{0,40}+:\s*+line-through", re.I)
_SMALL_CAPS_CLASS = re.compile(r"(?:^|[\s_-])(?:small-?caps|smcap|sc)(?:$|\s)", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_LANGUAGE_ATTRIBUTES = frozenset(("lang", "xml:lang", "dir"))
_EMPHASIS = ("i", "em")


def span(flow: Flow, tag: Tag) -> None:
    """Read an inline element that means something only through its attributes."""
    wraps = style_wraps(flow, tag)
    _wrapped(flow, tag, wraps)


def style_wraps(flow: Flow, tag: Tag) -> list[Wrap]:
    """Return what an element's own attributes say of its words: language, direction, weight."""
    wraps: list[Wrap] = []
    language = language_wrap(flow, tag)
    if language is not None:
        wraps.append(language)
    style = attribute(tag, "style")
    if style:
        if _BOLD.search(style):
            wraps.append(n.Strong)
        if _ITALIC.search(style):
            wraps.append(n.Emph)
        if _SMALL_CAPS.search(style):
            wraps.append(n.SmallCaps)
        if _STRIKE.search(style):
            wraps.append(n.Strikeout)
        elif _UNDERLINE.search(style):
            wraps.append(n.Underline)
    css = attribute(tag, "class")
    if css and _SMALL_CAPS_CLASS.search(css):
        wraps.append(n.SmallCaps)
    return wraps


def language_wrap(flow: Flow, tag: Tag) -> Wrap | None:
    """Return the wrap for an element's `lang` and `dir`, or None where they add nothing."""
    if _LANGUAGE_ATTRIBUTES.isdisjoint(tag.attrs):
        return None
    lang, direction = language_of(flow, tag)
    if not lang and not direction:
        return None
    return partial(n.Styled, lang=lang, direction=direction)


def language_of(flow: Flow, tag: Tag) -> tuple[str, n.Direction]:
    """Return an element's language, where it is not the article's own, and its direction."""
    if _LANGUAGE_ATTRIBUTES.isdisjoint(tag.attrs):
        return "", ""
    lang = attribute(tag, "lang") or attribute(tag, "xml:lang")
    lang = lang.replace("_", "-") if _LANGUAGE.fullmatch(lang) else ""
    own = flow.context.language.replace("_", "-").lower()
    if own and own.partition("-")[0] == lang.lower().partition("-")[0]:
        lang = ""
    given = attribute(tag, "dir").lower()
    direction = stated_direction(given)
    if direction == (direction_of(lang or own) or "ltr"):
        direction = ""
    return lang, direction


def _wrapped(flow: Flow, tag: Tag, wraps: list[Wrap]) -> None:
    flow.anchor(tag)
    line = flow.line
    around = line.wraps
    opened = [wrap for wrap in wraps if wrap not in around] if around else wraps
    for wrap in opened:
        line.open(wrap)
    flow.children(tag)
    for _ in opened:
        line.close()


def emphasis(wrap: Wrap) -> Handler:
    """Return the handler of an element that wraps its words in one kind of span."""

    def handle(flow: Flow, tag: Tag) -> None:
        if not tag.attrs:
            _wrapped(flow, tag, [wrap])
            return
        if attribute(tag, "class").startswith(("fa ", "fa-", "icon")):  # an icon font's <i>
            return
        extra = style_wraps(flow, tag)
        _wrapped(flow, tag, [wrap, *(w for w in extra if w is not wrap)])

    return handle


def transparent(flow: Flow, tag: Tag) -> None:
    """Read an element that says nothing itself."""
    flow.anchor(tag)
    flow.children(tag)


def line_break(flow: Flow, tag: Tag) -> None:
    """Read `<br>`."""
    flow.line.line_break()


def cited(flow: Flow, tag: Tag) -> None:
    """Read `<cite>`: a work's title is italic; a whole reference is not."""
    if len(text_of(tag)) > MAX_TITLE_CHARACTERS or first(tag, _EMPHASIS) is not None:
        span(flow, tag)
    else:
        _wrapped(flow, tag, [n.Emph])


MAX_TITLE_CHARACTERS = 120
"""Longest work's title: wikis put the whole reference into `<cite>`."""


def quoted(flow: Flow, tag: Tag) -> None:
    """Read `<q>`, whose marks the renderer sets unless the page has written them too."""
    if is_in_quotes(text_of(tag)):
        flow.children(tag)
        return
    kind: n.QuoteKind = "single" if any(parent.name == "q" for parent in tag.parents) else "double"
    _wrapped(flow, tag, [partial(n.Quoted, kind=kind)])


def code(flow: Flow, tag: Tag) -> None:
    """Read `<code>` and its kin; links, breaks and pictures inside keep their own handlers."""
    flow.anchor(tag)
    if first(tag, _NOT_PLAIN_IN_CODE) is None:
        flow.line.verbatim += 1
        flow.text(text_of(tag))
        flow.line.verbatim -= 1
        return
    flow.line.verbatim += 1
    flow.children(tag)
    flow.line.verbatim -= 1


_PLAIN_IN_CODE = frozenset(("span", "b", "strong", "i", "em", "font", "code", "var", "mark", "u"))
"""Elements in code that only colour it."""


class _AllBut:
    """The names that a set lacks."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name not in self._names


_NOT_PLAIN_IN_CODE = _AllBut(_PLAIN_IN_CODE)


def raised(flow: Flow, tag: Tag) -> None:
    """Read `<sup>`: around notes' marks it says nothing of its own, nor do their brackets."""
    footnotes = flow.context.footnotes
    links = every(tag, ("a",))
    marks = [a for a in links if footnotes.is_mark(a) or footnotes.is_lost(a)]
    if not marks:
        _RAISED(flow, tag)
        return
    if len(marks) < len(links) or any(c.isalnum() for c in _text_beside(tag, marks)):
        transparent(flow, tag)
        return
    for mark in marks:
        link(flow, mark)


def _text_beside(tag: Tag, marks: list[Tag]) -> str:
    text = text_of(tag)
    for mark in marks:
        text = text.replace(text_of(mark), "", 1)
    return text


def link(flow: Flow, tag: Tag) -> None:
    """Read `<a>`: a note's mark, an internal or an external link, or only its words."""
    context = flow.context
    if context.footnotes.is_mark(tag):
        flow.anchor(tag)
        context.footnotes.place(flow, tag)
        return
    if context.footnotes.is_lost(tag):
        report_lost(flow, tag)
        return
    href = attribute(tag, "href")
    if shares_page(href) and not text_of(tag).strip():
        return  # a share button: an icon alone
    url = resolve_link(flow, href)
    if not url:
        transparent(flow, tag)
        return
    if _touches_link(tag, href):
        flow.line.wait(" ")
    title = attribute(tag, "title")
    if title:
        title = " ".join(title.split())
    _wrapped(flow, tag, [partial(n.Link, url=url, title=title)])


def _touches_link(tag: Tag, href: str) -> bool:
    """Tell whether a link to elsewhere ends in a word right before this one begins with one.

    A style sheet sets such apart, as tabs or as buttons; without it their words run together.
    """
    before: Tag | None = tag.previous_sibling  # type: ignore[assignment]
    if before is None or before.name != "a" or attribute(before, "href") in ("", href):
        return False
    return _TOUCHING.fullmatch(f"{text_of(before)[-1:]}{text_of(tag)[:1]}") is not None


_TOUCHING = re.compile(
    r"[^\W_\u3040-\U0010ffff?!.][^\W_\u3040-\U0010ffff]|[?!.][^\W\d_\u3040-\U0010ffff]"
)
"""The end of a word or sentence and a word's beginning, in scripts that part words."""


def resolve_link(flow: Flow, href: str) -> str:
    """Return a link's address for the tree: absolute, or `#id` of the fragment, or nothing."""
    context = flow.context
    href = href.strip()
    if not href:
        return ""
    address, mark, fragment = href.partition("#")
    if mark and is_own(address, context.base, context.page_url):
        from urllib.parse import unquote  # imported here: few links are internal

        for ident in (fragment, unquote(fragment)):
            if ident in context.ids:
                return f"#{ident}"
        if not address:
            return ""
    url = clean(href, context.base)
    if not url and not href.startswith("#") and not href.lower().startswith("javascript:void"):
        context.notes.info(
            "AP204",
            f"the link {excerpt(href)!r} dropped, its words kept",
            Origin(excerpt=excerpt(href)),
        )
    return url if is_absolute(url) or not context.base else ""


def ruby(flow: Flow, tag: Tag) -> None:
    """Read `<ruby>`: each base with the reading that follows it."""
    flow.anchor(tag)
    base = Flow(flow.context)
    for child in tag.contents:
        name: str | None = child.name  # type: ignore[attr-defined]
        if name in ("rp", "rtc"):
            continue
        if name == "rt":
            reading = _inlines_of(flow, child)  # type: ignore[arg-type]
            _add_ruby(flow, base.line.take(), reading)
        elif name is None:
            base.text(child)  # type: ignore[arg-type]
        else:
            flow.context.handlers.get(name, transparent)(base, child)  # type: ignore[arg-type]
    for node in base.line.take():
        flow.inline(node)


def _inlines_of(flow: Flow, tag: Tag) -> n.Inlines:
    inner = Flow(flow.context)
    inner.children(tag)
    return inner.line.take()


def _add_ruby(flow: Flow, base: n.Inlines, reading: n.Inlines) -> None:
    if base and reading:
        flow.inline(n.Ruby(base, reading))
    else:
        for node in (*base, *reading):
            flow.inline(node)


_RAISED = emphasis(n.Superscript)

HANDLERS: dict[str, Handler] = {
    "a": link,
    "b": emphasis(n.Strong),
    "strong": emphasis(n.Strong),
    "i": emphasis(n.Emph),
    "em": emphasis(n.Emph),
    "cite": cited,
    "dfn": emphasis(n.Emph),
    "var": emphasis(n.Emph),
    "u": emphasis(n.Underline),
    "s": emphasis(n.Strikeout),
    "strike": emphasis(n.Strikeout),
    "del": emphasis(n.Strikeout),
    "sup": raised,
    "sub": emphasis(n.Subscript),
    "q": quoted,
    "code": code,
    "kbd": code,
    "samp": code,
    "tt": code,
    "br": line_break,
    "wbr": transparent,
    "ruby": ruby,
    **dict.fromkeys(
        [
            "span",
            "font",
            "big",
            "small",
            "nobr",
            "acronym",
            "abbr",
            "time",
            "data",
            "label",
            "bdi",
            "bdo",
            "ins",
            "mark",
        ],
        span,
    ),
}
"""Handlers by tag."""
