"""What people state of a column: the keys of a sidecar, of `[files.metadata]`, of a registry entry.

Takes a table of a file; gives a `Statement`, and applies it to an article. What the page said stays
in the provenance as a rejected value. Texts are Markdown, so that a bio can hold a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from articlepress import nodes as n
from articlepress.article import Article, AssetRef
from articlepress.diagnostics import Notes
from articlepress.errors import NoArticle
from articlepress.metadata import (
    Date,
    Disclaimer,
    DisclaimerKind,
    DisclaimerScope,
    Evidence,
    Metadata,
    Person,
    Rejected,
    Series,
)
from articlepress.overrides import as_text, parse_series
from articlepress.source import Source
from articlepress.tables import Table
from articlepress.urls import clean, is_absolute

PERSON_KEYS = ("name", "role", "bio", "portrait", "links", "url", "email", "sort_name")
DISCLAIMER_KEYS = ("text", "kind", "scope")
INLINE_KEYS = ("title", "subtitle", "kicker", "standfirst")
TEXT_KEYS = ("section", "language", "licence", "description")
DATE_KEYS = ("published", "updated")
METADATA_KEYS = (
    *INLINE_KEYS, "authors", "disclaimers", "series", *TEXT_KEYS, "tags", *DATE_KEYS, "direction",
    "site", "canonical_url",
)  # fmt: skip
"""Keys of a sidecar and of `[files.metadata]`, named as the fields of the metadata."""

_MARKUP = re.compile(r"[*_`\[\]<>\\~^&#|]|^[^\S\n]*+(?:[-+]|\d++[.)])\s|https?:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Statement:
    """Fields of the metadata that somebody wrote down."""

    fields: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Field of `Metadata` -> its value."""
    places: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Field -> `file:line`, the file without its folder: it goes into the provenance."""
    assets: Mapping[str, AssetRef] = field(default_factory=dict, hash=False)
    """Files of portraits by the address the tree gives them."""
    source: str = "sidecar"
    """Of the evidence: `sidecar` or `config`."""


def read_statement(table: Table, source: str = "sidecar") -> Statement:
    """Return what a table states; keys that are no metadata are the caller's to refuse.

    Raises:
        ConfigError: a value cannot be what its key says.
    """
    fields: dict[str, object] = {}
    assets: dict[str, AssetRef] = {}
    for key in METADATA_KEYS:
        if not table.has(key):
            continue
        if key == "authors":
            entries = table.tables(key, plain="name")
            fields[key] = tuple(read_person(entry, assets) for entry in entries)
        else:
            fields[key] = _READ[key](table, key)
    places = {key: place_of(table, key) for key in fields}
    return Statement(fields, places, assets, source)


def place_of(table: Table, key: str) -> str:
    """Return where a key stands as the provenance keeps it: no folder, the same everywhere."""
    line = table.place(key).rpartition(":")[2]
    return f"{table.path.name}:{line}" if line.isdigit() else table.path.name


def state(article: Article, statement: Statement) -> Article:
    """Return the article with the statement put over what it says; the same one for an empty one.

    An author named on the page too keeps from there what the statement leaves out.
    """
    if not statement.fields:
        return article
    metadata = article.metadata
    changes: dict[str, Any] = {}  # Any: `replace` cannot be typed for fields named at run time
    for name, value in statement.fields.items():
        changes[name] = value
        if name == "authors":
            assert isinstance(value, tuple)
            changes[name] = tuple(_filled(person, metadata.authors) for person in value)
        elif name == "site":
            changes[name] = replace(metadata.site, name=str(value))
    changed = replace(metadata, **changes)
    facts = _evidence(metadata, changed, statement)
    stated = replace(changed, provenance=replace(metadata.provenance, facts=facts))
    return replace(article, metadata=stated, assets=_with_assets(article, statement.assets))


def _with_assets(article: Article, assets: Mapping[str, AssetRef]) -> Mapping[str, AssetRef]:
    return {**article.assets, **assets} if assets else article.assets


def _filled(person: Person, known: tuple[Person, ...]) -> Person:
    """Return a stated person with what the page knows of the same name and nobody stated."""
    page = next((one for one in known if one.name.casefold() == person.name.casefold()), None)
    return person.filled(page) if page else person


def _evidence(metadata: Metadata, changed: Metadata, statement: Statement) -> tuple[Evidence, ...]:
    """Return the evidence with that of the stated fields in place of the page's."""
    bios = {
        f"bio:{person.name}"
        for person in statement.fields.get("authors", ())  # type: ignore[attr-defined] # of persons
        if person.bio
    }
    gone = {*statement.fields, *bios}
    facts = [fact for fact in metadata.provenance.facts if fact.field not in gone]
    for name in statement.fields:
        field_name = _OVERRIDE_NAMES.get(name, name)
        before = as_text(metadata, field_name)
        differs = before and before != as_text(changed, field_name)
        rejected = (Rejected(before, "page"),) if differs else ()
        facts.append(Evidence(name, statement.source, statement.places[name], rejected))
    facts += (Evidence(bio, statement.source, statement.places["authors"]) for bio in sorted(bios))
    return tuple(facts)


_OVERRIDE_NAMES = {"disclaimers": "disclaimer"}


