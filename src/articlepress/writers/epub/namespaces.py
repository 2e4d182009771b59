"""Names of elements inside a namespace, of drawings and formulas that come with a page."""

from __future__ import annotations

from typing import Any


def name_within(namespace: str, element: Any) -> str:  # Any: lxml without stubs
    """Return an element's name if it is of the namespace or of none, else an empty string."""
    tag = element.tag
    if not isinstance(tag, str):  # an entity reference
        return ""
    own, _, name = tag.rpartition("}")
    return name if own in ("", f"{{{namespace}") else ""
