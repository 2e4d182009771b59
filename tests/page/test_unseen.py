"""What a reader of the page does not see: labels for screen readers, captions of no picture."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from articlepress.diagnostics import Notes
from articlepress.page.figures import without_bare_captions
from articlepress.page.hidden import without_hidden
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import Page, parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.source import Source


def page_of(inside: str) -> tuple[Page, LexborNode]:
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    root = page.tree.css_first("article")
    assert root is not None
    return page, root


def left(root: LexborNode, located: Located) -> str:
    """Return the words that stay."""
    gone = [node for node in root.traverse() if node.mem_id in located.dropped]
    for node in gone:
        node.decompose()
    return " ".join(root.text().split())


@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        ("<p>See <a href=/x>this<span class=sr-only> (new tab)</span></a>.</p>", "See this."),
        ("<p><span class='off-screen'>Image caption</span> The quay.</p>", "The quay."),
        ("<h2 class=visually-hidden>Footnotes</h2><p>One.</p>", "One."),
        ("<p>41°S<span style='display: none'> / <b class=geo>-41; 174</b></span>.</p>", "41°S."),
        ("<p>Boats <a href=/x style='color:red;DISPLAY:none'>Check Price</a></p>", "Boats"),
        ("<p>Boats <span style='float:none'>and nets</span></p>", "Boats and nets"),
        ("<p>Boats <span style='display:none' id=n1>and nets</span></p>", "Boats and nets"),
        ("<p>E<span style='display:none'><math><mi>m</mi></math></span></p>", "Em"),
        (
            "<p>Boats <span style='display:none'>one two three four five six seven eight nine ten"
            " eleven</span></p>",
            "Boats one two three four five six seven eight nine ten eleven",
        ),
        ("<table><tr><td><span style='display:none'>Yes</span></td></tr></table>", "Yes"),
        ("<table><tr><td><i></i><span class=sr-only>Yes</span></td></tr></table>", "Yes"),
        ("<table><tr><td>9 <span class=sr-only>points</span></td></tr></table>", "9"),
        ("<p><span class=sr-only-not>One.</span></p>", "One."),
        (f"<div class=sr-only><p>{'word ' * 40}</p></div>", "word " * 39 + "word"),
    ],
)
def test_words_for_screen_readers_alone_are_not_everybodys(inside: str, stays: str) -> None:
    page, root = page_of(inside)

    flat = outline(page.root, compile_rules(load_rules("chrome")))

    assert left(root, without_hidden(Located((root,), outline=flat))) == stays


CAPTION = "<figcaption>The quay. Photo: Ann Lee</figcaption>"


@pytest.mark.parametrize(
    "shown",
    ["", "<img alt='The quay' class=lazyload>", "<div class=placeholder></div>"],
)
def test_a_caption_of_a_picture_that_was_not_saved_goes(shown: str) -> None:
    _, root = page_of(f"<p>One.</p><figure>{shown}{CAPTION}</figure>")

    assert left(root, without_bare_captions(Located((root,)))) == "One."


@pytest.mark.parametrize(
    "shown",
    [
        "<img src=quay.jpg>",
        "<img data-src=/quay.jpg>",
        "<noscript><img src=quay.jpg></noscript>",
        "<div data-src='https://paper.example/quay.jpg'></div>",
        "<div style=\"background: url('quay.jpg')\"></div>",
        "<iframe src=https://paper.example/film></iframe>",
        "<table><tr><td>9</td></tr></table>",
        "<p>Words.</p>",
    ],
)
def test_a_caption_of_something_stays(shown: str) -> None:
    _, root = page_of(f"<figure>{shown}{CAPTION}</figure>")

    assert "The quay." in left(root, without_bare_captions(Located((root,))))
