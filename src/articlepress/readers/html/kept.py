"""What of a page's markup means something: elements, attributes, classes, and wrappers without.

Gives the words of HTML that `fragment` keeps or leaves out, and its questions about attributes.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NEVER_NAMES = """
    style template head link meta base title object applet param embed frame frameset noframes
    svg canvas input select textarea datalist output progress meter dialog map area track
    optgroup option
"""
NEVER = frozenset(_NEVER_NAMES.split())
"""Elements whose text no browser shows among the words, or that are controls."""

CONTROLS = frozenset(("input", "select", "textarea"))
"""Those of them that stand in the line and part its words, as the check boxes of two labels do."""

_TRANSPARENT_NAMES = """
    span font big nobr acronym abbr time data label bdi bdo ins small tbody slot
"""
TRANSPARENT = frozenset(_TRANSPARENT_NAMES.split())
"""Inline wrappers that carry meaning only through an attribute."""

_BLOCKS_NAMES = """
    address article aside blockquote body button center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main
    nav ol p pre section summary table td th tr ul
"""
BLOCKS = frozenset(_BLOCKS_NAMES.split())
"""Elements that start a new line; leaving one out must not glue its words to the next."""

_KEPT_ATTRIBUTES_NAMES = """
    href src alt title width height srcset sizes class id lang xml:lang dir cite start type
    value colspan rowspan scope align role style name itemprop media encoding aria-label
    poster label display language lang-name data-lang data-language datetime videoid
    data-videoid params video-title playlabel aria-hidden hidden epub:type data-type data-fn
    data-provider reversed data-tex data-latex aria-describedby data-footnote-ref
    data-footnotes data-w-id url data-instgrm-permalink data-href cite-url border cellpadding
    rel
"""
KEPT_ATTRIBUTES = frozenset(_KEPT_ATTRIBUTES_NAMES.split())
MEANINGFUL_CLASS = re.compile(
    r"cap|credit|quote|note|katex|math|mjx|mwe|latex|tex|embed|tweet|twitter|instagram|emoji|smiley"
    r"|small|footer|copyright|lead|first|initial|letter|line-?n|gutter|sc\b|sidenote|citation"
    r"|reference|fn|underline|strike|bold|ital|lang|code"
)
"""Matched in lower case: a pattern that ignores case looks at every place of a class."""


@lru_cache(maxsize=8192)
def is_formula(css: str) -> bool:
    """Tell whether a block's class makes it stand in the line, as renderers of formulas do."""
    return bool(css) and _FORMULA_CLASS.search(css.lower()) is not None


_FORMULA_CLASS = re.compile(r"katex|math|mjx|mwe")


@lru_cache(maxsize=8192)
def _is_meaningful(css: str) -> bool:
    return MEANINGFUL_CLASS.search(css.lower()) is not None


_WRAPPER_ATTRIBUTES = frozenset(("id", "lang", "dir", "xml:lang"))
_MEANINGFUL_STYLE = re.compile(r"font-(?:weight|style|variant)|decoration|float|none")


def says_something(attributes: dict[str, str]) -> bool:
    """Tell whether a wrapper's attributes change what its words mean."""
    if not _WRAPPER_ATTRIBUTES.isdisjoint(attributes):
        return True
    css = attributes.get("class")
    if css and _is_meaningful(css):
        return True
    style = attributes.get("style")
    return bool(style) and _MEANINGFUL_STYLE.search(style or "") is not None
