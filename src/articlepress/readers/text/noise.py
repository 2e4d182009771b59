"""Lines that are no part of the article, cut with a record of each."""

from __future__ import annotations

from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.readers.text.lines import Line
from articlepress.readers.text.rules import TextRule, removal, rule

SINGLE_LINE_RULES = ("sharing", "navigation", "filing", "footer", "sign-up")
LONGEST_CHROME_LINE = 200
"""Characters; a longer line is prose that happens to hold a rule's words."""
CONFIRMED_WITHIN = 8
"""Lines after "Leave a Reply" within which the form must show itself, or the text must end; an
essay may have a heading of these words."""
LONGEST_LISTED_TITLE = 120


def cut_noise(lines: list[Line], notes: Notes) -> list[Line]:
    """Return the lines without server messages, chrome and what follows the article."""
    lines = _cut_server_messages(lines, notes)
    lines = _cut_comments(lines, notes)
    lines = _cut_lists(lines, notes)
    kept = []
    for line in lines:
        found = _single(line.text)
        if found is None:
            kept.append(line)
        else:
            notes.removed(removal(found.name, found.reason, line.text))
    return kept


def _single(text: str) -> TextRule | None:
    if len(text) > LONGEST_CHROME_LINE:
        return None
    return next((r for name in SINGLE_LINE_RULES if (r := rule(name)).matches(text)), None)


def _cut_server_messages(lines: list[Line], notes: Notes) -> list[Line]:
    found = rule("server-message")
    kept = []
    for line in lines:
        if not found.matches(line.text):
            kept.append(line)
            continue
        notes.removed(removal(found.name, found.reason, line.text))
        words = excerpt(line.text)
        notes.info("AP106", f"server message cut: {words!r}", Origin(excerpt=words))
    return kept


def _cut_comments(lines: list[Line], notes: Notes) -> list[Line]:
    found = rule("comments")
    hits = [
        number
        for number, line in enumerate(lines)
        if len(line.text) <= LONGEST_CHROME_LINE and found.matches(line.text)
    ]
    for place, start in enumerate(hits):
        more = [hit for hit in hits[place + 1 :] if hit - start <= CONFIRMED_WITHIN]
        at_end = len(lines) - start <= CONFIRMED_WITHIN
        # A list of comments is as long as it likes, but the form stands below it.
        counted = lines[start].text[:1].isdigit() and len(hits) > place + 1
        if start and (more or at_end or counted):
            for line in lines[start:]:
                notes.removed(removal(found.name, found.reason, line.text))
            return lines[:start]
    return lines


def _cut_lists(lines: list[Line], notes: Notes) -> list[Line]:
    found = rule("related")
    kept: list[Line] = []
    inside = False
    for number, line in enumerate(lines):
        # "Related" as a first line is a title.
        heads = number > 0 and len(line.text) <= LONGEST_CHROME_LINE and found.matches(line.text)
        listed = inside and _is_listed_title(line.text)
        inside = heads or listed
        if inside:
            notes.removed(removal(found.name, found.reason, line.text))
        else:
            kept.append(line)
    return kept


def _is_listed_title(text: str) -> bool:
    known = ("about-author", "disclaimer", "comments")
    return (
        len(text) <= LONGEST_LISTED_TITLE
        and text[-1] not in ".…。:"
        and not any(rule(name).matches(text) for name in known)
    )
