"""The words around names in bylines, compiled, and what can be told by them alone.

The lists are data (`rules/names.toml`); `names.py` reads names with them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache

from articlepress.resources import rules_folder


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of `rules/names.toml`, compiled."""

    prefix: re.Pattern[str]
    by: re.Pattern[str]
    joiner: re.Pattern[str]
    roles: frozenset[str]
    nobody: frozenset[str]
    desks: frozenset[str]
    companies: re.Pattern[str]
    company_ends: tuple[str, ...]
    others: re.Pattern[str]
    other_work: re.Pattern[str]
    other_task: re.Pattern[str]
    particles: frozenset[str]
    never: frozenset[str]
    degrees: frozenset[str]
    institutions: frozenset[str]
    places: frozenset[str]
    wrote: frozenset[str]
    served: frozenset[str]


@cache
def word_lists() -> WordLists:
    """Return the lists, read once."""
    table = tomllib.loads((rules_folder() / "names.toml").read_text("utf-8"))

    def listed(key: str) -> list[str]:
        listed = {word.strip() for word in table[key].replace("\n", "").split("|")}
        return sorted(filter(None, listed), key=len, reverse=True)

    def either(key: str) -> str:
        return "|".join(map(re.escape, listed(key)))

    return WordLists(
        prefix=re.compile(rf"(?:{either('prefixes')})(?:\s*[:：/]\s*|\s+|$)", re.IGNORECASE),
        by=re.compile(rf"(?:^|[\s|·•–—-])(?:{either('by')})[\s:：/／]+", re.IGNORECASE),
        joiner=re.compile(rf"(?<!\s)\s++(?:{either('joiners')})\s++", re.IGNORECASE),
        roles=frozenset(listed("roles")),
        nobody=frozenset(listed("nobody")),
        desks=frozenset(listed("desks")),
        company_ends=tuple(word.rstrip(".") for word in listed("companies")),
        companies=re.compile(rf"\b(?:{either('companies')})\.?$", re.IGNORECASE),
        never=frozenset(listed("never")),
        particles=frozenset(listed("particles")),
        others=re.compile(rf"(?:{either('others')})\b", re.IGNORECASE),
        other_work=re.compile(rf"(?<!\w)(?:{either('other_work')})\Z"),
        other_task=re.compile(rf"[(\[](?:{either('other_work')})[)\]]", re.IGNORECASE),
        degrees=frozenset(listed("degrees")),
        institutions=frozenset(listed("institutions")),
        places=frozenset(listed("places")),
        wrote=frozenset(listed("wrote")),
        served=frozenset(listed("served")),
    )


@lru_cache(maxsize=2048)
def is_desk(name: str) -> bool:
    """Tell whether a name stands for a newsroom or a company and not for a person."""
    folded = name.casefold()
    listed = word_lists()
    if folded in listed.desks:
        return True
    if ("." in folded and _DOMAIN.fullmatch(folded)) or _PAPER.fullmatch(name):
        return True
    if folded.endswith(_PARTS_OF_NEWSROOMS) and _PART_OF_NEWSROOM.fullmatch(folded):
        return True
    # Most names end like no company's; to ask so is faster than the pattern.
    ends = folded.rstrip(".").endswith(listed.company_ends)
    return ends and listed.companies.search(name) is not None


@lru_cache(maxsize=2048)
def is_institution(name: str) -> bool:
    """Tell whether a name is a university's, a ministry's or another body's."""
    return not word_lists().institutions.isdisjoint(_WORD.findall(name.casefold()))


def is_about_others(text: str) -> bool:
    """Tell whether a line names who took the picture, edited or translated, as credits do."""
    return word_lists().others.match(text.casefold()) is not None and ":" in text[:40]


def ends_in_other_work(text: str) -> bool:
    """Tell whether a text ends in words such as "Reviewed by" or "(Photos:", before a name."""
    return word_lists().other_work.search(text.rstrip(" :;,&(").casefold()) is not None


def is_plain_name(name: str) -> bool:
    """Tell whether no word of a name belongs into links and labels."""
    return word_lists().never.isdisjoint(name.casefold().split())


def starts_byline(text: str, *, anywhere: bool = False) -> bool:
    """Tell whether a line begins with "By" in one of the languages, or holds it `anywhere`."""
    by = word_lists().by
    return bool(by.search(text) if anywhere else by.match(text))


def is_announcement(line: str) -> bool:
    """Tell whether a line is "By" or "Written by" alone, with the name on the next."""
    return word_lists().by.fullmatch(f"{line.strip(' :')} ") is not None


def is_role_line(line: str) -> bool:
    """Tell whether a short line says what somebody is: "Co-Founder & Marketing Director"."""
    words = line.split()
    return 0 < len(words) <= MAX_ROLE_WORDS and is_role(line.casefold())


MAX_ROLE_WORDS = 7
"""Words of a role in a line of its own: "Chief Executive Officer and Co-Founder of …"."""


def is_role(words: str) -> bool:
    """Tell whether lower-case words say what a person is: one of them names a role, or none is."""
    roles = word_lists().roles
    if not words or words in roles or words.replace(".", "") in roles:
        return True
    return not roles.isdisjoint(words.replace("-", " ").split())


_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(
    r"(?:[\w&'’-]+ ){0,5}+[\w.-]{2,60}\."
    r"(?:com|org|net|info|biz|news|blog|[a-z]{2})(?: online)?"
)
"""The name of a site, or of who writes for it: "NJ Advance Media for NJ.com"."""
_PARTS_OF_NEWSROOMS = ("wire", "desk")
_PART_OF_NEWSROOM = re.compile(r"(?:[\w.&'’-]{1,30} ){1,2}(?:news)?(?:wire|desk)")
"""What an agency's story or an unsigned one is put down to: "CNN Wire", "National Web Desk"."""
_PAPER = re.compile(
    r"The (?:[A-Z][\w.’'-]{0,30}[ -]){0,4}+(?:Times|Post|News|Tribune|Herald|Journal|Press|Gazette|"
    r"Chronicle|Telegraph|Observer|Independent|Register|Sentinel|Dispatch|Examiner|Picayune|Dealer|"
    r"Guardian|Standard|Republic|Inquirer|Enquirer|Courier|Advocate|Statesman|Bulletin|Oregonian)"
)
"""The name of a newspaper, which stands behind its reporters' names."""
