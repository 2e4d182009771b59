"""The text of a Markdown file as CommonMark shows it, front matter and footnotes included."""

from __future__ import annotations

import re

from articlepress.audit.reading_html import shown_text

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]*(.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*)", re.MULTILINE)
_KEY = re.compile(r"^( *)(?:- )?[\w-]+:(?: \|)?(?: |$)", re.MULTILINE)


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
