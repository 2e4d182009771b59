"""Foreign content: videos, posts, maps and players become titled link cards.

Which addresses are players, and which frames are advertising, is data: `rules/embeds.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from articlepress import nodes as n
from articlepress.page.picture_address import is_placeholder
from articlepress.readers.html.flow import Flow, Handler, attribute, block_boundary
from articlepress.readers.html.tags import first
from articlepress.resources import rules_folder
from articlepress.urls import clean, host, is_absolute, query_value
from articlepress.walk import query

if TYPE_CHECKING:  # bs4 is loaded by `fragment` when there is a page to read
    from bs4 import Tag

LAZY_FRAME_ATTRIBUTES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-url",
    "data-litespeed-src",
    "data-cmp-src",
    "data-rocket-src",
)
MAX_ADDRESS = 2_000
"""Characters of an address that are looked at; those of players have a hundred."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One service whose content pages embed."""

    name: str
    pattern: re.Pattern[str]
    """Matches the embedded address; its group, if any, is the content's id."""
    page: str = ""
    """Where a reader finds the content: `{}` is the id. Empty: the embedded address itself."""


@cache
def providers() -> tuple[Provider, ...]:
    """Return the known services, in the order of the file."""
    return tuple(
        Provider(entry["name"], re.compile(entry["pattern"], re.I), entry.get("page", ""))
        for entry in _table()["provider"]
    )


@cache
def _refused() -> re.Pattern[str]:
    return re.compile("|".join(entry["pattern"] for entry in _table()["refused"]), re.I)


@cache
def _table() -> dict[str, list[dict[str, str]]]:
    import tomllib  # imported here: only pages with embeds need the table

    table: dict[str, list[dict[str, str]]] = tomllib.loads(
        (rules_folder() / "embeds.toml").read_text("utf-8")
    )
    return table


def embed_of(url: str, title: str = "") -> n.Embed | None:
    """Return the link card for an embedded address, or None where it is advertising or nothing."""
    if not is_absolute(url) or _refused().search(url[:MAX_ADDRESS]):
        return None
    for address in (url, *_wrapped(url)):
        for provider in providers():
            found = provider.pattern.search(address[:MAX_ADDRESS])
            if found:
                page = provider.page.format(*found.groups()) if provider.page else address
                return n.Embed(page, provider.name, title)
    return n.Embed(url, host(url), title)


def _wrapped(url: str) -> Iterator[str]:
    """Yield the addresses that the frame of a service or a site stands around.

    Embedly (`cdn.embedly.com/widgets/media.html?src=…&url=…`), and publishers' own players.
    """
    for name in ("url", "src", "href"):
        address = clean(query_value(url[:MAX_ADDRESS], name))
        if is_absolute(address) and not _refused().search(address):
            yield address


def frame(flow: Flow, tag: Tag) -> None:
    """Read `<iframe>` and the like."""
    flow.flush()
    if _is_machinery(tag):
        return
    for name in LAZY_FRAME_ATTRIBUTES:
        url = clean(attribute(tag, name), flow.context.base)
        found = embed_of(url, _title(tag)) if url else None
        if found is not None:
            _add(flow, found)
            return
    # Inside an `<iframe>` stands what browsers say that know none; AMP's has children.
    if tag.name != "iframe":
        _described(flow, tag)


_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)


def _is_machinery(tag: Tag) -> bool:
    """Tell whether a frame is never shown: scripts keep such to talk to their servers.

    One that is only invisible, or has no size yet, may be a post or a player that a script shows.
    """
    return (
        attribute(tag, "aria-hidden") == "true"
        or "hidden" in tag.attrs
        or _NOT_SHOWN.search(attribute(tag, "style")) is not None
    )


def _title(tag: Tag) -> str:
    title = attribute(tag, "title") or attribute(tag, "aria-label")
    generic = ("youtube video player", "video player", "embedded content", "iframe", "video")
    title = " ".join(title.split())
    return "" if title.lower() in generic else title


