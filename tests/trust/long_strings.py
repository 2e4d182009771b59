"""Pages with one long string in every place a pattern looks at: how long does reading take?"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from html import escape

from articlepress.diagnostics import Notes
from articlepress.errors import ArticlepressError
from articlepress.readers import find_reader
from articlepress.source import Source

UNITS = (
    "a", " ", "\n", "<", ">", "<a ", "&", "&a", "=", '"', "'", "\\", "/", "(", ")", "[", "]", "-",
    ".", ",", "1", "1.", "a.", "a ", " a", "A ", "Aa ", "a,", "a\n", "\n ", "é", "漢", "\u00a0",
    "_", "*", "`", "`a", "|", "{", "}", "#", "://", "a@", "%20", "<!--", "by ", "By Aa ", ":;",
    "a:b;", '="a" ', "0x", "x=", "//", "a/", "<p>", "</p>", "\t", "—", "·", "2019-", "12:30 ",
)  # fmt: skip
LENGTH = 20_000
WORDS = (
    "<p>The council met on Thursday and agreed to rebuild the old bridge over the river.</p>" * 8
)

PLACES = {
    "head": "<title>{0}</title><meta name=author content='{0}'>"
    "<meta name=description content='{0}'>"
    "<meta property='og:title' content='{0}'><meta property='og:site_name' content='{0}'>"
    "<meta property='article:published_time' content='{0}'><meta name=keywords content='{0}'>",
    "header": "<h1>{0}</h1><p class=byline>By {0}</p><time datetime='{0}'>{0}</time>"
    "<p class=kicker>{0}</p><p class=dateline>{0}</p>",
    "body": "<p>{0}</p><h2>{0}</h2><ul><li>{0}</ul><blockquote>{0}</blockquote><pre>{0}</pre>",
    "marks": "<p class='{0}' id='{0}' style='{0}'>x</p><img src='{0}' srcset='{0}' alt='{0}'>"
    "<a href='{0}' title='{0}'>x</a><figure><img src=x><figcaption>{0}</figcaption></figure>",
    "foot": "<div class=author-bio><p>Ann Lee {0}</p></div><p class=disclaimer>Disclaimer: {0}</p>"
    "<p><em>{0}</em></p><p>{0} is a writer.</p>",
}


def pages(unit: str) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each place with the unit repeated there, and one with it bare."""
    long = unit * (LENGTH // len(unit))
    said = escape(long)
    for place, markup in PLACES.items():
        yield place, _page(place, markup.replace("{0}", said))
    yield "bare", _page("body", long)
    data = json.dumps({"@type": "Article", "headline": long, "author": {"name": long},
                       "datePublished": long, "articleBody": long})  # fmt: skip
    yield "json-ld", _page("head", f"<script type='application/ld+json'>{data}</script>")


def _page(place: str, markup: str) -> bytes:
    parts = dict.fromkeys(("head", "header", "body", "marks", "foot"), "") | {place: markup}
    parts["head"] = parts["head"] or "<title>The bridge</title>"
    parts["header"] = parts["header"] or "<h1>The bridge</h1><p class=byline>By Ann Lee</p>"
    article = f"{parts['header']}{WORDS}{parts['body']}{parts['marks']}{WORDS}{parts['foot']}"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{parts['head']}</head><body>"
        f"<article>{article}</article></body></html>"
    ).encode()


def slow_pages(most_s: float, units: tuple[str, ...] = UNITS) -> list[str]:
    """Return the unit and place of each page that costs more CPU seconds to read."""
    reader = find_reader("html")
    slow = []
    for unit in units:
        for place, content in pages(unit):
            start = time.process_time()
            with contextlib.suppress(ArticlepressError):
                list(reader.read(Source(content, "page.html"), reader.options(), Notes()))
            spent = time.process_time() - start
            if spent > most_s:
                slow.append(f"{unit!r} in {place}: {spent:.1f} s")
                sys.stderr.write(slow[-1] + "\n")
    return slow


if __name__ == "__main__":
    sys.exit(bool(slow_pages(2.0)))
