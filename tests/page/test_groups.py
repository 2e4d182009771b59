"""Tables and lists stay whole when single rows or items look like chrome."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from articlepress.page.groups import keep_groups_whole
from articlepress.page.locate import Located
from articlepress.page.rules import Rule

LOOKS = Rule("block/aside", "", "looks like an aside")
CHROME = Rule("chrome/share", "", "share buttons")


def left(html: str, selector: str, rule: Rule) -> int:
    """Return how many of the selected nodes stay dropped."""
    tree = LexborHTMLParser(html)
    root = tree.css_first("article")
    assert root is not None
    dropped = {node.mem_id: rule for node in tree.css(selector)}
    return len(keep_groups_whole(Located((root,), dropped)).dropped)


TABLE = "<article><table><tr><td>a<td>b<tr class=x><td>c<td>d</table></article>"
LIST = "<article><ul><li>one<li>two<li class=x>three</ul></article>"


def test_a_row_among_kept_rows_comes_back() -> None:
    assert left(TABLE, "tr.x", LOOKS) == 0


def test_an_item_among_kept_items_comes_back() -> None:
    assert left(LIST, "li.x", LOOKS) == 0


def test_items_of_text_come_back_to_the_one_that_was_kept() -> None:
    assert (
        left("<article><ul><li>one<li class=x>two<li class=x>three</ul></article>", ".x", LOOKS)
        == 0
    )


def test_most_items_of_a_menu_stay_away_whatever_one_of_them_looks_like() -> None:
    links = "".join(f"<li class=x><a href=/{word}>{word}</a>" for word in ("two", "three"))

    assert left(f"<article><ul><li>one{links}</ul></article>", ".x", LOOKS) == 2


def test_a_term_comes_back_to_its_description() -> None:
    steps = "<dt class=x>1.<dd>Boil the water.<dt class=x>2.<dd>Add the tea.<dt class=x>3."

    assert left(f"<article><dl>{steps}</dl></article>", ".x", LOOKS) == 0


def test_what_a_rule_for_chrome_removed_stays_away() -> None:
    assert left(LIST, "li.x", CHROME) == 1


def test_a_list_dropped_for_the_most_part_stays_so() -> None:
    assert left(LIST, "li", LOOKS) == 3


def test_a_heading_between_kept_text_comes_back() -> None:
    html = "<article><p>One.</p><h2 class=x>Part</h2><p>Two.</p></article>"

    assert left(html, "h2.x", LOOKS) == 0


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>Quoted.</p><footer class=x>— Ann Lee</footer></blockquote>",
        "<blockquote><p>Quoted.</p><cite class=x>Ann Lee</cite></blockquote>",
        "<details><summary class=x>On nets</summary><p>Nets are mended.</p></details>",
    ],
)
def test_whose_a_quotation_is_and_what_unfolds_comes_back(html: str) -> None:
    assert left(f"<article>{html}</article>", ".x", LOOKS) == 0
    assert left(f"<article>{html}</article>", ".x, p", LOOKS) == 2


def test_the_number_in_a_kept_heading_comes_back() -> None:
    html = "<article><p>One.</p><h2><div class=x>1</div>Part</h2><p>Two.</p></article>"

    assert left(html, ".x", LOOKS) == 0
    assert left(html, ".x", CHROME) == 1


def test_a_heading_at_the_end_stays_away() -> None:
    assert left("<article><p>One.</p><h2 class=x>More news</h2></article>", "h2.x", LOOKS) == 1


NOTES = (
    '<article><p>Text<a id="r1" href="#n1">1</a> and<sup id="r2"><a href="{page}#n2">2</a></sup>.'
    '</p><div class="footnote"><a class="number" id="n1" href="#r1">1</a><p>One.</p></div>'
    '<div class="footnote x" id="n2"><a href="{page}#r2">2</a><p>Two.</p></div></article>'
)


@pytest.mark.parametrize("page", ["", "https://paper.example/bridge"])
@pytest.mark.parametrize("selector", ["a.number", "div.x"])
def test_a_note_and_its_number_come_back_to_their_mark(selector: str, page: str) -> None:
    assert left(NOTES.format(page=page), selector, LOOKS) == 0


def test_numbers_that_nothing_in_the_text_leads_to_stay_away() -> None:
    pages = '<article><p>Text.</p><div class="x"><a id="p2" href="#p3">2</a></div></article>'

    assert left(pages, "div.x", LOOKS) == 1
    assert left(NOTES.format(page=""), "p, div.x", LOOKS) == 3
