"""Facts from `<meta>`, `<link>`, `<html>` and `<title>`, wherever on the page these landed.

PHP warnings push a page's head into its body, so nothing here asks for `<head>`. The names of metas
are data (`rules/metas.toml`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from articlepress.page.dates import read_url_date
from articlepress.page.facts import Fact, Facts, PersonFact
from articlepress.page.name_words import is_announcement
from articlepress.page.names import clean_name, folded_name, read_names
from articlepress.page.parse import Page
from articlepress.page.survey import Attributes, Survey
from articlepress.resources import rules_folder
from articlepress.urls import host

_NAMING = ("property", "name", "itemprop", "http-equiv")
# Written with `value` by some systems and by savers of pages.
_CONTENT = ("content", "value")


def meta_facts(page: Page, found: Survey) -> Facts:
    """Return the facts of the page's head."""
    facts = [*_links(found), *_html(found)]
    people: list[PersonFact] = []
    metas = sorted(_named_metas(found), key=lambda row: row[:2])
    sites = _sites(facts, metas)
    for _rank, field, key, value in metas:
        source = _source_of(key)
        selector = f"meta[{key}]"
        if field == "author":
            people += _people(value, source, selector, sites)
        elif field == "tag" and key != "article:tag":
            facts += (
                Fact(field, tag, source, selector) for tag in map(str.strip, value.split(","))
            )
        else:
            facts.append(Fact(field, value, source, selector))
    if found.title:
        facts.append(Fact("title", found.title, "title", "title"))
    address = next((fact.value for fact in facts if fact.field == "address"), "") or page.source.url
    if date := read_url_date(address):
        facts.append(Fact("published", date, "url", address))
    return Facts(tuple(fact for fact in facts if fact.value), tuple(people))


@cache
def _fields() -> dict[str, tuple[int, str]]:
    """Return name of a meta -> (rank, field)."""
    table = tomllib.loads((rules_folder() / "metas.toml").read_text("utf-8"))
    return {
        name: (rank, field) for field, names in table.items() for rank, name in enumerate(names)
    }


def _named_metas(found: Survey) -> Iterator[tuple[int, str, str, str]]:
    """Yield (rank, field, name, value) of every meta that says something of the article."""
    fields = _fields()
    for meta in found.metas:
        for attribute in _NAMING:
            given = meta.get(attribute)
            keys = _keys(given) if given else ()
            if not keys or ("twitter:data1" in keys and not _labels_author(found)):
                continue
            if value := _value(meta):
                for key in keys:
                    rank, field = fields[key]
                    # Data of some item on the page, a cited work's too: read as microdata is.
                    if field != "author" or attribute != "itemprop":
                        yield rank, field, key, value
            break


@lru_cache(maxsize=4096)
def _keys(given: str) -> tuple[str, ...]:
    """Return the known names that a meta's attribute holds."""
    names = given.lower().replace("dc:", "dc.").split()
    # Some names are two words ("published on"), some attributes hold two names.
    return tuple(dict.fromkeys(key for key in (" ".join(names), *names) if key in _fields()))


def _labels_author(found: Survey) -> bool:
    """Tell whether `twitter:label1` says that `twitter:data1` is the author."""
    for meta in found.metas:
        if (meta.get("name") or "").lower() == "twitter:label1":
            return is_announcement(_value(meta))
    return False


def _value(meta: Attributes) -> str:
    for attribute in _CONTENT:
        if value := meta.get(attribute):
            return " ".join(value.split())
    return ""


def _source_of(key: str) -> str:
    return "opengraph" if key.startswith(("og:", "article:")) else "meta"


def _people(value: str, source: str, selector: str, sites: frozenset[str]) -> Iterator[PersonFact]:
    # article:author is a Facebook address on most pages.
    if value.startswith(("http:", "https:", "//", "@", "www.", "/")):
        return
    names = read_names(value)
    if len(names) > 1 and _names_site(value, names, sites):
        yield PersonFact(clean_name(value), source, selector, organization=True)
        return
    yield from (PersonFact(name, source, selector) for name in names)


def _names_site(value: str, names: tuple[str, ...], sites: frozenset[str]) -> bool:
    """Tell whether a value is the site's own name, which parting it as people's would break."""
    whole, parts = _squeezed(value), [_squeezed(name) for name in names]
    return any(
        (len(whole) >= SHORTEST_SITE and whole in site)
        or (site in whole and not any(site in part for part in parts))
        for site in sites
    )


def _sites(facts: Iterable[Fact], metas: Iterable[tuple[int, str, str, str]]) -> frozenset[str]:
    """Return what the site is called, as its metas and its address spell it, letters alone."""
    metas = tuple(metas)
    addresses = [fact.value for fact in facts if fact.field == "address"]
    addresses += [value for _, field, _, value in metas if field == "address"]
    names = {value for _, field, _, value in metas if field == "site"}
    names |= {label for address in addresses for label in host(address).split(".")[:-1]}
    return frozenset(name for name in map(_squeezed, names) if len(name) >= SHORTEST_SITE)


SHORTEST_SITE = 6
"""Letters of a site's name that no person's holds by chance."""


def _squeezed(text: str) -> str:
    return folded_name(text).replace(" ", "")


def _links(found: Survey) -> Iterator[Fact]:
    for link in found.links:
        relations = (link.get("rel") or "").lower().split()
        address = (link.get("href") or "").strip()
        if "canonical" in relations:
            yield Fact("address", address, "link", "link[rel=canonical]")
        if "license" in relations:
            yield Fact("licence", address, "link", "link[rel=license]")
        if "image_src" in relations:
            yield Fact("hero", address, "link", "link[rel=image_src]")


def _html(found: Survey) -> Iterator[Fact]:
    for name in ("lang", "xml:lang"):
        if value := (found.html.get(name) or "").strip():
            yield Fact("language", value, "html", f"html[{name}]")
    if (value := (found.html.get("dir") or "").strip().lower()) in ("ltr", "rtl"):
        yield Fact("direction", value, "html", "html[dir]")
