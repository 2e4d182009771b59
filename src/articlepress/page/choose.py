"""Which of the candidate facts is taken, by stated precedence, and which others stood against it.

Takes `Facts`; gives for each field a choice with its rejected rivals. Pure; no page is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from articlepress.page.dates import read_date
from articlepress.page.facts import Choice, Fact, Facts
from articlepress.page.names import folded_name
from articlepress.urls import host

_SEPARATOR = re.compile(
    r"(?<!\s)\s++[|–—\-·•»«›‹:/~*✩]++\s++|(?:(?<!\s)\s++)?[|｜»«]\s*+|:\s++|"
    # Chinese portals: 标题_栏目_网站名.
    r"(?<=[\u3000-\u9fff\uff00-\uffef])_++|(?<!_)_++(?=[\u3000-\u9fff\uff00-\uffef])"
)
MIN_TITLE_LIKENESS = 0.4
"""Share of words the shown headline has in common with the data's title, at least."""


def choose_title(facts: Facts) -> Choice:
    """Return the title without the site's name: as shown, as the data says, or as `<title>`.

    A headline that is the data's title with a kicker before it gives way to that.
    """
    sites = site_names(facts)
    order = [
        Fact(fact.field, value, fact.source, fact.selector)
        for field in ("shown_title", "headline", "title")
        for fact in facts.of(field)
        if (value := _plain(fact.value))
    ]
    others = [fact.value for fact in order]
    # Most of the titles on offer are one title.
    bare = {title: strip_site(title, sites, others) for title in set(others)}
    cleaned = [
        Fact(fact.field, value, fact.source, fact.selector)
        for fact in order
        if (value := bare[fact.value])
    ]
    stated = facts.stated("title")
    if not cleaned and stated is None:
        return Choice()
    ends = {folded_name(end) for fact in facts.of("title") for end in title_ends(fact.value)}
    best = stated or _best_title(cleaned, sites, sites | ends)
    if stated is None and best.field != "shown_title":
        best = Fact(best.field, _without_tail(best.value), best.source, best.selector)
    rejected = {folded_name(f.value): f for f in reversed(cleaned)}
    rejected.pop(folded_name(best.value), None)
    return Choice(best.value, best, tuple(reversed(rejected.values())))


def kicker_of(facts: Facts, title: str) -> str:
    """Return the line the headline shows before the title, or an empty string."""
    if (kicker := facts.first("kicker")) and len(kicker) <= MAX_KICKER and not read_date(kicker):
        return kicker
    for fact in facts.of("shown_title"):
        shown = _plain(fact.value)
        before = shown[: -len(title)].strip(" :–—-|/") if shown.endswith(title) else ""
        if title and before and len(before) <= MAX_KICKER and not read_date(before):
            return before
    return ""


MAX_KICKER = 60
"""Characters of the longest kicker measured."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


_ARCHIVED = re.compile(r"(?<=\S) » (?:Blog[ -]Archive?s?|Archives?|Archiv) » (?=\S)")
"""Between site and title in Kubrick, WordPress' theme until 2010."""
_ANCHORS = " ¶🔗"
"""Signs by which documentation links to its own headings."""


def _plain(title: str) -> str:
    plain = " ".join(html.unescape(_INVISIBLE.sub("", title)).split()).rstrip(_ANCHORS)
    return _ARCHIVED.split(plain, maxsplit=1)[-1]


