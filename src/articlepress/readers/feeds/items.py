"""The posts of a feed as values, read from XML one at a time.

Takes the bytes of RSS, RDF, Atom or a WordPress export (RSS with tags of its own); entities are
never resolved, nothing is fetched, and a file that declares entities is refused.
Source: https://www.rssboard.org/rss-specification, RFC 4287, https://wordpress.org/export/1.2/
"""

from __future__ import annotations

import codecs
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from articlepress.errors import SourceError

_NAME = re.compile(r"\{([^}]*)\}(.*)")
_SPACES: Mapping[str, str] = MappingProxyType({
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://www.w3.org/2005/Atom": "atom",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
})  # fmt: skip
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*>")
_HEAD_BYTES = 100_000
"""A document type stands before the first element; server messages may stand before it."""
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]++)|([0-9]++))", re.I)
_SURROGATES = range(0xD800, 0xE000)
"""Halves of characters: libxml2 lets references to them through, and lxml falls over the text."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself."""

    title: str = ""
    link: str = ""
    language: str = ""
    author: str = ""
    wordpress: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    """WordPress: login -> name as shown."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """WordPress: attachment's number -> address."""


@dataclass(frozen=True, slots=True)
class Item:
    """One post, as the feed has it."""

    title: str = ""
    content: str = ""
    """HTML."""
    summary: str = ""
    link: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    section: str = ""
    slug: str = ""
    kind: str = "post"
    status: str = "publish"
    picture: str = ""
    """Address of the lead picture, or a WordPress attachment's number."""


def read_channel(content: bytes, name: str) -> Channel:
    """Return what a feed says of itself, and the people and pictures its posts refer to.

    Raises:
        SourceError: the bytes are no feed.
    """
    found: dict[str, str] = {}
    people: dict[str, str] = {}
    pictures: dict[str, str] = {}
    wordpress = b"wordpress.org/export/" in content[:_HEAD_BYTES]
    for tag, element in _entries(content, name):
        if tag == "item" and wordpress:
            one = _texts(element)
            if one.get("post_type") == ["attachment"]:
                pictures[_first(one, "post_id")] = _first(one, "attachment_url", "guid")
        elif tag == "author" and wordpress:
            one = _texts(element)
            login = _first(one, "author_login")
            people[login] = _first(one, "author_display_name") or login
        elif tag not in ("item", "entry"):
            value = _plain(element)
            if tag == "link":
                value = value or _atom_link(element)
            if tag == "author":
                value = _first(_texts(element), "name") or value
            if value:
                found.setdefault(tag, value)
    language = found.get("language") or found.get("lang", "")
    return Channel(
        found.get("title", ""), found.get("link", ""), language,
        found.get("author") or found.get("managingEditor", ""), wordpress, people, pictures,
    )  # fmt: skip


def read_items(content: bytes, name: str) -> Iterator[Item]:
    """Yield the posts in the order of the file.

    Raises:
        SourceError: the bytes are no feed.
    """
    for tag, element in _entries(content, name):
        if tag == "item":
            yield _item(element)
        elif tag == "entry":
            yield _entry(element)


