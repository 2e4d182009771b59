"""Title, byline, lead picture and the rest of the metadata found again in a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articlepress import nodes as n
from articlepress.codec.record import Record, letters, letters_of
from articlepress.labels import date_text, label
from articlepress.metadata import Hero, Metadata, Person
from articlepress.readers.pandoc.containers import StyledText
from articlepress.readers.pandoc.restoring import HEADS, Restoring, content_of
from articlepress.walk import inline_text, query

_HEAD_BLOCKS = 6
"""How many blocks a lead picture may stand below."""


def merge(work: Restoring, record: Record) -> None:
    """Fill the metadata from the record where the document does not say otherwise."""
    said, known = work.metadata, record.metadata
    same_title = not said.title or _same(said.title, known.title)
    work.metadata = replace(
        known,
        title=known.title if same_title else said.title,
        subtitle=said.subtitle if _differs(said.subtitle, known.subtitle) else known.subtitle,
        authors=_people(said.authors, known.authors),
        description=known.description or said.description,
        provenance=said.provenance,
    )


def _same(one: n.Inlines, other: n.Inlines) -> bool:
    return letters(inline_text(one)) == letters(inline_text(other))


def _differs(said: n.Inlines, known: n.Inlines) -> bool:
    return bool(said) and not _same(said, known)


def _people(said: tuple[Person, ...], known: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the known people where the document names the same ones, else those it names.

    Some formats give all names in one, and bylines name authors only.
    """
    heard = letters("".join(person.name for person in said))
    authors = "".join(person.name for person in known if person.role == "author")
    if heard in ("", letters(authors), letters("".join(person.name for person in known))):
        return known
    by_name = {letters(person.name): person for person in known}
    people = tuple(by_name.get(letters(person.name), person) for person in said)
    return people + tuple(p for p in known if p.role != "author" and p not in people)


def take_styled_head(work: Restoring, styled: Sequence[StyledText]) -> None:
    """Take opening paragraphs that a style calls title, author or kicker into the metadata."""
    metadata = work.metadata
    for item in (item for item in styled if item.role in HEADS):
        words = letters(item.text)
        line: n.Inlines = (n.Text(item.text),)
        # Pandoc takes Word's title and authors out of the text itself, OpenDocument's it leaves.
        if words and letters_of(work.blocks[:1]) == words:
            line = content_of(work.blocks.pop(0)) or line
        match item.role:
            case "title" if not metadata.title:
                metadata = replace(metadata, title=line)
            case "subtitle" if not metadata.subtitle:
                metadata = replace(metadata, subtitle=line)
            case "kicker":
                metadata = replace(metadata, kicker=line)
            case "standfirst":
                metadata = replace(metadata, standfirst=line)
            case "author" if letters(item.text) not in _names(metadata):
                people = (*metadata.authors, Person(item.text))
                metadata = replace(metadata, authors=people)
    work.metadata = metadata


def _names(metadata: Metadata) -> str:
    return letters(" ".join(person.name for person in metadata.authors))


def take_head(work: Restoring, known: Metadata) -> None:
    """Drop opening blocks that only say what the metadata holds: title, byline, standfirst…"""
    lines = _head_lines(known)
    while work.blocks and (words := letters_of(work.blocks[:1])) in lines:
        lines.discard(words)
        del work.blocks[0]


def _head_lines(known: Metadata) -> set[str]:
    names = [person.name for person in known.authors]
    authors = [person.name for person in known.authors if person.role == "author"]
    language = known.language
    lines = [
        *(inline_text(line) for line in (known.title, known.subtitle, known.kicker)),
        inline_text(known.standfirst), *names, "".join(authors), "".join(names),
        f"{label('by', language)}{''.join(authors or names)}",
    ]  # fmt: skip
    if known.published:
        lines += [known.published.iso, date_text(known.published, language)]
    return {letters(line) for line in lines if letters(line)}


def take_hero(work: Restoring, known: Metadata) -> None:
    """Take the lead picture from the opening blocks, with the address it has in this document."""
    if known.hero is None:
        return
    said = letters(inline_text((*known.hero.caption, *known.hero.credit)))
    for position, block in enumerate(work.blocks[:_HEAD_BLOCKS]):
        image = next(query((block,), n.Image), None)
        if image is None:
            continue
        words, end = letters_of((block,)), position + 1
        if words != said and words in ("", letters(known.hero.image.alt)):
            # Some formats keep a caption as a paragraph below the picture.
            words, end = letters_of(work.blocks[end : end + 1]), end + 1
        if words == said:
            del work.blocks[position:end]
            shown = replace(known.hero.image, src=image.src)
            work.metadata = replace(work.metadata, hero=replace(known.hero, image=shown))
            return
    if known.hero.image.src not in {image.src for image in query(work.blocks, n.Image)}:
        work.metadata = replace(work.metadata, hero=_reachable(known.hero))


def _reachable(hero: Hero) -> Hero | None:
    return hero if "://" in hero.image.src else None