def _best_title(titles: list[Fact], sites: frozenset[str], ends: Set[str]) -> Fact:
    """Return the title that the page shows, where the data has none that says less or better.

    `ends` are pieces with which `<title>` begins or ends, folded, as a heading may too.
    """
    shown = [fact for fact in titles if fact.field == "shown_title"]
    data = [fact for fact in titles if fact.field != "shown_title"]
    if not shown or not data:
        return titles[0]
    alike = max(_likeness(shown[0].value, fact.value) for fact in data)
    if alike < MIN_TITLE_LIKENESS or folded_name(shown[0].value) in sites:
        told = next((fact for fact in data if _says_more(fact.value, sites)), None)
        return told or (shown[0] if len(_words_of(shown[0].value)) > 2 else data[0])
    wholes = {folded_name(fact.value) for fact in shown}
    is_told = any(whole in folded_name(fact.value) for whole in wholes for fact in data)
    if not (is_told or shown[0].selector.startswith("h1")):
        return data[0]  # A lesser heading that says something else heads a part of the text.
    for fact in data:
        folded = folded_name(fact.value)
        if folded in wholes or fact.field != "headline" or len(folded) < MIN_INNER_TITLE:
            continue
        if any(whole.endswith(folded) for whole in wholes):
            return fact
        if any(w.startswith(folded) and w[len(folded) :].strip() in ends for w in wholes):
            return fact
    stated = {folded_name(fact.value) for fact in data}
    return next((fact for fact in shown if folded_name(fact.value) in stated), shown[0])


def _says_more(title: str, sites: frozenset[str]) -> bool:
    """Tell whether a title of the data is more than the site's name or a file's."""
    return not (is_site(title, sites) or _FILE_NAME.fullmatch(title))


_FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}")
"""A title that a system made of the address: `child-seats-test-2018`."""
MIN_INNER_TITLE = 12
"""Letters from which a title inside a longer headline is believed."""
_BAR = re.compile(r"(?<!\s)\s++[|｜]\s++")


def _without_tail(title: str) -> str:
    """Return a title that no headline confirms without the short pieces behind its bars."""
    first, *rest = _BAR.split(title)
    if rest and len(first.split()) >= 2 and all(len(p.split()) <= 6 for p in rest):
        return first
    return title


def site_names(facts: Facts) -> frozenset[str]:
    """Return the names the site goes by, folded: as stated and as its address spells it."""
    names = {folded_name(fact.value) for fact in facts.of("site")}
    return frozenset(
        filter(None, names.union(*(_host_names(f.value) for f in facts.of("address"))))
    )


@lru_cache(maxsize=64)
def _host_names(address: str) -> frozenset[str]:
    name = host(address)
    folded = folded_name(name)
    return frozenset((folded, name.split(".")[0], folded.replace(" ", "")))


LONGEST_CUT = 1_000
"""Characters of a title that is searched for its site's name: every cut is weighed, and a title
made of 20,000 separators would take minutes."""


def strip_site(title: str, sites: frozenset[str], others: Sequence[str]) -> str:
    """Return a title without the site's name before or after it.

    A piece goes when it is one of the site's names, or when the rest is exactly what another
    source gives as the title.
    """
    title = " ".join(title.split())
    if len(title) > LONGEST_CUT:
        return title
    folded_others = {folded_name(other) for other in others if other != title}
    while True:
        cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(title)]
        for start, end in (*reversed(cuts), *cuts):
            left, right = title[:start].strip(), title[end:].strip()
            if not left or not right:
                continue
            if is_site(right, sites) or (
                folded_name(left) in folded_others and len(left) > len(right)
            ):
                title = left
                break
            if is_site(left, sites):
                title = right
                break
        else:
            return title


def title_ends(title: str) -> Iterator[str]:
    """Yield the pieces that a title ends and begins with, cut where it may name its site."""
    title = " ".join(title.split())
    if len(title) > LONGEST_CUT:
        return
    cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(title)]
    yield from filter(None, (title[end:].strip() for _, end in reversed(cuts)))
    yield from filter(None, (title[:start].strip() for start, _ in cuts))


def is_site(piece: str, sites: frozenset[str]) -> bool:
    """Tell whether a text is one of the names of the site, spaces aside."""
    folded = folded_name(piece)
    return folded in sites or folded.replace(" ", "") in sites


def _likeness(one: str, other: str) -> float:
    first, second = _words_of(one), _words_of(other)
    shared = len(first & second)
    return shared / max(1, min(len(first), len(second)))


def _words_of(title: str) -> set[str]:
    """Return a title's words; of scripts that set no spaces between words, its characters."""
    folded = folded_name(title)
    return set(folded.split()) if folded.isascii() else set(_WORD.findall(folded))


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
