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

NAME_POINTS = 2
"""Points for naming the author; verbs, work and pronouns count one each."""
MIN_NAME_PART = 3
"""Letters from which a part of a name is told from an initial or a particle."""
BEGINNING = 70
"""Characters in which a bio's first sentence names its subject."""


@dataclass(frozen=True, slots=True)
class _Speech:
    label: re.Pattern[str]
    verb: re.Pattern[str]
    work: re.Pattern[str]
    person: re.Pattern[str]
    prompt: re.Pattern[str]


@cache
def _speech() -> _Speech:
    table = tomllib.loads((rules_folder() / "bio-text.toml").read_text("utf-8"))

    def either(key: str) -> str:
        return "|".join(part for line in table[key].splitlines() if (part := line.strip("| ")))

    return _Speech(
        label=re.compile(rf"\W*(?:{either('labels')})(?:\s+\w+(?: \w+)?)?\W*", re.IGNORECASE),
        verb=re.compile(rf"\b(?:{either('verbs')})\b", re.IGNORECASE),
        work=re.compile(rf"\b(?:{either('work')})", re.IGNORECASE),
        person=re.compile(rf"(?:^|\W)(?:{either('persons')})(?:\W|$)", re.IGNORECASE),
        prompt=re.compile(rf"\W*(?:{either('prompts')})", re.IGNORECASE),
    )


def is_label(text: str) -> bool:
    """Tell whether a line is a heading like "About the author"."""
    return len(text) <= 60 and _speech().label.fullmatch(text) is not None


def is_prompt(text: str) -> bool:
    """Tell whether a line is a link or call in a box ("View all posts"), not prose."""
    return _speech().prompt.match(text) is not None


@lru_cache(maxsize=256)
def name_pattern(name: str) -> re.Pattern[str] | None:
    """Return what matches a folded name or its first or last part, as whole words."""
    parts = name.split()
    long = [part for part in (parts[:1] + parts[-1:]) if len(part) >= MIN_NAME_PART]
    if not parts or not long:
        return None
    choices = [r"\W+".join(map(re.escape, parts)), *map(re.escape, long)]
    return re.compile(rf"\b(?:{'|'.join(choices)})\b", re.IGNORECASE)


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Return the folded names that a text mentions, whole or by one part."""
    return [name for name in names if (p := name_pattern(name)) and p.search(text)]


def points(text: str, names: Iterable[str]) -> int:
    """Return how much a paragraph speaks of a person: 0 to 5."""
    speech = _speech()
    found = NAME_POINTS if names_in(text, names) else 0
    found += speech.verb.search(text[: BEGINNING * 2]) is not None
    found += speech.work.search(text) is not None
    found += speech.person.search(text) is not None
    return found


def begins_with_name(text: str, name: str) -> bool:
    """Tell whether a paragraph begins with a name and goes on with what a person does.

    The name may be given in another form ("Ludovic (Ludo) Fourrage"), so its last part is enough.
    """
    parts = name.split()
    if len(parts) < 2 and not (parts and len(parts[0]) > MIN_NAME_PART + 2):
        return False
    beginning = text[:BEGINNING]
    verb = _speech().verb.search(beginning)
    if verb is None or not beginning[:1].isupper():
        return bool(_written_by(text, name))
    subject = re.findall(r"\w+", beginning[: verb.start()].casefold())
    if len(subject) <= MAX_SUBJECT_WORDS and parts[-1] in subject:
        return subject[0] not in _ARTICLES or subject[-len(parts) :] == parts
    return bool(_written_by(text, name))


_ARTICLES = frozenset(
    ("the", "a", "der", "die", "das", "le", "la", "el", "il", "but", "and", "when")
)
MAX_SUBJECT_WORDS = 7
"""Words before the verb of a bio's first sentence: name, nickname, honours."""


def _written_by(text: str, name: str) -> re.Match[str] | None:
    """Match "This column is written by NAME"."""
    whole = r"\W+".join(map(re.escape, name.split()))
    return re.search(rf"\bwritten by (?:\w+ )?{whole}\b", text[:200], re.IGNORECASE)
