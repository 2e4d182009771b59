"""CSS into `style` attributes: css-inline does the work, and here stands what it lacks.

Takes a whole HTML document (and a sheet besides), gives the same document inlined. At-rules and
selectors that need a live reader (`:hover`) stay in `<style>`; `var()` is resolved; a fallback pair
(`background:#333;background:rgba(…)`) survives; table cells get `bgcolor` and `align` for Outlook's
Word engine; doctype, conditional comments and merge tags come back byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # css_inline costs 30 ms of CPU to load
    from css_inline import CSSInliner

_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
# The sheet is read in leaps from one "<" to the next, and CSS has few.
_STYLE = re.compile(
    # One that never ends goes on to the end, as for a browser.
    r"(<style\b[^<>]*+)>([^<]*+(?:<(?!/style\s*+>)[^<]*+)*+)(?:</style\s*+>|\Z)",
    re.DOTALL,
)
# Without a literal prefix a search costs as much as half of the inlining.
_STYLE_IN_CAPITALS = re.compile(_STYLE.pattern, re.DOTALL | re.IGNORECASE)
_IGNORE = ' data-css-inline="ignore"'
_ROOT_RULE = re.compile(r":root\b(?:(?!:root\b)[^{}])*+\{[^{}]*+\}")
# What mail services replace when they send; only those with characters HTML escapes need shelter.
MERGE_TAG = re.compile(
    r"\*\|[^|<>]{1,200}\|\*|<%(?:[^<%\n]|%(?!>)|<(?!%)){1,400}+%>|\{\{\{[^{}\n]{1,400}+\}\}\}"
    r"|\{\{[^{}\n]{1,400}+\}\}|\{%(?:[^{%\n]|%(?!\})|\{(?!%)){1,400}+%\}|%%?\{[^{}]{1,200}\}%%?"
    r"|%recipient\.[\w.]{1,80}%|%[a-z_]{3,60}%|\[%[^%]{1,200}%\]"
)
_MARKER = "-x-fb"
_MARKED_STYLE = re.compile(rf'style="(?=[^"]*?{_MARKER})([^"]*+)"')
_DECLARATION = re.compile(
    r"(?:^|(?<=;))((?:[^;\"'(]|\((?:[^()]|\([^()]*+\))*+\)|'[^']*+'|\"[^\"]*+\")++)(?:;|$)"
)
_CELL = re.compile(r'<(?:t(?:able|[dhr])|body)\b[^<>]*?style="([^"]*+)"[^<>]*+')
_BACKGROUND = re.compile(r"background(?:-color)?:\s*(#[0-9a-fA-F]{3,6}|[a-z]{3,20})\s*(?:;|$|!)")
_TEXT_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A style sheet taken apart."""

    base: str
    """Rules to inline, fallback declarations under marker names."""
    kept: str
    """At-rules and live selectors, `var()` resolved, as they stay in `<style>`."""
    pairs: tuple[tuple[str, str, str], ...] = ()
    """Property, fallback value and the value it stands before; a marker's number is the index."""


def inline_css(html: str, sheet: str = "") -> str:
    """Return the document with its style sheets, and `sheet` before them, as inline styles.

    CSS that cannot be read is skipped, as browsers do. Nothing is fetched.
    """
    doctype = _DOCTYPE.match(html)
    body = html[doctype.end() :] if doctype else html
    sheltered, tags = _shelter(body)
    capitals = "STYLE" in sheltered
    styles = list((_STYLE_IN_CAPITALS if capitals else _STYLE).finditer(sheltered))
    own = "\n".join(found[2] for found in styles)
    parts = _take_apart(f"{sheet}\n{own}" if sheet else own)
    ready = _with_live_styles(sheltered, styles, own)
    out = _inlined(ready, parts.base)
    if parts.pairs:
        out = _MARKED_STYLE.sub(lambda found: _restore_pairs(found, parts.pairs), out)
    out = _CELL.sub(_word_attributes, out).replace(_IGNORE, "", len(styles))
    for number, tag in enumerate(tags):
        out = out.replace(_shelter_name(number), tag)
    return doctype[0].strip() + "\n" + out.lstrip() if doctype else out


