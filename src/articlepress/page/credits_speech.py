"""How a bio speaks: names, verbs, pronouns and words of work, in the reader's languages.

The words are data (`rules/bio-text.toml`). Takes a paragraph and the authors' names; gives how much
it speaks of a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.resources import rules_folder

CJK = "(?-i:[\u3040-\u9fff\uac00-\ud7af])"
"""Scripts that put no spaces between words, and have no case: asking for it takes 4 ms."""
NAME_POINTS = 2
"""Points for naming the author; verbs, work and pronouns count one each."""
MIN_NAME_PART = 3
"""Letters from which a part of a name is told from an initial or a particle."""
MAX_LABEL = 60
"""Characters of a heading above a bio."""
BEGINNING = 70
"""Characters in which a bio's first sentence names its subject."""


@dataclass(frozen=True, slots=True)
class _Speech:
    label: re.Pattern[str]
    verb: re.Pattern[str]
    work: re.Pattern[str]
    person: re.Pattern[str]
    prompt: re.Pattern[str]
    introduction: re.Pattern[str]
    subject: re.Pattern[str]
    about: re.Pattern[str]
    singular: re.Pattern[str]


@cache
def _speech() -> _Speech:
    table = tomllib.loads((rules_folder() / "bio-text.toml").read_text("utf-8"))

    def either(key: str) -> str:
        return "|".join(part for line in table[key].splitlines() if (part := line.strip("| ")))

    return _Speech(
        label=re.compile(rf"\W*+(?:{either('labels')})(?:\s+\w+(?: \w+)?)?\W*", re.IGNORECASE),
        verb=re.compile(rf"\b(?:{either('verbs')})\b", re.IGNORECASE),
        work=re.compile(rf"(?:\b|(?<={CJK}))(?:{either('work')})", re.IGNORECASE),
        person=re.compile(rf"(?:^|\W)(?:{either('persons')})(?:\W|$)", re.IGNORECASE),
        prompt=re.compile(rf"\W*+(?:{either('prompts')})", re.IGNORECASE),
        introduction=re.compile(
            rf"(?:^|[.!–—-]\s*)(?:(?:{either('greetings')})\b[\W\w]{{0,30}}?)?\b"
            rf"(?:{either('introductions')})\s*((?-i:[^\W\d_a-z][\w’'-]+)"
            rf"(?:\s(?-i:[^\W\d_a-z][\w’'-]+))*)",
            re.IGNORECASE,
        ),
        subject=re.compile(rf"\W*+(?:{either('subjects')})(?=\W|{CJK})", re.IGNORECASE),
        singular=re.compile(rf"(?:^|\W)(?:{either('singular')})(?:\W|$)", re.IGNORECASE),
        about=re.compile(rf"\W*+(?:{either('about_names')})\s+(.+)", re.IGNORECASE),
    )


def is_label(text: str) -> bool:
    """Tell whether a line is a heading like "About the author"."""
    return len(text) <= MAX_LABEL and _is_label(text)


@lru_cache(maxsize=4096)
def _is_label(line: str) -> bool:
    # Remembered: several finders ask, and the pages of a site share their lines.
    return _speech().label.fullmatch(line) is not None


def is_label_of(text: str, names: Iterable[str]) -> bool:
    """Tell whether a line is a heading with an author's name, like "About Ann Lee"."""
    found = _speech().about.fullmatch(text) if len(text) <= MAX_LABEL else None
    if found is None:
        return False
    rest = " ".join(_WORDS.findall(found[1].casefold()))
    return any(name and rest in (name, name.split()[0]) for name in names)


def is_prompt(text: str) -> bool:
    """Tell whether a line is a link or call in a box ("View all posts"), not prose."""
    return _speech().prompt.match(text) is not None


@lru_cache(maxsize=256)
def _telling_parts(name: str) -> frozenset[str]:
    """Return the first and last part of a folded name, initials and particles left out."""
    parts = name.split()
    return frozenset(part for part in parts[:1] + parts[-1:] if len(part) >= MIN_NAME_PART)