def _described(flow: Flow, tag: Tag) -> None:
    """Read an embed without a usable address: what it says without scripts."""
    flow.children(tag)
    flow.flush()


def _add(flow: Flow, embed: n.Embed) -> None:
    match flow.blocks:
        case [*_, n.Embed() as last] if last.url == embed.url:
            return
    flow.block(embed)


def video_tag(flow: Flow, tag: Tag) -> None:
    """Read `<lite-youtube>`, `<amp-youtube>` and their kin."""
    ident = attribute(tag, "videoid") or attribute(tag, "data-videoid")
    service = "vimeo" if "vimeo" in tag.name else "youtube"
    if not re.fullmatch(r"[\w-]{4,20}", ident):
        block_boundary(flow, tag)
        return
    root = (
        "https://player.vimeo.com/video/"
        if service == "vimeo"
        else "https://www.youtube.com/embed/"
    )
    title = attribute(tag, "video-title") or attribute(tag, "playlabel") or attribute(tag, "title")
    found = embed_of(root + ident, " ".join(title.removeprefix("Play: ").split()))
    if found is not None:
        flow.flush()
        _add(flow, found)


_POSTERS = ("poster", "data-poster", "data-postersrc")
"""Attributes a video's still is kept in; while a script has not run, the first holds a blank."""


def media(flow: Flow, tag: Tag) -> None:
    """Read `<video>` and `<audio>`: a card that leads to the file."""
    flow.flush()
    source = first(tag, ("source",))
    address = attribute(tag, "src") or attribute(tag, "data-src")
    if not address and source is not None:
        address = attribute(source, "src")
    url = clean(address, flow.context.base)
    if not is_absolute(url):
        posters = (attribute(tag, name) for name in _POSTERS)
        poster = next((one for one in posters if not is_placeholder(one)), "")
        src = flow.context.pictures.resolve(poster) if poster else ""
        if src:
            flow.block(n.Figure((n.Plain((n.Image(src),)),)))
        return
    kind = "Video" if tag.name == "video" else "Audio"
    title = _title(tag) or _file_words(url)
    _add(flow, n.Embed(url, kind, title))


def _file_words(url: str) -> str:
    """Return a file's name as words: `National_anthem%2C_short.ogg`, its blanks and commas back."""
    return unquote(url.partition("?")[0].rpartition("/")[2]).replace("_", " ")


def post(flow: Flow, tag: Tag) -> None:
    """Read the quotation that a social post is without its script: a card with the post's text."""
    flow.flush()
    content = flow.nested(tag)
    url = clean(
        attribute(tag, "data-instgrm-permalink")
        or attribute(tag, "cite")
        or attribute(tag, "data-href"),
        flow.context.base,
    )
    links = [link.url for link in query(content, n.Link)]
    for candidate in (url, *reversed(links)):
        found = embed_of(candidate) if candidate else None
        if found is not None and found.provider in _POSTS:
            flow.block(n.Embed(found.url, found.provider, "", "", content))
            return
    if content:
        flow.block(n.Quote(content))


_POSTS = frozenset(
    ("X", "Instagram", "Facebook", "TikTok", "Mastodon", "Bluesky", "Reddit", "Threads", "Tumblr")
)
POST_CLASS = re.compile(
    r"(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|fb-video"
    r"|reddit-card|reddit-embed-bq|bluesky-embed|mastodon-embed|text-post-media)(?:$|\s)"
)
"""Classes of quotations that a service's script replaces by the post itself."""


HANDLERS: dict[str, Handler] = {
    "iframe": frame,
    "amp-iframe": frame,
    "video": media,
    "audio": media,
    "amp-video": media,
    **dict.fromkeys(("lite-youtube", "amp-youtube", "lite-vimeo", "amp-vimeo"), video_tag),
}
"""Handlers by tag."""
