"""Candidate facts of a page to the article's metadata, by stated precedence.

Takes what `page.facts` and `page.credits` found; gives `Metadata` with its evidence and reports
conflicts (AP301). The caller's `blocks_of` makes the blocks, so that a bio is read as the body is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from articlepress.diagnostics import Notes, Origin
from articlepress.directions import direction_of, stated_direction
from articlepress.metadata import (
    Date,
    Disclaimer,
    Evidence,
    Hero,
    Metadata,
    Person,
    Provenance,
    Rejected,
    Series,
    Site,
)
from articlepress.nodes import Blocks, Direction, Heading, Image, Inlines, Paragraph, Plain, Text
from articlepress.page.choose import choose_title, kicker_of, site_names
from articlepress.page.choose_dates import choose_date
from articlepress.page.choose_people import WEAK_SOURCES, is_person
from articlepress.page.credits import BioFind, Credits
from articlepress.page.facts import Choice, Fact, Facts, PersonFact
from articlepress.page.names import folded_name
from articlepress.page.parse import Page
from articlepress.page.runs import NodeRun
from articlepress.readers.html.lead import choose_lead
from articlepress.readers.html.section import section_name
from articlepress.urls import clean, host, is_absolute
from articlepress.walk import inline_text

BlocksOf: TypeAlias = Callable[[NodeRun], Blocks]
"""Turns page nodes into blocks: the HTML reader's own conversion."""
PictureOf: TypeAlias = Callable[[str], str]
"""Turns a picture's address as the page writes it into that of its bytes."""

MAX_TAGS = 20
"""Tags kept; pages that list more stuff keywords."""