def _entries(content: bytes, name: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the children of the channel as they end, and forget them."""
    head = content[:_HEAD_BYTES]
    if b"<!ENTITY" in head.upper():
        raise SourceError("declares entities, as XML bombs do; refused", where=name)
    events = etree.iterparse(
        io.BytesIO(_readable(content)),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    depth, top = 0, 1
    try:
        for event, element in events:
            tag = _local(element)
            if event == "start":
                depth += 1
                if depth == 1:
                    top = _depth_of_entries(tag, name)
                    if language := element.get("{http://www.w3.org/XML/1998/namespace}lang"):
                        yield "lang", _said(language)
                continue
            if depth == top + 1:
                yield tag, element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            depth -= 1
    except etree.XMLSyntaxError as error:
        raise SourceError(f"is a broken feed: {error.msg}", where=name) from error
    if top == 1 and depth == 0 and events.root is None:
        raise SourceError("is no feed: it holds no element", where=name)


def _readable(content: bytes) -> bytes:
    """Return the XML from its first tag on, in UTF-8 where it has a mark of UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
        content = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    start = max(0, content.find(b"<", 0, _HEAD_BYTES))
    return _REFERENCE.sub(_whole_character, content[start:])


def _whole_character(found: re.Match[bytes]) -> bytes:
    digits = (found[1] or found[2]).lstrip(b"0")
    if len(digits) > 5 or int(digits or b"0", 16 if found[1] else 10) not in _SURROGATES:
        return found[0]
    return b"&#xFFFD"


def _depth_of_entries(tag: str, name: str) -> int:
    """Return how deep the parent of the posts stands; in RDF they stand beside their channel."""
    depths = {"rss": 2, "feed": 1, "RDF": 1}
    if tag not in depths:
        raise SourceError(f"is no feed: its first element is <{tag}>", where=name)
    return depths[tag]


def _said(text: str) -> etree._Element:
    element = etree.Element("lang")
    element.text = text
    return element


def _local(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):  # a comment or an instruction
        return ""
    found = _NAME.fullmatch(tag)
    return found[2] if found else tag


def _qualified(element: etree._Element) -> str:
    found = _NAME.fullmatch(str(element.tag))
    if found is None:
        return str(element.tag)
    prefix = _SPACES.get(found[1], "")
    return f"{prefix}:{found[2]}" if prefix and prefix != "atom" else found[2]


def _plain(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _texts(element: etree._Element) -> dict[str, list[str]]:
    """Return the texts of an element's children by name, spaces kept as they are."""
    found: dict[str, list[str]] = {}
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(_qualified(child), []).append("".join(child.itertext()))
    return found


def _first(texts: Mapping[str, list[str]], *names: str) -> str:
    for name in names:
        for value in texts.get(name, ()):
            if value.strip():
                return value.strip()
    return ""


def _item(element: etree._Element) -> Item:
    texts = _texts(element)
    description = _first(texts, "description")
    body = _first(texts, "content:encoded", "encoded")
    categories = [c for c in element if _local(c) == "category"]
    sections = [_plain(c) for c in categories if c.get("domain") == "category"]
    tags = [_plain(c) for c in categories if c.get("domain") != "category"]
    published = _first(texts, "post_date_gmt", "pubDate", "dc:date", "published")
    if published.startswith("0000"):  # WordPress's way to say that there is no date
        published = _first(texts, "post_date", "pubDate")
    return Item(
        title=_unescaped(_first(texts, "title")),
        content=body or (description if _is_markup(description) else ""),
        summary=_first(texts, "excerpt:encoded") or (description if body else "") or description,
        link=_first(texts, "link", "guid"),
        authors=tuple(_person(t) for t in texts.get("dc:creator", []) or texts.get("author", [])),
        published=published,
        updated=_first(texts, "post_modified_gmt", "updated", "dc:modified"),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        section=next((s for s in sections if s.lower() != "uncategorized"), ""),
        slug=_first(texts, "post_name"),
        kind=_first(texts, "post_type") or "post",
        status=_first(texts, "status") or "publish",
        picture=_thumbnail(element) or _enclosure(element),
    )


def _entry(element: etree._Element) -> Item:
    texts = _texts(element)
    contents = {_local(child): child for child in element if isinstance(child.tag, str)}
    content, summary = (_atom_text(contents.get(name)) for name in ("content", "summary"))
    people = [_first(_texts(child), "name") for child in element if _local(child) == "author"]
    terms = [child.get("term") or "" for child in element if _local(child) == "category"]
    return Item(
        title=_unescaped(" ".join(_first(texts, "title").split())),
        content=content,
        summary=summary,
        link=next((link for c in element if _local(c) == "link" and (link := _atom_link(c))), ""),
        authors=tuple(filter(None, people)),
        published=_first(texts, "published", "issued", "updated"),
        updated=_first(texts, "updated") if _first(texts, "published") else "",
        tags=tuple(filter(None, terms)),
        picture=_enclosure(element),
    )


def _atom_text(element: etree._Element | None) -> str:
    """Return an Atom text as HTML (RFC 4287, 3.1)."""
    if element is None:
        return ""
    kind = (element.get("type") or "text").lower()
    if kind == "xhtml" or kind.endswith(("+xml", "/xml")):
        inside = (etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
        return (element.text or "") + "".join(inside)
    text = "".join(element.itertext())
    return text if kind in ("html", "text/html") else html.escape(text)


def _atom_link(element: etree._Element) -> str:
    href = element.get("href") or ""
    return href if element.get("rel", "alternate") == "alternate" else ""


def _thumbnail(element: etree._Element) -> str:
    for meta in element:
        if _local(meta) == "postmeta":
            texts = _texts(meta)
            if _first(texts, "meta_key") == "_thumbnail_id":
                return _first(texts, "meta_value")
    return ""


def _enclosure(element: etree._Element) -> str:
    for child in element:
        kind = child.get("type") or child.get("medium") or ""
        if _local(child) in ("enclosure", "content", "thumbnail") and kind.startswith("image"):
            return child.get("url") or ""
    return ""


def _person(text: str) -> str:
    """Return the name in `mail@host (Name)`, which RSS asks for, or the text itself."""
    found = re.fullmatch(r"\s*+[^\s@]++@\S++\s++\((.+)\)\s*+", text)
    return (found[1] if found else text).strip()


def _is_markup(text: str) -> bool:
    return bool(re.search(r"<(?:p|div|br|ul|ol|blockquote|figure|h\d)\b", text, re.I))


def _unescaped(text: str) -> str:
    # Titles are often escaped twice.
    return html.unescape(text) if "&" in text else text
