"""The tags made of lexbor's nodes are whole tags of bs4, and no more of them than are read."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articlepress.readers.html import build
from articlepress.readers.html.flow import Handler
from articlepress.readers.html.fragment import Fragment, make_fragment
from articlepress.readers.html.tags import around, every, first, own, text_of

PAGE = (
    "<div id=top class='a b'><h2>Head</h2>\n"
    "<p>One <b>bold</b> <i>word</i>, <a href='#top'>up</a></p>"
    "\n<ruby>base<rt>reading</rt></ruby> end<ul>\n<li>x<li>y\n</ul></div>"
)


def fragment_of(markup: str) -> Fragment:
    body = LexborHTMLParser(markup).body
    assert body is not None
    return make_fragment((body,), targets={"top"})


def test_the_tags_are_linked_in_all_directions_as_bs4_links_them() -> None:
    made = fragment_of(PAGE).soup.contents[0]
    whole = BeautifulSoup(str(made), "html.parser").contents[0]
    assert isinstance(made, Tag)
    assert isinstance(whole, Tag)

    assert _walk(made) == _walk(whole)
    assert made.decode() == whole.decode()


def _walk(tag: Tag) -> list[tuple[str, ...]]:
    """Return what stands around each element below a tag, in the order of `next_element`."""
    inside = list(tag.descendants)
    return [
        tuple(
            _name(other)
            for other in (
                node,
                node.parent,
                node.previous_element,
                node.next_element if node is not inside[-1] else None,
                node.previous_sibling,
                node.next_sibling,
            )
        )
        for node in inside
    ]


def _name(node: PageElement | None) -> str:
    if isinstance(node, Tag):
        return f"<{node.name}>"
    return repr(str(node))


def test_what_bs4_offers_works_on_the_tags() -> None:
    made = fragment_of(PAGE).soup
    paragraph = made.find("p")
    assert isinstance(paragraph, Tag)

    assert paragraph.get_text() == "One bold word, up"
    assert [tag.name for tag in made.find_all(["b", "i", "li"])] == ["b", "i", "li", "li"]
    assert paragraph.find_previous_sibling("h2") is not None
    assert isinstance(paragraph.extract(), Tag)
    assert made.find("b") is None
    assert "reading" not in made.get_text()
    assert isinstance(made.find(string="Head"), NavigableString)


def test_white_space_is_made_a_string_only_where_it_parts_words() -> None:
    made = fragment_of(PAGE).soup
    blank = [text for text in made.find_all(string=True) if not text.strip()]

    assert [text.parent and text.parent.name for text in blank] == ["p"]


def test_white_space_of_a_listing_and_beside_a_formula_stays() -> None:
    made = fragment_of("<pre>a\n<b>  </b>\n</pre><p>x</p>y <div class=katex-display>z</div>").soup

    assert made.get_text() == "a\n  \nxy z"


def test_searches_find_what_those_of_bs4_find() -> None:
    made = fragment_of(PAGE).soup
    link = made.find("a")
    assert isinstance(link, Tag)

    assert every(made, ("b", "li")) == made.find_all(["b", "li"])
    assert first(made, ("li", "i")) is made.find(["li", "i"])
    assert first(made, ("table",)) is None
    assert own(made) == made.find_all(True, recursive=False)
    assert [tag.name for tag in around(link, 2)] == ["p", "div"]
    assert text_of(made) == made.get_text()


def test_ids_links_and_fallbacks_are_noted_on_the_way() -> None:
    found = fragment_of(PAGE + "<noscript><img src=x></noscript><p id=other>")

    assert list(found.ids) == ["top"]
    assert [link.get_text() for link in found.internal_links] == ["up"]
    assert found.fallbacks
    assert not fragment_of(PAGE).fallbacks


ASCII = st.characters(max_codepoint=0x7F)


@pytest.mark.parametrize(("pattern", "handler"), build._BY_CLASS)
@given(data=st.data())
def test_no_class_that_has_a_handler_fails_the_quick_look(
    data: st.DataObject, pattern: re.Pattern[str], handler: Handler
) -> None:
    css = data.draw(st.from_regex(pattern, alphabet=ASCII))

    assert build._handler_by_class(css) is not None
