"""The style sheet for one choice of options: tokens of the page, fonts, the style's own sheets."""

from __future__ import annotations

from dataclasses import replace

from articlepress.errors import StyleError
from articlepress.render.styles import Style, resolve_variables
from articlepress.writers.pdf.fonts import font_faces, own_names
from articlepress.writers.pdf.options import PdfOptions

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
    return {f"page-{key}": str(value) for key, value in table.items()}


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
    """Return a CSS length in points; only absolute units."""
    number, unit = value.strip()[:-2], value.strip()[-2:]
    try:
        return float(number) * _POINTS[unit]
    except (KeyError, ValueError) as error:
        raise StyleError(f"{value!r} is no absolute length", hint="use mm, pt or in") from error
