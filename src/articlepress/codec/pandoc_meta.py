"""Typed metadata to pandoc's MetaMap and back; foreign metadata is read as far as it goes."""

from __future__ import annotations

from typing import Any, get_args

from articlepress import nodes as n
from articlepress.codec.native import safe_url
from articlepress.codec.pandoc_read import blocks_from, inlines_from
from articlepress.codec.pandoc_write import blocks_to, inlines_to, text_to
from articlepress.directions import stated_direction
from articlepress.metadata import (
    Date,
    Disclaimer,
    DisclaimerKind,
    Evidence,
    Hero,
    Metadata,
    Person,
    Provenance,
    Rejected,
    Series,
    Site,
    series_number,
)
from articlepress.walk import inline_text, plain_text

# Any below is a JSON value of pandoc's: {"t": "MetaString", "c": …} and its siblings.
Meta = dict[str, Any]

_KINDS: frozenset[str] = frozenset(get_args(DisclaimerKind))


def _string(value: str) -> Meta:
    return {"t": "MetaString", "c": value}


def _inlines(content: n.Inlines) -> Meta:
    return {"t": "MetaInlines", "c": inlines_to(content)}


def _blocks(content: n.Blocks) -> Meta:
    return {"t": "MetaBlocks", "c": blocks_to(content)}


def _list(values: list[Meta]) -> Meta:
    return {"t": "MetaList", "c": values}


def _map(values: dict[str, Meta | None]) -> Meta:
    return {"t": "MetaMap", "c": {key: value for key, value in values.items() if value}}


def _strings(values: dict[str, str]) -> dict[str, Meta | None]:
    return {key: _string(value) for key, value in values.items() if value}


def metadata_to(metadata: Metadata) -> dict[str, Meta]:
    """Return metadata as pandoc's; empty fields are left out."""
    lines = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "kicker": metadata.kicker,
        "standfirst": metadata.standfirst,
    }
    out: dict[str, Meta] = {key: _inlines(line) for key, line in lines.items() if line}
    if metadata.authors:
        names = [{"t": "MetaInlines", "c": text_to(person.name)} for person in metadata.authors]
        out["author"] = _list(names)
        out["authors"] = _list([_person_to(person) for person in metadata.authors])
    dates = {"date": metadata.published, "date-modified": metadata.updated}
    out |= {key: _string(date.iso) for key, date in dates.items() if date}
    texts = {
        "canonical-url": metadata.canonical_url,
        "lang": metadata.language,
        "dir": metadata.direction,
        "section": metadata.section,
        "rights": metadata.licence,
        "description": metadata.description,
    }
    out |= {key: _string(text) for key, text in texts.items() if text}
    if metadata.tags:
        out["keywords"] = _list([_string(tag) for tag in metadata.tags])
    if metadata.disclaimers:
        out["disclaimers"] = _list([_disclaimer_to(item) for item in metadata.disclaimers])
    return out | _groups_to(metadata)


def _groups_to(metadata: Metadata) -> dict[str, Meta]:
    out: dict[str, Meta] = {}
    site, hero, series = metadata.site, metadata.hero, metadata.series
    if site != Site():
        out["site"] = _map(_strings({"name": site.name, "url": site.url, "logo": site.logo}))
    if hero:
        out["hero"] = _map(
            {
                "image": _inlines((hero.image,)),
                "caption": _inlines(hero.caption) if hero.caption else None,
                "credit": _inlines(hero.credit) if hero.credit else None,
            }
        )
    if series:
        number = "" if series.number is None else str(series.number)
        out["series"] = _map(_strings({"name": series.name, "number": number, "url": series.url}))
    if metadata.provenance != Provenance():
        out["provenance"] = _provenance_to(metadata.provenance)
    return out


def _person_to(person: Person) -> Meta:
    texts = {
        "name": person.name,
        "role": person.role,
        "url": person.url,
        "email": person.email,
        "sort-name": person.sort_name,
    }
    handles = _list([_string(handle) for handle in person.handles]) if person.handles else None
    return _map(
        _strings(texts)
        | {
            "bio": _blocks(person.bio) if person.bio else None,
            "portrait": _inlines((person.portrait,)) if person.portrait else None,
            "handles": handles,
        }
    )


def _disclaimer_to(item: Disclaimer) -> Meta:
    texts = _strings({"kind": item.kind, "scope": item.scope})
    return _map({**texts, "content": _blocks(item.content)})


def _provenance_to(item: Provenance) -> Meta:
    texts = {"sha256": item.sha256, "name": item.name, "url": item.url, "reader": item.reader}
    facts = [
        _map(
            _strings({"field": fact.field, "source": fact.source, "selector": fact.selector})
            | {"rejected": _list([_rejected_to(value) for value in fact.rejected])}
        )
        for fact in item.facts
    ]
    return _map(_strings(texts) | {"facts": _list(facts) if facts else None})


def _rejected_to(item: Rejected) -> Meta:
    return _map(_strings({"value": item.value, "source": item.source, "selector": item.selector}))


