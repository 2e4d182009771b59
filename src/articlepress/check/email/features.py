"""Which features of HTML and CSS an email uses, each with the first place it stands at.

Names are caniemail's slugs. A feature in a `style` attribute or an element carries content; one in
a `<style>` element is an extra that a client without it does without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.check.email.clients import features
from articlepress.check.email.styling import Declaration, declarations, rules
from articlepress.check.email.tokens import Document, Tag


@dataclass(frozen=True, slots=True)
class Use:
    """A feature in use."""

    slug: str
    line: int
    where: str
    """`<td style>`, `<style>`, `<ruby>`."""
    carries_content: bool


_ELEMENTS = {
    "style": "html-style", "svg": "html-svg", "picture": "html-picture", "video": "html-video",
    "audio": "html-audio", "object": "html-object", "form": "html-form", "base": "html-base",
    "link": "html-link", "pre": "html-pre", "code": "html-code", "small": "html-small",
    "abbr": "html-abbr", "acronym": "html-acronym", "bdi": "html-bdi", "wbr": "html-wbr",
    "dfn": "html-dfn", "ruby": "html-ruby", "rt": "html-rt", "rp": "html-rp",
    "dialog": "html-dialog", "meter": "html-meter", "progress": "html-progress",
    "marquee": "html-marquee", "blockquote": "html-blockquote", "del": "html-del",
    "strike": "html-strike", "address": "html-address", "select": "html-select",
    "textarea": "html-textarea", "map": "html-image-maps",
    **dict.fromkeys(["ul", "ol", "dl"], "html-lists"),
    **dict.fromkeys(["article", "aside", "details", "figcaption", "figure", "footer", "header",
                     "main", "mark", "nav", "section", "summary", "time"], "html-semantics"),
}  # fmt: skip
_ATTRIBUTES = {
    "srcset": "html-srcset", "sizes": "html-srcset", "loading": "html-loading-attribute",
    "hidden": "html-hidden", "popover": "html-popover", "background": "html-background",
    "aria-labelledby": "html-aria-labelledby", "aria-describedby": "html-aria-describedby",
    "aria-live": "html-aria-live", "aria-hidden": "html-aria-hidden",
    "aria-label": "html-aria-label", "required": "html-required", "inert": "css-inert-attribute",
}  # fmt: skip
_INPUTS = {"checkbox", "hidden", "radio", "reset", "submit", "text"}
_FUNCTIONS = {
    "rgb": "css-rgb", "rgba": "css-rgba", "calc": "css-unit-calc", "var": "css-variables",
    "clamp": "css-function-clamp", "min": "css-function-min", "max": "css-function-max",
    "light-dark": "css-function-light-dark", "linear-gradient": "css-linear-gradient",
    "radial-gradient": "css-radial-gradient", "conic-gradient": "css-conic-gradient",
    **dict.fromkeys(["lch", "oklch", "lab", "oklab"], "css-modern-color"),
}  # fmt: skip
_MEDIA = (
    ("prefers-color-scheme", "css-at-media-prefers-color-scheme"),
    ("prefers-reduced-motion", "css-at-media-prefers-reduced-motion"),
    ("orientation", "css-at-media-orientation"),
    ("hover", "css-at-media-hover"),
    ("device-pixel-ratio", "css-at-media-device-pixel-ratio"),
)
_VALUES = (
    ("display", "flex", "css-display-flex"),
    ("display", "grid", "css-display-grid"),
    ("display", "none", "css-display-none"),
    ("flex-direction", "column", "css-flex-direction"),
    ("flex-wrap", "wrap", "css-flex-wrap"),
)
_KEYWORDS = (
    (re.compile(r"\b(?:fit|min|max)-content\b"), "css-intrinsic-size"),
    (re.compile(r"\b(?:system-ui|ui-(?:serif|sans-serif|rounded|monospace))\b"), "css-sytem-ui"),
    (re.compile(r"^initial$"), "css-unit-initial"),
)
_COMBINATORS = (
    ("+", "css-selector-adjacent-sibling"),
    ("~", "css-selector-general-sibling"),
    (">", "css-selector-child"),
    ("*", "css-selector-universal"),
    ("[", "css-selector-attribute"),
)
_PICTURE = re.compile(
    r"\.(apng|avif|bmp|gif|heic|heif|ico|jpe?g|mp4|png|svg|tiff?|webp)(?:$|[?#])", re.IGNORECASE
)
_SAME_FORMAT = {"jpeg": "jpg", "tif": "tiff", "heic": "heif"}


@cache
def _properties() -> dict[str, tuple[str, ...]]:
    """Return each CSS property's slugs; most are read off the data's own titles."""
    table: dict[str, list[str]] = {}
    skipped = ("css-pseudo", "css-unit", "css-selector", "css-function", "css-at", "css-display")
    for slug, feature in features().items():
        if feature.category != "css" or slug.startswith(skipped):
            continue
        for name in map(str.strip, re.split("[,&/]", feature.title)):
            name = re.sub(r" (?:property|shorthand|CSS property)$", "", name)
            if re.fullmatch(r"[a-z-]+", name):
                table.setdefault(name, []).append(slug)
    for side in ("top", "right", "bottom", "left"):
        table.setdefault(f"margin-{side}", []).append("css-margin")
        table.setdefault(f"padding-{side}", []).append("css-padding")
        table.setdefault(f"border-{side}", []).append("css-border")
    for axis in ("x", "y"):
        table.setdefault(f"overflow-{axis}", []).append("css-overflow")
    for corner in ("top-left", "top-right", "bottom-left", "bottom-right"):
        table.setdefault(f"border-{corner}-radius", []).append("css-border-radius")
    table.setdefault("grid-template-columns", []).append("css-grid-template")
    table.setdefault("grid-template-rows", []).append("css-grid-template")
    for name in ("flex-direction", "flex-wrap"):
        table.pop(name, None)  # only some values are features
    return {name: tuple(slugs) for name, slugs in table.items()}


@lru_cache(maxsize=1)
def used_features(document: Document) -> dict[str, Use]:
    """Return each feature the document uses, at its first place; content goes before extras."""
    known = features()
    found: dict[str, Use] = {}
    extras: dict[str, Use] = {}
    for slug, tag, where in _in_tags(document):
        if slug in known and slug not in found:
            found[slug] = Use(slug, document.line(tag.start), where, True)
    for sheet in document.all("style"):
        line = document.line(sheet.start)
        for slug in _in_sheet(sheet.raw):
            if slug in known and slug not in found:
                extras.setdefault(slug, Use(slug, line, "<style>", False))
    for meta in document.all("meta"):
        if meta.get("name").lower() == "color-scheme":
            slug = "html-meta-color-scheme"
            extras.setdefault(slug, Use(slug, document.line(meta.start), "<meta>", False))
    return {**extras, **found}


def _in_tags(document: Document) -> Iterator[tuple[str, Tag, str]]:
    for tag in document.tags:
        element = f"<{tag.name}>"
        if tag.name in _ELEMENTS and tag.name != "style":
            yield _ELEMENTS[tag.name], tag, element
        for name in tag.attributes:
            if name in _ATTRIBUTES:
                yield _ATTRIBUTES[name], tag, f"<{tag.name} {name}>"
        style = tag.attributes.get("style")
        if style:
            for declaration in declarations(style):
                for slug in _declared(declaration):
                    yield slug, tag, f"<{tag.name} style>"
        yield from ((slug, tag, element) for slug in _special(tag))


def _special(tag: Tag) -> Iterator[str]:
    """Yield the features that hang on an attribute's value."""
    match tag.name:
        case "a":
            if tag.get("href").startswith("#") and len(tag.get("href")) > 1:
                yield "html-anchor-links"
        case "img":
            source = tag.get("src")
            if source.startswith("data:"):
                yield "image-base64"
            picture = _PICTURE.search(source[:2000])
            if picture:
                kind = picture[1].lower()
                yield f"image-{_SAME_FORMAT.get(kind, kind)}"
        case "input" if tag.get("type").lower() in _INPUTS:
            yield f"html-input-{tag.get('type').lower()}"
        case "button" if tag.get("type").lower() in ("reset", "submit"):
            yield f"html-button-{tag.get('type').lower()}"


