"""Empty elements of a figure that a script would fill with a picture.

seen: `<div class="js-delayed-image-load" data-src="…jpg" data-alt="…"></div>`, in the BBC's and
National Geographic's figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

FILLED = frozenset(("div", "span", "a", "i"))
"""Elements that are filled so."""
FIGURE_LEVELS = 5
"""Elements between such a one and its figure: National Geographic's have three."""

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)$", re.I)


def filled(node: LexborNode) -> dict[str, str]:
    """Return the attributes of the picture that an empty element stands for, or none."""
    shown = _kept(node.attributes)
    around = node.parent if shown else None
    for _ in range(FIGURE_LEVELS):
        if around is None or around.tag == "figure":
            break
        around = around.parent
    return shown if around is not None and around.tag == "figure" else {}


def _kept(attributes: Mapping[str, str | None]) -> dict[str, str]:
    for name, value in attributes.items():
        if value and name.startswith("data-") and _PICTURE.search(value.partition("?")[0]):
            alts = (v for k, v in attributes.items() if k == "aria-label" or k.endswith("-alt"))
            return {"src": value.strip(), "alt": next(filter(None, alts), "")}
    return {}
