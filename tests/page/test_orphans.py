"""Headings without a section and words of buttons go; what stands above text stays."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.locate import Located
from articlepress.page.orphans import without_orphans
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import Rule, compile_rules, load_rules
from articlepress.source import Source

LOOKS = Rule("block/aside", "", "looks like an aside")


def rules_for(inside: str) -> dict[str, str]:
    """Return the words newly dropped, each with its rule, where all of class `x` was dropped."""
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    before = {node.mem_id: LOOKS for node in page.tree.css(".x")}
    located = without_orphans(Located((root,), before, outline=flat))
    return {
        " ".join((node.text_content or node.text(deep=True)).split()): rule.name
        for node in root.traverse(include_text=True)
        if (rule := located.dropped.get(node.mem_id)) and node.mem_id not in before
    }


@pytest.mark.parametrize(
    "inside",
    [
        "<p>One.</p><h2>Links</h2><p class=x>gone</p><h2>Part</h2><p>Two.</p>",
        "<p>One.</p><section><h2>Links</h2><ul class=x><li>gone</ul></section>",
        "<p>One.</p><h2>Links</h2><h3>Here</h3><p class=x>gone</p><h2>Part</h2><p>Two.</p>",
    ],
)
def test_a_heading_goes_with_its_section(inside: str) -> None:
    assert rules_for(inside)["Links"] == "section/empty"


def test_a_heading_goes_where_all_below_it_are_notes() -> None:
    text = '<p>Text<sup id="r1"><a href="#n1">1</a></sup>.</p>'
    notes = '<div><a id="n1" href="#r1">1</a><p>The note.</p></div>'
    listed = '<ol><li id="n1"><p>The note. <a href="#r1">↩</a></p></li></ol>'

    assert rules_for(f"{text}<h2>Footnotes</h2>{notes}") == {"Footnotes": "section/empty"}
    assert rules_for(f"{text}<h2>Footnotes</h2>{listed}") == {"Footnotes": "section/empty"}
    sign = "<button><svg></svg></button>"
    assert rules_for(f"{text}<h2>Footnotes{sign}</h2>{notes}") == {"Footnotes": "section/empty"}
    assert rules_for(f"{text}<h2>Part</h2><p>One.</p><hr>{notes}") == {}


@pytest.mark.parametrize(
    "inside",
    [
        "<h2>Part</h2><p>One.</p><p class=x>gone</p>",
        "<h2>Part</h2><h3>Sub</h3><p>One.</p>",
        "<h2>Part</h2><div class=x>gone</div><p>One.</p>",
        "<h2>Part</h2><p class=x>gone</p><h3>Sub</h3><p>One.</p>",
        "<h2>Part</h2><p class=x>gone</p><figure><img src=a.jpg></figure><h2>Next</h2><p>One.</p>",
        "<p>One.</p><h2>What do you think?</h2><p class=x>gone</p>",
        "<p>One.</p><h2>Ann</h2>",
        "<p>One.</p><h3>4 players <img src=buy.png></h3><p class=x>gone</p>",
    ],
)
def test_a_heading_above_something_stays(inside: str) -> None:
    assert rules_for(inside) == {}


def test_a_heading_of_notes_goes_with_them_whatever_follows() -> None:
    text = "<p>One<a href='#n1' id=m1>1</a>, two<a href='#n2' id=m2>2</a>.</p>"
    notes = "".join(f"<li id=n{n}>Note {n}. <a href='#m{n}'>{n}</a></li>" for n in "12")
    end = "<p>Set in Garamond by the editors.</p>"

    assert rules_for(f"{text}<section><h2>References</h2><ol>{notes}</ol></section>{end}") == {
        "References": "section/empty"
    }
    assert rules_for(f"{text}<h2>References</h2><ol>{notes}<li>A book.</li></ol>{end}") == {}
    assert rules_for(f"{text}<h2>References</h2>{end}<ol>{notes}</ol>{end}") == {}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("<p>ADVERTISEMENT</p>", "label/advertisement"),
        ("<h3>- Reklama -</h3>", "label/advertisement"),
        ("<div><a href=/2>Previous</a></div>", "label/control"),
        ("<p><strong>Share:</strong></p>", "label/control"),
        ("<div><button>Previous</button></div>", "label/control"),
        ("<div><button><span>More</span></button></div>", "label/control"),
        ("<p>Print</p>", "label/control"),
        ("<p>Read more:</p><ul class=x><li>gone</ul>", "label/related"),
        ("<h2>Related articles</h2><div class=x>gone</div>", "label/related"),
    ],
)
def test_words_of_buttons_advertisements_and_boxes_go(line: str, rule: str) -> None:
    assert list(rules_for(f"<p>One.</p>{line}<p>Two.</p>").values()) == [rule]


@pytest.mark.parametrize(
    "line",
    [
        "<p>The next day we shared it.</p>",
        "<ul><li>Save</li><li>Close</li></ul>",
        "<table><tr><td>Next</td><td>Play</td></tr></table>",
        "<h2>Next</h2>",
        "<p>Related:</p><ul><li>What stays</ul>",
        "<p>Press <b>Save</b> now</p>",
    ],
)
def test_the_same_words_in_lists_tables_headings_and_sentences_stay(line: str) -> None:
    assert rules_for(f"<p>One.</p>{line}<p>Two.</p>") == {}


def test_a_label_at_the_end_of_the_article_names_nothing() -> None:
    assert rules_for("<p>One.</p><h2>Related posts</h2>") == {"Related posts": "label/related"}
