"""Comments that lines of signature tell apart go; signed articles and lists of posts stay."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.rules import compile_rules, load_rules
from articlepress.page.signed_comments import without_signed_comments
from articlepress.source import Source

PROSE = "<p>The ferry had not come, and the captain of the tug was asked for the third time.</p>"
ARTICLE = PROSE * 10


def comment(name: str, signs: str = "Posted by", kind: str = "said") -> str:
    return f"<div class={kind}>{PROSE}<p>{signs}: {name}, 4 May 2011 | 15:22</p></div>"


def dropped_from(inside: str) -> int:
    """Return how many boxes are dropped as comments."""
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    dropped = without_signed_comments(Located((root,), outline=flat)).dropped
    assert all(rule.name == "comments/signed" for rule in dropped.values())
    return len(dropped)


@pytest.mark.parametrize("signs", ["Posted by", "Kommentiert von", "Posté par", "Enviado por"])
def test_boxes_that_end_in_a_signature_are_comments(signs: str) -> None:
    comments = "".join(comment(name, signs) for name in ("Ann", "Bo", "Cy"))

    assert dropped_from(f"{ARTICLE}<h2>Comments</h2><div>{comments}</div>") == 3


def test_the_articles_own_signature_is_none() -> None:
    comments = "".join(comment(name) for name in ("Ann", "Bo", "Cy"))
    own = "<div class=own><p>Posted by David at 11:15 AM</p></div>"

    assert dropped_from(f"{ARTICLE}{own}<div>{comments}</div>") == 3


@pytest.mark.parametrize(
    "inside",
    [
        f"{ARTICLE}{comment('Ann')}{comment('Bo')}",
        comment("Ann") * 4,
        f"{PROSE}{comment('Ann') * 4}",
        f"{ARTICLE}{comment('Ann', kind='one')}{comment('Bo', kind='two')}{comment('Cy')}",
        f"{ARTICLE}{'<p>Written by hand in 1911.</p>' * 3}",
        f"{ARTICLE}{comment('Ann', 'Said to') * 4}",
    ],
)
def test_few_others_and_lists_of_posts_stay(inside: str) -> None:
    assert dropped_from(inside) == 0
