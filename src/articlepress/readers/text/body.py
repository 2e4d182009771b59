"""Lines to blocks: paragraphs, headings, lists, verse, and seams between picture and heading."""

from __future__ import annotations

import re

from articlepress import nodes as n
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.readers.text.lines import Line, is_list_item
from articlepress.readers.text.rules import rule

LONGEST_HEADING = 100
"""Characters; a longer line without a full stop is a sentence that lost it."""
MOST_HEADING_WORDS = 15
LONGEST_VERSE = 60

_FINAL = ".,;:…。、！؟।"
_RULE_LINE = re.compile(r"(?:[*\-_=~#•·]\s*){3,}")
_MARKER = re.compile(r"(?:[-*•‣◦–]|(\d{1,3})[.)])\s+")
_SEAM = re.compile(r"(?<=[^\W\d_])(?<=[a-zà-öø-ÿа-яёα-ω])(?=[A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω])")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_HALF = 3
"""Letters on each side of a seam; "McKay" and "iPhone" have fewer."""
LONGEST_HALF = 100
"""Letters looked at on each side; no word has as many."""


def read_body(lines: list[Line], notes: Notes) -> n.Blocks:
    """Return the article's text as blocks."""
    words = _word_counts(lines)
    blocks: list[n.Block] = []
    number = 0
    while number < len(lines):
        run = _run(lines, number)
        if len(run) > 1:
            blocks.append(_list(run) if is_list_item(run[0]) else _verse(run))
            number += len(run)
            continue
        text = lines[number].text
        if _RULE_LINE.fullmatch(text):
            blocks.append(n.Rule())
        elif _is_heading(lines, number):
            blocks += _heading(text, words, notes)
        else:
            blocks.append(n.Paragraph((n.Text(text),)))
        number += 1
    return tuple(blocks)


def _run(lines: list[Line], start: int) -> list[str]:
    """Return the lines from here on that are one list or one stanza, or nothing."""
    item = is_list_item(lines[start].text)
    run = [lines[start].text]
    for line in lines[start + 1 :]:
        if item:
            if not is_list_item(line.text) or _kind(line.text) != _kind(run[0]):
                break
        elif line.starts_chunk or len(line.text) > LONGEST_VERSE or is_list_item(line.text):
            break
        run.append(line.text)
    if item:
        return run if len(run) > 1 else []
    # Two short lines are a heading and its paragraph, or a name and a place; three are verse.
    return run if len(run) > 2 and len(run[0]) <= LONGEST_VERSE else []


def _kind(text: str) -> str:
    return "1" if text[0].isdigit() else text[0]


def _list(run: list[str]) -> n.Block:
    found = _MARKER.match(run[0])
    start = int(found[1]) if found and found[1] else None
    items = tuple((n.Plain((n.Text(_MARKER.sub("", text, count=1)),)),) for text in run)
    return n.BulletList(items) if start is None else n.OrderedList(items, start)


def _verse(run: list[str]) -> n.LineBlock:
    return n.LineBlock(tuple((n.Text(line),) for line in run))


def _is_heading(lines: list[Line], number: int) -> bool:
    text = lines[number].text
    if not text or len(text) > LONGEST_HEADING or len(text.split()) > MOST_HEADING_WORDS:
        return False
    if text[-1] in _FINAL or text[0] in '"“„«—–-' or not any(map(str.isalpha, text)):
        return False
    if text[-1] in "!?！？" and not _is_title_case(text):
        return False
    if number + 1 >= len(lines):
        return False
    following = lines[number + 1].text
    # A heading stands above prose; a short line above another short line is a list of something.
    return len(following) > len(text) and following[-1:] not in ",;" and not is_list_item(text)


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return len(words) > 1 and all(not word[0].islower() for word in words)


def _heading(text: str, words: dict[str, int], notes: Notes) -> list[n.Block]:
    alt, rest = split_seam(text, words)
    heading = n.Heading(1, (n.Text(rest),))
    if not alt:
        return [heading]
    message = f"a picture's text {alt!r} stood glued to the heading {rest!r}; parted"
    notes.warn(
        "AP202",
        message,
        Origin(excerpt=excerpt(text)),
        hint="the picture itself is not in a text; read the saved page to have it",
    )
    # No address is known: outputs show the alternative text in the picture's place.
    return [n.Figure((n.Plain((n.Image("", alt),)),)), heading]


def split_seam(text: str, words: dict[str, int]) -> tuple[str, str]:
    """Return the picture's text and the heading's, parted at the seam; ("", text) without one.

    A seam is a small letter before a capital inside a word that stands nowhere else in the text,
    is no known name, and of which one half does stand elsewhere.
    """
    seams = [found.start() for found in _SEAM.finditer(text)]
    for seam in seams:
        left = re.search(r"(?<![^\W\d_])[^\W\d_]++$", text[max(0, seam - LONGEST_HALF) : seam])
        right = re.match(r"[^\W\d_]++", text[seam : seam + LONGEST_HALF])
        if left is None or right is None or min(len(left[0]), len(right[0])) < SHORTEST_HALF:
            continue
        whole = left[0] + right[0]
        if rule("one-word-names").matches(whole) or words.get(whole.casefold(), 0) > 1:
            continue
        if words.get(left[0].casefold(), 0) or words.get(right[0].casefold(), 0):
            return text[:seam].strip(), text[seam:].strip()
    return "", text


def _word_counts(lines: list[Line]) -> dict[str, int]:
    from collections import Counter

    return Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
