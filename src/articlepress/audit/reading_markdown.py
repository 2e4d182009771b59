"""The text of a Markdown file as CommonMark shows it, front matter and footnotes included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from articlepress.audit.reading_html import shown_text

if TYPE_CHECKING:  # loaded where there is front matter
    import yaml

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]*(.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*)", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FIRST_KEY = re.compile(r"[a-z][a-z-]*:(?: |$)")
"""What a front matter of ours begins with."""
_MARKDOWN = frozenset(("title", "subtitle", "kicker", "standfirst", "bio", "content"))
"""Keys whose values are Markdown, as pandoc reads them; the others' are plain."""


def documents(text: str) -> list[str]:
    """Return the documents of a file of several, each with its front matter; others whole."""
    lines = text.split("\n")
    starts = [0]
    fence = ""
    for number, line in enumerate(lines):
        if (found := _FENCE.match(line)) and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else found[1]
        elif line == "---" and not fence and number and not lines[number - 1]:
            key = lines[number + 1] if number + 1 < len(lines) else ""
            starts += [number] if _FIRST_KEY.match(key) else []
    return ["\n".join(lines[a:b]) for a, b in pairwise([*starts, len(lines)])]


def shown_markdown(text: str) -> str:
    """Return the visible text; the values of the front matter stand before it."""
    front = _FRONT.match(text)
    head = _front_text(front[1]) if front else ""
    return f"{head}\n{_rendered(text[front.end() :] if front else text)}"


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # imported here: 30 ms

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # An address is shown as it is written: the parser would undo its escapes.
    parser.normalizeLinkText = _as_written  # type: ignore[method-assign,assignment]
    return shown_text(parser.render(_NOTE.sub(_as_paragraphs, text)))


def _as_written(address: str) -> str:
    return address


def _as_paragraphs(note: re.Match[str]) -> str:
    # CommonMark knows no footnotes; their words are paragraphs to it.
    return f"\\[{note[1]}\\]\n\n" + re.sub(r"^(?: {4}|\t)", "", note[2], flags=re.MULTILINE)


def _front_text(text: str) -> str:
    """Return the values of YAML front matter, each on its line; of broken YAML its text."""
    import yaml  # imported here: 15 ms

    try:
        # Events, and no tree of them: nothing bounds the depth of a file somebody hands in.
        values = [_shown(*pair) for pair in _values(yaml.parse(text, yaml.SafeLoader))]
    except yaml.YAMLError:
        return text
    return "\n".join(values)


def _shown(key: str, value: str) -> str:
    return _rendered(value) if key in _MARKDOWN else value


def _values(events: Iterable[yaml.Event]) -> Iterator[tuple[str, str]]:
    """Yield each value with the nearest key above it."""
    import yaml

    mapping, keys = [False], [""]
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            if mapping[-1] and not keys[-1]:
                keys[-1] = event.value
                continue
            yield keys[-1], event.value
        elif isinstance(event, yaml.CollectionStartEvent):
            mapping.append(isinstance(event, yaml.MappingStartEvent))
            keys.append("" if mapping[-1] else keys[-1])
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            mapping.pop()
            keys.pop()
        if mapping[-1]:
            keys[-1] = ""