def _inlined(html: str, base: str) -> str:
    """Return the document with its rules inline; a declaration nobody can read is left out.

    A browser passes over one in a `style` attribute, where the engine gives the whole document up.
    """
    from css_inline import InlineError  # imported here: only email pays for it

    inliner = _inliner(base)
    for readable in (str, _with_readable_styles, _without_styles):
        try:
            return inliner.inline(readable(html))
        except InlineError:
            continue
    return html


def _with_readable_styles(html: str) -> str:
    def readable(found: re.Match[str]) -> str:
        kept = [part for part in _DECLARATION.findall(found[3]) if _READABLE.match(part)]
        return f"{found[1]}{found[2]}{';'.join(kept)}{found[2]}"

    return _STYLE_ATTRIBUTE.sub(readable, html)


def _without_styles(html: str) -> str:
    return _STYLE_ATTRIBUTE.sub("", html)


_STYLE_ATTRIBUTE = re.compile(r"""(?<=\s)(style\s*+=\s*+)(["'])([^"'<>]*+)\2""", re.I)
_READABLE = re.compile(r"\s*+-{0,2}[A-Za-z_][\w-]*+\s*+:\s*+[^\s;{}][^{}]*+\Z")
"""A declaration: a name, a colon and something behind it."""


@lru_cache(maxsize=16)
def _inliner(base: str) -> CSSInliner:
    import css_inline  # imported here: only email pays for it

    return css_inline.CSSInliner(
        inline_style_tags=True,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        resolve_css_variables="var(" in base,
        apply_width_attributes=True,
        extra_css=base,
    )


def _may_hold_tags(text: str) -> bool:
    return any(start in text for start in ("{{", "{%", "%{", "<%"))


@lru_cache(maxsize=32)
def _sheet_may_hold_tags(sheet: str) -> bool:
    """Answer once for a style's sheet: CSS is full of braces, and all its messages share it."""
    return _may_hold_tags(sheet)


def _shelter_name(number: int) -> str:
    return f"xMergeTag{number}x"


def _shelter(html: str) -> tuple[str, list[str]]:
    """Return the document with merge tags that HTML would escape under plain names, and the
    tags."""
    # One character is found far faster than two, and only CSS, in the head, is full of braces.
    before, _, body = html.partition("</head>")
    head, _, sheet = before.partition("<style")
    if not (_may_hold_tags(head) or _sheet_may_hold_tags(sheet) or "{" in body or "<%" in body):
        return html, []
    tags: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if not any(character in found[0] for character in "<>&\"'"):
            return found[0]
        tags.append(found[0])
        return _shelter_name(len(tags) - 1)

    return MERGE_TAG.sub(hide, html), tags


def _with_live_styles(html: str, styles: list[re.Match[str]], own: str) -> str:
    """Return the document with only the live rules left in its `<style>` elements."""
    out: list[str] = []
    position = 0
    for found in styles:
        out.append(html[position : found.start()])
        kept = _take_apart(found[2], own).kept
        if kept:
            out.append(f"{found[1]}{_IGNORE}>{kept}</style>")
        position = found.end()
    return "".join(out) + html[position:]


@lru_cache(maxsize=32)
def _take_apart(css: str, definitions: str = "") -> _Sheet:
    """Return the sheet's parts; `definitions` is CSS whose custom properties count besides."""
    import tinycss2  # imported here: only email pays for it

    base: list[str] = []
    kept: list[str] = []
    pairs: list[tuple[str, str, str]] = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            kept.append(rule.serialize())
        elif rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            for part, is_live in _selectors(selector):
                if is_live:
                    kept.append(f"{part}{{{tinycss2.serialize(rule.content).strip()}}}")
                else:
                    base.append(f"{part}{{{_declarations(rule, pairs)}}}")
    live = _resolve("\n".join(kept), definitions or css) if kept else ""
    return _Sheet("\n".join(base), live, tuple(pairs))


