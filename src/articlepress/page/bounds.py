"""A page's bounds, told from its characters before anything is parsed."""

from __future__ import annotations

import re

from articlepress.limits import keep, limit

_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_PICTURE = re.compile(r"<img[\s/>]", re.IGNORECASE)
_DATA_URL = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60}[^\s\"'<>)]*", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
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
    keep("tags", markup.count("<"), where)
    if markup.count("<t") > limit("cells") > 0 or markup.count("<T") > limit("cells") > 0:
        keep("cells", len(_CELL.findall(markup)), where)
    if markup.count("<i") + markup.count("<I") > limit("pictures") > 0:
        keep("pictures", len(_PICTURE.findall(markup)), where)
    for tag in _LONG_TAG.finditer(markup):
        if tag.end() - tag.start() > 2 * limit("attributes"):
            keep("attributes", len(_ATTRIBUTE.findall(tag[0])), where)
