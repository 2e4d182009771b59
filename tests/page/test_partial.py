"""A page that holds a part of its article says so; a page that holds it all does not."""

from __future__ import annotations

import json

import pytest

from articlepress.diagnostics import Notes
from articlepress.readers.html import HtmlReaderOptions
from articlepress.readers.html.convert import convert
from articlepress.source import Source

PROSE = (
    "<p>" + "The pilots came out to the boats at dawn, and nobody on the quay spoke. " * 6 + "</p>"
)
NEXT = '<a href="/harbour/2/" class="post-page-numbers">2</a>'
CURRENT = '<span class="post-page-numbers current">1</span>'
WALL = {
    "@type": "NewsArticle",
    "isAccessibleForFree": False,
    "hasPart": {
        "@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".for-subscribers",
    },
}  # fmt: skip


def told(body: str, data: object = None) -> list[str]:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    page = f"<title>Harbour</title>{script}<article><h1>Harbour</h1>{PROSE}{body}</article>"
    notes = Notes()
    convert(Source(page.encode(), "page.html"), HtmlReaderOptions(), notes)
    return [item.message for item in notes.diagnostics if item.code == "AP207"]


def test_an_article_of_several_pages_is_told() -> None:
    two = f'<p class="post-nav-links">Pages: {CURRENT} {NEXT}</p>'
    three = f'<div class="page-links">1 {NEXT} <a href="/harbour/3/">3</a></div>'

    assert told(two) == ["the article has 1 more page, which this file does not hold"]
    assert told(three) == ["the article has 2 more pages, which this file does not hold"]


def test_a_part_for_subscribers_that_is_not_there_is_told() -> None:
    wanted = ["the part for subscribers is not on this page"]

    assert told("", WALL) == wanted
    assert told('<div class="box for-subscribers"> </div>', WALL) == wanted
    assert told(f'<div class="box for-subscribers">{PROSE}</div>', WALL) == []


@pytest.mark.parametrize(
    "body",
    [
        "<style>a.post-page-numbers { color: red }</style>",
        '<nav><a class="page-numbers" href="/comments/2">2</a></nav>',
        f'<div class="page-links">{CURRENT}</div>',
    ],
)
def test_a_whole_page_says_nothing(body: str) -> None:
    assert told(body) == []
    assert told(body, {**WALL, "isAccessibleForFree": True, "hasPart": []}) == []
