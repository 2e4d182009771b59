"""Whom a page names as its authors: small invented pages, one convention each."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose_people import choose_people
from articlepress.page.facts import gather_facts
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rose by two metres in a night, and the bridge was closed for the day.</p>" * 3


def names_of(markup: str) -> tuple[str, ...]:
    facts = gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))
    return tuple(person.name for person in choose_people(facts))


@pytest.mark.parametrize(
    "told",
    [
        "<p>Co-Founder & Marketing Director</p>",
        '<img alt="Ann Lee" src=a.png>',
        '<meta name=description content="An article written by Ann Lee.">',
        '<h2>More</h2><a class=t href="/author/ann-lee/">Ann Lee</a>',
    ],
)
def test_a_name_alone_below_the_headline_is_the_authors_where_the_page_tells_so(told: str) -> None:
    assert names_of(f"<h1>Storm</h1><p>Ann Lee</p>{told}{TEXT}") == ("Ann Lee",)
    assert names_of(f"<h1>Storm</h1><p>Ann Lee</p>{TEXT}") == ()


def test_whom_the_headline_names_is_not_the_author() -> None:
    portrait = '<img alt="Ann Lee" src=a.png>'

    assert names_of(f"<h1>A day with Ann Lee</h1><p>Ann Lee</p>{portrait}{TEXT}") == ()


def test_a_section_above_the_headline_is_no_author_however_much_is_said_of_it() -> None:
    said = "<p>Building Department is open.</p>"

    assert names_of(f"<p>Building Department</p><h1>Storm</h1>{TEXT}{said}") == ()
    assert names_of(f"<p>Ann Lee</p><h1>Storm</h1>{TEXT}<p>Photos by Ann Lee</p>") == ("Ann Lee",)


def test_a_portrait_far_below_the_headline_shows_somebody_else() -> None:
    lines = "".join(f"<p>Step {number}</p>" for number in "abcdefghi")
    portrait = '<img alt="Ann Lee" src=a.png>'

    assert names_of(f"<h1>Storm</h1>{lines}<p>Ann Lee</p>{portrait}{TEXT}") == ()


def test_a_line_in_a_script_without_capitals_is_no_name() -> None:
    assert names_of(f'<h1>عاصفة</h1><p>وزارة العمل</p><img alt="وزارة العمل">{TEXT}') == ()


def test_a_name_between_a_date_and_a_section_is_read() -> None:
    line = "5 October 2018 - Posted by Ann Lee - Weather"

    assert names_of(f"<h1>Storm</h1><p>{line}</p>{TEXT}") == ("Ann Lee",)


def test_a_byline_in_arabic_says_who_wrote() -> None:
    assert names_of(f"<h1>عاصفة</h1><p>كتبت آية دعبس</p>{TEXT}") == ("آية دعبس",)


def test_links_to_authors_in_one_line_are_one_byline() -> None:
    data = '{"@type":"Article","author":{"@type":"Person","name":"Ann Lee"}}'
    row = (
        "<div><span><a href=/author/ann/>Ann Lee</a><span>, </span>"
        "<a href=/author/bob/>Bob Roe</a> &amp; <a href=/author/cy/>Cy Poe</a></span></div>"
    )
    markup = f"<script type='application/ld+json'>{data}</script><div><h1>Storm</h1>{row}</div>"

    assert names_of(markup + TEXT) == ("Ann Lee", "Bob Roe", "Cy Poe")


@pytest.mark.parametrize("did", ["Medically reviewed by", "Fact Checked by:", "(Photos:"])
def test_who_reviewed_or_pictured_an_article_did_not_write_it(did: str) -> None:
    line = f"<p>{did} <a href=/authors/bob/>Bob Roe</a></p><p><a href=/authors/ann/>Ann Lee</a></p>"

    assert names_of(f"<div><h1>Storm</h1>{line}</div>{TEXT}") == ("Ann Lee",)


def test_a_link_to_a_person_elsewhere_names_no_author() -> None:
    link = "<p>In memory of <a href='https://history.example/people/ann-lee'>Ann Lee</a></p>"
    page = "<link rel=canonical href='https://bee.example.org/storm'><div><h1>Storm</h1>"

    assert names_of(f"{page}{link}</div>{TEXT}") == ()


def test_a_signature_below_the_text_is_believed_where_data_names_the_paper_alone() -> None:
    data = '{"@type":"NewsArticle","author":{"@type":"Organization","name":"Daily Bee"}}'
    script = f"<script type='application/ld+json'>{data}</script>"

    assert names_of(f"{script}<h1>Sturm</h1>{TEXT * 5}<p>Von Anna Lee</p>") == ("Anna Lee",)


def test_an_older_weblogs_footer_names_its_author() -> None:
    closing = "<span class=posted>Posted by Ann at December 16, 2025 11:15 AM</span>"
    comment = "<div class=comments><p>Posted by: Bob at December 18, 2025 05:48 PM</p></div>"

    assert names_of(f"<div><h3>Storm</h3>{TEXT * 5}{closing}</div>{comment}") == ("Ann",)


def test_nobody_elsewhere_outdoes_the_paper_that_signs_by_the_headline() -> None:
    site = "<meta property=og:site_name content='Daily Bee'>"
    cards = "<div class=card><h3>Flood</h3><span class=author-name>Bob Roe</span></div>"
    filler = "<div class=part><p>Words.</p></div>" * 50
    signed = f"{site}<h1>Storm</h1><p class=byline>Daily Bee</p>{TEXT}{filler}{cards}"

    assert names_of(signed) == ("Daily Bee",)


def test_names_in_the_text_give_way_to_the_line_by_the_headline() -> None:
    module = "<p>Authors: Bob Roe and Cy Poe</p>"
    portrait = '<img alt="Ann Lee" src=a.png>'
    long = "<p>" + "The exploit was changed again this week. " * 4 + "</p>"

    assert names_of(f"<h1>Wrap-Up</h1><p>Ann Lee</p>{portrait}{long * 2}{module}") == ("Ann Lee",)


def test_the_section_behind_a_byline_is_no_author() -> None:
    parts = (
        "8 January 2020 · by <a rel=author href=/author/ann/>Ann</a> · in <a href=/t>Feelings</a>"
    )
    markup = f"<div class=byline>{parts}</div>"

    assert names_of(f"<h1>Storm</h1>{markup}{TEXT}") == ("Ann",)


def test_the_name_in_a_microformat_may_be_a_recipes_or_a_countrys() -> None:
    assert names_of(f"<h1 class=fn>Oat Porridge</h1>{TEXT}") == ()
    assert names_of(f"<h1>Oat Porridge with Figs</h1><b class=fn>Oat Porridge</b>{TEXT}") == ()
    account = "<h1><a class=fn rel=author href=/ann>annlee</a>/porridge</h1>"
    assert names_of(f"{account}{TEXT}") == ("annlee",)
    assert names_of(f"<h1>Islands</h1><div class='fn org'>New Zealand</div>{TEXT}") == ()


def test_a_recipes_reviews_are_its_readers() -> None:
    data = (
        '{"@type":"Recipe","name":"Porridge","author":"Ann Lee","review":[{"@type":"Review",'
        '"author":"porridgefan22","datePublished":"2020-01-01","headline":"Good"}]}'
    )

    assert names_of(f"<script type='application/ld+json'>{data}</script>{TEXT}") == ("Ann Lee",)


@pytest.mark.parametrize("label", ["Written by", "Interview by", "Geschrieben von"])
def test_a_label_for_twitter_says_which_of_its_data_is_the_author(label: str) -> None:
    metas = f"<meta name=twitter:label1 content='{label}'><meta name=twitter:data1 content=Ann>"

    assert names_of(f"{metas}<h1>Storm</h1>{TEXT}") == ("Ann",)
    other = metas.replace(label, "Reading time")
    assert names_of(f"{other}<h1>Storm</h1>{TEXT}") == ()


def test_an_account_shown_twice_is_not_completed_by_itself() -> None:
    shown = "<div class=author><a class=name href=/author/ann/>Ann</a><time>3/4/2025</time></div>"
    twice = "<div class=author-intro><p class=author>Ann</p><p>Ann</p></div>"
    box = f"<div class=author_intro><a><p>Ann</p></a><a><p>Ann</p></a></div>{twice}"

    assert names_of(f"<h1>Storm</h1>{shown}{TEXT}{box}") == ("Ann",)
