"""Bios, disclaimers and bylines that somebody pointed at, in place of those found by judging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from articlepress.page.corrected import Corrected, Stated, prose_of, text_of
from articlepress.page.credits import (
    BioFind,
    BylineFind,
    Credits,
    DisclaimerFind,
    profile_links,
)
from articlepress.page.credits_disclaimers import kind_of
from articlepress.page.credits_speech import names_in
from articlepress.page.facts import PersonFact
from articlepress.page.names import folded_name
from articlepress.page.portraits import portrait_address, portrait_of


def with_stated(found: Credits, corrected: Corrected, people: Iterable[PersonFact]) -> Credits:
    """Return the credits with what was stated first; it replaces what was found for the same
    author, or in the same place."""
    if not corrected.stated:
        return found
    authors = tuple(people)
    bios = tuple(_bio(item, authors) for item in corrected.of("bio"))
    named = {folded_name(bio.name) for bio in bios}
    disclaimers = tuple(_disclaimer(item) for item in corrected.of("disclaimer"))
    regions = frozenset(corrected.regions)
    return Credits(
        (
            *bios,
            *(
                bio
                for bio in found.bios
                if not (bios and folded_name(bio.name) in (*named, ""))
                and not _stands_in(bio.prose, regions)
            ),
        ),
        (*disclaimers, *(d for d in found.disclaimers if not _stands_in(d.nodes, regions))),
        (*_lines(corrected), *(b for b in found.bylines if not _stands_in((b.node,), regions))),
        tuple(bio for bio in found.unseen if folded_name(bio.name) not in named),
        None if corrected.of("standfirst") or _is_within(found, regions) else found.standfirst,
        found.people,
    )


def _is_within(found: Credits, regions: frozenset[int]) -> bool:
    return found.standfirst is not None and _stands_in(found.standfirst.nodes, regions)


def _lines(corrected: Corrected) -> Iterator[BylineFind]:
    """Yield what leaves the body because the metadata holds it."""
    for item in corrected.stated:
        if item.kind in ("title", "standfirst", "byline", "date"):
            yield BylineFind(item.node, text_of(item.node), item.rule)


def _bio(item: Stated, people: tuple[PersonFact, ...]) -> BioFind:
    node = item.node
    prose = prose_of(node)
    text = "\n\n".join(text_of(part) for part in prose)
    portrait = portrait_of(node)
    names = {folded_name(person.name): person.name for person in people}
    mentioned = names_in(text_of(node), names)
    name = names[mentioned[0]] if mentioned else people[0].name if people else ""
    email, links = profile_links(node)
    return BioFind(
        text,
        name,
        item.rule,
        node,
        prose,
        portrait_address(node),
        portrait.get("alt") or "",
        email=email,
        links=links,
    )


def _disclaimer(item: Stated) -> DisclaimerFind:
    text = text_of(item.node)
    return DisclaimerFind((item.node,), text, kind_of(text), "article", item.rule)


def _stands_in(nodes: Iterable[LexborNode], regions: frozenset[int]) -> bool:
    """Tell whether one of the nodes is a stated region or stands in one."""
    for node in nodes:
        around: LexborNode | None = node
        while around is not None:
            if around.mem_id in regions:
                return True
            around = around.parent
    return False
