"""Posts of a feed to articles, through the HTML reader's own conversion.

A post's HTML is all article: nothing has to be found in it. Bios and disclaimers are looked for as
on a page; title, authors and dates are the feed's.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from articlepress.article import Article
from articlepress.diagnostics import Notes, Origin, excerpt
from articlepress.errors import ArticlepressError, NoArticle
from articlepress.metadata import Date, Hero
from articlepress.nodes import Image, Text
from articlepress.page.corrected import correct
from articlepress.page.dates import read_date, read_mail_date
from articlepress.page.locate import Located
from articlepress.page.parse import parse
from articlepress.page.rules import Rule
from articlepress.readers.feeds.items import Channel, Item, read_channel, read_items
from articlepress.readers.feeds.wordpress import as_shown
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert_located
from articlepress.source import Source
from articlepress.urls import clean, clean_picture

_FOOTER = re.compile(
    r"\s*The post\s.{1,400}\s(?:appeared first|first appeared)\s+on\s.{1,200}", re.S
)
_RFC_822 = re.compile(r"\w{3},\s+\d")


def read_feed(
    source: Source, kinds: tuple[str, ...], states: tuple[str, ...], notes: Notes
) -> Iterator[Article]:
    """Yield an article for each post that has text.

    Raises:
        SourceError: the bytes are no feed.
        NoArticle: no post has text.
    """
    channel = read_channel(source.content, source.name)
    left_out: Counter[str] = Counter()
    count = 0
    for item in read_items(source.content, source.name):
        if channel.wordpress and (item.kind not in kinds or item.status not in states):
            left_out[f"{item.kind} ({item.status})"] += 1
            continue
        try:
            yield _article(item, channel, source, notes)
        except ArticlepressError as error:
            notes.warn("AP210", f"post “{item.title}” was left out: {error.message}")
            continue
        count += 1
    for what, number in sorted(left_out.items()):
        notes.info("AP210", f"{number:,} × {what} left out", hint="--post-types, --post-status")
    if not count:
        raise NoArticle("holds no post with text", where=source.name)


def _article(item: Item, channel: Channel, source: Source, notes: Notes) -> Article:
    content = as_shown(item.content, channel.pictures) if channel.wordpress else item.content
    if not content.strip():
        if not item.summary.strip():
            raise NoArticle("it has no text")
        content = item.summary if "<" in item.summary else f"<p>{html.escape(item.summary)}</p>"
        notes.warn(
            "AP209",
            f"the feed gives an excerpt of “{item.title}” only",
            Origin(excerpt=excerpt(item.summary)),
            hint="save the page itself for the whole text",
        )
    page = parse(_page_source(item, channel, content, source), notes)
    roots = tuple(node for node in page.tree.css("body > article"))
    dropped = {}
    for node in page.tree.css("article > p"):
        if _FOOTER.match(node.text()):
            rule = Rule("feed/footer", "p", "the feed's own line about where the post stands")
            dropped[node.mem_id] = rule
    located = Located(roots, dropped)
    options = HtmlReaderOptions(base_url=item.link)
    converted = convert_located(page, located, correct(page, ()), options, notes)
    return _with_facts(converted.article, item, channel)


def _page_source(item: Item, channel: Channel, content: str, source: Source) -> Source:
    """Return the post as a page of its own, with what the feed says of it in the head."""
    people = _people(item, channel)
    published, updated = (_iso(text) for text in (item.published, item.updated))
    metas = [
        ("property", "og:title", item.title),
        ("property", "og:site_name", channel.title),
        ("property", "article:published_time", published),
        ("property", "article:modified_time", updated),
        ("property", "article:section", item.section),
        *(("name", "author", name) for name in people),
        *(("property", "article:tag", tag) for tag in item.tags),
    ]
    head = "".join(
        f'<meta {key}="{name}" content="{html.escape(value)}">'
        for key, name, value in metas
        if value
    )
    link = clean(item.link, channel.link)
    canonical = f'<link rel="canonical" href="{html.escape(link)}">' if link else ""
    text = (
        f'<!doctype html><html lang="{html.escape(channel.language)}"><head><meta charset="utf-8">'
        f"<title>{html.escape(item.title)}</title>{head}{canonical}</head>"
        f"<body><article>{content}</article></body></html>"
    )
    # The folder stays the file's: pictures may lie beside an export.
    return Source(text.encode("utf-8", "replace"), source.name, source.path, link)


def _with_facts(article: Article, item: Item, channel: Channel) -> Article:
    """Return the article with what the feed states, over what the text made likely."""
    metadata = article.metadata
    picture = clean_picture(channel.pictures.get(item.picture, item.picture), channel.link)
    summary = " ".join(re.sub(r"<[^<>]*+>", " ", html.unescape(item.summary)).split())
    published, updated = (_date(text) for text in (item.published, item.updated))
    hero = Hero(Image(src=picture)) if picture.startswith("http") else None
    return replace(
        article,
        metadata=replace(
            metadata,
            title=(Text(item.title),) if item.title else metadata.title,
            published=published or metadata.published,
            updated=updated if updated and updated != published else None,
            description=metadata.description or summary[:300],
            hero=metadata.hero or hero,
            section=item.section or metadata.section,
            tags=item.tags or metadata.tags,
            provenance=replace(metadata.provenance, reader="wxr" if channel.wordpress else "feed"),
        ),
    )


def _people(item: Item, channel: Channel) -> tuple[str, ...]:
    named = tuple(channel.people.get(name, name) for name in item.authors)
    return tuple(filter(None, named)) or tuple(filter(None, (channel.author,)))


def _date(text: str) -> Date | None:
    iso = _iso(text)
    return Date(iso) if iso else None


def _iso(text: str) -> str:
    """Return a feed's date in ISO form: RFC 822 in RSS, ISO in Atom and WordPress."""
    text = text.strip()
    if not text or text.startswith("0000"):
        return ""
    return (_RFC_822.match(text) and read_mail_date(text)) or read_date(text)
