"""The `feed` and `wxr` readers: RSS, Atom and WordPress exports, each post an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articlepress.article import Article
from articlepress.diagnostics import Notes
from articlepress.options import option
from articlepress.readers import Reader
from articlepress.source import Source


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """Which posts of a feed or an export are articles."""

    post_types: tuple[str, ...] = option(
        ("post",), help="kinds of a WordPress export's entries to read: post, page (repeatable)"
    )
    post_status: tuple[str, ...] = option(
        ("publish",), help="states of a WordPress export's entries to read (repeatable)"
    )


def read(source: Source, options: FeedOptions, notes: Notes) -> Iterator[Article]:
    """Yield an article for each post, in the order of the file.

    Raises:
        SourceError: the bytes are no feed, or declare entities as bombs do.
        NoArticle: no post has text.
    """
    # Imported here: lxml and the HTML reader cost 80 ms of CPU that `--help` must not pay.
    from articlepress.readers.feeds.articles import read_feed

    yield from read_feed(source, options.post_types, options.post_status, notes)


FEED = Reader(
    "feed", (".rss", ".atom"), FeedOptions, read, "RSS or Atom feed, each post an article"
)
WXR = Reader(
    "wxr", (".wxr", ".wxr.xml"), FeedOptions, read, "WordPress export, each post an article"
)