def metadata_from(meta: dict[str, Meta]) -> Metadata:
    """Return pandoc's metadata as ours; unknown keys are passed over."""
    hero = _fields(meta.get("hero"))
    image = _image(hero.get("image"))
    return Metadata(
        title=_as_inlines(meta.get("title")),
        subtitle=_as_inlines(meta.get("subtitle")),
        kicker=_as_inlines(meta.get("kicker")),
        standfirst=_as_inlines(meta.get("standfirst")),
        authors=_authors(meta),
        published=_as_date(meta.get("date")),
        updated=_as_date(meta.get("date-modified")),
        canonical_url=safe_url(_as_text(meta.get("canonical-url"))),
        site=_site(meta.get("site")),
        language=_as_text(meta.get("lang")),
        direction=stated_direction(_as_text(meta.get("dir"))),
        hero=Hero(image, _as_inlines(hero.get("caption")), _as_inlines(hero.get("credit")))
        if image
        else None,
        section=_as_text(meta.get("section")),
        tags=tuple(map(_as_text, _as_list(meta.get("keywords") or meta.get("tags")))),
        series=_series(meta.get("series")),
        disclaimers=tuple(
            map(_disclaimer, _as_list(meta.get("disclaimers") or meta.get("disclaimer")))
        ),
        licence=_as_text(meta.get("rights")),
        description=_as_text(meta.get("description")),
        provenance=_provenance(_fields(meta.get("provenance"))),
    )


def _fields(value: Meta | None) -> dict[str, Meta]:
    return value["c"] if value and value["t"] == "MetaMap" else {}


def _as_list(value: Meta | None) -> list[Meta]:
    if value is None:
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def _as_inlines(value: Meta | None) -> n.Inlines:
    if value is None:
        return ()
    match value["t"]:
        case "MetaInlines":
            return inlines_from(value["c"])
        case "MetaBlocks":
            text = plain_text(blocks_from(value["c"]))
        case _:
            text = _as_text(value)
    return (n.Text(text),) if text else ()


def _as_text(value: Meta | None) -> str:
    if value is None:
        return ""
    match value["t"]:
        case "MetaString":
            return str(value["c"])
        case "MetaBool":
            return "true" if value["c"] else "false"
        case "MetaInlines":
            return inline_text(inlines_from(value["c"]))
        case "MetaBlocks":
            return plain_text(blocks_from(value["c"]))
        case "MetaList":
            return ", ".join(map(_as_text, value["c"]))
    return ""


def _as_blocks(value: Meta | None) -> n.Blocks:
    if value is not None and value["t"] == "MetaBlocks":
        return blocks_from(value["c"])
    content = _as_inlines(value)
    return (n.Paragraph(content),) if content else ()


def _as_date(value: Meta | None) -> Date | None:
    text = _as_text(value).strip()
    try:
        return Date(text) if text else None
    except ValueError:
        return None


def _image(value: Meta | None) -> n.Image | None:
    for node in _as_inlines(value):
        if isinstance(node, n.Image):
            return node
        if isinstance(node, n.Text) and node.text.strip():
            return n.Image(safe_url(node.text.strip()))
    return None


def _authors(meta: dict[str, Meta]) -> tuple[Person, ...]:
    # YAML front matter writes maps under `author`; our own under `authors`, names beside them.
    people = [_person(item) for item in _as_list(meta.get("authors") or meta.get("author"))]
    return tuple(person for person in people if person != Person(""))


def _person(value: Meta) -> Person:
    if value["t"] != "MetaMap":
        return Person(_as_text(value))
    fields = value["c"]
    return Person(
        name=_as_text(fields.get("name")),
        role=_as_text(fields.get("role")) or "author",
        bio=_as_blocks(fields.get("bio")),
        portrait=_image(fields.get("portrait")),
        url=safe_url(_as_text(fields.get("url"))),
        email=_as_text(fields.get("email")),
        handles=tuple(map(_as_text, _as_list(fields.get("handles")))),
        sort_name=_as_text(fields.get("sort-name")),
    )


def _site(value: Meta | None) -> Site:
    if value is not None and value["t"] != "MetaMap":
        return Site(_as_text(value))
    fields = _fields(value)
    url = safe_url(_as_text(fields.get("url")))
    return Site(_as_text(fields.get("name")), url, _as_text(fields.get("logo")))


def _series(value: Meta | None) -> Series | None:
    if value is None:
        return None
    if value["t"] != "MetaMap":
        return Series(_as_text(value))
    fields = value["c"]
    number = series_number(_as_text(fields.get("number")))
    return Series(_as_text(fields.get("name")), number, safe_url(_as_text(fields.get("url"))))


def _disclaimer(value: Meta) -> Disclaimer:
    if value["t"] != "MetaMap":
        return Disclaimer(_as_blocks(value))
    fields = value["c"]
    kind: Any = _as_text(fields.get("kind"))  # Any: checked against the known kinds right here
    return Disclaimer(
        _as_blocks(fields.get("content")),
        kind if kind in _KINDS else "opinion",
        "site" if _as_text(fields.get("scope")) == "site" else "article",
    )


def _provenance(fields: dict[str, Meta]) -> Provenance:
    facts = [_fields(item) for item in _as_list(fields.get("facts"))]
    return Provenance(
        _as_text(fields.get("sha256")),
        _as_text(fields.get("name")),
        safe_url(_as_text(fields.get("url"))),
        _as_text(fields.get("reader")),
        tuple(_fact(item) for item in facts),
    )


def _fact(fields: dict[str, Meta]) -> Evidence:
    rejected = [_fields(item) for item in _as_list(fields.get("rejected"))]
    return Evidence(
        _as_text(fields.get("field")),
        _as_text(fields.get("source")),
        _as_text(fields.get("selector")),
        tuple(
            Rejected(*(_as_text(item.get(key)) for key in ("value", "source", "selector")))
            for item in rejected
        ),
    )
