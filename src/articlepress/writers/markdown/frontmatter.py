"""Metadata as YAML front matter, under the names pandoc and static site makers know.

Titles, bios and disclaimers are Markdown in it, as pandoc reads them; other values are plain.
"""

from __future__ import annotations

import json
import re

from articlepress import nodes as n
from articlepress.metadata import Disclaimer, Metadata, Person
from articlepress.writers.markdown.blocks import blocks
from articlepress.writers.markdown.inlines import State, one_line

_PRINTABLE = re.compile(
    r"[^\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
)
_PLAIN = re.compile(r"\d{4}(?:-\d{2}){0,2}|[a-z]{2,3}(?:-[A-Za-z\d]+)*|\d+")
_BOOLEANS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def front_matter(metadata: Metadata) -> str:
    """Return the YAML block with its fences; empty fields are left out."""
    state = State(metadata.language)
    lines = ["---"]
    for key, line in (
        ("title", metadata.title),
        ("subtitle", metadata.subtitle),
        ("kicker", metadata.kicker),
        ("standfirst", metadata.standfirst),
    ):
        if line:
            lines += _pair(key, _inline(state, line))
    lines += _people(state, metadata.authors)
    texts = {
        "date": metadata.published.iso if metadata.published else "",
        "date-modified": metadata.updated.iso if metadata.updated else "",
        "lang": metadata.language,
        "dir": metadata.direction,
        "canonical-url": metadata.canonical_url,
        "section": metadata.section,
        "description": metadata.description,
        "rights": metadata.licence,
    }
    for key, text in texts.items():
        lines += _pair(key, text)
    site, series = metadata.site, metadata.series
    lines += _group("site", {"name": site.name, "url": site.url, "logo": site.logo})
    if series:
        number = "" if series.number is None else str(series.number)
        lines += _group("series", {"name": series.name, "number": number, "url": series.url})
    lines += _list("keywords", [_pair("", tag) for tag in metadata.tags])
    lines += _list("disclaimers", [_disclaimer(state, item) for item in metadata.disclaimers])
    return "\n".join([*lines, "---"]) if len(lines) > 1 else ""


def _inline(state: State, line: n.Inlines) -> str:
    # Pandoc makes a document of each value: what would begin a list there is escaped already.
    return one_line(state, line)


def _people(state: State, people: tuple[Person, ...]) -> list[str]:
    names = _list("author", [_pair("", person.name) for person in people])
    if all(person == Person(person.name) for person in people):
        return names
    return names + _list("authors", [_person(state, person) for person in people])


def _person(state: State, person: Person) -> list[str]:
    texts = {
        "name": person.name,
        "role": person.role if person.role != "author" else "",
        "sort-name": person.sort_name,
        "url": person.url,
        "email": person.email,
        "portrait": person.portrait.src if person.portrait else "",
        "bio": blocks(state, person.bio),
    }
    lines = [line for key, text in texts.items() for line in _pair(key, text)]
    return lines + _list("handles", [_pair("", handle) for handle in person.handles])


def _disclaimer(state: State, item: Disclaimer) -> list[str]:
    content = _pair("content", blocks(state, item.content))
    return [*_pair("kind", item.kind), *_pair("scope", item.scope), *content]


def _group(key: str, values: dict[str, str]) -> list[str]:
    lines = [line for name, text in values.items() for line in _pair(name, text)]
    return [f"{key}:", *(f"  {line}" for line in lines)] if lines else []


def _list(key: str, items: list[list[str]]) -> list[str]:
    lines = []
    for item in items:
        if item:
            first, *rest = item
            lines += [f"  - {first}", *(f"    {line}" if line else "" for line in rest)]
    return [f"{key}:", *lines] if lines else []


def _pair(key: str, text: str) -> list[str]:
    """Return `key: value` as lines; a text of several lines as a literal block."""
    if not text:
        return []
    start = f"{key}: " if key else ""
    if "\n" in text and key and _PRINTABLE.fullmatch(text) and not text[0].isspace():
        return [f"{start}|", *(f"  {line}" if line.strip() else "" for line in text.split("\n"))]
    return [start + scalar(text)]


def scalar(text: str) -> str:
    """Return a text as one YAML scalar: bare where it is a date, tag or number, else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _BOOLEANS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    if _PRINTABLE.fullmatch(text):
        return quoted
    return json.dumps(text)
