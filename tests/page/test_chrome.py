"""What is taken for the page's frame by its name, and what only sounds like it."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.blocks import Outline
from articlepress.page.outline import TEXT_BEFORE, outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.source import Source

SENTENCE = "The ferry left the harbour at seven, and nobody on the quay had waved it off. "
ARTICLE = f"<div class=entry>{f'<p>{SENTENCE * 2}</p>' * 6}</div>"
THREAD = f"<p>What a lovely piece, and how true. {SENTENCE}</p>" * 60


def outline_of(body: str) -> Outline:
    page = parse(Source(f"<body>{body}</body>".encode(), "page.html"), Notes())
    return outline(page.root, compile_rules(load_rules("chrome")))


def text_of(body: str) -> str:
    return "\n".join(block.text for block in outline_of(body).blocks)


@pytest.mark.parametrize(
    "opening", ["<ol class=commentlist>", "<ol id=commentlist>", "<div id=comments>"]
)
def test_comments_longer_than_the_article_they_follow_are_comments(opening: str) -> None:
    text = text_of(f"{ARTICLE}{opening}{THREAD}</ol></div>")

    assert "nobody on the quay" in text
    assert "lovely piece" not in text


def test_what_calls_itself_comments_and_is_the_page_is_kept() -> None:
    short = f"<p>{SENTENCE}</p>"
    assert len(short) < TEXT_BEFORE

    assert "lovely piece" in text_of(f"{short}<ol class=commentlist>{THREAD}</ol>")


def test_a_remark_in_coloured_code_is_no_reader_s_comment() -> None:
    code = "<pre><code>wait() <span class='token comment'># for the tide</span></code></pre>"

    assert "# for the tide" in text_of(ARTICLE + code)
    assert "I was there" not in text_of(f"{ARTICLE}<li class='comment even'>I was there</li>")


def test_a_heading_named_by_its_own_words_is_no_chrome() -> None:
    for slug in ("related-work", "the-login-page", "cookie-recipes", "copyright-and-the-sea"):
        text = text_of(f"{ARTICLE}<h2 id={slug}>Of ropes</h2><section id={slug}>Knots</section>")

        assert "Of ropes" in text
        assert "Knots" in text
    assert "Of ropes" not in text_of(f"{ARTICLE}<div class='related-items'>Of ropes</div>")


def test_a_picture_that_goes_with_the_text_is_no_link_to_another() -> None:
    caption = "<p>The quay in May</p>"

    assert "The quay in May" in text_of(f"{ARTICLE}<div class=relatedPhoto>{caption}</div>")
    assert "The quay in May" not in text_of(f"{ARTICLE}<div class=relatedRail>{caption}</div>")
