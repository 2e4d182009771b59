"""The lines above the text: title, site, byline, date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articlepress.diagnostics import Notes
from articlepress.labels import all_labels
from articlepress.metadata import Date, Evidence, Rejected
from articlepress.readers.text.lines import Line
from articlepress.readers.text.rules import removal

LONGEST_TITLE = 200
"""Characters; the longest headline met has 170."""
NEAR_THE_TOP = 8
"""Lines among which title, byline and date are looked for."""
LONGEST_BYLINE = 100

_SEPARATOR = re.compile(r"(?<!\s)\s++(?:\||–|—|-|::|»|«|·|•|~|:)\s++|(?:(?<!\s)\s++)?[|｜]\s*+")
_NAME = re.compile(
    r"(?:[^\W\d_][\w.'’\-]*\s){1,3}[^\W\d_][\w.'’\-]*(?:,? (?:Jr|Sr|II|III|PhD|MD)\.?)?"
)
_AND = re.compile(r"(?:(?<!\s)\s++)?[,&]\s*+|(?<!\s)\s++(?:and|y|und|et|e|en|och|og|i|и|та)\s++")
_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_DAY_MONTH = re.compile(r"(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de| d[’'])?\s+([^\W\d_]+)\.?")
_MONTH_DAY = re.compile(r"(?i)\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b")
_CJK_DATE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_MONTH_LANGUAGES = "en es fr de it pt nl sv da nb fi pl cs ru uk el tr ca ro hu id vi ar he fa hi"


@dataclass(slots=True)
class Head:
    """What the lines above the text say."""

    title: str = ""
    site: str = ""
    authors: tuple[str, ...] = ()
    published: Date | None = None
    facts: list[Evidence] = field(default_factory=list)


def read_head(lines: list[Line], notes: Notes) -> tuple[Head, list[Line]]:
    """Return what stands above the text, and the lines that are left."""
    head = Head()
    lines = _read_title(head, lines, notes)
    rest: list[Line] = []
    for number, line in enumerate(lines):
        if number >= NEAR_THE_TOP or len(line.text) > LONGEST_BYLINE or not _is_byline(head, line):
            rest.append(line)
    return head, rest


def _read_title(head: Head, lines: list[Line], notes: Notes) -> list[Line]:
    if not lines:
        return lines
    first = lines[0].text
    if len(first) > LONGEST_TITLE:
        return lines
    for number, line in enumerate(lines[1:NEAR_THE_TOP], 1):
        site = _site_beside(first, line.text)
        if site is None:
            continue
        head.title, head.site = line.text, site
        source = "the page's title line, repeated above the text"
        head.facts.append(Evidence("title", "text", source, (Rejected(first, "text"),)))
        notes.removed(removal("text/title-line", "the page's title, repeated as headline", first))
        return lines[1:number] + lines[number + 1 :]
    if len(lines) > 1 and _is_title(first, lines[1].text):
        title, site = _split_site(first)
        head.title, head.site = title, site
        head.facts.append(Evidence("title", "text", "first line"))
        return lines[1:]
    return lines


def _site_beside(first: str, title: str) -> str | None:
    """Return what the first line holds besides the title ("" when nothing), or None."""
    first_folded, folded = first.casefold(), title.casefold()
    if first_folded == folded:
        return ""
    if len(title) < 2 or len(title) >= len(first):
        return None
    if first_folded.startswith(folded):
        rest = first[len(title) :]
        found = _SEPARATOR.match(rest)
        return rest[found.end() :].strip() if found else None
    if first_folded.endswith(folded):
        rest = first[: -len(title)]
        parts = _SEPARATOR.split(rest + "x")
        return " ".join(parts[:-1]).strip() if len(parts) > 1 else None
    return None


def _split_site(first: str) -> tuple[str, str]:
    # Without the title repeated only a bar is proof; a dash may be the author's.
    title, bar, site = first.partition(" | ")
    return (title.strip(), site.strip()) if bar and title.strip() else (first, "")


def _is_title(first: str, second: str) -> bool:
    return first[-1] not in ".,;:…。、" and (len(second) > len(first) or second[-1:] in ".!?")


def _is_byline(head: Head, line: Line) -> bool:
    """Take author and date from a line above the text; False where the line is something else."""
    names, rest = _names_after_by(line.text)
    date = read_date(rest)
    if not names and date is None:
        return False
    if names and not head.authors:
        head.authors = names
        head.facts.append(Evidence("authors", "byline", line.text))
    if date is not None and head.published is None:
        head.published = date
        head.facts.append(Evidence("published", "text", line.text))
    return True


def _names_after_by(text: str) -> tuple[tuple[str, ...], str]:
    for word in all_labels("by"):
        bare = word.rstrip(":：・")
        found = re.match(
            rf"(?i)(?:written |posted |published )?{re.escape(bare)}\s*[:：]?\s+", text
        )
        if not found or len(bare) < 2:
            continue
        parts = re.split(r"\s+[|·•–—-]\s+|,? on (?=\w+ \d)|\s{2,}", text[found.end() :], maxsplit=1)
        names = tuple(filter(None, _AND.split(parts[0].strip())))
        if names and all(is_name(name) for name in names):
            return names, parts[1] if len(parts) > 1 else ""
    return (), text


def is_name(text: str) -> bool:
    """Tell whether a line reads like a person's name: two to four words with capitals."""
    if len(text) > 60 or not _NAME.fullmatch(text):
        return False
    particles = {
        "de",
        "da",
        "di",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "dos",
        "du",
        "y",
    }
    words = text.split()
    return all(w[0].isupper() or w in particles or not w[0].islower() for w in words) and (
        words[0][0].isupper() or not words[0][0].islower()
    )


def read_date(text: str) -> Date | None:
    """Return the date a short line gives in one of the languages of `labels.toml`, or None."""
    if found := _ISO.search(text):
        return _date(found[1][:4], found[1][5:7], found[1][8:])
    if found := _CJK_DATE.search(text):
        return _date(found[1], found[2], found[3])
    year = _YEAR.search(text)
    if not year or len(text) > 60:
        return None
    pairs = [(m[2], m[1]) for m in _DAY_MONTH.finditer(text)]
    pairs += [(m[1], m[2]) for m in _MONTH_DAY.finditer(text)]
    for name, day in pairs:
        month = _months().get(name.casefold().rstrip("."))
        if month and 1 <= int(day) <= 31:
            return _date(year[0], month, day)
    return None


def _date(year: str, month: str | int, day: str) -> Date | None:
    import datetime

    try:
        return Date(datetime.date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return None


def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # imported here: 60 ms, only where a year stands

    names: dict[str, int] = {}
    for language in reversed(_MONTH_LANGUAGES.split()):
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in get_month_names(width, context, language).items():
                    names[name.casefold().rstrip(".").split(" ")[0]] = number
    return names
