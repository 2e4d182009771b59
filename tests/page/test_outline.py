"""What counts as linked: text inside links, and not that behind a place links lead to."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from articlepress.page.outline import outline
from articlepress.page.rules import compile_rules, load_rules

WORDS = "The harbour froze over."


@pytest.mark.parametrize(
    ("opening", "linked"),
    [
        ("<a href=/ice>", True),
        ("<a>", True),  # a script's button
        ("<a name=ice href=/ice>", True),
        ("<a name=ice>", False),
        ("<a id=ice>", False),
    ],
)
def test_text_behind_a_place_is_no_links(opening: str, linked: bool) -> None:
    tree = LexborHTMLParser(f"<body><p>{opening}{WORDS}</a> <a href=/b>More.</a></p></body>")
    assert tree.root is not None

    (block,) = outline(tree.root, compile_rules(load_rules("chrome"))).blocks

    assert block.linked == len("More.") + linked * len(WORDS)
