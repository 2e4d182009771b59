"""Laws of the way from markup to tree: no word lost, doubled, glued or cut, however it nests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articlepress import nodes as n
from articlepress.page.regions import INLINE
from articlepress.walk import walk

from .pages import blocks_of, words_of

INLINES = ["b", "i", "em", "strong", "span", "font", "small", "u", "s", "code", "q", "mark", "kbd"]
BLOCKS = ["p", "div", "section", "article", "blockquote", "h2", "h4", "aside", "center", "pre"]
GROUPS = ["ul", "ol", "dl", "table", "tr", "td", "th", "li", "dt", "dd", "figure", "figcaption"]
VOIDS = ["<br>", "<br><br>", "<hr>", "<wbr>", "<!-- x -->", "\n", " ", "&nbsp;"]
CLASSES = ["", "", "", "caption", "credit", "pullquote", "footer", "dropcap", "small-caps"]


@st.composite
def markup(draw: Any, depth: int = 0) -> str:
    """A fragment whose words are all different."""
    # Any: hypothesis does not type the draw function of a composite.
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 9))
        if kind < 4 or depth > 4:
            space = draw(st.sampled_from(["", " ", "\n  "]))
            word = draw(st.text("abcdefghijkmnopqrstuvwxyz", min_size=3, max_size=9))
            parts.append(space + "w" + word + draw(st.sampled_from(["", " ", ". "])))
        elif kind == 4:
            parts.append(draw(st.sampled_from(VOIDS)))
        else:
            tag = draw(st.sampled_from(INLINES if kind < 7 else BLOCKS if kind < 9 else GROUPS))
            css = draw(st.sampled_from(CLASSES)) if kind > 6 else ""
            inner = draw(markup(depth + 1))
            parts.append(
                f'<{tag} class="{css}">{inner}</{tag}>' if css else f"<{tag}>{inner}</{tag}>"
            )
    return "".join(parts)


def shown(node: LexborNode) -> Iterator[str]:
    """Yield what a browser shows: blocks part words, inline elements do not."""
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            yield child.text_content or ""
        elif tag[:1] not in "-_!":
            if tag not in INLINE:
                yield " "
            yield from shown(child)
            if tag not in INLINE:
                yield " "
        child = child.next


def browser_words(html: str) -> list[str]:
    body = LexborHTMLParser(html).body
    assert body is not None
    return "".join(shown(body)).split()


@settings(max_examples=120, deadline=None)
@given(markup())
def test_no_word_is_lost_doubled_glued_or_cut(html: str) -> None:
    assert sorted(words_of(blocks_of(html))) == sorted(browser_words(html))


@settings(max_examples=60, deadline=None)
@given(markup())
def test_the_tree_is_in_normal_form(html: str) -> None:
    for node in walk(blocks_of(html)):
        content = getattr(node, "content", ())
        if isinstance(node, n.Text):
            assert node.text
            assert "  " not in node.text
            assert "\n" not in node.text
        elif isinstance(node, n.Paragraph | n.Plain | n.Heading | n.Emph | n.Strong | n.Link):
            assert content
            for before, after in pairwise(content):
                assert not (isinstance(before, n.Text) and isinstance(after, n.Text))


@settings(max_examples=30, deadline=None)
@given(markup())
def test_the_same_markup_gives_the_same_tree(html: str) -> None:
    assert blocks_of(html) == blocks_of(html)


@pytest.mark.parametrize(
    "tag", ["div", "blockquote", "ul><li", "b", "span class=note", "table><td"]
)
def test_no_word_is_lost_at_any_depth(tag: str) -> None:
    html = "".join(f"<{tag}>w{number} " for number in range(3000))

    assert sorted(words_of(blocks_of(html))) == sorted(f"w{number}" for number in range(3000))