_LIVE = re.compile(
    r"::|:(?:hover|active|focus(?:-within|-visible)?|visited|target|checked|before|after"
    r"|first-line|first-letter)\b|\[data-og|\.ExternalClass|#MessageViewBody|\.moz-|\bu \+ "
)


def _selectors(selector: str) -> list[tuple[str, bool]]:
    """Return a rule's selector list in runs, each with whether a live reader is needed for it."""
    if not _LIVE.search(selector):
        return [(selector, False)]
    parts = [part.strip() for part in _split_selectors(selector)]
    live = [part for part in parts if _LIVE.search(part)]
    plain = [part for part in parts if not _LIVE.search(part)]
    return [(", ".join(run), flag) for run, flag in ((plain, False), (live, True)) if run]


def _split_selectors(selectors: str) -> list[str]:
    """Return the selectors of a list, parted at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"[(),]", selectors):
        if found[0] != ",":
            depth = max(0, depth + (1 if found[0] == "(" else -1))
        elif not depth:
            parts.append(selectors[start : found.start()])
            start = found.end()
    return [*parts, selectors[start:]]


def _resolve(css: str, definitions: str) -> str:
    """Return CSS with `var()` replaced by what `:root` rules define."""
    if "var(" not in css:
        return css
    from articlepress.render.styles import resolve_variables

    tokens = {
        name[2:]: value.strip()
        for rule in _ROOT_RULE.findall(definitions)
        for name, value in re.findall(r"(?<![\w-])(--[\w-]++)\s*+:\s*+([^;}]++)", rule)
    }
    return resolve_variables(css, tokens)


def _declarations(rule: Any, pairs: list[tuple[str, str, str]]) -> str:
    """Return a rule's declarations, each but the last of a repeated property under a marker.

    Any: tinycss2 has no types for its nodes.
    """
    import tinycss2

    found = [
        item for item in tinycss2.parse_blocks_contents(rule.content) if item.type == "declaration"
    ]
    values = [tinycss2.serialize(item.value).strip() for item in found]
    last = {item.lower_name: number for number, item in enumerate(found)}
    out = []
    for number, (item, value) in enumerate(zip(found, values, strict=True)):
        final = last[item.lower_name]
        name = item.name
        if number != final and value != values[final]:
            pairs.append((item.lower_name, value, values[final]))
            name = f"{_MARKER}{len(pairs) - 1}-{item.lower_name}"
        elif number != final:
            continue
        out.append(f"{name}:{value}{' !important' if item.important else ''}")
    return ";".join(out)


def _restore_pairs(found: re.Match[str], pairs: tuple[tuple[str, str, str], ...]) -> str:
    """Put each fallback before the value it belongs to, or drop it where another value won."""
    plain: list[tuple[str, str]] = []
    fallbacks: dict[str, list[tuple[str, str]]] = {}
    for declaration in _DECLARATION.findall(found[1]):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name.startswith(_MARKER):
            number = int(name[len(_MARKER) :].partition("-")[0])
            key, fallback, final = pairs[number]
            fallbacks.setdefault(key, []).append((_folded(final), fallback))
        elif name:
            plain.append((name, value))
    out = []
    for name, value in plain:
        for final, fallback in fallbacks.get(name.lower(), ()):
            if _folded(value.replace("!important", "")) == final:
                out.append(f"{name}: {escape(fallback)}")
        out.append(f"{name}: {value}")
    return f'style="{";".join(out)}"'


def _folded(value: str) -> str:
    return re.sub(r"[\s\"']|&quot;", "", value).lower()


def _word_attributes(found: re.Match[str]) -> str:
    """Add the attributes Outlook's Word engine reads where it does not read CSS."""
    tag, style = found[0], found[1]
    extra = ""
    if "background" in style and "bgcolor=" not in tag:
        color = _BACKGROUND.search(style)
        if color and color[1] not in ("none", "inherit", "transparent", "initial"):
            extra += f' bgcolor="{color[1]}"'
    if "text-align" in style and "align=" not in tag.replace("valign=", ""):
        align = _TEXT_ALIGN.search(style)
        if align and tag.startswith(("<td", "<th", "<tr")):
            extra += f' align="{align[1]}"'
    return tag + extra
