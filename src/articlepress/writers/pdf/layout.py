"""The style sheet for one choice of options: tokens of the page, fonts, the style's own sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from articlepress.errors import StyleError
from articlepress.render.styles import Style, resolve_variables
from articlepress.writers.pdf.fonts import font_faces, own_names
from articlepress.writers.pdf.options import PdfOptions

PICTURE_SHARE = 0.42
"""Part of the text's height for a picture: on A4 that of a photograph as wide as the text."""

PICTURE_MOST = 0.75
"""The same on small pages, where there is room for a few lines and the caption besides."""

HEAD_GAP, FOOT_GAP = 0.26, 0.3
"""Parts of the margins between the text and its running head and folio: 7 mm and 9 mm on A4."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}


def page_tokens(style: Style, page_size: str) -> dict[str, str]:
    """Return the tokens a style sets for a page size (`[pages.A5]` in its `style.toml`).

    Raises:
        StyleError: the style, and those it inherits from, say nothing of that size.
    """
    pages = style.settings.get("pages")
    table = pages.get(page_size) if isinstance(pages, dict) else None
    if not isinstance(table, dict):
        raise StyleError(f"has no page size {page_size!r}", where=f"style {style.name!r}")
    tokens = {f"page-{key}": str(value) for key, value in table.items()}
    return {**_derived(tokens), **tokens}


def _derived(tokens: Mapping[str, str]) -> dict[str, str]:
    """Return what follows from a sheet and its margins, where a style does not state it."""
    margins = [length_pt(margin) for margin in tokens.get("page-margin", "0mm").split()]
    head, foot = margins[0], margins[2] if len(margins) > 2 else margins[0]
    between = length_pt(tokens.get("page-size", "210mm 297mm").split()[-1]) - head - foot
    return {
        "page-picture-height": f"{_picture_height(tokens, between):.1f}pt",
        "page-head-gap": f"{head * HEAD_GAP:.1f}pt",
        "page-foot-gap": f"{foot * FOOT_GAP:.1f}pt",
    }


def _picture_height(tokens: Mapping[str, str], between: float) -> float:
    """Return the greatest height of a picture: a share of the text's, or a photograph's.

    A picture that goes over to the next page leaves as much of this one empty as it is high.
    """
    photograph = length_pt(tokens.get("page-picture-width", "0mm")) * 3 / 4
    return max(between * PICTURE_SHARE, min(photograph, between * PICTURE_MOST))


def sheet(style: Style, options: PdfOptions) -> str:
    """Return the whole style sheet, tokens resolved."""
    tokens = {**page_tokens(style, options.page_size), **style.tokens}
    dressed = replace(style, tokens={**tokens, **own_names(tokens)})
    parts = [
        font_faces(tokens),
        dressed.css("article", "print"),
        _choices(style, options),
    ]
    return "".join(parts)


def _choices(style: Style, options: PdfOptions) -> str:
    """Return the rules for what an option, or else the style's `style.toml`, chooses."""
    rules = []
    if not options.hyphenate:
        rules.append("html { hyphens: manual }\n")
    if has_drop_cap(style, options):
        rules.append(style.css("drop-cap"))
    columns = column_count(style, options)
    if columns > 1:
        rules.append(f".body {{ columns: {columns}; column-gap: var(--column-gap) }}\n")
    return resolve_variables("".join(rules), style.tokens)


def has_drop_cap(style: Style, options: PdfOptions) -> bool:
    """Tell whether the text opens with a large letter, by the option or else by the style."""
    if options.drop_cap == "style":
        return bool(style.settings.get("drop_cap"))
    return options.drop_cap == "yes"


def column_count(style: Style, options: PdfOptions) -> int:
    """Return the columns of text; without the option, the smallest pages have one in any style."""
    if options.columns:
        return options.columns
    value = style.settings.get("columns", 1)
    narrow = options.page_size in ("e-reader", "phone")
    return 1 if narrow or not isinstance(value, int) else value


def text_width_pt(style: Style, options: PdfOptions) -> float:
    """Return the width pictures may fill, for scaling them down."""
    tokens = {**page_tokens(style, options.page_size), **style.tokens}
    return length_pt(tokens.get("page-picture-width", "160mm"))


def length_pt(value: str) -> float:
    """Return a CSS length in points; only absolute units.

    Raises:
        StyleError: it is none, or of another unit.
    """
    number, unit = value.strip()[:-2], value.strip()[-2:]
    try:
        return float(number) * _POINTS[unit]
    except (KeyError, ValueError) as error:
        raise StyleError(f"{value!r} is no absolute length", hint="use mm, pt or in") from error
