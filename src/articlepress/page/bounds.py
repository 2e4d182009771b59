"""A page's bounds, told from its characters before anything is parsed."""

from __future__ import annotations

import re

from articlepress.limits import keep, limit

_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_PICTURE = re.compile(r"<img[\s/>]", re.IGNORECASE)
_DATA_URL = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60}[^\s\"'<>)]*", re.IGNORECASE)
LONG_TAG = 20_000
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}")
"""A tag that may hold many attributes: each takes two characters at least."""
_ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'<>/=]{1,200}(?==|\s)")


def keep_bounds(markup: str, where: str) -> None:
    """Raise where a page would cost more than it may.

    Raises:
        LimitExceeded: says which bound is exceeded, and by how much.
    """
    if len(markup) > limit("characters") > 0:
        inside = sum(found.end() - found.start() for found in _DATA_URL.finditer(markup))
        keep("characters", len(markup) - inside, where)
    tags = markup.count("<")
    keep("tags", tags, where)
    # A page of fewer tags has no need to be searched for some of them.
    if tags > limit("cells") > 0:
        keep("cells", len(_CELL.findall(markup)), where)
    if tags > limit("pictures") > 0:
        keep("pictures", len(_PICTURE.findall(markup)), where)
    if not _may_hold_long_tag(markup):
        return
    for tag in _LONG_TAG.finditer(markup):
        if tag.end() - tag.start() > 2 * limit("attributes"):
            keep("attributes", len(_ATTRIBUTE.findall(tag[0])), where)


def _may_hold_long_tag(markup: str) -> bool:
    """Tell at a glance what nearly no page holds; the pattern looks at every character."""
    return any(len(piece) > LONG_TAG and ">" not in piece[:LONG_TAG] for piece in markup.split("<"))
