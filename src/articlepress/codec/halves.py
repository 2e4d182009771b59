"""JSON without half characters: it can name half of a surrogate pair, and no output holds one."""

from __future__ import annotations

import re
from typing import Any

_SIGN = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
"""How the bytes of a JSON text begin a surrogate, as an escape or as it stands."""
_HALF = re.compile("[\ud800-\udfff]")


def whole(value: Any, content: bytes | str) -> Any:
    """Return values read from a JSON text, lists and objects changed in place, each half character
    a U+FFFD. Any: values are nested as JSON is.
    """
    if isinstance(content, bytes) and not _SIGN.search(content):
        return value
    box = [value]
    stack: list[list[Any] | dict[str, Any]] = [box]
    while stack:
        holder = stack.pop()
        for key, item in list(_pairs(holder)):
            if isinstance(item, str):
                holder[key] = _mended(item)
            elif isinstance(item, list | dict):
                stack.append(item)
    return box[0]


def _pairs(holder: Any) -> Any:
    return holder.items() if isinstance(holder, dict) else enumerate(holder)


def _mended(text: str) -> str:
    if not _HALF.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
