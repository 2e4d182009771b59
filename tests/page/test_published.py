"""When a page says it was published: small invented pages, one convention each."""

from __future__ import annotations

import pytest

from articlepress.diagnostics import Notes
from articlepress.page.choose_dates import choose_date
from articlepress.page.facts import Facts, gather_facts
from articlepress.page.parse import parse
from articlepress.source import Source

TEXT = "<p>The river rose by two metres in a night, and the bridge was closed for the day.</p>" * 3


def facts_of(markup: str) -> Facts:
    return gather_facts(parse(Source(markup.encode(), "page.html"), Notes()))


def published(markup: str) -> str:
    return choose_date(facts_of(markup), "published").value[:10]


def stated(day: str) -> str:
    data = f'{{"@type":"NewsArticle","datePublished":"{day}"}}'
    return f"<script type='application/ld+json'>{data}</script>"


@pytest.mark.parametrize(
    ("in_data", "in_meta", "shown", "expected"),
    [
        # Two of three say the later day.
        ("2022-01-04", "2022-01-06", "January 6, 2022", "2022-01-06"),
        ("2022-01-05T18:19+01:00", "2022-01-06", "January 6, 2022", "2022-01-06"),
        # A moment in UTC is the day before elsewhere.
        ("2022-01-05T18:19:00Z", "2022-01-06", "January 6, 2022", "2022-01-06"),
        # Shown alone, it is the day of a change.
        ("2022-01-04", "2022-01-04", "January 6, 2022", "2022-01-04"),
        ("2022-01-04", "2022-01-06", "January 9, 2022", "2022-01-04"),
    ],
)
def test_a_later_day_is_believed_where_page_and_data_agree_on_it(
    in_data: str, in_meta: str, shown: str, expected: str
) -> None:
    meta = f"<meta name=date content={in_meta}>"

    assert published(f"{stated(in_data)}{meta}<h1>Storm</h1><p>{shown}</p>{TEXT}") == expected


def test_of_two_changes_none_is_the_publication_more_than_the_other() -> None:
    changed = (
        "<span itemprop=dateModified content=2022-11-08></span>"
        "<p itemprop=dateModified content=2025-09-06>Updated on September 6, 2025</p>"
    )

    assert published(f"<h1>Storm</h1>{changed}{TEXT}") == "2022-11-08"


def test_a_sentence_about_an_earlier_publication_does_not_date_the_page() -> None:
    note = "Editor's note: this post was originally published on October 7, 2008, and still holds."
    address = "<link rel=canonical href=https://bee.example/2015/01/08/storm/>"

    assert published(f"{address}<h1>Storm</h1><p>{note}</p>{TEXT}") == "2015-01-08"
    short = "<p>First published: October 7, 2008</p>"
    assert published(f"{address}<h1>Storm</h1>{short}{TEXT}") == "2008-10-07"


def test_the_articles_own_footer_dates_it() -> None:
    day = "<time class='entry-date published' datetime=2015-01-08T10:07:06-05:00>Thursday</time>"
    article = f"<article><h1>Storm</h1>{TEXT}<footer class=entry-footer>{day}</footer></article>"

    assert published(article) == "2015-01-08"


@pytest.mark.parametrize("tag", ["h4", "p class=t", "div"])
def test_a_line_that_says_the_title_is_the_headline_of_a_page_without_one(tag: str) -> None:
    title = "<title>A hybrid battery | Science Wire</title>"
    menu = "<div><a href=/battery>A hybrid battery</a></div><div>Science Wire</div>"
    head = f"<{tag}>A hybrid battery</{tag.split()[0]}><p>November 1, 2023</p>"

    facts = facts_of(f"{title}<body>{menu}{head}{TEXT}")

    assert facts.first("shown_title") == "A hybrid battery"
    assert choose_date(facts, "published").value == "2023-11-01"


def test_the_only_day_that_a_page_shows_in_a_line_of_its_own_dates_it() -> None:
    page = f"<h1>Storm</h1>{TEXT * 8}<p>Leeds, 2023-12-01 14:43</p>"

    assert published(page) == "2023-12-01"
    assert published(f"{page}<p>April 5, 2022</p>") == ""
    assert published(f"{page}<time datetime=2022-04-05></time>") == "2022-04-05"


@pytest.mark.parametrize("label", ["기사입력 :[", "등록 ", "입력: "])
def test_a_korean_papers_label_tells_the_day(label: str) -> None:
    others = "<p>2011-01-01</p><p>2012-01-01</p>"
    page = f"<h1>폭풍</h1>{TEXT * 8}<p>{label}2018-08-25 15:24</p>{others}"

    assert published(page) == "2018-08-25"


LONG = (
    "of stone and of oak, as it was before the flood, by spring, and the ferry to sail again " * 2
)


def at(path: str) -> str:
    return f"<link rel=canonical href='https://harbour.example/{path}'>"


