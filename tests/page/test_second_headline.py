"""A headline that is not the title stays above the text: no other place says its words."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from articlepress.page.drops import HEADING
from articlepress.page.locate import Located
from articlepress.page.rules import Rule
from articlepress.page.second_headline import keep_second_headline

LINKS = Rule("block/links", "", "mostly links")
SAID = "Harbour diary of Luleå Harbour News"
TEXT = "<p>The ferry came in at noon.</p>"


def comes_back(inside: str, rule: Rule = HEADING) -> bool:
    """Tell whether the heading `.x` comes back; everything `.gone` is dropped with it."""
    tree = LexborHTMLParser(f"<article>{inside}</article>")
    root = tree.css_first("article")
    assert root is not None
    dropped = {node.mem_id: rule for node in tree.css(".x, .gone")}
    found = keep_second_headline(Located((root,), dropped), SAID)
    return found.dropped.keys() != dropped.keys()


@pytest.mark.parametrize(
    "above",
    [
        "",
        "<!-- begin of the text -->",
        "<style>h1 { color: red }</style>",
        "<p class=gone>3 May 2021</p>",
        "<h1 class=gone>Harbour diary</h1>",
    ],
)
def test_a_headline_above_all_text_that_no_field_says_comes_back(above: str) -> None:
    assert comes_back(f"{above}<div><h1 class=x>What the nets brought</h1>{TEXT}</div>")


@pytest.mark.parametrize(
    "inside",
    [
        f"<h1 class=x>Harbour diary</h1>{TEXT}",
        f"<h1 class=x>Harbour News</h1>{TEXT}",
        f"{TEXT}<div><h1 class=x>What the nets brought</h1>{TEXT}</div>",
        f"<h1 class=x>What the nets brought</h1><p class=gone>Share</p>{TEXT}",
        "<h1 class=x>What the nets brought</h1><aside>Sign up</aside>",
    ],
)
def test_a_headline_that_is_said_or_does_not_begin_the_text_stays_away(inside: str) -> None:
    assert not comes_back(inside)


def test_a_headline_removed_for_another_reason_stays_away() -> None:
    assert not comes_back(f"<h1 class=x>What the nets brought</h1>{TEXT}", LINKS)
