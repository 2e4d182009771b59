"""Characters that mean something in Markdown, escaped where they would and nowhere else.

The rules cover CommonMark, GitHub's tables and what pandoc's Markdown adds (mathematics, sub- and
superscripts, citations, fancy lists), so that each reads the same words.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[\\`*\[\]{}~^]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_CITATION = re.compile(r"(?<!\w)@(?=[\w{])|(?<=-)@(?=\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+\-]+:)")
_MATH = re.compile(r"\A(?:[^$]|\$(?!\S))*+\$\S(?:.*\S)?\$(?!\d)|\$\$", re.DOTALL)

_LINE_START = (
    # What a line begins with -> where the backslash goes. Nothing our own markup begins with.
    (re.compile(r"(#{1,6})(?=\s|$)"), r"\\\1"),
    (re.compile(r"([-+])(?=\s|$)"), r"\\\1"),
    (re.compile(r"([-=_])(?=[\s\-=_]*$)"), r"\\\1"),
    (re.compile(r"([>|:%])"), r"\\\1"),
    (re.compile(r"(\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"(\()(?=(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|@\w*)\))"), r"\\\1"),
    (re.compile(r"([Tt]able)(?=:)"), r"\1\\"),
)


def escape(text: str, mathematics: bool = False) -> str:
    """Return a run of text escaped inside a line; white space becomes single spaces."""
    text = re.sub(r"[ \t\r\n]+", " ", text)
    text = _ALWAYS.sub(r"\\\g<0>", text)
    for pattern in (_UNDERSCORE, _TAG, _ENTITY, _CITATION, _EMOJI):
        text = pattern.sub(r"\\\g<0>", text)
    return text.replace("$", r"\$") if mathematics else text


def has_mathematics(text: str) -> bool:
    """Tell whether dollar signs of a paragraph could be taken for a formula."""
    return _MATH.search(text) is not None


def escape_line_starts(text: str) -> str:
    """Return a paragraph in which no line begins like a heading, list, quote or table."""
    return "\n".join(map(_escape_line, text.split("\n")))


def _escape_line(line: str) -> str:
    line = line.lstrip(" \t")
    for pattern, replacement in _LINE_START:
        escaped, count = (
            pattern.subn(replacement, line, count=1) if pattern.match(line) else ("", 0)
        )
        if count:
            return escaped
    return line


def code_span(text: str, before: str = "") -> str:
    """Return inline code between as many backticks as it needs, apart from those before it."""
    text = re.sub(r"(?:(?<![^\S\n])[^\S\n]++)?\n\s*+", " ", text)
    if not text.strip():
        return f"<code>{text}</code>"
    marks = "`" * (longest_run(text, "`") + 1)
    room = " " if text[0] in "` " or text[-1] in "` " else ""
    apart = "<!-- -->" if before.endswith("`") else ""
    return f"{apart}{marks}{room}{text}{room}{marks}"


def longest_run(text: str, character: str) -> int:
    """Return how many of a character stand in a row at most."""
    return max(map(len, re.findall(re.escape(character) + "+", text)), default=0)


def destination(url: str) -> str:
    """Return a link's address as Markdown writes it."""
    safe = re.sub(r"[\s<>\\]", lambda found: f"%{ord(found[0]):02X}", url)
    safe = _ENTITY.sub("&amp;", safe)
    return f"<{safe}>" if re.search(r"[()]", safe) or not safe else safe


def title_part(title: str) -> str:
    """Return a link's title with its space and quotes, or nothing."""
    if not title:
        return ""
    words = " ".join(title.split())
    return ' "' + re.sub(r'[\\"`*_\[\]<>&]', r"\\\g<0>", words) + '"'
