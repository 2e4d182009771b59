"""schema.org data in a page's JSON-LD scripts, however broken, as plain mappings.

Takes the scripts' texts; gives the items, those of `@graph` included, and the one that describes
the article. Scripts that are no JSON are repaired, then read for their flat fields alone.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Item: TypeAlias = Mapping[str, Any]
"""Any: what a page writes into its data is not typed."""

MAX_ITEMS = 3000
"""Items looked at on one page; a listing with every comment as an item has about this many."""

ARTICLE_TYPES = (
    "article", "newsarticle", "blogposting", "reportagenewsarticle", "opinionnewsarticle",
    "analysisnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "advertisercontentarticle",
    "liveblogposting", "scholarlyarticle", "techarticle", "medicalscholarlyarticle", "report",
    "recipe", "howto", "review", "socialmediaposting", "discussionforumposting", "satiricalarticle",
    "blogpost", "posting", "creativework", "medicalwebpage", "qapage",
)  # fmt: skip
"""Types that say "this is the article", best first."""
PAGE_TYPES = ("webpage", "itempage", "videoobject", "product", "faqpage", "aboutpage")
"""Types that describe the page; used where no article is described."""

_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_COMMENT = re.compile(r"^[^\S\n]*+//[^\n]*+$|/\*(?:(?!/\*).)*?\*/", re.MULTILINE | re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_FLAT_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|description|name|@type|articleSection|inLanguage)"'
    r'\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_FLAT_AUTHOR = re.compile(
    r'"author"\s*+:\s*+[\[{](?:(?!"author")[^{}\]])*"name"\s*+:\s*+"((?:[^"\\\n]|\\.){1,120}+)"'
)


@dataclass(frozen=True, slots=True)
class Data:
    """Every item of the page and the one that is the article."""

    items: tuple[Item, ...] = ()
    article: Item | None = None
    by_id: Mapping[str, Item] = field(default_factory=dict)

    def resolve(self, value: object) -> object:
        """Return the item a reference (`{"@id": …}`) names, merged with what stands beside it."""
        if isinstance(value, Mapping) and isinstance(value.get("@id"), str):
            target = self.by_id.get(value["@id"])
            if target is not None and target is not value:
                return {**target, **value}
        return value


def read_data(scripts: list[str], address: str = "") -> Data:
    """Return the items of the JSON-LD scripts; `address` helps to tell the article from others."""
    items: list[Item] = []
    for script in scripts:
        for value in _values(script):
            items += _items(value)
    by_id: dict[str, Item] = {}
    for item in items:
        if isinstance(identity := item.get("@id"), str) and len(item) > len(
            by_id.get(identity, ())
        ):
            by_id[identity] = item
    return Data(tuple(items), _article(items, address), by_id)


def types_of(item: Item) -> tuple[str, ...]:
    """Return an item's types, lower case, without their address."""
    value = item.get("@type")
    values = value if isinstance(value, list) else [value]
    return tuple(str(v).rsplit("/", 1)[-1].lower() for v in values if v)


def text_of(value: object) -> str:
    """Return a field's text: of a string, the first of a list, or an item's name or value."""
    if isinstance(value, list):
        return next((text for entry in value if (text := text_of(entry))), "")
    if isinstance(value, Mapping):
        for key in ("name", "@value", "url", "@id"):
            if text := text_of(value.get(key)):
                return text
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    # Entities are escaped once or twice on one page in ten.
    return " ".join(html.unescape(html.unescape(value)).split()) if value else ""


def _values(script: str) -> list[object]:
    text = script.strip()
    # What is wrapped begins or ends so; the pattern looks at every character.
    while text.startswith(("<", "/")) or text.endswith(">"):
        shorter = _WRAPPING.sub("", text).strip()
        if shorter == text:
            break
        text = shorter
    if not text:
        return []
    return (
        _decoded(text)
        or _decoded(_TRAILING_COMMA.sub("", _COMMENT.sub("", text)))
        or _decoded(html.unescape(text))
        or _salvaged(text)
    )


def _decoded(text: str) -> list[object]:
    """Read one or several JSON values; control characters inside strings are let pass."""
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _salvaged(text: str) -> list[object]:
    """Read the flat fields of a script that is no JSON, the first of each name."""
    found: dict[str, object] = {}
    for entry in _FLAT_FIELD.finditer(text):
        found.setdefault(entry[1], _unquoted(entry[2]))
    if author := _FLAT_AUTHOR.search(text):
        found["author"] = {"@type": "Person", "name": _unquoted(author[1])}
    return [found] if "headline" in found or "datePublished" in found else []


def _unquoted(text: str) -> str:
    try:
        value: str = json.loads(f'"{text}"')
    except ValueError:
        return text
    return value


def _items(value: object) -> Iterator[Item]:
    """Yield every mapping inside a value, outer before inner, without recursion."""
    queue: deque[object] = deque([value])
    seen = 0
    while queue and seen < MAX_ITEMS:
        current = queue.popleft()
        seen += 1
        if isinstance(current, Mapping):
            yield current
            queue += [v for v in current.values() if isinstance(v, (Mapping, list))]
        elif isinstance(current, list):
            queue += [v for v in current if isinstance(v, (Mapping, list))]


def _article(items: list[Item], address: str) -> Item | None:
    best: tuple[int, Item] | None = None
    for item in items:
        rank = _rank(item, address)
        if rank and (best is None or rank > best[0]):
            best = (rank, item)
    return best[1] if best else None


def _rank(item: Item, address: str) -> int:
    """Score how well an item describes the page's article; 0 for something else."""
    rank = 0
    for kind in types_of(item) or ("article",) if "headline" in item else types_of(item):
        if kind in ARTICLE_TYPES:
            rank = max(rank, 200 - 4 * ARTICLE_TYPES.index(kind))
        elif kind in PAGE_TYPES:
            rank = max(rank, 40 - PAGE_TYPES.index(kind))
    if not rank:
        return 0
    weight = sum(4 for key in ("headline", "author", "datePublished", "articleBody") if key in item)
    named = (text_of(item.get(key)) for key in ("url", "mainEntityOfPage", "@id"))
    same = bool(address) and any(
        name.split("#")[0].rstrip("/") == address.rstrip("/") for name in named if name
    )
    return rank + weight + (100 if same else 0)
