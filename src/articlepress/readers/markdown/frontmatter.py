"""Front matter: YAML between `---` or TOML between `+++`, to typed metadata.

Keys are those of pandoc and of the common site makers; titles, bios and disclaimers are Markdown.
Every value is taken as the text that stands there: no date or boolean is guessed from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from articlepress import nodes as n
from articlepress.diagnostics import Origin
from articlepress.directions import stated_direction
from articlepress.errors import SourceError
from articlepress.metadata import (
    Date,
    Disclaimer,
    Hero,
    Metadata,
    Person,
    Series,
    Site,
    series_number,
)
from articlepress.page.dates import read_date
from articlepress.readers.lifting import kind_of
from articlepress.urls import clean

Values = Mapping[str, Any]
"""What YAML and TOML hold: texts, lists and mappings of them. Any: checked where it is used."""

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MAX_BYTES = 256_000
"""Largest front matter read; a bio of ten pages has 30 kB."""
_MAX_DEPTH = 20


class Markup(Protocol):
    """What reads Markdown inside values."""

    def blocks(self, text: str) -> n.Blocks: ...
    def line(self, text: str) -> n.Inlines: ...
    def image(self, src: str, alt: str) -> n.Image | None: ...
    def warn(self, code: str, message: str, origin: Origin) -> None: ...


def split_front_matter(text: str, name: str) -> tuple[Values, str]:
    """Return the front matter's values and the text below it.

    Raises:
        SourceError: broken YAML or TOML, with line and column; aliases; or too much of it.
    """
    for pattern, load in ((_YAML, _load_yaml), (_TOML, _load_toml)):
        found = pattern.match(text)
        if found is None:
            continue
        if len(found[1]) > MAX_BYTES:
            raise SourceError(f"has front matter of over {MAX_BYTES:,} characters", where=name)
        values = load(found[1], name)
        if isinstance(values, dict):
            return values, text[found.end() :]
        if not found[1].strip():
            return {}, text[found.end() :]
    return {}, text


def _load_yaml(text: str, name: str) -> Any:
    import yaml  # imported here: 15 ms of CPU

    class Loader(yaml.BaseLoader):
        """All values are texts; an alias, which could unfold without end, is refused."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's own
                raise yaml.YAMLError(f"an alias in line {event.start_mark.line + 2}")
            return super().compose_node(parent, index)

    try:
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}:{mark.line + 2}:{mark.column + 1}" if mark else name
        problem = error.problem or error.context or "broken"
        raise SourceError(f"has broken front matter: {problem}", where=where) from error
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise SourceError(
            f"has front matter that cannot be read: {said:.200}", where=name
        ) from error
    except RecursionError as error:
        raise SourceError("has front matter that nests too deep", where=name) from error


def _load_toml(text: str, name: str) -> Any:
    import tomllib

    try:
        return _as_texts(tomllib.loads(text), 0)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"has broken front matter: {error}", where=name) from error


def _as_texts(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, dict):
        return {key: _as_texts(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_texts(item, depth + 1) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def read_metadata(values: Values, markup: Markup) -> Metadata:
    """Return the metadata that front matter states."""
    known = _Values({_key(key): value for key, value in values.items()})
    language = known.text("lang", "language", "locale")
    return Metadata(
        title=markup.line(known.text("title")),
        subtitle=markup.line(known.text("subtitle")),
        kicker=markup.line(known.text("kicker")),
        standfirst=markup.line(known.text("standfirst", "abstract", "lead")),
        authors=_people(known, markup),
        published=_date(known.text("date", "published", "publishdate"), language, markup),
        updated=_date(known.text("date-modified", "updated", "lastmod"), language, markup),
        canonical_url=clean(known.text("canonical-url", "canonical", "url")),
        site=_site(known.first("site", "publication")),
        language=language,
        direction=stated_direction(known.text("dir")),
        hero=_hero(known.first("hero", "image", "cover-image"), markup),
        section=known.text("section", "category"),
        tags=_tags(known.first("keywords", "tags")),
        series=_series(known.first("series")),
        disclaimers=_disclaimers(known.first("disclaimers", "disclaimer"), markup),
        licence=known.text("rights", "licence", "license", "copyright"),
        description=known.text("description", "excerpt", "summary"),
    )


def _key(key: object) -> str:
    return str(key).strip().lower().replace("_", "-")


class _Values:
    """Values by key, whatever a file holds under it."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def first(self, *names: str) -> Any:
        return next((self.values[name] for name in names if self.values.get(name)), None)

    def text(self, *names: str) -> str:
        return as_text(self.first(*names))


def as_text(value: Any) -> str:
    """Return a value as text: of a list its parts joined, of a mapping nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value)))
    return ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _mapping(value: Any) -> _Values | None:
    if not isinstance(value, dict):
        return None
    return _Values({_key(key): item for key, item in value.items()})


