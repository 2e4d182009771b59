"""Bio and disclaimer among the last lines of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articlepress.diagnostics import Notes
from articlepress.readers.text.head import is_name
from articlepress.readers.text.lines import Line
from articlepress.readers.text.rules import removal, rule

LONGEST_DISCLAIMER = 1200
"""Characters; the longest met is a broker's with 900."""
LONGEST_BIO = 2500
"""Characters of all its paragraphs; the longest met has 1,900."""
MOST_BIO_PARAGRAPHS = 4
TAIL_SHARE = 0.4
"""Share of the lines, from the end, in which a name alone opens a bio."""

_TELLS_WHO = (
    r"(?:is|was|has|writes|wrote|lives|teaches|works|covers|served|es|vive|escribe|est|vit|écrit|"
    r"ist|lebt|schreibt|è|scrive|é|escreve|woont|schrijft|är|er|on|jest|je|это|—)\b"
)
_PRONOUN = re.compile(
    r"(?:She|He|They|Ella|Él|Elle|Il|Sie|Er|Lei|Lui|Ela|Ele|Zij|Hij|Hon|Han|Hun|Hän|Ona|On|Она|Он)\b"
)


@dataclass(slots=True)
class Credits:
    """What the last lines say of author and views."""

    disclaimers: list[str]
    name: str = ""
    bio: tuple[str, ...] = ()


def read_credits(
    lines: list[Line], authors: tuple[str, ...], notes: Notes
) -> tuple[Credits, list[Line]]:
    """Return bio and disclaimers, and the lines that are left."""
    found = Credits([])
    kept = []
    for number, line in enumerate(lines):
        # A statement of views in the first half of an essay is its subject.
        if number * 2 >= len(lines) and is_disclaimer(line.text):
            found.disclaimers.append(line.text)
        else:
            kept.append(line)
    kept = _drop_labels(kept, notes)
    start = _bio_start(kept, authors)
    if start is None:
        return found, kept
    name, bio = _split_bio(kept[start:], authors)
    found.name = name
    found.bio = tuple(text for text in bio if text != name)
    for text in bio:
        if text == name:
            notes.removed(removal("text/name-again", "the author's name, repeated", text))
    return found, kept[:start]


def is_disclaimer(text: str) -> bool:
    """Tell whether a paragraph states whose views a text holds."""
    return len(text) <= LONGEST_DISCLAIMER and rule("disclaimer").matches(text)


def _drop_labels(lines: list[Line], notes: Notes) -> list[Line]:
    label = rule("about-author")
    kept: list[Line] = []
    for number, line in enumerate(lines):
        below = number * 2 >= len(lines) and number + 1 < len(lines)
        if below and label.matches(line.text):
            notes.removed(removal(label.name, label.reason, line.text))
            kept.append(replace(line, text=""))
        else:
            kept.append(line)
    return kept


def _bio_start(lines: list[Line], authors: tuple[str, ...]) -> int | None:
    """Return the number of the line the bio begins with: its label, its name or its text."""
    first = max(1, int(len(lines) * (1 - TAIL_SHARE)))
    for number in range(first, len(lines)):
        rest = [line.text for line in lines[number:] if line.text]
        if not rest or len(rest) > MOST_BIO_PARAGRAPHS + 2 or sum(map(len, rest)) > LONGEST_BIO:
            continue
        labelled = not lines[number].text
        if labelled or _opens_bio(rest, authors):
            return number
    return None


def _opens_bio(rest: list[str], authors: tuple[str, ...]) -> bool:
    head = rest[0].lstrip("—–- ")
    known = {name.casefold() for name in authors}
    if head.casefold() in known:
        return True
    if is_name(head) and len(rest) > 1:
        parts = [word for word in head.split() if len(word) > 2]
        return _PRONOUN.match(rest[1]) is not None or any(
            re.search(rf"\b{re.escape(word)}\b", rest[1]) for word in parts
        )
    if len(rest) > 2:
        return False
    for name in authors:
        if head.casefold().startswith(name.casefold()):
            return True
    return _named_in(head) != ""


def _named_in(text: str) -> str:
    """Return the name a paragraph such as "Ada Lind is a poet" begins with, or nothing."""
    found = re.match(rf"((?:[^\W\d_][\w.'’-]+\s){{2,4}}){_TELLS_WHO}", text)
    name = found[1].strip() if found else ""
    return name if is_name(name) else ""


def _split_bio(lines: list[Line], authors: tuple[str, ...]) -> tuple[str, list[str]]:
    texts = [line.text for line in lines if line.text]
    head = texts[0].lstrip("—–- ")
    if head.casefold() in {name.casefold() for name in authors} or is_name(head):
        return head, texts[1:]
    if len(authors) == 1:
        return authors[0], texts
    start = next((name for name in authors if head.casefold().startswith(name.casefold())), "")
    return start or _named_in(head), texts
