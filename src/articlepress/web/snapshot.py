"""A page of the web as one MHTML file: the page, its pictures, the pages it goes on to.

What is kept is read like any saved file, on any day and without the network.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from articlepress import nodes as n
from articlepress.atomic import write_atomic
from articlepress.charsets import text_codec
from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError, LimitExceeded, SourceError
from articlepress.page.picture_address import picture_reference
from articlepress.pipeline import read_articles
from articlepress.places import WEB
from articlepress.readers.mime.parts import CONTINUED
from articlepress.source import Source
from articlepress.transforms.credits import place_credits
from articlepress.walk import query
from articlepress.warc import stem_of
from articlepress.web.request import Answer, Web, joined


def kept(url: str, web: Web, again: bool = False) -> Path:
    """Return the file a page is kept in, fetched unless it is there.

    Raises:
        SourceError: the page cannot be fetched.
        LimitExceeded: it is over a limit.
        WriteError: it cannot be kept.
    """
    path = _place(url)
    if again or not path.is_file():
        write_atomic(path, snapshot(url, web))
    return path


def snapshot(url: str, web: Web) -> bytes:
    """Return a page with its pictures and the pages it goes on to as an MHTML file.

    Raises:
        SourceError: the page cannot be fetched.
        LimitExceeded: it is over a limit.
    """
    pages = list(_pages(url, web))
    message = EmailMessage(policy=SMTP)
    message["Snapshot-Content-Location"] = pages[0].url
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'multipart/related; type="text/html"'
    message.set_boundary(f"page-{hashlib.sha256(pages[0].content).hexdigest()[:24]}")
    for number, page in enumerate(pages):
        # Where the server names no charset the page does, and the reader finds it there.
        stated = f"; charset={_charset(page)}" if text_codec(page.charset) else ""
        message.attach(_part(page, f"text/html{stated}", number))
    wanted = dict.fromkeys((*_shown(message.as_bytes()), *_named(pages)))
    for picture in _pictures(wanted, pages, web):
        message.attach(_part(picture, picture.media_type))
    return message.as_bytes()


def next_page(html: str, url: str) -> str:
    """Return the address a page goes on at, or nothing.

    `rel=next` also names the next post of a blog and the next page of a list: only an address that
    is this page's own with a number is its continuation.
    """
    tree = LexborHTMLParser(html)
    for node in tree.css("link[rel=next], a[rel=next]"):
        target = joined(url, node.attributes.get("href") or "")
        if target and _continues(url, target):
            return target
    return ""


def _continues(url: str, target: str) -> bool:
    here, there = urlsplit(url), urlsplit(target)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc) or target == url:
        return False
    first = here.path.rstrip("/").removesuffix(".html")
    rest = there.path.rstrip("/").removesuffix(".html").removeprefix(first)
    stem, _, number = first.rpartition("/")
    if number.isdigit() and there.path.startswith(f"{stem}/"):
        rest = there.path.rstrip("/").removeprefix(stem)
    elif not there.path.startswith(first):
        return False
    digits = rest.strip("/-_").removeprefix("page").strip("/-_")
    if digits.isdigit():
        return True
    return here.path == there.path and any(
        part.partition("=")[0] in ("page", "p", "pg", "seite") for part in there.query.split("&")
    )


def _pages(url: str, web: Web) -> Iterator[Answer]:
    seen: set[str] = set()
    while url and url not in seen and len(seen) < web.limits.pages:
        seen.add(url)
        page = web.page(url)
        yield page
        seen.add(page.url)
        url = next_page(page.content.decode(_charset(page), "replace"), page.url)


def _charset(page: Answer) -> str:
    """Return a charset the page's tags can be read in: the header's, or any that has them."""
    return text_codec(page.charset) or "latin-1"


def _shown(pages: bytes) -> Iterator[str]:
    """Yield the addresses of the pictures that the article shows: the reader itself is asked."""
    try:
        articles = read_articles(Source(pages, "page.mhtml"), Notes())
    except ArticlepressError:  # told when the file is read; it may be meant for its rules
        return
    for article in articles:
        hero = article.metadata.hero
        images = query(place_credits(article).blocks, n.Image)
        for image in (*([hero.image] if hero else []), *images):
            if image.src.startswith(WEB):
                yield image.src.partition("#")[0]


def _named(pages: list[Answer]) -> Iterator[str]:
    """Yield the addresses of all pictures of the pages: a rule may yet keep what is left out."""
    for page in pages:
        tree = LexborHTMLParser(page.content.decode(_charset(page), "replace"))
        for node in tree.css("img, source[srcset], meta[property='og:image']"):
            attributes = {name: value or "" for name, value in node.attributes.items()}
            reference = picture_reference(attributes) or attributes.get("content", "")
            address = joined(page.url, reference) if reference else ""
            if address.startswith(WEB):
                yield address.partition("#")[0]


def _pictures(wanted: Iterable[str], pages: list[Answer], web: Web) -> Iterator[Answer]:
    room = web.limits.snapshot_bytes - sum(len(page.content) for page in pages)
    end = time.monotonic() + web.limits.snapshot_seconds
    for url in islice(wanted, web.limits.pictures):
        if room <= 0 or time.monotonic() > end:
            return  # what is left out is told as any missing picture is
        try:
            answer = web.get(url, web.limits.picture_bytes)
        except (SourceError, LimitExceeded):
            continue  # a page without one of its pictures is still the page
        room -= len(answer.content)
        if answer.media_type.startswith("image/"):
            yield Answer(url, answer.content, answer.media_type)


def _part(answer: Answer, kind: str, number: int = 0) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = kind
    part["Content-Location"] = answer.url
    if number:
        part["Content-Description"] = CONTINUED
    part["Content-Transfer-Encoding"] = "base64"
    import base64  # imported here: only snapshots are packed

    part.set_payload(base64.encodebytes(answer.content).decode("ascii"))
    return part


def _place(url: str) -> Path:
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = f"{stem_of(url)}-{hashlib.sha256(url.encode()).hexdigest()[:8]}.mhtml"
    return caches / "articlepress" / "pages" / name
