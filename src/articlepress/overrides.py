"""Metadata the user states (`--set metadata.title=…`) over what the page says.

Takes pairs of a field and its text, gives a new article; what was read before is kept in the
article's provenance as a rejected value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from articlepress import nodes as n
from articlepress.article import Article
from articlepress.errors import UsageError, did_you_mean
from articlepress.metadata import (
    Date,
    Disclaimer,
    Evidence,
    Metadata,
    Person,
    Rejected,
    Series,
    series_number,
)
from articlepress.urls import clean
from articlepress.walk import inline_text, plain_text

Setter = Callable[[Metadata, str], Metadata]


def parse_settings(pairs: Iterable[str]) -> dict[str, str]:
    """Return fields and values from `metadata.title=…` or `title=…`; a later one wins.

    Raises:
        UsageError: a pair without `=`, an unknown field, or a value the field cannot hold.
    """
    settings: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        field = name.strip().removeprefix("metadata.").replace("-", "_")
        if not equals:
            raise UsageError(f"--set {pair!r} has no '='", hint="--set metadata.title='A title'")
        if field not in SETTERS:
            raise UsageError(
                f"--set: no field is called {field!r}",
                hint=did_you_mean(field, SETTERS) or f"fields: {', '.join(sorted(SETTERS))}",
            )
        SETTERS[field](Metadata(), value)  # a wrong value is refused before anything is read
        settings[field] = value
    return settings


def override(article: Article, settings: Mapping[str, str]) -> Article:
    """Return the article with the fields set; the same object when there are none."""
    if not settings:
        return article
    metadata = article.metadata
    facts = list(metadata.provenance.facts)
    for field, value in settings.items():
        before = as_text(metadata, field)
        facts = [fact for fact in facts if fact.field != field]
        rejected = (Rejected(before, "page"),) if before else ()
        facts.append(Evidence(field, "config", rejected=rejected))
        metadata = SETTERS[field](metadata, value)
    provenance = replace(metadata.provenance, facts=tuple(facts))
    return replace(article, metadata=replace(metadata, provenance=provenance))


def _inlines(field: str) -> Setter:
    def put(metadata: Metadata, value: str) -> Metadata:
        return _with(metadata, field, (n.Text(value),) if value else ())

    return put


def _text(field: str) -> Setter:
    def put(metadata: Metadata, value: str) -> Metadata:
        return _with(metadata, field, value)

    return put


def _with(metadata: Metadata, field: str, value: object) -> Metadata:
    change: Any = {field: value}  # Any: `replace` cannot be typed for a field named at run time
    return replace(metadata, **change)


def _date(field: str) -> Setter:
    def put(metadata: Metadata, value: str) -> Metadata:
        try:
            return _with(metadata, field, Date(value) if value else None)
        except ValueError as error:
            raise UsageError(f"--set {field}: {error}", hint="write it as 2016-06-20") from error

    return put


def _paragraphs(value: str) -> n.Blocks:
    parts = (" ".join(part.split()) for part in value.split("\n\n"))
    return tuple(n.Paragraph((n.Text(part),)) for part in parts if part)


def _authors(metadata: Metadata, value: str) -> Metadata:
    known = {person.name: person for person in metadata.authors}
    names = [name.strip() for name in value.split(";") if name.strip()]
    return replace(metadata, authors=tuple(known.get(name, Person(name)) for name in names))


def _bio(metadata: Metadata, value: str) -> Metadata:
    first, *others = metadata.authors or (Person(""),)
    return replace(metadata, authors=(replace(first, bio=_paragraphs(value)), *others))


def _disclaimer(metadata: Metadata, value: str) -> Metadata:
    content = _paragraphs(value)
    return replace(metadata, disclaimers=(Disclaimer(content),) if content else ())


def _tags(metadata: Metadata, value: str) -> Metadata:
    return replace(metadata, tags=tuple(tag.strip() for tag in value.split(",") if tag.strip()))


def _site(metadata: Metadata, value: str) -> Metadata:
    return replace(metadata, site=replace(metadata.site, name=value))


def parse_series(text: str) -> Series | None:
    """Return a series from `Name` or `Name #3`; None for an empty text."""
    name, mark, number = text.rpartition("#")
    count = series_number(number.strip()) if mark else None
    if count is not None:
        return Series(name.strip(), count)
    return Series(text.strip()) if text.strip() else None


def _series(metadata: Metadata, value: str) -> Metadata:
    return replace(metadata, series=parse_series(value))


def _direction(metadata: Metadata, value: str) -> Metadata:
    match value:
        case "" | "ltr" | "rtl":
            return replace(metadata, direction=value)
        case _:
            raise UsageError(f"--set direction: {value!r} is neither 'ltr' nor 'rtl'")


def _canonical_url(metadata: Metadata, value: str) -> Metadata:
    url = clean(value) if value else ""
    if value and not url:
        raise UsageError(f"--set canonical_url: {value!r} is no web address")
    return replace(metadata, canonical_url=url or "")


SETTERS: Mapping[str, Setter] = {
    "title": _inlines("title"),
    "subtitle": _inlines("subtitle"),
    "kicker": _inlines("kicker"),
    "standfirst": _inlines("standfirst"),
    "authors": _authors,
    "author": _authors,
    "bio": _bio,
    "disclaimer": _disclaimer,
    "published": _date("published"),
    "updated": _date("updated"),
    "canonical_url": _canonical_url,
    "site": _site,
    "language": _text("language"),
    "direction": _direction,
    "section": _text("section"),
    "tags": _tags,
    "series": _series,
    "licence": _text("licence"),
    "description": _text("description"),
}
"""What `--set` can state. Several authors stand apart by `;`, tags by `,`, a series' number after
`#`; an empty value clears the field."""


def as_text(metadata: Metadata, field: str) -> str:
    """Return a field as `--set` would state it."""
    match field:
        case "title" | "subtitle" | "kicker" | "standfirst":
            return inline_text(getattr(metadata, field))
        case "author" | "authors":
            return "; ".join(person.name for person in metadata.authors)
        case "bio":
            return plain_text(metadata.authors[0].bio) if metadata.authors else ""
        case "disclaimer":
            return "\n\n".join(plain_text(item.content) for item in metadata.disclaimers)
        case "published" | "updated":
            date: Date | None = getattr(metadata, field)
            return date.iso if date else ""
        case "site":
            return metadata.site.name
        case "series":
            series = metadata.series or Series("")
            return series.name if series.number is None else f"{series.name} #{series.number}"
        case "tags":
            return ", ".join(metadata.tags)
        case _:
            return str(getattr(metadata, field))
