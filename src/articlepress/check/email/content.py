"""Rules of a message's content: pictures, links, headings, text, elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from articlepress.check.email.clients import FAMILIES, features
from articlepress.check.email.features import Use, used_features
from articlepress.check.email.frame import Place
from articlepress.check.email.styling import declarations
from articlepress.check.email.tokens import Document, Tag
from articlepress.urls import TRACKING_PARAMETERS, TRACKING_PREFIXES
from articlepress.writers.email.inline import MERGE_TAG

OUTLOOK_TOLERANCE = 2
"""Kinds of inline CSS Outlook may miss: below that a message rarely falls apart."""

_REMOVED = ("script", "form", "iframe", "video", "audio", "object", "embed", "svg", "link",
            "input", "canvas", "frame", "applet")  # fmt: skip
_SHOWN_NOWHERE = re.compile(r"\.(svg|webp|avif)(?:$|[?#])|^data:", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|mailto:|tel:|sms:)", re.IGNORECASE)
_UNSUBSCRIBE = re.compile(
    r"unsub|abmelden|abbestellen|désabonner|desinscr|cancelar? (?:la )?suscri|disiscri|opt-?out",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"view (?:this |it )?(?:email )?(?:in|on)|browser|online|web version|navigateur|navegador",
    re.IGNORECASE,
)
_GENERIC = ("serif", "sans-serif", "monospace", "inherit", "cursive", "system-ui", "fantasy")
_NO_LAYOUT = ("css-position", "css-float", "css-display-flex", "css-display-grid", "css-variables")
_HEADING = re.compile(r"h[1-6]")


def picture_alt(document: Document) -> Iterator[Place]:
    """EM19: a picture without alt."""
    for tag in document.all("img"):
        if "alt" not in tag.attributes:
            yield tag.start, tag.get("src")[:80]


def picture_width(document: Document) -> Iterator[Place]:
    """EM20: a picture without a width in pixels up to 700."""
    for tag in document.all("img"):
        width = tag.get("width")
        if not (width.isascii() and width.isdigit() and int(width[:6]) <= 700):
            yield tag.start, f"width={width!r}"


def picture_address(document: Document) -> Iterator[Place]:
    """EM21: a picture's address is not https or cid."""
    for tag in document.all("img"):
        source = tag.get("src")
        if not source.startswith(("https://", "cid:")) and not MERGE_TAG.fullmatch(source[:500]):
            yield tag.start, source[:80]


def picture_format(document: Document) -> Iterator[Place]:
    """EM22: a picture in a format some clients cannot show."""
    for tag in document.all("img"):
        if _SHOWN_NOWHERE.search(tag.get("src")[:2000]):
            yield tag.start, tag.get("src")[:80]


def picture_display(document: Document) -> Iterator[Place]:
    """EM23: a picture without a display property: gaps below it in webmail."""
    for tag in document.all("img"):
        if "display" not in tag.get("style"):
            yield tag.start, tag.get("src")[:80]


def responsive_pictures(document: Document) -> Iterator[Place]:
    """EM24: srcset or <picture>, which most clients drop."""
    for tag in document.all("picture", "img"):
        if tag.name == "picture" or "srcset" in tag.attributes:
            yield tag.start, f"<{tag.name}>"


def _links(document: Document) -> list[Tag]:
    return [tag for tag in document.all("a") if "href" in tag.attributes]


def link_address(document: Document) -> Iterator[Place]:
    """EM25: a link that leads nowhere."""
    targets = {tag.get(key) for tag in document.tags for key in ("id", "name") if tag.get(key)}
    for tag in _links(document):
        url = tag.get("href").strip()
        if _LINK.match(url) or MERGE_TAG.search(url[:500]):
            continue
        if url.startswith("#") and url[1:] in targets:
            continue
        yield tag.start, url[:80]


def link_https(document: Document) -> Iterator[Place]:
    """EM26: a link without https."""
    for tag in _links(document):
        if tag.get("href").lower().startswith("http:"):
            yield tag.start, tag.get("href")[:80]