def _declared(declaration: Declaration) -> Iterator[str]:
    name = declaration.name
    if name.startswith("--"):
        yield "css-variables"
        return
    if name.startswith("mso-"):
        return
    yield from _properties().get(name, ())
    for key, word, slug in _VALUES:
        if name == key and word in declaration.value.split():
            yield slug
    for pattern, slug in _KEYWORDS:
        if pattern.search(declaration.value):
            yield slug
    for function in declaration.functions:
        if function in _FUNCTIONS:
            yield _FUNCTIONS[function]
    for unit in declaration.units:
        yield "css-unit-percent" if unit == "%" else f"css-unit-{unit}"
    if any(url.startswith("data:") for url in declaration.urls):
        yield "image-base64"
    if declaration.important:
        yield "css-important"


def _in_sheet(css: str) -> Iterator[str]:
    for rule in rules(css):
        if not rule.selector:
            yield from _at_rule(rule.at[-1].lower()) if rule.at else ()
            continue
        yield from _selector(rule.selector)
        for declaration in rule.declarations:
            yield from _declared(declaration)


def _at_rule(prelude: str) -> Iterator[str]:
    keyword = prelude.split(" ")[0][1:]
    if keyword == "media":
        yield "css-at-media"
        yield from (slug for word, slug in _MEDIA if word in prelude)
    elif keyword == "nest":
        yield "css-nesting"
    else:
        yield f"css-at-{keyword}"


def _selector(selector: str) -> Iterator[str]:
    for colons, name in re.findall(r"(::?)([a-z-]+)", selector):
        yield f"css-pseudo-{'element' if colons == '::' else 'class'}-{name}"
        if name in ("before", "after", "first-line", "first-letter"):
            yield f"css-pseudo-element-{name}"
    yield from (slug for sign, slug in _COMBINATORS if sign in re.sub(r"\([^()]*+\)", "", selector))
    if re.search(r"[\w)][.#]\w", selector):
        yield "css-selector-chaining"
