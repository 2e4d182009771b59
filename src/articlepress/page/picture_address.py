"""Which address an `<img>` stands for: a page names one picture in up to ten attributes.

Takes an element's attributes, gives the address of the real picture as the page writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articlepress.page.srcset import widest

LAZY_ATTRIBUTES = (
    "data-lazy-src",
    "data-src",
    "data-original",
    "data-lsrc",
    "data-gt-lazy-src",
    "data-cfsrc",
    "data-orig-file",
    "data-large-file",
    "data-lazy",
    "data-lazyload",
    "data-anim-src",
    "data-image",
    "data-full-src",
    "data-hi-res-src",
    "data-img-src",
    "data-img-url",
    "data-image-src",
    "data-original-src",
    "data-src-large",
    "data-native-src",
    "data-url",
)
"""Attributes that lazy loaders keep the real address in, commonest first."""
LAZY_SETS = ("data-lazy-srcset", "data-srcset", "srcset")
PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|spacer|blank|transparent|1x1|1px|lazy[_-]?(?:load|image|img)?"
    r"|loading|loader|spinner|grey|gray|pixel|clear(?:pixel)?|dot|trans|empty|default_image|(?:missing|no)[_-]?image)\d{0,20}(?:[_-]?\d{1,20}+x\d{1,20}+)?\.(?:gif|png|jpe?g|svg)"
    r"|(?:^|/)(?:space|divider)\.gif|^(?:https?:)?//:0$",
    re.I,
)
TINY_DATA = 400
"""A `data:` picture of fewer characters is a placeholder: the smallest real ones have thousands."""
DRAWN = re.compile(r"\.(?:gif|svg)(?:$|[?#])", re.I)
_PHOTOGRAPH = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:$|[?#])", re.I)
"""A drawing whose loader keeps a photograph is that loader's own, whatever it is called."""
_IMAGE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$", re.I)


def picture_reference(attributes: dict[str, str]) -> str:
    """Return the address of the real picture among an element's attributes, or an empty string."""
    src = attributes.get("src", "").strip()
    stands_in = is_placeholder(src)
    if not (stands_in or DRAWN.search(src)):
        return src
    for value in _kept_by_loaders(attributes):
        if stands_in or _PHOTOGRAPH.search(value):
            return value
    if not stands_in:
        return src
    for name in LAZY_SETS:
        value = widest(attributes.get(name, ""))
        if value and not is_placeholder(value):
            return value
    for name, value in attributes.items():  # a loader nobody has listed yet
        if name.startswith("data-") and _IMAGE_SUFFIX.search(value.partition("?")[0]):
            return value.strip()
    return ""


def _kept_by_loaders(attributes: dict[str, str]) -> Iterator[str]:
    for name in LAZY_ATTRIBUTES:
        value = attributes.get(name, "").strip()
        if value and not is_placeholder(value) and value[0] not in "{[" and " " not in value:
            yield value


def is_placeholder(src: str) -> bool:
    """Tell whether an address stands in for a picture that a script would load."""
    if not src:
        return True
    if src[:5].lower() == "data:":
        return len(src) < TINY_DATA
    return src in ("#", "about:blank") or bool(PLACEHOLDER.search(src.partition("?")[0]))


def leads_to_picture(url: str) -> bool:
    """Tell whether a link leads to a picture's file: its larger version."""
    return bool(_IMAGE_SUFFIX.search(url.partition("?")[0].partition("#")[0]))
