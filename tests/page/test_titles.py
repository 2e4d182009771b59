"""What a page calls its article: small invented pages, one convention each."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose import choose_title, kicker_of
from articlepress.page.facts import Facts, gather_facts
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rose by two metres in a night, and the bridge was closed for the day.</p>" * 3


def facts_of(markup: str) -> Facts:
    return gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))


def title_of(markup: str) -> str:
    return choose_title(facts_of(markup)).value


@pytest.mark.parametrize(
    ("inside", "kicker"),
    [
        ("<span class=dachzeile>Weather</span> <span>The river rose again</span>", "Weather"),
        ("<i class=x__kicker>Weather</i><i class=hidden> - </i>The river rose again", "Weather"),
        ("<div class=topic-label>Weather</div>The river rose again", "Weather"),
        ("The river rose again<i>: </i><small class=c-topline>, Weather</small>", "Weather"),
        ("<span class=supertitle><time>1 February 2022</time></span>The river rose again", ""),
        ("<time datetime=2022-02-01>Feb 1</time> The river rose again", ""),
    ],
)  # fmt: skip
def test_a_kicker_or_a_date_inside_the_heading_is_none_of_the_title(
    inside: str, kicker: str
) -> None:
    facts = facts_of(
        f"<meta property=og:title content='Weather: The river rose again'><h1>{inside}</h1>{TEXT}"
    )

    title = choose_title(facts).value

    assert title == "The river rose again"
    assert kicker_of(facts, title) == kicker


def test_a_heading_that_is_a_kicker_alone_is_the_title() -> None:
    assert title_of(f"<h1><span class=kicker>The river rose</span></h1>{TEXT}") == "The river rose"


def test_how_characters_are_read_is_no_part_of_the_title() -> None:
    ruby = "<ruby>川<rp>(</rp><rt>かわ</rt><rp>)</rp></ruby>が上がった"

    assert facts_of(f"<h1>{ruby}</h1>{TEXT}").first("shown_title") == "川が上がった"


def test_a_lesser_heading_that_words_it_otherwise_heads_a_part() -> None:
    title = "<title>Five tools that we tried for a year</title>"

    assert title_of(f"{title}<h2>Tools that we tried for a whole year</h2>{TEXT}") == title[7:-8]
    # The page's own heading may say it in other words.
    assert title_of(f"{title}<h1>Tools that we tried for a whole year</h1>{TEXT}") == (
        "Tools that we tried for a whole year"
    )


def test_what_a_chinese_portal_joins_to_its_titles_is_cut() -> None:
    title = "<title>河水上涨两米大桥关闭_社会_每日蜜蜂网</title>"

    assert title_of(f"{title}<h1>河水上涨两米大桥关闭</h1>{TEXT}") == "河水上涨两米大桥关闭"
    assert title_of("<title>read_me_first and more</title>") == "read_me_first and more"


def test_the_way_kubrick_titled_its_pages_is_known() -> None:
    title = "<title>Daily Bee » Blog Archive » The river rose</title>"
    head = "<h1><a href=/>Daily Bee</a></h1>"

    assert title_of(f"{title}{head}{TEXT}") == "The river rose"


@pytest.mark.parametrize("name", ["Daily Bee", "storm-and-flood-2018"])
def test_the_sites_name_or_a_files_is_no_title(name: str) -> None:
    page = f"<title>{name}</title><a href=/>Daily Bee</a><h1>The river rose again</h1>{TEXT}"

    assert title_of(page) == "The river rose again"


def test_the_sites_name_inside_the_heading_is_none_of_the_title() -> None:
    told = "<meta name=twitter:title content='The river rose again'>"
    named = f"<title>The river rose again » Local » The Quay</title>{told}"
    heading = "<h1><span>The river rose again</span><a href=/local.html>The Quay</a></h1>"

    assert title_of(f"{named}{heading}{TEXT}") == "The river rose again"
    other = heading.replace("The Quay", "By two metres")
    assert title_of(f"{named}{other}{TEXT}") == "The river rose againBy two metres"
