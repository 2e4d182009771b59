"""Links beside the headline that lead to an author's page, and those in one line with them.

Takes the headline's place; gives the names the links show. A link behind "Reviewed by" or "Photo:"
leads to somebody who did something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from articlepress.page.facts import PersonFact
from articlepress.page.headline import Place
from articlepress.page.name_words import ends_in_other_work
from articlepress.page.names import read_names
from articlepress.urls import host

MAX_LINE = 250
"""Characters of a byline with its date; longer text is an article."""

_AUTHOR_ADDRESS = re.compile(
    r"/(?:author|autor|autore|autoren|autori|auteur|by|contributor|columnist|writer|people|person|"
    r"profile|profil|perfil|staff|journalist|journaliste|periodista|redacteur|redakteur|redaktion|"
    r"editor|reporter|newsteam|team|expert|bio|byline|firma|user|member)e?s?/[^/?#]{2,60}/?$"
)


@lru_cache(maxsize=1024)
def leads_to_author(address: str) -> bool:
    """Tell whether an address looks like that of an author's page."""
    # Remembered: the links around a headline are looked at in three widening circles.
    return _AUTHOR_ADDRESS.search(address.partition("?")[0]) is not None


def people_linked(place: Place) -> Iterator[PersonFact]:
    """Yield the texts of links to an author's page beside the headline."""
    if place.headline is None:
        return
    around = place.headline.node.parent
    for _ in range(3):
        if around is None or around.tag in ("body", "html"):
            return
        for link in _author_links(around, place):
            if _names_of(link) and not _did_other_work(link):
                for beside in _row_of(link, place):
                    href = beside.attributes.get("href") or ""
                    yield from (
                        PersonFact(n, "link", "a[href]", url=href) for n in _names_of(beside)
                    )
                return
        around = around.parent


def _author_links(around: LexborNode, place: Place) -> list[LexborNode]:
    own = _labels_of(place.address)
    return [
        link
        for link in around.css("a[href]")
        if leads_to_author(href := link.attributes.get("href") or "")
        and not (own and (others := _labels_of(href)) and own.isdisjoint(others))
        and place.scope.holds(link)
    ]


@lru_cache(maxsize=1024)
def _labels_of(address: str) -> frozenset[str]:
    """Return the names in an address's host that tell sites apart; none of a relative address."""
    return frozenset(host(address).split(".")[:-1]) - _SHARED_LABELS


_SHARED_LABELS = frozenset(("www", "m", "co", "com", "org", "blog", "blogs", "news"))


def _names_of(link: LexborNode) -> tuple[str, ...]:
    """Return the names in a link's text; one name may stand in two lines."""
    text = link.text(deep=True, separator="\n")
    whole = read_names(" ".join(text.split()), strict=True)
    return whole if len(whole) == 1 else read_names(text, strict=True)


def _row_of(link: LexborNode, place: Place) -> list[LexborNode]:
    """Return the links that make one byline with a link: nothing but joining words between."""
    around = link.parent
    for _ in range(MAX_ROW_DEPTH):
        if around is None or len(text := around.text(deep=True, separator=" ")) > MAX_LINE:
            break
        row = [other for other in _author_links(around, place) if _names_of(other)]
        if len(row) > 1:
            for other in row:
                text = text.replace(other.text(deep=True, separator=" "), ",")
            return [link] if read_names(text) else row
        around = around.parent
    return [link]


MAX_ROW_DEPTH = 3
"""Elements around a link in which the others of its byline stand: an item, its list, a line."""


def _did_other_work(link: LexborNode) -> bool:
    """Tell whether the words before a link say that its person reviewed, edited or pictured."""
    around = link.parent
    if around is None:
        return False
    before = ""
    node = link.prev
    for _ in range(MAX_SIBLINGS):
        if node is None or len(before) >= MAX_LEAD:
            break
        # "Photos: ANN, BOB": between the label and a name others may stand.
        if node.tag != "a":
            before = f"{node.text(deep=True, separator=' ')} {before}"
        node = node.prev
    return ends_in_other_work(" ".join(before.split()))


MAX_LEAD = 40
"""Characters of the longest label before a name: "Medically reviewed and fact checked by"."""
MAX_SIBLINGS = 20
"""Nodes between a label and the last of the names behind it: six of "Photos: A, B, C, D, E, F"."""
