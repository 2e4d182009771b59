"""A page's bounds, told from its characters before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articlepress.limits import keep, limit

_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_PICTURE = re.compile(r"<img[\s/>]", re.IGNORECASE)
_DATA_URL = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60}[^\s\"'<>)]*", re.IGNORECASE)
LONG_TAG = 20_000
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONG_TAG},}}")
"""A tag that may hold many attributes: each takes two characters at least."""
_ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'<>/=]{1,200}(?==|\s)")


def keep_bounds(markup: str, tags: int, where: str) -> None:
    """Raise where a page would cost more than it may; `tags` is how many it has.

    Raises:
        LimitExceeded: says which bound is exceeded, and by how much.
    """
    if len(markup) > limit("characters") > 0:
        inside = sum(found.end() - found.start() for found in _DATA_URL.finditer(markup))
        keep("characters", len(markup) - inside, where)
    # A page of fewer tags has no need to be searched for some of them.
    if tags > limit("cells") > 0:
        keep("cells", len(_CELL.findall(markup)), where)
    if tags > limit("pictures") > 0:
        keep("pictures", len(_PICTURE.findall(markup)), where)
    for tag in _long_tags(markup):
        if len(tag) > 2 * limit("attributes"):
            keep("attributes", len(_ATTRIBUTE.findall(tag)), where)


def _long_tags(markup: str) -> Iterator[str]:
    """Yield the tags longer than `LONG_TAG`.

    Only where half as many characters hold neither `<` nor `>` can one stand; a pattern alone would
    look at every character, which costs as much as to parse the page.
    """
    opened = tried = -1
    for start in range(0, len(markup), LONG_TAG // 2):
        last = markup.rfind("<", start, start + LONG_TAG // 2)
        if last >= 0:
            opened = last
        elif opened > tried and ">" not in markup[start : start + LONG_TAG // 2]:
            tried = opened
            if tag := _LONG_TAG.match(markup, opened):
                yield tag[0]