def read_person(table: Table, assets: dict[str, AssetRef], known: tuple[str, ...] = ()) -> Person:
    """Return a person; a portrait's file goes to the assets. `known` are further keys allowed.

    Raises:
        ConfigError: an unknown key, no name, or a portrait that is no file of this folder.
    """
    table.refuse_unknown((*PERSON_KEYS, *known), "key of a person")
    name = " ".join(table.text("name").split())
    if not name:
        raise table.error("name", "a person has no name")
    return Person(
        name,
        table.text("role", "author"),
        blocks_of(table.text("bio")),
        _portrait(table, name, assets),
        _address(table, "url"),
        table.text("email"),
        tuple(_cleaned(table, "links", link) for link in table.texts("links")),
        table.text("sort_name"),
    )


def _portrait(table: Table, name: str, assets: dict[str, AssetRef]) -> n.Image | None:
    written = table.text("portrait")
    if not written:
        return None
    if is_absolute(written):
        return n.Image(_cleaned(table, "portrait", written), alt=name)
    folder = table.path.parent
    file = folder / written
    if not file.resolve().is_relative_to(folder.resolve()):
        # A project may come from anyone; its files must not reach into the rest of the machine.
        raise table.error("portrait", f"{written!r} lies outside the folder of {table.path.name}")
    if not file.is_file():
        raise table.error("portrait", f"there is no file {written!r}")
    src = Path(written).as_posix()
    assets[src] = AssetRef(path=file)
    return n.Image(src, alt=name)


def _address(table: Table, key: str) -> str:
    written = table.text(key)
    return _cleaned(table, key, written) if written else ""


def _cleaned(table: Table, key: str, written: str) -> str:
    address = clean(written)
    if not is_absolute(address):
        raise table.error(key, f"{written!r} is no web address", "https://…")
    return address


def _inlines(table: Table, key: str) -> n.Inlines:
    return inlines_of(table.text(key))


def _text(table: Table, key: str) -> str:
    return table.text(key)


def _date(table: Table, key: str) -> Date | None:
    written = table.text(key)
    try:
        return Date(written) if written else None
    except ValueError as error:
        raise table.error(key, f"{error}", "write it as 2016-06-20") from error


def _tags(table: Table, key: str) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(tag.split()) for tag in table.texts(key))))


def _direction(table: Table, key: str) -> str:
    return _one_of(table, key, ("ltr", "rtl"))


def _series(table: Table, key: str) -> Series | None:
    if isinstance(table.value(key), str):
        return parse_series(table.text(key))
    entry = table.table(key)
    entry.refuse_unknown(("name", "number", "url"), "key of a series")
    number = entry.value("number")
    if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
        raise entry.error("number", f"number is {number!r}, not a whole number")
    return Series(entry.text("name"), number, _address(entry, "url"))


def _disclaimers(table: Table, key: str) -> tuple[Disclaimer, ...]:
    return tuple(read_disclaimer(entry) for entry in table.tables(key, plain="text"))


def read_disclaimer(table: Table, known: tuple[str, ...] = ()) -> Disclaimer:
    """Return a disclaimer; `known` are further keys allowed.

    Raises:
        ConfigError: an unknown key, kind or scope, or no text.
    """
    table.refuse_unknown((*DISCLAIMER_KEYS, *known), "key of a disclaimer")
    content = blocks_of(table.text("text"))
    if not content:
        raise table.error("text", "a disclaimer has no text")
    kind: Any = _one_of(table, "kind", get_args(DisclaimerKind)) or "opinion"
    scope: Any = _one_of(table, "scope", get_args(DisclaimerScope)) or "article"
    return Disclaimer(content, kind, scope)


def _one_of(table: Table, key: str, choices: tuple[str, ...]) -> str:
    written = table.text(key)
    if written and written not in choices:
        raise table.error(key, f"{key} cannot be {written!r}", f"one of {', '.join(choices)}")
    return written


_READ: Mapping[str, Any] = {  # Any: each gives the type of its field
    **dict.fromkeys(INLINE_KEYS, _inlines),
    **dict.fromkeys((*TEXT_KEYS, "site"), _text),
    **dict.fromkeys(DATE_KEYS, _date),
    "disclaimers": _disclaimers,
    "series": _series,
    "tags": _tags,
    "direction": _direction,
    "canonical_url": _address,
}


def blocks_of(text: str) -> n.Blocks:
    """Return a text written in Markdown as blocks; nothing for an empty one."""
    if not text.strip():
        return ()
    if not _MARKUP.search(text):
        parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
        return tuple(n.Paragraph((n.Text(part),)) for part in parts if part)
    from articlepress.readers import find_reader  # imported here: most texts have no markup

    reader = find_reader("markdown")
    # The line before it keeps a text from being read as front matter or as a title.
    source = Source(b"\n\n" + text.strip().encode(), "text.md")
    try:
        article = next(iter(reader.read(source, reader.options(), Notes())))
    except NoArticle:
        return ()
    title = (n.Paragraph(article.metadata.title),) if article.metadata.title else ()
    return (*title, *article.blocks)


def inlines_of(text: str) -> n.Inlines:
    """Return one line written in Markdown; what is no line of text is taken as it stands."""
    flat = " ".join(text.split())
    match blocks_of(flat):
        case ():
            return ()
        case (n.Paragraph(content),) if not flat.startswith("#"):
            return content
        case _:
            return (n.Text(flat),)
