"""The text of a Markdown file as CommonMark shows it, front matter and footnotes included."""

from __future__ import annotations

import re
from itertools import pairwise

from articlepress.audit.reading_html import shown_text

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]*(.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*)", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FIRST_KEY = re.compile(r"[a-z][a-z-]*:(?: |$)")
"""What a front matter of ours begins with."""
_KEY = re.compile(r"^( *)(?:- )?[\w-]+:(?: \|)?(?: |$)", re.MULTILINE)


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
    from markdown_it import MarkdownIt  # imported here: 30 ms

    front = _FRONT.match(text)
    head = _front_text(front[1]) if front else ""
    body = _NOTE.sub(_as_paragraphs, text[front.end() :] if front else text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # An address is shown as it is written: the parser would undo its escapes.
    parser.normalizeLinkText = _as_written  # type: ignore[method-assign,assignment]
    return "\n".join((head, shown_text(parser.render(body))))


def _as_written(address: str) -> str:
    return address


def _as_paragraphs(note: re.Match[str]) -> str:
    # CommonMark knows no footnotes; their words are paragraphs to it.
    return f"\\[{note[1]}\\]\n\n" + re.sub(r"^(?: {4}|\t)", "", note[2], flags=re.MULTILINE)


def _front_text(yaml: str) -> str:
    """Return the values of YAML front matter, each on its line."""
    from markdown_it import MarkdownIt

    lines = []
    for line in _KEY.sub(r"\1", yaml).split("\n"):
        value = line.strip().removeprefix("- ")
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = _unquoted(value)
        lines.append(shown_text(MarkdownIt("commonmark", {"html": True}).renderInline(value)))
    return "\n".join(lines)


def _unquoted(value: str) -> str:
    import json

    try:
        return str(json.loads(value))
    except ValueError:
        return value