def _people(known: _Values, markup: Markup) -> tuple[Person, ...]:
    """Return the authors; maps under `authors` are fuller than names under `author`."""
    full = [_person(item, markup) for item in _list(known.first("authors"))]
    short = [_person(item, markup) for item in _list(known.first("author", "by"))]
    names = {person.name for person in full}
    people = [*full, *(person for person in short if person.name not in names)]
    bio = known.text("bio", "author-bio")
    if bio and len(people) == 1 and not people[0].bio:
        people = [Person(people[0].name, people[0].role, markup.blocks(bio))]
    return tuple(person for person in people if person.name or person.bio)


def _person(value: Any, markup: Markup) -> Person:
    fields = _mapping(value)
    if fields is None:
        return Person(as_text(value))
    name = fields.text("name")
    portrait = fields.text("portrait", "photo", "image")
    return Person(
        name,
        fields.text("role") or "author",
        markup.blocks(fields.text("bio", "about")),
        markup.image(portrait, name) if portrait else None,
        clean(fields.text("url", "website", "link")),
        fields.text("email"),
        tuple(filter(None, map(clean, map(as_text, _list(fields.first("handles")))))),
        fields.text("sort-name"),
    )


def _date(text: str, language: str, markup: Markup) -> Date | None:
    if not text:
        return None
    for candidate in (text, text.replace(" ", "T", 1), read_date(text, language)):
        try:
            return Date(candidate)
        except ValueError:
            continue
    markup.warn("AP306", f"date {text!r} in the front matter could not be read", Origin())
    return None


def _site(value: Any) -> Site:
    fields = _mapping(value)
    if fields is None:
        return Site(as_text(value))
    return Site(fields.text("name", "title"), clean(fields.text("url")), fields.text("logo"))


def _hero(value: Any, markup: Markup) -> Hero | None:
    fields = _mapping(value)
    src = as_text(value) if fields is None else fields.text("image", "src", "path", "url")
    image = markup.image(src, fields.text("alt") if fields else "") if src else None
    if image is None:
        return None
    if fields is None:
        return Hero(image)
    return Hero(image, markup.line(fields.text("caption")), markup.line(fields.text("credit")))


def _tags(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else as_text(value).split(",")
    return tuple(filter(None, map(as_text, parts)))


def _series(value: Any) -> Series | None:
    fields = _mapping(value)
    name = as_text(value) if fields is None else fields.text("name", "title")
    if not name:
        return None
    if fields is None:
        return Series(name)
    number = series_number(fields.text("number", "part"))
    return Series(name, number, clean(fields.text("url")))


def _disclaimers(value: Any, markup: Markup) -> tuple[Disclaimer, ...]:
    return tuple(_disclaimer(item, markup) for item in _list(value))


def _disclaimer(value: Any, markup: Markup) -> Disclaimer:
    fields = _mapping(value)
    if fields is None:
        return Disclaimer(markup.blocks(as_text(value)))
    content = markup.blocks(fields.text("content", "text"))
    kind = kind_of(fields.text("kind"))
    return Disclaimer(content, kind, "site" if fields.text("scope") == "site" else "article")