_TAG = re.compile(
    r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?", re.I
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What every field's making needs."""

    base: str
    blocks_of: BlocksOf
    picture_of: PictureOf


def reconcile(
    page: Page,
    facts: Facts,
    credits: Credits,
    blocks_of: BlocksOf,
    picture_of: PictureOf,
    notes: Notes,
) -> Metadata:
    """Return the article's metadata; its provenance names source, bytes and evidence."""
    title = choose_title(facts)
    published = choose_date(facts, "published")
    updated = choose_date(facts, "updated")
    people = credits.people
    address = _address(page, facts)
    context = _Context(address, blocks_of, picture_of)
    language = language_tag(facts.first("language"))
    site = _site(facts, title.value)
    lead = choose_lead(facts, f"{site.value} {host(address)}", picture_of)
    choices = {"title": title, "published": published, "updated": updated, "site": site}
    choices["hero"] = lead
    standfirst = _standfirst(facts, credits, context)
    metadata = Metadata(
        title=_inlines(title.value),
        kicker=_inlines(kicker_of(facts, title.value)),
        subtitle=_inlines(_subtitle(facts, title.value, inline_text(standfirst))),
        standfirst=standfirst,
        authors=tuple(_authors(people, credits, context)),
        published=_date(published),
        updated=_date(updated),
        canonical_url=address,
        site=Site(site.value, _origin(address)),
        language=language,
        direction=_direction(facts, language),
        hero=_hero(lead, facts, context),
        section=section_name(facts.first("section"), site.value),
        tags=_tags(facts),
        series=Series(facts.first("series")) if facts.first("series") else None,
        disclaimers=tuple(
            Disclaimer(blocks_of(find.nodes) or _blocks(find.text), find.kind, find.scope)
            for find in credits.disclaimers
        ),
        licence=facts.first("licence"),
        description=facts.first("description"),
        provenance=Provenance(
            sha256=page.source.sha256,
            name=page.source.name,
            url=page.source.url or address,
            reader="html",
            facts=tuple(_evidence(facts, credits, choices)),
        ),
    )
    _report(metadata, facts, choices, notes)
    return metadata


def language_tag(value: str) -> str:
    """Return a BCP 47 tag from `en_US`, `DE` or `pt-br`, or an empty string where it is none."""
    found = _TAG.fullmatch(value.strip())
    if not found:
        return ""
    parts = [found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()]
    return "-".join(filter(None, parts))


def _first(facts: Facts, field: str) -> Choice:
    offered = facts.of(field)
    if not offered:
        return Choice()
    best = offered[0]
    rejected = tuple(f for f in offered[1:] if folded_name(f.value) != folded_name(best.value))
    return Choice(best.value, best, rejected)


def _site(facts: Facts, title: str) -> Choice:
    """Return the site's name; what is the article's title too is none."""
    choice = _first(facts, "site")
    if choice.fact is None:
        return choice
    if folded_name(choice.value) == folded_name(title):
        return Choice(rejected=(choice.fact, *choice.rejected))
    # `<title>` joins its parts by these; where the last part is empty, one is left over.
    return replace(choice, value=choice.value.strip(" |–—-·•:"))


def _address(page: Page, facts: Facts) -> str:
    for fact in facts.of("address"):
        url = clean(fact.value, page.source.url)
        if is_absolute(url) and "://" in url:
            return url
    return clean(page.source.url)


def _origin(address: str) -> str:
    found = re.match(r"https?://[^/?#]+", address)
    return f"{found[0]}/" if found else ""


def _inlines(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _blocks(text: str) -> Blocks:
    return tuple(Paragraph(_inlines(part)) for part in text.split("\n\n") if part.strip())


def _subtitle(facts: Facts, *said: str) -> str:
    """Return the subtitle the data gives where the lines `said` already are others."""
    subtitle = facts.first("subtitle")
    return "" if folded_name(subtitle) in map(folded_name, said) else subtitle


def _standfirst(facts: Facts, credits: Credits, context: _Context) -> Inlines:
    """Return the summary as stated, or as the page shows it, with its links and emphasis."""
    if stated := facts.first("standfirst"):
        return _inlines(stated)
    if credits.standfirst is None:
        return ()
    match context.blocks_of(credits.standfirst.nodes):
        case (Paragraph(content),) | (Plain(content),) | (Heading(_, content),):
            return content
    return _inlines(credits.standfirst.text)


def _date(choice: Choice) -> Date | None:
    return Date(choice.value) if choice.value else None


def _direction(facts: Facts, language: str) -> Direction:
    # Left to right is what a page is that says nothing: `settle_language` says it of every article.
    written: Direction = "rtl" if direction_of(language) == "rtl" else ""
    return stated_direction(facts.first("direction")) or written


def _hero(lead: Choice, facts: Facts, context: _Context) -> Hero | None:
    if not lead.value:
        return None
    return Hero(Image(context.picture_of(lead.value), alt=facts.first("hero_alt")))


def _tags(facts: Facts) -> tuple[str, ...]:
    by_name: dict[str, str] = {}
    for fact in facts.of("tag"):
        by_name.setdefault(fact.value.casefold(), fact.value)
    return tuple(by_name.values())[:MAX_TAGS]


def _authors(
    people: tuple[PersonFact, ...], credits: Credits, context: _Context
) -> Iterator[Person]:
    """Yield the authors with their bios, then people who have a bio and no byline."""
    bios = {folded_name(bio.name): bio for bio in reversed(credits.bios)}
    for person in people:
        yield _person(person, bios.pop(folded_name(person.name), None), context)
    for name in [name for name in reversed(bios) if name]:
        yield _person(PersonFact(bios[name].name, "bio"), bios[name], context)
    if unnamed := bios.get(""):
        yield _person(PersonFact("", "bio"), unnamed, context)


def _page_of(url: str, base: str) -> str:
    """Return an author's address; a place on the page itself is none."""
    address = clean(url, base)
    return "" if address.startswith("#") else address


def _person(person: PersonFact, bio: BioFind | None, context: _Context) -> Person:
    src = (bio.portrait_src if bio else "") or person.image
    portrait = context.picture_of(src) if src else ""
    alt = (bio.portrait_alt if bio else "") or person.name
    links = (*(bio.links if bio else ()), *person.profiles)
    return Person(
        name=person.name,
        role=person.role,
        bio=(context.blocks_of(bio.prose) or _blocks(bio.text)) if bio else (),
        portrait=Image(portrait, alt=alt) if portrait else None,
        url=_page_of(person.url or (bio.url if bio else ""), context.base),
        email=person.email or (bio.email if bio else ""),
        handles=tuple(
            dict.fromkeys(
                handle
                for link in links
                if (handle := clean(link, context.base)) and not _is_front_page(handle, context)
            )
        ),
    )


def _is_front_page(address: str, context: _Context) -> bool:
    """Tell whether an address is the site's own, as WordPress gives it for a person without one."""
    found = re.fullmatch(r"https?://([^/?#]+)/?", address)
    return found is not None and host(address) == host(context.base)


def _evidence(facts: Facts, credits: Credits, chosen: Mapping[str, Choice]) -> Iterator[Evidence]:
    people = credits.people
    choices = dict(chosen)
    lead = choices.pop("hero")
    for name, field in (("standfirst", ""), ("language", ""), ("section", ""),
                        ("canonical_url", "address"), ("hero", ""), ("licence", ""),
                        ("description", "")):  # fmt: skip
        choices[name] = lead if name == "hero" else _first(facts, field or name)
    for name, choice in choices.items():
        if choice.fact:
            yield Evidence(name, choice.fact.source, choice.fact.selector, _rejected(choice))
    named = {folded_name(person.name) for person in people}
    others = tuple(
        Rejected(p.name, p.source, p.selector)
        for p in facts.people
        if folded_name(p.name) not in named
    )
    for place, person in enumerate(people):
        yield Evidence("authors", person.source, person.selector, () if place else others)
    for bio in credits.bios:
        yield Evidence(f"bio:{bio.name}", "page" if bio.prose else "json-ld", bio.rule.name)
    if credits.standfirst is not None:
        yield Evidence("standfirst", "page", credits.standfirst.rule.name)
    for find in credits.disclaimers:
        yield Evidence("disclaimers", "page", find.rule.name)


def _rejected(choice: Choice) -> tuple[Rejected, ...]:
    return tuple(Rejected(f.value, f.source, f.selector) for f in choice.rejected)


def _report(metadata: Metadata, facts: Facts, choices: Mapping[str, Choice], notes: Notes) -> None:
    if not metadata.title:
        notes.warn("AP302", "no title was found", hint="--set title='…' gives one")
    if not metadata.authors:
        notes.warn("AP303", "no author was found", hint="--set author='…' gives one")
    for name in ("title", "published"):
        choice = choices[name]
        if choice.rejected and choice.fact:
            _conflict(name, choice, choice.fact, notes)
    language = _first(facts, "language")
    if language.fact and language.fact.source == "text":
        if language.rejected:
            _conflict("language", language, language.fact, notes)
        else:
            notes.info("AP307", f"no language is stated; the text is in {metadata.language!r}")
    _report_authors(metadata, facts, notes)
    for field in ("published", "updated"):
        if not choices[field].value and (unread := facts.of(field)):
            notes.warn("AP306", f"the {field} date {unread[0].value!r} could not be read")


def _report_authors(metadata: Metadata, facts: Facts, notes: Notes) -> None:
    """Report a person whom one of the page's own statements names and the article does not."""
    sites = site_names(facts)
    named = {word for person in metadata.authors for word in folded_name(person.name).split()}
    for person in facts.people:
        if person.source in WEAK_SOURCES or not named or not is_person(person, sites):
            continue
        if named.isdisjoint(folded_name(person.name).split()):
            taken = "; ".join(author.name for author in metadata.authors)
            notes.info(
                "AP301",
                f"authors: {person.source} says {person.name!r}; {taken!r} was taken",
                Origin(selector=person.selector, excerpt=person.name),
                hint="--set author='…' decides",
            )
            return


def _conflict(name: str, choice: Choice, fact: Fact, notes: Notes) -> None:
    other = choice.rejected[0]
    notes.info(
        "AP301",
        f"{name}: {fact.source} says {choice.value!r}, {other.source} says {other.value!r}; "
        f"{fact.source} was taken",
        Origin(selector=fact.selector, excerpt=choice.value[:80]),
        hint=f"--set {name}='…' decides",
    )