_WORDS = re.compile(r"\w+")


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Return the folded names that a text mentions, whole or by one part."""
    # A pattern for each name would take longer to compile than the page has words.
    words = set(_WORDS.findall(text.casefold()))
    return [name for name in names if not _telling_parts(name).isdisjoint(words)]


def points(text: str, names: Iterable[str]) -> int:
    """Return how much a paragraph speaks of a person: 0 to 5."""
    return (NAME_POINTS if names_in(text, names) else 0) + _points_of_words(text)


@lru_cache(maxsize=256)
def _points_of_words(text: str) -> int:
    # Remembered: a paragraph that may be a bio is weighed by each finder and against the others.
    found = _speech().verb.search(text[: BEGINNING * 2]) is not None
    return found + speaks_of_work(text) + (_speech().person.search(text) is not None)


def speaks_of_work(text: str) -> bool:
    """Tell whether a text names somebody's work or rank."""
    return _speech().work.search(text) is not None


def begins_with_name(text: str, name: str) -> bool:
    """Tell whether a paragraph begins with a name and goes on with what a person does.

    The name may be given in another form ("Ludovic (Ludo) Fourrage"), so its last part is enough.
    """
    parts = name.split()
    if len(parts) < 2 and not (parts and len(parts[0]) > MIN_NAME_PART + 2):
        return False
    beginning = text[:BEGINNING]
    if parts[-1] not in beginning.casefold():
        return _written_by(text, name)
    verb = _speech().verb.search(beginning)
    if verb is None or not beginning[:1].isupper():
        return _written_by(text, name)
    subject = _WORDS.findall(beginning[: verb.start()].casefold())
    if len(subject) <= MAX_SUBJECT_WORDS and parts[-1] in subject:
        return subject[0] not in _ARTICLES or subject[-len(parts) :] == parts
    return _written_by(text, name)


_ARTICLES = frozenset(
    ("the", "a", "der", "die", "das", "le", "la", "el", "il", "but", "and", "when")
)
MAX_SUBJECT_WORDS = 7
"""Words before the verb of a bio's first sentence: name, nickname, honours."""


def speaks_of_first_name(text: str, name: str) -> bool:
    """Tell whether a paragraph begins "Ann is …" or names the whole of "Ann Lee is …" soon.

    Both are how newsrooms write at an article's end, and how any text may write in its middle.
    """
    parts = name.split()
    if len(parts) < 2 or len(parts[0]) < MIN_NAME_PART:
        return False
    folded = text.casefold()
    if parts[0] not in folded:
        return False
    # A pattern takes longer to compile than a page's last lines to read, so words are asked first.
    if any(word.startswith(parts[0]) for word in folded.split(" ", 2)[:2]):
        first = rf"(?:\w+ )?{re.escape(parts[0])}(?:’s|'s)?,?\s"
        if found := re.match(first, text, re.IGNORECASE):
            return _speech().verb.match(text, found.end()) is not None
    if parts[-1] not in folded:
        return False
    whole = r"\W+".join(map(re.escape, parts))
    if re.match(rf"\W*{whole}(?:’s|'s)\s", text, re.IGNORECASE):
        return True
    found = re.search(rf"\b{whole},?\s", text[:BEGINNING_OF_NOTE], re.IGNORECASE)
    return found is not None and _speech().verb.match(text, found.end()) is not None


BEGINNING_OF_NOTE = 140
"""Characters in which a note that begins otherwise comes to the author's name."""


_SPEAKER = re.compile(r"(?:[\w.’'-]+\s+){0,3}(\w+)\s*[:：]")


def is_of_one_person(text: str) -> bool:
    """Tell whether a text speaks of one person, and not of a company."""
    return _speech().singular.search(text) is not None


def is_speech(text: str, name: str) -> bool:
    """Tell whether a paragraph is what somebody says: "Lee: …" in an interview."""
    speaker = _SPEAKER.match(text)
    return speaker is not None and speaker[1].casefold() == name.rpartition(" ")[2]


def speaks_of_writer(text: str) -> bool:
    """Tell whether a note begins "The author is …" and says what the author does."""
    speech = _speech()
    found = speech.subject.match(text)
    if found is None or speech.work.search(text, found.end()) is None:
        return False
    return not text[found.end() : found.end() + 1].isalpha() or not text.isascii()


def introduced(text: str) -> str:
    """Return the name with which a text introduces its writer ("Hi, I am Amber."), or nothing."""
    found = _speech().introduction.search(text[:BEGINNING])
    return found[1] if found else ""


def _written_by(text: str, name: str) -> bool:
    """Tell whether a text begins like "This column is written by (historian) NAME"."""
    beginning = text[:200].casefold()
    at = beginning.find("written by ")
    if at < 0:
        return False
    parts = name.split()
    following = _WORDS.findall(beginning[at + len("written by") :])[: len(parts) + 1]
    return parts in (following[:-1], following[1:], following)
