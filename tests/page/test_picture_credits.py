"""Lines that say whose a picture is; pictures that were dropped with one come back."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.locate import Located
from articlepress.page.outline import outline
from articlepress.page.parse import parse
from articlepress.page.picture_credits import credits_picture, with_picture_credits
from articlepress.page.rules import Rule, compile_rules, load_rules
from articlepress.source import Source

LOOKS = Rule("block/aside", "", "looks like an aside")
CHROME = Rule("chrome/related", "", "named like chrome")
PICTURE = "<img src=/tug.jpg>"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ann Lee",
        "(Image credit: Ann Lee)",
        "Photograph by Ann Lee, Harbour Press",
        "Foto von Ann Lee",
        "© Ann Lee",
        "Ann Lee / AFP / Getty Images",
        "Reuters",
        "A. B. Lee via AP",
        "写真：リー",
    ],
)
def test_a_line_that_says_whose_a_picture_is(line: str) -> None:
    assert credits_picture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: the tug in the harbour. It left again.",
        "Contributing: Ann Lee, Reuters",
        "The tug was named by Ann Lee",
        "She told the board of the harbour and later that day the agency Reuters",
        "Source: Harbour Board",
        "Photo:",
        "©",
        "Photo: " + "Ann Lee, " * 20,
    ],
)
def test_a_line_that_says_something_else(line: str) -> None:
    assert not credits_picture(line)


def test_a_source_is_a_credit_beside_a_picture_only() -> None:
    assert credits_picture("Source: Harbour Board", beside=True)


def kept_of(inside: str, rule: Rule = LOOKS) -> bool:
    """Tell whether what was dropped by a rule, of class `x`, comes back."""
    page = parse(Source(f"<html><body><article>{inside}</article>".encode(), "page.html"), Notes())
    flat = outline(page.root, compile_rules(load_rules("chrome")))
    root = page.tree.css_first("article")
    assert root is not None
    before = {node.mem_id: rule for node in page.tree.css(".x")}
    return not with_picture_credits(Located((root,), before, outline=flat)).dropped


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>One.</p><div class=x>{PICTURE}<p>Photo: Ann Lee</p></div>",
        f"<p>One.</p><div class=x>{PICTURE}<p>The tug.</p><p>Photo: Ann Lee</p></div>",
        f"<p>One.</p><div class=x><picture>{PICTURE}</picture><p>Ann Lee / AP</p></div>",
        f"<p>One.</p>{PICTURE}<p class=x>Photo: Ann Lee</p>",
        f"<p>One.</p><figure>{PICTURE}</figure><br><div><p class=x>Photo: Ann Lee</p></div>",
    ],
)
def test_a_picture_and_its_credit_come_back(inside: str) -> None:
    assert kept_of(inside)
    assert not kept_of(inside, CHROME)


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class=x>{PICTURE}<p>The tug.</p></div>",
        f"<div class=x>{PICTURE * 3}<p>Photo: Ann Lee</p></div>",
        f"<div class=x>{PICTURE}<p>Close<p>Open<p>Photo: Ann Lee</div>",
        f"<div class=x>{PICTURE}<h2>Another article</h2><p>Photo: Ann Lee</p></div>",
        f"<div class=x>{PICTURE}<p><a href=/b>Another article</a><p>Photo: Ann Lee</div>",
        "<div class=x><p>Photo: Ann Lee</p></div>",
        f"{PICTURE}<p>One.</p><p class=x>Photo: Ann Lee</p>",
        f"<p>One. {PICTURE}</p><p class=x>Photo: Ann Lee</p>",
    ],
)
def test_a_gallery_a_teaser_and_a_credit_elsewhere_stay_away(inside: str) -> None:
    assert not kept_of(f"<p>One.</p>{inside}")


def test_a_credit_of_a_dropped_picture_stays_away() -> None:
    assert not kept_of(f"<div class=x>{PICTURE}</div><p class=x>Photo: Ann Lee</p>")
