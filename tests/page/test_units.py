"""Tables, lists and menus that stay or go as one block."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from articlepress.page.blocks import Outline
from articlepress.page.outline import outline
from articlepress.page.rules import compile_rules, load_rules

LINKS = [f"<a href=/{n}>Entry number {n}</a>" for n in range(6)]
SENTENCE = "The harbour froze over in the first week of the year, and nobody could say why. "


def outlined(body: str) -> Outline:
    tree = LexborHTMLParser(f"<html><body>{body}</body></html>")
    assert tree.root is not None
    return outline(tree.root, compile_rules(load_rules("chrome")))


def texts(body: str) -> list[str]:
    return [block.text for block in outlined(body).blocks]


def items(entries: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def test_a_list_of_links_is_one_block() -> None:
    (block,) = outlined(items(LINKS)).blocks

    assert block.is_unit
    assert block.text == " ".join(f"Entry number {n}" for n in range(6))
    assert block.linked == block.size == 6 * len("Entry number 0")
    assert len(block.nodes) == 6


def test_a_list_of_short_items_is_one_block() -> None:
    assert len(texts(items(["salt", "two onions", "a pound of flour", "butter"]))) == 1


def test_a_list_of_paragraphs_is_judged_item_by_item() -> None:
    assert len(texts(items([SENTENCE * 2] * 5))) == 5


def test_a_menu_without_a_list_is_one_block() -> None:
    assert len(texts("<nav>" + "".join(f"<div>{link}</div>" for link in LINKS) + "</nav>")) == 1


def test_teasers_in_boxes_are_judged_one_by_one() -> None:
    boxes = "".join(f"<div><a href=/{n}>{SENTENCE}</a></div>" for n in range(5))

    assert len(texts(f"<div>{boxes}</div>")) == 5


def test_a_table_of_figures_is_one_block_and_a_layout_is_not() -> None:
    figures = "<tr><td>Ann Lee</td><td>12</td><td>7</td></tr>" * 4
    layout = f"<tr><td>{items(LINKS)}</td><td><p>{SENTENCE * 3}</p><p>{SENTENCE * 4}</p></td></tr>"

    assert len(texts(f"<table>{figures}</table>")) == 1
    assert texts(f"<table>{layout * 2}</table>").count((SENTENCE * 3).strip()) == 2


def test_elements_inside_a_united_one_hold_no_block_and_the_next_holds_its_own() -> None:
    page = outlined(f"<div>{items(LINKS)}</div><p id=after>{SENTENCE}</p>")
    spans = {element.tag: (element.first, element.end) for element in page.elements}

    assert spans["ul"] == (0, 1)
    assert spans["li"] == spans["a"] == (0, 0)
    assert spans["p"] == (1, 2)
    assert page.elements[page.blocks[0].element].tag == "ul"


def test_what_holds_several_kinds_is_not_asked_about_again() -> None:
    page = texts(f"<div><div>{items([SENTENCE * 2] * 5)}</div>{items(LINKS)}</div>")

    assert len(page) == 6
