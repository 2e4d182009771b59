"""Captions stay with their pictures; teasers, which look alike, are no captions."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.captions import is_caption
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.source import Source

PICTURE = '<img src="/nets.jpg" alt="">'
SOURCE = '<a href="https://sea.example/report">sea.example</a>'


def captions(html: str) -> list[str]:
    """Return the blocks that are captions."""
    root = parse(Source(f"<body>{html}</body>".encode()), Notes()).root
    flat = outline(root, compile_rules(load_rules("chrome")))
    return [block.text for index, block in enumerate(flat.blocks) if is_caption(flat, index)]


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure>{PICTURE}<figcaption>Boats at noon</figcaption></figure>",
        f"<div class=thumb>{PICTURE}<div class=thumbcaption>Boats at noon</div></div>",
        f"<div>{PICTURE}<p class=wp-caption-text>Boats at noon</p></div>",
        f"<div>{PICTURE}<p class=img_caption>Boats at noon</p></div>",
    ],
)
def test_what_conventions_call_a_caption_is_one(figure: str) -> None:
    assert captions(figure) == ["Boats at noon"]


@pytest.mark.parametrize(
    "picture", [PICTURE, f'<a href="/nets-large.jpg?w=2000">{PICTURE}</a>']
)  # fmt: skip
def test_a_linked_source_below_a_picture_is_its_caption(picture: str) -> None:
    figure = f"<figure>{picture}<figcaption>Source: {SOURCE}</figcaption></figure>"

    assert captions(figure) == ["Source: sea.example"]


def test_a_linked_credit_stands_below_a_long_caption() -> None:
    told = "The nets of the eastern harbour, mended for the last time by those who had made them."
    figure = (
        f"<figure>{PICTURE}<figcaption><p>{told}</p><p>Photo: {SOURCE}</p></figcaption></figure>"
    )

    assert captions(figure) == [told, "Photo: sea.example"]


TEASER = '<a href="/next">How the boats came home</a>'


@pytest.mark.parametrize(
    "figure",
    [
        f'<figure><a href="/next">{PICTURE}</a><figcaption>{TEASER}</figcaption></figure>',
        f"<figure>{PICTURE}<figcaption><p>{TEASER}</p><p>Last year nobody believed it, and"
        f" said so.</p><p>{TEASER}</p></figcaption></figure>",
        f"<figure><figcaption>{TEASER}</figcaption></figure>",
        f"<figure><img src='data:image/gif;base64,R0lGODlhAQAB'><figcaption>{TEASER}</figcaption>",
        f"<figure>{PICTURE}<figcaption><a href='#card'>Print</a></figcaption></figure>",
        f"<figure>{PICTURE}<p>{TEASER}</p></figure>",
    ],
)
def test_links_beside_a_picture_that_lead_on_are_no_caption(figure: str) -> None:
    assert "How the boats came home" not in captions(figure)
    assert "Print" not in captions(figure)
