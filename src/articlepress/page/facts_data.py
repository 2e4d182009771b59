"""Facts from a page's JSON-LD: headline, authors with their bios, dates, publisher, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from articlepress.page.facts import Fact, Facts, PersonFact
from articlepress.page.jsonld import Data, Item, read_data, text_of, types_of
from articlepress.page.names import read_names
from articlepress.page.profiles import stated_profile
from articlepress.page.survey import Survey

SOURCE = "json-ld"

_FIELDS = (
    ("headline", "headline"), ("alternativeHeadline", "subtitle"), ("datePublished", "published"),
    ("dateCreated", "created"), ("dateModified", "updated"), ("description", "description"),
    ("inLanguage", "language"), ("articleSection", "section"), ("license", "licence"),
)  # fmt: skip


def data_facts(found: Survey, address: str) -> Facts:
    """Return the facts the page's JSON-LD states."""
    if not found.scripts:
        return Facts()
    data = read_data(found.scripts, address)
    facts = tuple(_site(data))
    if data.article is None:
        return Facts(facts=facts)
    return Facts(
        facts=(*_article_facts(data, data.article), *facts),
        people=tuple(_people(data, data.article)),
        accessible=str(data.article.get("isAccessibleForFree", "true")).lower() != "false",
        body_text=text_of(data.article.get("articleBody")),
    )


def _article_facts(data: Data, article: Item) -> Iterator[Fact]:
    kind = (types_of(article) or ("",))[0]
    for key, field in _FIELDS:
        if value := text_of(article.get(key)):
            yield Fact(field, value, SOURCE, f"{kind}.{key}")
    if "headline" not in article and (name := text_of(article.get("name"))):
        yield Fact("headline", name, SOURCE, f"{kind}.name")
    if image := _picture(data, article.get("image")):
        yield Fact("hero", image, SOURCE, f"{kind}.image")
    keywords = article.get("keywords")
    for entry in keywords if isinstance(keywords, list) else [keywords]:
        for word in text_of(entry).split(","):
            if word.strip():
                yield Fact("tag", word.strip(), SOURCE, f"{kind}.keywords")
    part_of = data.resolve(article.get("isPartOf"))
    if isinstance(part_of, Mapping) and any(
        t in ("creativeworkseries", "periodical") for t in types_of(part_of)
    ):
        yield Fact("series", text_of(part_of), SOURCE, f"{kind}.isPartOf")
    publisher = data.resolve(article.get("publisher"))
    # Who writes and publishes alone would be taken for the site, and the byline for its name.
    if (name := _name(publisher)) and not _is_person(publisher):
        yield Fact("site", name, SOURCE, f"{kind}.publisher")


def _site(data: Data) -> Iterator[Fact]:
    for item in data.items:
        if "website" in types_of(item) and (name := text_of(item.get("name"))):
            yield Fact("site", name, SOURCE, "website.name")


def _is_person(value: object) -> bool:
    # Some templates leave out the "@".
    return isinstance(value, Mapping) and (
        types_of(value) == ("person",) or value.get("type") == "Person"
    )


def _name(value: object) -> str:
    return text_of(value.get("name")) if isinstance(value, Mapping) else ""


def _picture(data: Data, value: object) -> str:
    if isinstance(value, list):
        return next((url for entry in value if (url := _picture(data, entry))), "")
    value = data.resolve(value)
    if isinstance(value, Mapping):
        return text_of(value.get("url") or value.get("contentUrl"))
    return value.strip() if isinstance(value, str) else ""


def _people(data: Data, article: Item) -> Iterator[PersonFact]:
    kind = (types_of(article) or ("article",))[0]
    for key in ("author", "creator"):
        value = article.get(key)
        for entry in value if isinstance(value, list) else [value]:
            yield from _person(data, data.resolve(entry), f"{kind}.{key}")
        if value:
            return


def _person(data: Data, value: object, selector: str) -> Iterator[PersonFact]:
    if isinstance(value, str):
        for name in read_names(value):
            yield PersonFact(name, SOURCE, selector)
        return
    if not isinstance(value, Mapping):
        return
    named = value.get("name")
    names = [
        name
        for entry in (named if isinstance(named, list) else [named])
        for name in read_names(text_of(entry))
    ]
    links = value.get("sameAs")
    for name in names:
        alone = len(names) == 1
        yield PersonFact(
            name,
            SOURCE,
            selector,
            description=text_of(value.get("description")) if alone else "",
            url=text_of(value.get("url")) if alone else "",
            image=_picture(data, value.get("image")) if alone else "",
            email=text_of(value.get("email")).removeprefix("mailto:") if alone else "",
            profiles=tuple(_profiles(links if isinstance(links, list) else [links]))
            if alone
            else (),
            organization="person" not in types_of(value) and bool(types_of(value)),
        )


def _profiles(links: Iterable[object]) -> Iterator[str]:
    return filter(None, (stated_profile(text_of(link)) for link in links))