def test_a_sentence_of_the_text_dates_nothing_where_the_address_does() -> None:
    said = "<li>The harbour act was signed into law on August 14, 1935</li>"

    assert published(f"{at('2010/NEWS/08/13/act.html')}<h1>Storm</h1>{said}{TEXT}") == "2010-08-13"
    assert published(f"<h1>Storm</h1><p>August 13, 2010</p>{said}{TEXT}") == "2010-08-13"


@pytest.mark.parametrize(
    "path", ["2014/7/4/586/storm", "world/2014/jul/04/storm", "2014/NEWS/07/04/", "2014/07/04/x"]
)
def test_an_address_names_the_day_in_folders(path: str) -> None:
    assert published(f"{at(path)}<h1>Storm</h1>{TEXT}") == "2014-07-04"


def test_of_two_days_shown_the_one_in_the_address_is_the_articles() -> None:
    other = "<span class=pub-date>Jun 30, 2014</span>"
    line = "<p>By Ann Lee on Jul 04, 2014</p>"

    assert published(f"{at('2014/7/4/1/a')}<h1>Storm</h1>{other}{line}{TEXT}") == "2014-07-04"
    assert published(f"{at('2014/7/1/1/a')}<h1>Storm</h1>{other}{TEXT}") == "2014-06-30"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("DUBLIN, July 2, 2014 — The company", "2014-07-02"),
        ("Karlsruhe, (12.11.2021). Die Kirche", "2021-11-12"),
        ("NEW YORK, Oct. 5, 2020 /Newswire/ -- The company", "2020-10-05"),
        ("The company said on July 2, 2014 — a Monday — that", ""),
        ("In Dublin, on July 2, 2014, the company said", ""),
    ],
)
def test_a_press_release_begins_with_place_and_day(opening: str, expected: str) -> None:
    text = f"<p>{opening} that the quay is to be built anew, {LONG}.</p>"

    assert published(f"<div>{text}{TEXT}</div>") == expected
    assert published(f"<h1>A new quay</h1>{text}{TEXT}") == expected


def test_a_byline_that_counts_hours_gives_the_moment_in_full() -> None:
    ago = '<abbr title="2011-08-25T01:40:40Z">1 hr ago</abbr>'
    line = f"<cite class=byline>By Ann Lee | {ago}</cite>"

    assert published(f"<h1>Storm</h1>{line}{TEXT}") == "2011-08-25"
    assert published(f"<h1>Storm</h1>{line.replace('byline', 'x')}{TEXT}") == ""


def test_a_label_written_with_an_entity_is_read() -> None:
    changed = "<em>Mis &agrave; jour le 30/10/2012 &agrave; 14h03</em>"
    label = f"<div>Publi&eacute; le 29/10/2012 {changed}</div>"

    assert published(f"<html lang=fr><h1>Storm</h1>{TEXT * 9}{label}") == "2012-10-29"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("الأحد، 04 آب/اغسطس 2013", "2013-08-04"),
        ("4 كانون الثاني/يناير 2013", "2013-01-04"),
        ("الجمعة 8 فيفري 2019", "2019-02-08"),
    ],
)
def test_arabic_months_go_by_their_names_in_each_country(line: str, expected: str) -> None:
    assert published(f"<html lang=ar><h1>Storm</h1><p>{line}</p>{TEXT}") == expected


def test_the_day_beside_the_author_comes_before_the_mastheads() -> None:
    today = "<div class=fecha><time>jueves, 09 enero 2014</time></div>"
    line = "<p class=autor><b>Ann Lee</b> | Palma de Mallorca | 08/01/2014</p>"

    assert published(f"<html lang=es><h1>Storm</h1>{today}{TEXT * 9}{line}{TEXT}") == "2014-01-08"
    assert published(f"<html lang=es><h1>Storm</h1>{today}{TEXT * 9}{TEXT}") == "2014-01-09"


def test_of_several_posts_the_nearest_bylines_day_is_taken() -> None:
    first = "<div class=entry-meta>Publiziert am <i class=entry-date>13.1.2014</i> von bea</div>"
    second = "<div class=entry-meta>Publiziert am 26. Mai 2013 von Ann Lee</div>"

    posts = f"<h1>Storm</h1>{first}{TEXT}<h2>Fog</h2>{second}{TEXT}"
    assert published(f"<html lang=de>{posts}") == "2014-01-13"


def test_the_day_in_a_tables_record_is_read() -> None:
    box = "<table><tr><th>日付</th><td>2019年3月8日</td></tr></table>"

    assert published(f"<html lang=ja><h1>Storm</h1>{box}{TEXT}") == "2019-03-08"


def test_a_label_of_four_words_is_no_sentence() -> None:
    line = "<p>última actualización el lunes 4 de mayo de 2020</p>"
    date = choose_date(facts_of(f"<html lang=es><h1>Storm</h1>{line}{TEXT}"), "updated")

    assert (date.value, date.fact and date.fact.source) == ("2020-05-04", "line")
