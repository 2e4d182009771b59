"""Markup nested thousands deep, flattened before it reaches the parser.

HTML5's own rules make a parser look back through every open element: 20,000 open lists cost
lexbor 3 s, and 200,000 an hour. No page anybody wrote nests a tenth of the limit.
"""

from __future__ import annotations

import re
from collections import Counter

from articlepress.diagnostics import Notes, counted

MAX_NESTING = 1_000
"""Open elements a page may have. The deepest of 1,548 real pages has 90."""
WORTH_COUNTING = 12_000
"""Tags below which depth is not measured: the parser takes any nesting of so few in 0.3 s."""

# Only elements whose end tag may not be left out: thousands of unclosed <li> or <p> nest nowhere.
_TAG = re.compile(
    r"<(/?)(div|ul|ol|dl|table|blockquote|section|article|aside|main|center|form|fieldset|figure"
    r"|details|span|font|b|i|u|em|strong|small|big|code|tt|s|strike|a|sup|sub|button|object"
    r"|svg|g|math|mrow|h[1-6]|pre|address|nav|header|footer|label|select)(?=[\s/>])[^>]*+(?:>|\Z)",
    re.I,
)


def flatten(html: str, tags: int, notes: Notes) -> str:
    """Return the page without the tags that stand deeper than `MAX_NESTING`, words kept apart.

    `tags` is how many it has.
    """
    if tags <= WORTH_COUNTING or _depth(html) <= MAX_NESTING:
        return html
    depth = 0
    count = 0
    left_out = Counter[str]()

    def keep(found: re.Match[str]) -> str:
        nonlocal depth, count
        name = found[2].lower()
        if found[1]:
            if left_out[name]:
                left_out[name] -= 1
                return " "
            depth = max(0, depth - 1)
            return found[0]
        if depth >= MAX_NESTING:
            left_out[name] += 1
            count += 1
            return " "
        depth += 1
        return found[0]

    flat = _TAG.sub(keep, html)
    notes.warn("AP105", f"{counted(count, 'element')} nested deeper than {MAX_NESTING:,} left out")
    return flat


def _depth(html: str) -> int:
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[1]:
            depth -= depth > 0
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
    return deepest
