"""Pages that articlepress made, read by their marks: classes for title, authors, dates and credits.

A chapter of our EPUB and a web page of ours name each field by a class, so that they come back as
they went out, without a guess.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from articlepress import nodes as n
from articlepress.metadata import Date, Disclaimer, Metadata, Person, Site
from articlepress.page.parse import Page
from articlepress.readers.html.build import Builder
from articlepress.readers.lifting import kind_of
from articlepress.urls import clean
from articlepress.walk import plain_text, walk


def date_of(text: str) -> Date | None:
    """Return a date as ISO 8601 writes it, or None."""
    try:
        return Date(text.strip())
    except ValueError:
        return None


def from_marks(metadata: Metadata, page: Page, builder: Builder) -> tuple[Metadata, list[Any]]:
    """Return what a page of ours says in its title block and closing asides, and these nodes."""
    tree = page.tree
    taken = [*tree.css(".title-block"), *tree.css("p.source"), *tree.css(".credit-links")]
    fields: dict[str, Any] = {}  # Any: `replace` takes fields of many types
    for name in ("title", "subtitle", "kicker", "standfirst"):
        node = tree.css_first(f".title-block .{name}")
        fields[name] = _line(builder, node) if node is not None else ()
    known = {person.name: person for person in metadata.authors}
    names = [" ".join(node.text().split()) for node in tree.css(".byline .author")]
    others = tuple(p for p in metadata.authors if p.role != "author")
    authors = [known.get(name, Person(name)) for name in names]
    for css, key in (("published", "published"), ("updated", "updated")):
        node = tree.css_first(f".dateline time.{css}")
        fields[key] = date_of((node.attributes.get("datetime") or "") if node else "")
    source = tree.css_first("p.source a")
    if source is not None:
        fields["canonical_url"] = clean(source.attributes.get("href") or "")
    site = tree.css_first(".dateline .site")
    if site is not None:
        fields["site"] = Site(" ".join(site.text().split()))
    elif (signing := tree.css_first(".byline[data-site]")) is not None:
        fields["site"] = Site(" ".join((signing.attributes.get("data-site") or "").split()))
    bios = tree.css("aside.bio")
    disclaimers = tree.css("aside.disclaimer")
    authors = _with_bios(authors, [_credit(builder, node) for node in bios])
    found = [
        Disclaimer(content, kind_of(node.attributes.get("data-kind") or ""))
        for node in disclaimers
        if (content := _credit(builder, node))
    ]
    fields["authors"] = (*authors, *others)
    fields["disclaimers"] = tuple(found)
    return replace(metadata, **fields), [*taken, *bios, *disclaimers]


def _line(builder: Builder, node: Any) -> n.Inlines:
    for block in builder.blocks(tuple(node.iter(include_text=True))):
        if isinstance(block, n.Paragraph | n.Plain | n.Heading):
            return block.content
    return ()


def _credit(builder: Builder, node: Any) -> n.Blocks:
    """Return a bio's or disclaimer's own blocks, without the heading the writer put before them."""
    inner = [
        child
        for child in node.iter(include_text=True)
        if "section-title" not in (child.attributes.get("class") or "")
    ]
    return builder.blocks(tuple(inner)) if inner else ()


def _with_bios(authors: list[Person], bios: list[n.Blocks]) -> list[Person]:
    """Give each author the bio that names them; an only bio belongs to an only author."""
    waiting = [bio for bio in bios if bio]
    for number, person in enumerate(authors):
        for bio in waiting:
            start = plain_text(bio[:2]).strip().casefold()
            if person.name.casefold() in start or len(authors) == 1:
                authors[number] = _with_bio(person, bio)
                waiting.remove(bio)
                break
    return authors


def _with_bio(person: Person, bio: n.Blocks) -> Person:
    portrait = None
    first = bio[0]
    picture = next((node for node in walk((first,)) if isinstance(node, n.Image)), None)
    if picture is not None and not plain_text((first,)).strip():
        portrait, bio = picture, bio[1:]
    # The name stands before the bio, and in brackets where a portrait was not found.
    while len(bio) > 1 and plain_text(bio[:1]).strip(" \n[]") == person.name:
        bio = bio[1:]
    return replace(person, bio=bio, portrait=portrait)