def link_tracking(document: Document) -> Iterator[Place]:
    """EM27: a link with tracking parameters from elsewhere."""
    for tag in _links(document):
        query = tag.get("href").partition("?")[2].partition("#")[0]
        for pair in query.replace("&amp;", "&").split("&"):
            name = pair.partition("=")[0].lower()
            if name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES):
                yield tag.start, name
                break


def link_words(document: Document) -> Iterator[Place]:
    """EM28: a link without words."""
    for tag in _links(document):
        if document.text_of(tag):
            continue
        inside = document.inside(tag)
        if not any(isinstance(t, Tag) and t.name == "img" and t.get("alt") for t in inside):
            yield tag.start, tag.get("href")[:80]


def unsubscribe(document: Document) -> Iterator[Place]:
    """EM29: no unsubscribe link."""
    if not any(
        _UNSUBSCRIBE.search(tag.get("href")) or _UNSUBSCRIBE.search(document.text_of(tag))
        for tag in reversed(_links(document))
    ):
        yield 0, ""


def view_online(document: Document) -> Iterator[Place]:
    """EM30: no link to a version in the browser."""
    if not any(_ONLINE.search(document.text_of(tag)) for tag in _links(document)):
        yield 0, ""


def text_font(document: Document) -> Iterator[Place]:
    """EM31: no inline font on the text."""
    for tag in document.all("td", "p", "div"):
        if "font-family" in tag.get("style"):
            return
    yield 0, ""


def font_stack(document: Document) -> Iterator[Place]:
    """EM32: a font stack without a generic family at its end."""
    seen: set[str] = set()
    for tag in document.tags:
        style = tag.get("style")
        if "font-family" not in style or style in seen:
            continue
        seen.add(style)
        for declaration in declarations(style):
            if declaration.name == "font-family":
                last = declaration.value.split(",")[-1].strip(" '\"")
                if last not in _GENERIC:
                    yield tag.start, declaration.value[:80]


def removed_elements(document: Document) -> Iterator[Place]:
    """EM33: an element mail clients remove."""
    for tag in document.all(*_REMOVED):
        yield tag.start, f"<{tag.name}>"


def heading_order(document: Document) -> Iterator[Place]:
    """EM36: headings without order."""
    headings = [tag for tag in document.tags if _HEADING.fullmatch(tag.name)]
    if sum(tag.name == "h1" for tag in headings) != 1:
        yield (headings[0].start if headings else 0), "not exactly one <h1>"
    for before, tag in pairwise(headings):
        if int(tag.name[1]) - int(before.name[1]) > 1:
            yield tag.start, f"<{tag.name}> after <{before.name}>"


def _lost(uses: dict[str, Use], family: str) -> list[Use]:
    clients, known = set(FAMILIES[family]), features()
    return [
        use
        for use in uses.values()
        if use.carries_content
        and use.slug.startswith("css-")
        and known[use.slug].unsupported & clients
    ]


def gmail_css(document: Document) -> Iterator[Place]:
    """EM37: inline CSS that Gmail does not show."""
    lost = _lost(used_features(document), "gmail")
    if lost:
        yield 0, ", ".join(sorted(use.slug.removeprefix("css-") for use in lost))


def outlook_css(document: Document) -> Iterator[Place]:
    """EM38: more than two kinds of inline CSS that Outlook for Windows does not show."""
    lost = _lost(used_features(document), "outlook-windows")
    if len(lost) > OUTLOOK_TOLERANCE:
        yield 0, ", ".join(sorted(use.slug.removeprefix("css-") for use in lost))


def no_layout_css(document: Document) -> Iterator[Place]:
    """EM39: position, float, flex, grid or variables."""
    uses = used_features(document)
    for slug in _NO_LAYOUT:
        if slug in uses:
            yield 0, f"{slug.removeprefix('css-')} in {uses[slug].where}, line {uses[slug].line}"
