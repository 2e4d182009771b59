"""Chrome opened in an outline stands there as if it had never been left out."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from articlepress.page.blocks import Outline
from articlepress.page.outline import outline
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.unfolded import unfold

MENU = "<nav class=nav><ul><li><a href=/a>News</a></li><li><a href=/b>Sport</a></li></ul></nav>"
TEXT = "<div class=entry><p>The river <b>rose</b> again.</p><p>It fell.</p></div>"
FOOTER = (
    "<footer class=foot><p>Ann is a <i>gardener</i>.<img src=a.jpg></p><div>2020</div></footer>"
)
TABLE = f"<table>{'<tr><th>Ferry</th><td>noon</td></tr>' * 6}</table>"
PAGES = [
    f"<body>{MENU}{TEXT}{FOOTER}",
    f"<body><article>{TEXT}{MENU}</article><div>Ends.</div>{FOOTER}",
    f"<body>{TEXT}<footer></footer><div><div>{MENU}</div></div><p>Ends.",
    f"<body><div>{MENU}Today{MENU}</div>{TEXT}",
    f"<body>{MENU}{TEXT}{TABLE}<footer class=foot>{TABLE}</footer>",
]


def shape(flat: Outline) -> tuple[list[object], list[object]]:
    elements = [
        (e.tag, e.parent, e.depth, e.names, e.first, max(e.first, e.end), e.images)
        for e in flat.elements
    ]
    blocks = [
        (b.element, b.leaf, b.text, b.size, b.linked, b.strong, b.is_unit) for b in flat.blocks
    ]
    return list(elements), list(blocks)


@pytest.mark.parametrize("markup", PAGES)
def test_an_opened_outline_is_that_of_the_whole_page(markup: str) -> None:
    root = LexborHTMLParser(markup).root
    assert root is not None
    flat = outline(root, compile_rules(load_rules("chrome")))
    folded = [i for i, e in enumerate(flat.elements) if e.rule and e.first == e.end]
    before = shape(flat)

    whole = unfold(flat, folded)

    assert folded
    assert shape(whole) == shape(outline(root, compile_rules(())))
    assert shape(flat) == before
