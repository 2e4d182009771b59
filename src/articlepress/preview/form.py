"""The edit form of a column's metadata: fields shown, and what of them was changed.

Takes metadata as a sidecar states it (`editing.sidecar_values`); what nobody changed is not
written, so that the page is heard where it says more later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from articlepress.editing import sidecar_values
from articlepress.metadata import Metadata, series_number

LINES = ("title", "subtitle", "standfirst", "published", "updated", "section", "language")
"""Fields of one line."""
AUTHOR_FIELDS = ("name", "bio", "url")
DISCLAIMER_FIELDS = ("text", "kind")
SERIES_FIELDS = ("name", "number")


def form_values(metadata: Metadata) -> dict[str, object]:
    """Return what the form shows: lines, authors and disclaimers with an empty one, series."""
    values = sidecar_values(metadata)
    series = values.get("series")
    return {
        "lines": {name: values.get(name, "") for name in LINES},
        "authors": [_whole(a, AUTHOR_FIELDS) for a in (*_tables(values, "authors"), {})],
        "disclaimers": [
            _whole(item, DISCLAIMER_FIELDS) for item in _tables(values, "disclaimers") or [{}]
        ],
        "series": _whole(series if isinstance(series, dict) else {}, SERIES_FIELDS),
    }


def changed_values(now: Mapping[str, object], given: Mapping[str, Any]) -> dict[str, object]:
    """Return the sidecar keys whose form fields say something else than the article.

    Any: the form's values as JSON. An emptied field becomes an empty value, which clears it.
    """
    changed: dict[str, object] = {}
    for name in LINES:
        if name in given and _clean(given[name]) != now.get(name, ""):
            changed[name] = _clean(given[name])
    for key, fields in (("authors", AUTHOR_FIELDS), ("disclaimers", DISCLAIMER_FIELDS)):
        if key not in given:
            continue
        before = _tables(now, key)
        after = _merged(before, given[key], fields)
        if after != before:
            changed[key] = after
    if "series" in given and (after_series := _series(given["series"])) != now.get("series", {}):
        changed["series"] = after_series or ""
    return changed


def _merged(
    before: Sequence[Mapping[str, object]], given: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> list[dict[str, object]]:
    """Return the entries with the form's fields in them; those left without the first are gone."""
    merged = []
    for at, entry in enumerate(given):
        whole: dict[str, object] = dict(before[at]) if at < len(before) else {}
        for name in names:
            text = _clean(entry.get(name, ""))
            if text:
                whole[name] = text
            else:
                whole.pop(name, None)
        if whole.get(names[0]):
            merged.append(whole)
    return merged


def _series(given: Mapping[str, Any]) -> dict[str, object]:
    name, number = _clean(given.get("name", "")), _clean(given.get("number", ""))
    found: dict[str, object] = {"name": name} if name else {}
    if name and (count := series_number(number)):
        found["number"] = count
    return found


def _clean(value: object) -> str:
    return str(value).replace("\r\n", "\n").strip()


def _tables(values: Mapping[str, object], key: str) -> list[dict[str, object]]:
    found = values.get(key, [])
    return [dict(entry) for entry in found] if isinstance(found, list) else []


def _whole(entry: Mapping[str, object], names: Sequence[str]) -> dict[str, object]:
    return {name: entry.get(name, "") for name in names}
