"""Lists of the works an article refers to stay whole; menus and what follows them stay away."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from articlepress.diagnostics import Notes
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.references import heads_references, with_references
from articlepress.page.rules import Rule, compile_rules, load_rules
from articlepress.source import Source

LOOKS = Rule("block/links", "", "looks like a menu")
CHROME = Rule("chrome/related", "", "named like chrome")


def left(inside: str, rule: Rule = LOOKS) -> str:
    """Return the words that stay where all of class `x` was dropped by a rule."""
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    before = {node.mem_id: rule for node in page.tree.css(".x")}
    gone = with_references(Located((root,), before, outline=flat)).dropped
    words = []
    for node in root.traverse(include_text=True):
        around: LexborNode | None = node
        while around is not None and around.mem_id not in gone:
            around = around.parent
        if around is None and node.tag == "-text":
            words += (node.text_content or "").split()
    return " ".join(words)


@pytest.mark.parametrize(
    "line", ["References", "REFERENCES:", "6. References", "Quellen", "Références", "参考文献"]
)
def test_words_that_head_a_list_of_works(line: str) -> None:
    assert heads_references(line)


@pytest.mark.parametrize("line", ["See also", "External links", "References to her work", "6."])
def test_words_that_head_something_else(line: str) -> None:
    assert not heads_references(line)


@pytest.mark.parametrize(
    "listed",
    [
        "<ol><li class=x><a href=/a>Tugs</a><li>Lee, A. Harbours. 1911.</ol>",
        "<div><ul class=x><li><a href=/a>Tugs</a><li>Lee, A. Harbours. 1911.</ul></div>",
        "<p class=x><a href=/a>[1] Tugs</a></p><p>[2] Lee, A. Harbours. 1911.</p>",
        "<table class=x><tr><td>1.<td>Tugs<tr><td>2.<td>Lee, A. Harbours. 1911.</table>",
    ],
)
def test_a_list_of_works_comes_back_whole(listed: str) -> None:
    said = left(f"<p>One.</p><h2>References</h2>{listed}<p>Two.</p>")

    assert "Tugs" in said
    assert "1911" in said
    assert "Tugs" not in left(f"<p>One.</p><h2>References</h2>{listed}<p>Two.</p>", CHROME)
    assert "Tugs" not in left(f"<p>One.</p><h2>Our fleet</h2>{listed}<p>Two.</p>")


def test_what_was_dropped_with_the_list_stays_away() -> None:
    tail = "<ul><li>Tugs</ul><p>Page last changed in May.</p>"

    assert (
        left(f"<p>One.</p><div class=x><h2>References</h2>{tail}</div>") == "One. References Tugs"
    )
    picture = "<img src=/sign.png>"
    assert left(f"<p>One.</p><div class=x><h2>References</h2>{tail}{picture}</div>") == "One."


def test_a_heading_alone_does_not_come_back() -> None:
    assert left("<p>One.</p><h2 class=x>Sources</h2><p>Two.</p>") == "One. Two."
